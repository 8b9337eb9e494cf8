"""What the command line says of itself."""

from collections.abc import Iterator

import pytest
from cyclopts import App

from parley.cli import app, run


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that are not broken."""
    monkeypatch.setenv("COLUMNS", "400")


def test_help_says_what_every_command_does(capsys: pytest.CaptureFixture[str]) -> None:
    page = _page(capsys, "")
    for command in app.resolved_commands():
        if not command.startswith("-"):
            [described] = [line.partition(" ")[2].strip() for line in page if line.partition(" ")[0] == command]
            assert described


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("replay", "A moment is a position (17, or "),
        ("projections rebuild", "Ends with 1, and switches nothing, where they differ."),
        ("projections", "List every projection with its position"),
        ("epoch", "Print the log's epoch"),
    ],
)
def test_the_page_of_a_command_says_more_than_its_line_in_the_list(
    capsys: pytest.CaptureFixture[str], command: str, said: str
) -> None:
    assert any(line.startswith(said) for line in _page(capsys, command))


def test_no_flag_has_a_second_name_that_takes_it_back(capsys: pytest.CaptureFixture[str]) -> None:
    for command in _commands(app, ""):
        assert not [line for line in _page(capsys, command) if " --no-" in line]


def _page(capsys: pytest.CaptureFixture[str], command: str) -> list[str]:
    with pytest.raises(SystemExit) as end:
        run(f"{command} --help")
    assert end.value.code == 0
    return [line.strip("│ ") for line in capsys.readouterr().out.splitlines()]


def _commands(of: App, above: str) -> Iterator[str]:
    for name, command in of.resolved_commands().items():
        if not name.startswith("-"):
            yield f"{above} {name}"
            yield from _commands(command, f"{above} {name}")
