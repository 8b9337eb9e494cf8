"""The command line. Each command lives in a file of `parley/commands/`, loaded only when it is called."""

import sys

from cyclopts import App
from pydantic import ValidationError

from parley.addresses import NotRunning
from parley.embedded.child import StartFailed
from parley.lock import Taken
from runtime.unsafe import Unsafe

app = App(name="parley", help="A chat backend in which the log is the product.")
app.command("parley.commands.serve:serve")
app.command("parley.commands.migrate:migrate")
app.command("parley.commands.import_:app", name="import")
app.command("parley.commands.demo:demo")
app.command("parley.commands.projections:app", name="projections")
app.command("parley.commands.bus:app", name="bus")
app.command("parley.commands.role:role", show=False)


def main() -> None:
    """Run one command; what an operator has to mend ends in a sentence and an exit code, not in a traceback."""
    try:
        app()
    except Unsafe as refusal:
        leave(Unsafe.EXIT_CODE, str(refusal))
    except ValidationError as wrong:
        leave(
            Unsafe.EXIT_CODE,
            "\n".join(f"PARLEY_{error['loc'][0]}".upper() + f": {error['msg']}" for error in wrong.errors()),
        )
    except Taken as taken:
        leave(Taken.EXIT_CODE, str(taken))
    except (StartFailed, NotRunning) as failure:
        leave(1, str(failure))


def leave(code: int, sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(code)
