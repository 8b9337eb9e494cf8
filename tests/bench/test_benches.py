"""Every bench runs and reports; how fast anything is, is nothing that a test could tell."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cyclopts import App

from bench.places import schema
from bench.report import Report
from parley.lock import held
from tests.support.servers import scratch

QUICKLY = ("--seconds", "0.8", "--warm-up", "0.1", "--runs", "1")
LOG = ("--events", "12000", "--data", "kept")
EVERY = {
    "append": ("--callers", "2", "8", "--grown", "3000", "--data", "kept"),
    "send": ("--inflight", "4", "--connections", "4"),
    "end_to_end": ("--subscribers", "12", "--messages", "20"),
    "fan_out": ("--followers", "12", "--inflight", "4"),
    "idle": ("--sockets", "20"),
    "storm": ("--sockets", "20", "--settle", "0.1"),
    "rebuild": LOG,
    "import_": ("--files", "1"),
    "verify": LOG,
    "relay": (*LOG, "--load", "100"),
}
LONG = ["12 followers, 1 KiB texts, plain", "12 followers, 1 KiB texts, compressed"]
CASES = {
    "append": ["empty log, 2 callers", "empty log, 8 callers", "3,000 events, 2 callers", "3,000 events, 8 callers"],
    "send": ["16 × 4", "HTTP, 4 × 1"],
    "end_to_end": ["12 subscribers, 20 messages/s"],
    "fan_out": ["12 followers, 4 in flight", *LONG],
    "idle": ["20 sockets"],
    "storm": ["20 come back within 5 s"],
    "rebuild": ["12,000 events"],
    "import_": ["nothing else running", "beside a running Parley"],
    "verify": ["12,000 events"],
    "relay": ["a log that is there", "a log that grows by 100 a second"],
}
# What is aimed at besides rates and latencies, by case.
BESIDES = {
    LONG[1]: ["bytes each"],
    "20 sockets": ["KiB a socket", "% of a core"],
    "20 come back within 5 s": ["database reads"],
}
WITHOUT_LIMIT = (
    *LONG,
    *("20 sockets", "20 come back within 5 s"),
    *("nothing else running", "beside a running Parley", "a log that grows by 100 a second"),
)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Where all benches of this module run, and where they keep what the next one can use."""
    with scratch() as folder:
        yield folder


@pytest.mark.parametrize("bench", EVERY)
def test_a_bench_says_what_it_measured_beside_its_limit_where_it_has_one(bench: str, place: Path) -> None:
    report = _measured(bench, place)
    assert [case.name for case in report.cases] == CASES[bench]
    for case in report.cases:
        assert case.rate or case.others
        assert case.rate is None or case.rate.median > 0
        assert case.runs[0].count > 0
        assert sum(case.cpu_us.values()) > 0
        assert (case.limit is None) is (case.name in WITHOUT_LIMIT)
        besides = [aim.figure for aim in case.aims if aim.figure in case.others]
        assert besides == BESIDES.get(case.name, [])
        if case.p50_ms and case.p99_ms:
            assert 0 < case.p50_ms.median <= case.p99_ms.median
        if case.limit:
            assert case.limit.rate > 0


def test_a_second_bench_on_the_same_folder_is_refused_with_a_sentence(place: Path) -> None:
    log = place / "shared" / f"corpus-5000-{schema()}"
    with held(log):
        command = [sys.executable, "-m", "bench.verify", "--events", "5000", "--data", str(place / "shared")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 75
    assert done.stderr == f"Another bench is at work in {log}: wait until it has ended, or give another folder.\n"


NONSENSE: dict[str, list[tuple[str, ...]]] = {
    "append": [
        ("--callers", "0"),
        ("--callers", "8", "-1"),
        ("--grown", "2"),
        ("--runs", "0"),
        ("--seconds", "0"),
        ("--seconds", "nan"),
        ("--seconds", "inf"),
        ("--warm-up", "-1"),
        ("--data", "/dev/null/kept"),
        ("--json", "/dev/null/append.json"),
        ("--json", "."),
    ],
    "send": [("--inflight", "0"), ("--connections", "-1"), ("--runs", "-1")],
    "end_to_end": [("--subscribers", "0"), ("--messages", "0"), ("--messages", "nan")],
    "fan_out": [("--followers", "0"), ("--inflight", "0")],
    "idle": [("--sockets", "0")],
    "storm": [("--sockets", "1"), ("--settle", "nan")],
    "rebuild": [("--events", "0"), ("--data", "/dev/null")],
    "import_": [("--files", "0"), ("--files", "11")],
    "verify": [("--events", "-5")],
    "relay": [("--events", "1"), ("--load", "0")],
}


@pytest.mark.parametrize("bench", NONSENSE)
def test_options_that_make_no_sense_are_refused_with_a_sentence(bench: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(f"bench.{bench}")
    app = App(default_command=module.measure if bench == "rebuild" else getattr(module, bench))
    for words in NONSENSE[bench]:
        with pytest.raises(SystemExit) as end:
            app(words)
        said = capsys.readouterr().err
        assert end.value.code == 2
        assert f"for {words[0]}." in said, said


def _measured(bench: str, place: Path) -> Report:
    json = place / f"{bench}.json"
    given = [str(place / "kept") if argument == "kept" else argument for argument in EVERY[bench]]
    command = [sys.executable, "-m", f"bench.{bench}", "--json", str(json), *QUICKLY, *given]
    environment = os.environ | {"TMPDIR": str(place)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _shown(done.stdout, bench), done.stdout
    return msgspec.json.decode(json.read_bytes(), type=Report)


def _shown(output: str, bench: str) -> bool:
    """What is printed begins with the bench's name and the date."""
    return any(line.startswith(f"{bench.rstrip('_')}: 20") for line in output.splitlines())
