"""An import as somebody at a terminal sees it: a bar while it runs, a summary at its end."""

import sys
import time
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from parley.importing.persistent import import_all
from parley.importing.run import Imported
from parley.importing.summary import summary
from parley.importing.transcript import NotATranscript, Transcript, read
from runtime.settings import Settings


def transcripts_of(files: Sequence[Path]) -> list[Transcript]:
    """Read every file; raises `NotATranscript`."""
    transcripts = [read(path) for path in dict.fromkeys(path.resolve() for path in files)]
    names = [transcript.name for transcript in transcripts]
    for name in names:
        if names.count(name) > 1:
            raise NotATranscript(f"Two files are named {name}; a name stands for one transcript.")
    return transcripts


async def import_shown(settings: Settings, room: str, topic: str, transcripts: Sequence[Transcript]) -> Imported:
    """Import with a bar, and print the summary; raises what `import_all` raises."""
    out, began = Console(highlight=False), time.monotonic()
    lengths = [len(transcript.lines) for transcript in transcripts]
    starts = dict(zip((each.name for each in transcripts), accumulate(lengths, initial=0), strict=False))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        bar = progress.add_task(room, total=sum(lengths))

        def on_line(file: str, line: int) -> None:
            progress.update(bar, completed=starts[file] + line + 1)

        imported = await import_all(settings, room, topic, transcripts, on_line)
    out.print(summary(room, imported, time.monotonic() - began), markup=False, soft_wrap=True)
    return imported
