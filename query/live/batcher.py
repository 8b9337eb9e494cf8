"""Questions of many that one reading of the database answers, so that thousands who come at once cost a few."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from runtime.postgres import is_away

Asked = TypeVar("Asked", bound=Hashable)
Found = TypeVar("Found")

LONGEST = 0.4  # seconds between two readings while a crowd comes
EACH = 0.001  # seconds for each who asked within the last second: one alone waits for nobody
AT_ONCE = 2000  # questions of one reading


class Batcher(Generic[Asked, Found]):
    """Whoever asks while a reading is under way gets the next one's answer: none is older than its question."""

    def __init__(self, read: Callable[[Sequence[Asked]], Awaitable[Mapping[Asked, Found]]]) -> None:
        self._read = read
        self._waiting: dict[Asked, asyncio.Future[Found]] = {}
        self._reading: asyncio.Task[None] | None = None
        self._began = 0.0
        self._second = 0.0
        self._before: set[int] = set()
        self._askers: set[int] = set()

    async def ask(self, asked: Asked, asker: int) -> Found:
        """The answer; `asker` tells a crowd from one who asks much."""
        self._askers.add(asker)
        answer = self._waiting.get(asked)
        if answer is None:
            answer = self._waiting[asked] = asyncio.get_running_loop().create_future()
        if self._reading is None:
            self._reading = asyncio.create_task(self._answer())
        return await asyncio.shield(answer)

    async def close(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])

    async def _answer(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                await asyncio.sleep(self._began + self._pause(loop.time()) - loop.time())
                self._began = loop.time()
                asked = dict(list(self._waiting.items())[:AT_ONCE])
                for one in asked:
                    del self._waiting[one]
                await self._settle(asked)
        finally:
            self._reading = None

    def _pause(self, now: float) -> float:
        if now - self._second > 1:
            self._before = self._askers if now - self._second < 2 else set()
            self._askers, self._second = set(), now
        return min(LONGEST, EACH * max(len(self._before), len(self._askers)))

    async def _settle(self, asked: dict[Asked, asyncio.Future[Found]]) -> None:
        try:
            found = await self._read(list(asked))
        except Exception as error:
            if len(asked) == 1 or isinstance(error, TimeoutError) or is_away(error):
                for answer in asked.values():
                    answer.set_exception(error)
                    answer.exception()  # whoever asked may be gone
            else:  # what cannot be read of one is not to fail all
                for one, answer in asked.items():
                    await self._settle({one: answer})
        else:
            for one, answer in asked.items():
                answer.set_result(found[one])
