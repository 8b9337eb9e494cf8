"""Why an auditor's command ends before its time."""


class Unanswerable(Exception):
    """What was asked for makes no sense on this log; says why."""
