"""Readers of the log that keep a read model and its checkpoint in the same transaction."""
