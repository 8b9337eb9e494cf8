"""Who was let in: counted by account and by address, and found by their sign-in session."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from query.live.limits import Limits, Tally
from runtime.tokens import Claims

if TYPE_CHECKING:
    from query.live.connection import Connection


class Admitted:
    """`accounts` and `addresses` say where one more would be too many."""

    def __init__(self, limits: Limits) -> None:
        self.accounts, self.addresses = Tally(limits.sockets_per_account), Tally(limits.sockets_per_address)
        self._of_session: dict[UUID, set[Connection]] = {}

    def add(self, connection: Connection) -> None:
        """Somebody has come, and has not said yet who they are."""
        self.addresses.enter(connection.address)

    def signed_in(self, connection: Connection, claims: Claims) -> bool:
        """A connection has shown whose it is, or renewed it; False where that is one too many."""
        if connection.claims is None:
            if self.accounts.full(claims.account_id):
                return False
            self.accounts.enter(claims.account_id)
        self._leave_session(connection)
        connection.claims = claims
        self._of_session.setdefault(claims.session_id, set()).add(connection)
        return True

    def remove(self, connection: Connection) -> None:
        """A connection is over."""
        self._leave_session(connection)
        self.addresses.leave(connection.address)
        if connection.claims is not None:
            self.accounts.leave(connection.claims.account_id)

    def of_session(self, session_id: UUID) -> list[Connection]:
        """Those that were opened with tokens of one sign-in session."""
        return list(self._of_session.get(session_id, ()))

    def _leave_session(self, connection: Connection) -> None:
        if connection.claims is not None:
            connections = self._of_session.get(connection.claims.session_id, set())
            connections.discard(connection)
            if not connections:
                self._of_session.pop(connection.claims.session_id, None)
