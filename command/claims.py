"""The claim of a name as the log has it now."""

from uuid import UUID

from command.domain import claim
from command.domain.claim import Claim
from command.writer import Writer


async def read(writer: Writer, stream_id: UUID) -> tuple[Claim, int]:
    """Whose the name is, and the version of its stream."""
    state, version = claim.INITIAL, 0
    for recorded in await writer.log.stream(stream_id):
        state, version = claim.evolve(state, recorded.event, recorded.recorded_at), recorded.version
    return state, version
