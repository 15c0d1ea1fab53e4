"""What checks print is read by nobody who is graded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, grader_of

SOLUTION = "def double(n):\n    return 2 * n\n"
CHECKS = '''\
import sys

import pytest
from hypothesis import given
from hypothesis.strategies import integers

print("secret, while it is loaded")


@pytest.fixture
def seven():
    print("secret, of a fixture")
    return 7


@given(n=integers(0, 9))
def test_double(student, reference, n):
    """Twice n."""
    want = reference.double(n)
    print("secret", n, want)
    print("secret", file=sys.stderr)
    assert student.double(n) == want


def test_seven(student, seven):
    """Twice seven."""
    print("secret")
    assert student.double(seven) == 14
'''


@pytest.fixture
def quiet(tmp_path) -> Iterator[Grader]:
    public, private = "exercises/quiet/double", "solutions/quiet/double"
    files = {
        "exercises/quiet/set.toml": (
            'title = "Q"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["double"]\n'
        ),
        f"{public}/exercise.toml": 'title = "Double"\ndifficulty = "easy"\n',
        f"{public}/README.md": "# Double\n",
        f"{public}/double.py": "",
        f"{public}/test_examples.py": "def test_nothing():\n    pass\n",
        f"{private}/solution.py": SOLUTION,
        f"{private}/checks.py": CHECKS,
    }
    with grader_of(tmp_path, files) as grader:
        yield grader


def test_what_a_check_prints_is_read_by_no_student(quiet, capsys):
    assert quiet(SOLUTION, "quiet/double").verdict == "passed"
    assert quiet(SOLUTION.replace("2", "3"), "quiet/double").verdict == "failed"
    assert "secret" not in "".join(capsys.readouterr())
    print("heard again")
    assert capsys.readouterr().out == "heard again\n"


def test_its_author_can_read_it(quiet, capsys, monkeypatch):
    monkeypatch.setenv("KATA_DEBUG", "1")
    quiet(SOLUTION.replace("2", "3"), "quiet/double")
    said = capsys.readouterr()
    assert "secret, while it is loaded" in said.out
    assert "secret, of a fixture" in said.out
    assert "secret" in said.err
