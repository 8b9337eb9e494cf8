"""`parley demo`: rooms full of real talk, for a first look around."""

from collections.abc import Iterator
from pathlib import Path

import uvloop

from parley.database import with_database
from parley.importing.failures import explained
from parley.importing.from_terminal import import_shown, transcripts_of
from runtime.logs import configure_logs
from runtime.settings import Settings

TALK = Path(__file__).parents[1] / "demo"
TOPIC = (
    "#ubuntu on {day}, as people wrote it. Kummerfeld et al., A Large-Scale Corpus for Conversation Disentanglement, "
    "ACL 2019, CC BY 4.0, github.com/jkkummerfeld/irc-disentanglement"
)
NEXT = """
Talk on: start Parley with `make run`, then
  curl -s {url}/v1/accounts -H 'content-type: application/json' -d '{{"username": "me", "password": "a good password"}}'
  curl -s {url}/v1/sessions -H 'content-type: application/json' -d '{{"username": "me", "password": "a good password"}}'
  curl -s {url}/v1/rooms/directory -H "authorization: Bearer $ACCESS_TOKEN"
or try every route at {url}/docs"""


def demo() -> None:
    """Import three days of the #ubuntu channel into three rooms; a second time changes nothing."""
    settings = Settings()
    configure_logs("warning", settings.log_format, process="demo")

    async def importing() -> None:
        async with with_database(settings) as reached:
            for file in _days():
                day = file.name[:10]
                topic = TOPIC.format(day=day)
                await import_shown(reached, f"ubuntu-{day[:4]}", topic, transcripts_of([file]))

    with explained():
        uvloop.run(importing())
    print(NEXT.format(url=settings.public_url or f"http://{settings.host}:{settings.port}"))


def _days() -> Iterator[Path]:
    yield from sorted(TALK.glob("*.raw.txt"))
