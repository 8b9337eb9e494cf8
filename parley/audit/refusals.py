"""Why an auditor's command ends before its time."""


class Unanswerable(Exception):
    """What was asked for makes no sense on this log; says why."""


class CannotWrite(Exception):
    """There is no room for the output, or no leave to write it; says why."""


class NobodyReads(Exception):
    """Whoever read our output has closed it."""
