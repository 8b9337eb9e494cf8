"""The subject keys: one per person or room and calendar month, wrapped by a key kept outside Postgres.

A wrapped key is AES-256-GCM under the key-encryption key: 12 bytes of nonce, then the ciphertext; the associated data
is the kid, and for the secret of a single event the kid and the event's id.
"""

import os
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import asyncpg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from events.codec import SubjectKey, decoded, kids_of, open_event
from events.log.db import Db
from events.sealing import event_secret
from events.stored import Recorded, StoredEvent

CURRENT = """
    select kid, subject_id, kek_id, wrapped from subject_keys
    where subject_id = any ($1::uuid[]) and month = $2 and not retired and destroyed_at is null
"""
CREATE = "select create_subject_keys($1, $2, $3, $4, $5)"
DONE_WITH = "PKEK0"  # the SQLSTATE for a key-encryption key that nothing is to be wrapped with any more
OLDEST_KEK = "select kek_id from oldest_kek"
BY_KID = "select kid, kek_id, wrapped from subject_keys where kid = any ($1::uuid[]) and destroyed_at is null"
OF_EVENTS = """
    select kid, event_id, kek_id, wrapped from event_keys
    where kid = any ($1::uuid[]) and event_id = any ($2::uuid[])
"""
FORGET_AFTER = 30.0  # seconds until a destroyed key is gone from every process's memory
MAX_REMEMBERED = 50_000


