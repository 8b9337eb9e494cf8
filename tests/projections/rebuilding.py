"""Rebuilding read models in a test, and looking whether they are what the log makes."""

from typing import Any

from projections.rebuild.site import Source
from projections.verify import verify
from tests.projections.talk import connecting
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog


def quietly(*_: Any) -> None:
    """Progress that nobody looks at."""


def source(url: str) -> Source:
    return Source(url, url, SECRETS.keks, SECRETS.current_kek)


async def is_equal(kept: OpenLog, url: str) -> bool:
    return (await verify(connecting(url), kept.keyring)).equal
