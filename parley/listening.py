"""The sockets that an api process listens on where it shares its address with others."""

import socket

from parley.start_failed import StartFailed
from runtime.settings import Settings


def shared(settings: Settings) -> list[socket.socket] | None:
    """Bound, for the kernel to spread connections over all who listen; None where this process is the only one.

    One that dies or is full leaves the others theirs. Raises `StartFailed`.
    """
    if settings.workers == 1:
        return None
    try:
        found = socket.getaddrinfo(
            settings.host or None, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        return [_bound(family, address) for family, _, _, _, address in dict.fromkeys(found)]
    except OSError as error:
        raise StartFailed(f"Parley cannot serve on {settings.host} port {settings.port} ({error.strerror}).") from error


def _bound(family: int, address: tuple[object, ...]) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if family == socket.AF_INET6:
        listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    listening.bind(address)
    return listening
