"""Search: what somebody may read, found by its words, by who said it, where and when."""
