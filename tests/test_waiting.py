"""A word for those who wait: at a terminal, on its error stream, and gone afterwards."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

import pytest
from conftest import GOOD_SLIDE, REPO

from grader import submissions
from grader.cli import console
from grader.cli.console import Waiting
from grader.grade.session import Options, Session
from grader.sets import library

RIGHT = b"def double(numbers): return [2 * n for n in numbers]"
WRONG = b"def double(numbers): return [3 * n for n in numbers]"
DRAWING, LOOKING = "drawing the cases …", "checks fail. Looking for the smallest failing call …"


def check_at_a_terminal(folder, file) -> tuple[str, str]:
    """Both streams of a `kata check` whose error stream is a terminal and whose output is not."""
    ours, theirs = os.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "grader", "check", str(file), "--exercise", "tiny/double"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(REPO), "PYTHONIOENCODING": "utf-8", "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # how the end of a terminal reads
        while part := os.read(ours, 4096):
            said += part
    os.close(ours)
    out, _ = run.communicate(timeout=120)
    return out.decode(), said.decode()


def test_what_takes_a_while_is_told_and_that_it_is_over(tiny_set):
    """Cases are drawn once; a smallest call is looked for where something failed."""
    told: list[str] = []
    session = Session(tiny_set.exercise(), Options())
    session.tell = told.append
    with session:
        session.grade(submissions.of_bytes(RIGHT))
        assert [said for said in told if said] == [DRAWING]
        session.grade(submissions.of_bytes(WRONG))
    assert [said for said in told if said] == [DRAWING, f"6 of 7 {LOOKING}"]
    assert told[-1] == ""


def test_a_person_at_a_terminal_sees_what_is_going_on(tiny_set, tmp_path):
    """And the report is not touched by it."""
    file = tmp_path / "double.py"
    file.write_bytes(WRONG)
    out, said = check_at_a_terminal(tmp_path, file)
    assert DRAWING in said
    assert LOOKING in said
    assert said.count("\x1b[?25l") == said.count("\x1b[?25h")  # the cursor is back
    assert "checks pass" in out
    assert DRAWING not in out


def test_nothing_is_said_where_nobody_looks(tiny_set, run_kata, tmp_path):
    file = tmp_path / "double.py"
    file.write_bytes(WRONG)
    ran = run_kata("check", file, "--exercise", "tiny/double")
    assert ran.code == 1
    assert ran.err == ""


@pytest.mark.parametrize("source", [b"raise ValueError", WRONG, RIGHT])
def test_it_is_over_however_it_ends(tiny_set, source):
    told: list[str] = []
    session = Session(tiny_set.exercise(), Options())
    session.tell = told.append
    with session:
        session.grade(submissions.of_bytes(source))
    assert told[-1] == ""


def test_it_is_told_which_check_the_code_is_asked_for(tiny_set):
    told: list[str] = []
    session = Session(library.find_exercise("tiny/slide"), Options())
    with session:
        session.asks = told.append
        session.grade(submissions.of_bytes(GOOD_SLIDE.encode()))
    every = [f"waiting for your code, in check {number} of 3 …" for number in range(1, 4)]
    assert told == [*every, ""]


def test_it_is_told_of_checks_that_the_code_is_asked_for_before_their_turn(tiny_set):
    told: list[str] = []
    with Session(library.find_exercise("tiny/slide"), Options()) as session:
        session.asks = told.append
        session.grade(submissions.of_bytes(b"def slide(x, k): return x"))
    numbers = [int(said.split()[-4]) for said in told if said]
    assert numbers == [1, 2, 3, 2, 3]


class Heard(Waiting):
    """What was told, and when the timer has rung."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def tell(self, said: str) -> None:
        self.heard.append(said)


def test_what_is_over_soon_is_not_worth_a_word():
    waiting = Heard()
    waiting.later("check 1")
    timer = waiting._timer
    waiting.later("check 2")
    assert waiting._timer is timer
    waiting.later("")
    timer.join()
    assert waiting.heard == []


def test_what_takes_long_is_told_and_what_comes_next_at_once(monkeypatch):
    monkeypatch.setattr(console, "PATIENCE_S", 0)
    waiting = Heard()
    waiting.later("check 1")
    if (timer := waiting._timer) is not None:
        timer.join()
    waiting.later("check 2")
    waiting.later("")
    assert waiting.heard == ["check 1", "check 2", ""]
    waiting.later("check 3")
    with waiting:
        pass
    assert waiting.heard[-1] == ""
