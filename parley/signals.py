"""Turns the signals that ask a process to end into the cancellation of what it does."""

import asyncio
import signal

import structlog

log = structlog.get_logger()
ASKING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def cancel_on_signals() -> None:
    """The first signal cancels the task that called this; the next ones would only hurt an orderly stop."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task

    def stop() -> None:
        for name in ASKING:
            loop.add_signal_handler(name, lambda: None)
        log.info("stopping")
        task.cancel()

    for name in ASKING:
        loop.add_signal_handler(name, stop)
