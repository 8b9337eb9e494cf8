"""One line a happening: for people on a terminal, JSON everywhere else."""

import logging
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]
CHATTY = ("alembic", "asyncio", "uvicorn.error")  # what they say of an ordinary start and stop, we say shorter


def configure_logs(level: str = "info", form: Literal["auto", "console", "json"] = "auto", *, process: str) -> None:
    """Send our own and our libraries' logs to standard error in one form, each line naming its process."""
    console = form == "console" or (form == "auto" and sys.stderr.isatty())
    rendering: list[Processor] = (
        [structlog.dev.ConsoleRenderer(pad_event_to=0)]
        if console
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )

    def name_process(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["process"] = process
        return event

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*SHARED, structlog.stdlib.ExtraAdder()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, name_process, *rendering],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        cache_logger_on_first_use=True,
    )
