"""Hashing passwords: argon2id, in threads off the loop, at most one at a time for each core."""

import asyncio
import os
from collections.abc import Callable
from typing import TypeVar

from passlib.context import CryptContext  # type: ignore[import-untyped]

from command.domain.rejections import UnusableText

T = TypeVar("T")

MIN_CHARACTERS = 8
MAX_CHARACTERS = 1024
MAX_WAITING = 64  # for each core; a hash takes about 30 ms
CONTEXT = CryptContext(
    schemes=["argon2"],
    argon2__type="id",
    argon2__memory_cost=19_456,  # KiB
    argon2__time_cost=2,
    argon2__parallelism=1,
)


class UnusablePassword(UnusableText):
    """A password has 8 to 1024 characters."""


class Busy(Exception):
    """Too many people are signing in at this moment."""


class Passwords:
    """One for each process: it bounds the memory and the cores that hashing takes."""

    def __init__(self) -> None:
        self._cores = os.cpu_count() or 1
        self._free = asyncio.Semaphore(self._cores)
        self._waiting = 0
        self._nobodys = CONTEXT.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """The text to store."""
        return await self._off_the_loop(lambda: str(CONTEXT.hash(password)))

    async def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Whether the password is right, and a better hash where the stored one is outdated.

        An account without a password takes as long as a wrong password.
        """
        given = password if _fits(password) else ""  # which no account has
        right, better = await self._off_the_loop(lambda: _verify(given, stored or self._nobodys))
        return (right, better) if stored else (False, None)

    async def _off_the_loop(self, work: Callable[[], T]) -> T:
        if self._waiting >= MAX_WAITING * self._cores:
            raise Busy
        self._waiting += 1
        try:
            async with self._free:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1


def usable(password: str) -> str:
    """The password as it is; raises `UnusablePassword`."""
    if len(password) < MIN_CHARACTERS or not _fits(password):
        raise UnusablePassword
    return password


def _fits(password: str) -> bool:
    return "\x00" not in password and len(password) <= MAX_CHARACTERS


def _verify(password: str, stored: str) -> tuple[bool, str | None]:
    right, better = CONTEXT.verify_and_update(password, stored)
    return bool(right), better
