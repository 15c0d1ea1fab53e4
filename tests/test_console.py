"""What stands on a terminal while somebody waits, and that it stands nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GOOD_DOUBLE, REPO

from grader.cli.console import Tried
from grader.explain.explain import Explainer

pty = pytest.importorskip("pty", reason="a system without terminals of this kind")
WRONG = "def double(numbers):\n    return [3 * n for n in numbers]\n"
VERDICT = re.compile(r"\d of \d checks pass")
COLOURS = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture
def on_terminal(tiny_set, tmp_path):
    """Runs `kata check` of a wrong file, or another command, on a terminal; all that was written
    to it."""
    file = tmp_path / "double.py"
    file.write_text(WRONG)

    def run(
        *options: str, out: Path | None = None, command: tuple[str, ...] = (), code: int = 1
    ) -> str:
        ours, theirs = pty.openpty()
        check = ("check", str(file), "--exercise", "tiny/double")
        command = [sys.executable, "-m", "grader", *(command or check)]
        env = os.environ | {"PYTHONPATH": str(REPO), "TERM": "xterm", "COLUMNS": "100"}
        with open(out or os.ttyname(theirs), "wb", buffering=0) as stdout:
            running = subprocess.Popen(
                [*command, *options], env=env, stdin=theirs, stdout=stdout, stderr=theirs
            )
        os.close(theirs)
        written = b""
        while part := _read(ours):
            written += part
        os.close(ours)
        assert running.wait(60) == code
        return COLOURS.sub("", written.decode())

    return run


def _read(terminal: int) -> bytes:
    """b"" at the end, where Linux has an error in its place."""
    try:
        return os.read(terminal, 2**16)
    except OSError:
        return b""


def test_the_verdict_stands_there_before_what_failed_is_explained(on_terminal):
    """It is known long before: to find the smallest failing call takes hundreds of calls."""
    written = on_terminal()
    first, *_, last = VERDICT.finditer(written)  # it is drawn anew while something turns
    assert "✗ Each number is doubled." in written[first.end() : last.start()]
    looking = written.index("Looking for the smallest failing call")
    assert first.end() < looking < last.start()
    assert "called" not in written[: last.start()]
    assert "called" in written[last.end() :]


def test_what_is_piped_has_one_verdict_and_the_terminal_none(on_terminal, tmp_path):
    piped = tmp_path / "report.txt"
    written = on_terminal(out=piped)
    assert VERDICT.search(written) is None
    assert len(VERDICT.findall(piped.read_text("utf-8"))) == 1


def test_json_on_a_terminal_comes_alone(on_terminal):
    assert VERDICT.search(on_terminal("--json")) is None


def test_what_is_known_before_the_explanation_is_the_reports_own_verdict(grade, monkeypatch):
    """In the order of the file, with the same counts, and with nothing that isn't known yet."""
    known = []
    monkeypatch.setattr(grade.session(), "judged", known.append)
    explain = Explainer.explain

    def explained(*arguments):
        known.append("explaining")
        return explain(*arguments)

    monkeypatch.setattr(Explainer, "explain", explained)
    report = grade(WRONG)
    before, then = known
    assert then == "explaining"
    assert before.verdict == report.verdict == "failed"
    assert before.score == report.score
    told = [[(c.name, c.status, c.failed_cases) for c in r.checks] for r in (before, report)]
    assert told[0] == told[1]
    assert all(c.counterexample is None for c in before.checks)
    assert any(c.counterexample is not None for c in report.checks)


def test_of_right_work_nothing_is_known_before_its_report(grade, monkeypatch):
    known = []
    monkeypatch.setattr(grade.session(), "judged", known.append)
    assert grade(GOOD_DOUBLE).verdict == "passed"
    assert known == []


def test_an_author_who_waits_sees_which_check_is_tried_and_for_how_long():
    """Of each exercise that is on its way; those that are done are gone from there."""
    tried = Tried()
    tried.say("tiny/double", "solution.py, test_doubles")
    tried.say("tiny/slide", "drawing the cases")
    tried.say("tiny/double", "wrong/adds_two.py, test_doubles")
    assert re.sub(r"\d+ s", "0 s", tried.__rich__().plain).splitlines() == [
        "  tiny/double: wrong/adds_two.py, test_doubles, 0 s",
        "  tiny/slide: drawing the cases, 0 s",
    ]
    tried.say("tiny/double", "")
    assert "tiny/double" not in tried.__rich__().plain


def test_what_was_found_stays_when_the_display_of_what_is_tried_is_wiped_away(on_terminal):
    """The line of a good exercise was wiped away with it."""
    written = on_terminal(command=("verify", "tiny/double"), code=0)
    assert "verifying" in written
    lines = _screen(written)
    assert lines[0] == "✓ tiny/double   7 checks, 1 accepted, 3 wrong"
    assert not any("verifying" in line for line in lines)


def _screen(written: str) -> list[str]:
    """What a terminal shows at the end, that is high enough: lines, the cursor up, lines erased."""
    lines, row, column = [""], 0, 0
    for part in re.findall(r"\x1b\[\??\d*\w|\r|\n|[^\x1b\r\n]+", written):
        if part == "\n":
            row += 1
            lines += [""] * (row == len(lines))
        elif part == "\r":
            column = 0
        elif part.endswith("A") and part[0] == "\x1b":
            row -= int(part[2:-1] or 1)
        elif part == "\x1b[2K":
            lines[row] = ""
        elif part[0] != "\x1b":
            line = lines[row].ljust(column)
            lines[row] = line[:column] + part + line[column + len(part) :]
            column += len(part)
    return lines
