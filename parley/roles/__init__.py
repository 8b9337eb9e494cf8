"""One file per role a process can play."""
