"""Why Postgres cannot be asked, in words of our own: what asyncpg says is about its own calls."""

import os
import socket

import asyncpg

# What it says when it ends a connection, and how asyncpg finds out where it cannot say so.
_ENDED = (
    ConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)


def why_away(error: BaseException) -> str:
    """A clause about `it`: of what makes `runtime.postgres.is_away` true, or of what Postgres itself refused."""
    match error:
        case TimeoutError():
            return "it does not answer"
        case ConnectionRefusedError() | FileNotFoundError():
            return "it does not run there"
        case socket.gaierror():
            return f"its address leads nowhere ({error.strerror})"
        case asyncpg.InterfaceError() if isinstance(error, ValueError):
            return f"its address, or what it was to be asked, makes no sense ({error})"
        case _ if isinstance(error, _ENDED):
            return "it ended the connection before it had answered"
        case OSError(errno=int(number)):
            return f"it cannot be reached ({os.strerror(number)})"
        case asyncpg.PostgresError():
            return f"it says “{error}”"
        case _:
            return "it cannot be reached"
