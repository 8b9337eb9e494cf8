"""What keeps anything of Parley from starting, in a sentence for whoever started it."""


class StartFailed(Exception):
    """What is needed is not there, ended before it was ready, or is in the way; the command line ends with 1."""
