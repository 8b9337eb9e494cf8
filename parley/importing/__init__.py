"""Brings talk from elsewhere into the log, as commands like anybody's."""
