"""The log: the one place where events are appended and read."""
