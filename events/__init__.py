"""The facts: what can happen, how it is kept, sealed, numbered and read."""
