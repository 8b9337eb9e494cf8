"""What the command line says of itself."""

import pytest

from parley.cli import app


def test_help_says_what_every_command_does(capsys: pytest.CaptureFixture[str]) -> None:
    app("--help", result_action="return_value")
    shown = [line.strip("│ ") for line in capsys.readouterr().out.splitlines()]
    for command in (
        "bus",
        "demo",
        "epoch",
        "export",
        "import",
        "log",
        "migrate",
        "projections",
        "replay",
        "role",
        "serve",
    ):
        [described] = [line.partition(" ")[2].strip() for line in shown if line.partition(" ")[0] == command]
        assert described
