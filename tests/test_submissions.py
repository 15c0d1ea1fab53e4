"""What real files contain besides the function that was asked for.

    tests/submissions/right/<what it does>.py       keeps full marks
    tests/submissions/unclear/<what is off>.py      doesn't, and is told why in one sentence

The docstring says what the file does; lines below it say the rest, where there is more:

    # exercise: tiny/double    what it is handed in for, tiny/slide unless said
    # note: …                  the note that its report has: its first line, to the letter
    # says: …                  what is said of a file in `unclear`: its first line, to the letter
    # needs: matplotlib        is only tried where this is installed
    # before: 3.12             is only tried on a Python before this one, which @HERE@ stands for

The next file that is rejected wrongly, or told badly, is one more of these.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Grader, statuses

from grader import submissions

SUBMISSIONS = Path(__file__).parent / "submissions"
RIGHT = sorted((SUBMISSIONS / "right").glob("*.py"))
UNCLEAR = sorted((SUBMISSIONS / "unclear").glob("*.py"))


@dataclass(frozen=True)
class Head:
    """What the lines at the top of a file say."""

    exercise: str
    note: str | None
    says: str | None


def head(path: Path) -> Head:
    text = path.read_text("latin-1")
    said = dict(re.findall(r"^# (exercise|note|says|needs|before): (.+)$", text, re.M))
    if "needs" in said and importlib.util.find_spec(said["needs"]) is None:
        pytest.skip(f"{said['needs']} is not installed")
    if "before" in said and sys.version_info >= tuple(map(int, said["before"].split("."))):
        pytest.skip("this Python reads it")
    text_of = {key: value.encode("latin-1").decode() for key, value in said.items()}
    says = text_of.get("says", "").replace("@HERE@", "{}.{}".format(*sys.version_info))
    return Head(said.get("exercise", "tiny/slide"), text_of.get("note"), says or None)


@pytest.fixture(scope="module")
def graded(tiny_root: Path) -> Iterator[Grader]:
    """One open session for each exercise."""
    grader = Grader(tiny_root)
    yield grader
    grader.close()


@pytest.mark.parametrize("path", RIGHT, ids=lambda p: p.stem)
def test_a_right_file_passes_whatever_else_is_in_it(graded: Grader, path: Path) -> None:
    """With the note that it deserves, and with no other."""
    said = head(path)
    report = graded(path, said.exercise)
    why = [report.message, *(c.message for c in report.checks)]
    assert statuses(report) == {"passed"}, why
    assert (report.verdict, report.score) == ("passed", report.max_score)
    # How long it took to load is this machine's business, and has a test of its own.
    notes = [note.partition("\n")[0] for note in report.notes if "of its own to load" not in note]
    assert notes == ([] if said.note is None else [said.note])


@pytest.mark.parametrize("path", UNCLEAR, ids=lambda p: p.stem)
def test_a_file_that_can_not_be_graded_is_told_why(graded: Grader, path: Path) -> None:
    """In a sentence about what is in the file, and not in the words of whatever stumbled."""
    said = head(path)
    report = graded(path, said.exercise)
    assert report.verdict == "failed"
    failed = [check for check in report.checks if check.status != "passed"]
    shown = [check.counterexample.got for check in failed if check.counterexample]
    message = report.message or next(check.message or "" for check in failed) or shown[0]
    # Where its folder is differs from machine to machine.
    first = re.sub(r"\(/[^)]*/slide\.py\)", "(@HOME@/slide.py)", message.partition("\n")[0])
    assert first == said.says


def test_each_file_says_what_it_does() -> None:
    """A file without its line would be a riddle to whoever breaks it."""
    for path in (*RIGHT, *UNCLEAR):
        above = rb"(\xef\xbb\xbf)?(#.*\n|__\w+__ = .*\n)*"
        assert re.match(above + rb'"""\S.{10,95}[.]("""|\n\n)', path.read_bytes()), path
    assert all(re.search(rb"^# says: ", path.read_bytes(), re.M) for path in UNCLEAR)
    assert max(path.stat().st_size for path in RIGHT) < submissions.MAX_SOURCE
