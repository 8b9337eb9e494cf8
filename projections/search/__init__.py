"""Search: the words of every message, kept by a runner of its own, and proved and made anew by itself."""
