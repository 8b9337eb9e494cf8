"""The refusal to start with settings under which words could be lost or leak."""


class Unsafe(Exception):
    """A sentence for the operator saying what is unsafe and what to do; the command line exits with `EXIT_CODE`."""

    EXIT_CODE = 78  # EX_CONFIG of sysexits.h, so that a service manager does not start it over and over