class Keyring:
    """Makes, finds and unwraps subject keys; `keks` are the key-encryption keys by id."""

    def __init__(self, db: Db, keks: Mapping[str, bytes], current_kek: str) -> None:
        self._db = db
        self._keks = keks
        self._unlocking = {kek_id: AESGCM(kek) for kek_id, kek in keks.items()}
        self._current_kek = current_kek
        self._sealing: dict[UUID, SubjectKey] = {}
        self._opening: dict[UUID, bytes | None] = {}
        self._month = date.min
        self._forget_at = self._look_again = 0.0

    async def for_sealing(self, subjects: Collection[UUID]) -> Mapping[UUID, SubjectKey]:
        """This month's key of each subject; a new one is committed before it is returned.

        Of an erased subject it is one that is kept nowhere: what is sealed with it is erased from the beginning.
        """
        month = self._forget_what_is_old()
        # Held here from the first look on: whoever else uses the keyring may make it forget while we wait.
        keys = {subject: self._sealing[subject] for subject in subjects if subject in self._sealing}
        if len(keys) == len(subjects):
            return keys
        missing = [subject for subject in subjects if subject not in keys]
        await self._create(missing, month)
        for row in await self._db.fetch(CURRENT, missing, month):
            key = self.unwrap(row["kek_id"], row["wrapped"], row["kid"].bytes)
            keys[row["subject_id"]] = SubjectKey(row["kid"], key)
        if month == self._month:
            self._sealing.update(keys)
        nowhere = {subject: SubjectKey(uuid4(), os.urandom(32)) for subject in subjects if subject not in keys}
        return {**keys, **nowhere}

    async def open(self, events: Sequence[StoredEvent], *, anew: Db | None = None) -> list[Recorded]:
        """Decode events with all that can still be opened; raises `UnknownEvent`.

        For whoever hands out what was said before, a key in memory is not enough, it may have been destroyed since:
        `anew` is the connection that they hold, which all keys are read over. Who waited for a second one while others
        do the same would wait for ever.
        """
        sealed = [decoded(event) for event in events]
        kids = [kids_of(data) for data in sealed]
        wanted: set[UUID] = set().union(*kids)
        keys = await (self._read(anew, wanted) if anew else self._keys(wanted))
        alone = await self._secrets_of_their_own(anew or self._db, events, kids, keys)
        return [
            open_event(event, data, alone.get(event.event_id) or _secrets(event, of, keys))
            for event, data, of in zip(events, sealed, kids, strict=True)
        ]

    async def _keys(self, kids: set[UUID]) -> Mapping[UUID, bytes | None]:
        """The key behind each kid, None for one that is destroyed: said only when the database has said so."""
        self._forget_what_is_old()
        keys = {kid: self._opening[kid] for kid in kids if kid in self._opening}
        missing = kids - keys.keys()
        if missing:
            keys.update(await self._read(self._db, missing))
            self._opening.update(keys)
        return keys

    async def _read(self, db: Db, kids: set[UUID]) -> dict[UUID, bytes | None]:
        keys: dict[UUID, bytes | None] = dict.fromkeys(kids)
        rows = await db.fetch(BY_KID, list(kids)) if kids else []
        for row in rows:
            keys[row["kid"]] = self.unwrap(row["kek_id"], row["wrapped"], row["kid"].bytes)
        return keys

    async def _secrets_of_their_own(
        self, db: Db, events: Sequence[StoredEvent], kids: Sequence[set[UUID]], keys: Mapping[UUID, bytes | None]
    ) -> dict[UUID, dict[UUID, bytes]]:
        """What opens the events of a month whose key is destroyed, but not theirs."""
        lost = {kid for kid, key in keys.items() if key is None}
        if not lost:
            return {}
        found: dict[UUID, dict[UUID, bytes]] = {}
        concerned = [event for event, of in zip(events, kids, strict=True) if of & lost]
        for row in await db.fetch(OF_EVENTS, list(lost), [event.event_id for event in concerned]):
            secret = self.unwrap(row["kek_id"], row["wrapped"], row["kid"].bytes + row["event_id"].bytes)
            found.setdefault(row["event_id"], {})[row["kid"]] = secret
        for event, of in zip(events, kids, strict=True):
            if event.event_id in found:
                found[event.event_id] |= _secrets(event, of, keys)
        return found

    def wrap(self, key: bytes, about: bytes) -> bytes:
        """Encrypt a key under the current key-encryption key."""
        nonce = os.urandom(12)
        return nonce + self._kek(self._current_kek).encrypt(nonce, key, about)

    def unwrap(self, kek_id: str, wrapped: bytes, about: bytes) -> bytes:
        """The key inside; raises what `keks` raises for a key-encryption key that is not among them."""
        return self._kek(kek_id).decrypt(wrapped[:12], wrapped[12:], about)

    def _kek(self, kek_id: str) -> AESGCM:
        found = self._unlocking.get(kek_id)
        if found is None:  # somebody has put a newer one into use since we began
            found = self._unlocking[kek_id] = AESGCM(self._keks[kek_id])
        return found

    async def follow_kek(self) -> None:
        """Wrap with the key-encryption key that others have moved on to, if they have."""
        self._current_kek = max(self._current_kek, await self._db.fetchval(OLDEST_KEK) or "")

    @property
    def current_kek(self) -> str:
        """The id of the key-encryption key that new keys are wrapped with."""
        return self._current_kek

    def forget(self) -> None:
        """Drop every key held in memory."""
        self._sealing.clear()
        self._opening.clear()

    async def _create(self, subjects: Sequence[UUID], month: date) -> None:
        held = {row["subject_id"] for row in await self._db.fetch(CURRENT, subjects, month)}
        new = [subject for subject in subjects if subject not in held]
        try:
            await self._make(new, month)
        except asyncpg.PostgresError as refused:
            if refused.sqlstate != DONE_WITH:
                raise
            await self.follow_kek()
            await self._make(new, month)

    async def _make(self, subjects: Sequence[UUID], month: date) -> None:
        kids = [uuid4() for _ in subjects]
        wrapped = [self.wrap(os.urandom(32), kid.bytes) for kid in kids]
        if kids:
            await self._db.fetch(CREATE, kids, subjects, month, self._current_kek, wrapped)

    def _forget_what_is_old(self) -> date:
        """This month, by a look at the calendar a second."""
        now = time.monotonic()
        if now < self._look_again and len(self._sealing) + len(self._opening) <= MAX_REMEMBERED:
            return self._month
        month = datetime.now(UTC).date().replace(day=1)
        full = len(self._sealing) + len(self._opening) > MAX_REMEMBERED
        if month != self._month or full or now > self._forget_at:
            self.forget()
            self._month = month
            self._forget_at = now + FORGET_AFTER
        self._look_again = min(now + 1, self._forget_at)
        return month


def _secrets(event: StoredEvent, kids: set[UUID], keys: Mapping[UUID, bytes | None]) -> dict[UUID, bytes]:
    return {kid: event_secret(key, event.event_id) for kid in kids if (key := keys[kid]) is not None}
