"""The command line. Each command lives in a file of `parley/commands/`, loaded only when it is called."""

from cyclopts import App, Parameter
from pydantic import ValidationError

from parley.addresses import NotRunning
from parley.lock import Taken
from parley.one_epoch import EpochOver
from parley.start_failed import StartFailed
from parley.terminal.leaving import leave
from parley.terminal.output import written
from runtime.unsafe import Unsafe

app = App(
    name="parley",
    help="A chat backend in which the log is the product.",
    default_parameter=Parameter(negative=()),  # a flag that is not wanted is left out: there is no --no-yes
)
# A command that is loaded late cannot be asked what it does before: its line in the list stands here.
app.command(
    "parley.commands.serve:serve",
    help="Run Parley until Ctrl-C: with a Postgres and a NATS of its own, or those the settings name.",
)
app.command(
    "parley.commands.migrate:migrate",
    help="Bring the database of PARLEY_MIGRATION_URL or PARLEY_DATABASE_URL up to date.",
)
app.command("parley.commands.import_:app", name="import", help="Bring talk from elsewhere into a room.")
app.command(
    "parley.commands.demo:demo",
    help="Import three days of the #ubuntu channel into three rooms; a second time changes nothing.",
)
app.command(
    "parley.commands.projections:app",
    name="projections",
    help="Show where the readers of the log stand; verify, rebuild and retry what they keep.",
)
app.command("parley.commands.accounts:app", name="accounts", help="Erase an account for good.")
app.command("parley.commands.messages:app", name="messages", help="Erase what one message says for good.")
app.command(
    "parley.commands.keys:app",
    name="keys",
    help="Show what each key-encryption key wraps, make a new one, and move all under it.",
)
app.command(
    "parley.commands.bus:app",
    name="bus",
    help="Verify the copy of the log on NATS JetStream, make it anew, or say where it is read.",
)
app.command("parley.commands.epoch:app", name="epoch", help="Show the log's epoch, or make a new one after a restore.")
app.command("parley.commands.log:app", name="log", help="Verify the log against its own hashes.")
app.command(
    "parley.commands.replay:replay",
    help="Print the events of a room or of the whole log, or a room as it was at a moment.",
)
app.command("parley.commands.export:export", help="Write the events of a room or of the whole log to a file.")
app.command(
    "parley.commands.contracts:app",
    name="contracts",
    help="Write what others rely on as files: OpenAPI, AsyncAPI and JSON Schemas.",
)
app.command("parley.commands.role:role", help="Run one role in this process until told to stop, as containers do.")


def main() -> None:
    """Run one command; what an operator has to mend ends in a sentence and an exit code, not in a traceback."""
    with written():
        try:
            run(None)
        except Unsafe as refusal:
            leave(Unsafe.EXIT_CODE, str(refusal))
        except ValidationError as wrong:
            leave(
                Unsafe.EXIT_CODE,
                "\n".join(f"PARLEY_{error['loc'][0]}".upper() + f": {error['msg']}" for error in wrong.errors()),
            )
        except Taken as taken:
            leave(Taken.EXIT_CODE, str(taken))
        except EpochOver as over:
            leave(EpochOver.EXIT_CODE, str(over))
        except (StartFailed, NotRunning) as failure:
            leave(1, str(failure))


def run(line: str | None) -> None:
    """Run one command, of this process where none is given; once it is loaded it has more to say than its line."""
    words, (_, *called), _ = app.parse_commands(line)
    for word, command in zip(words, called, strict=True):
        if command.default_command and not word.startswith("-"):
            command.help = None
    app(line)
