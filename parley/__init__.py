"""The front door: the command line, the composition root, the supervisor and the embedded servers."""
