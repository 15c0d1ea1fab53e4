"""What lies around the grader changes no verdict: variables that tell Python, pytest, NumPy or
torch to behave otherwise, and modules that lie in their way.

Each row of SURROUNDINGS is one of them; `kata` is run there as a process, on right work and on
wrong work, and has to say what it says anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from conftest import GOOD_DOUBLE, Ran, TinySet

WRONG = "def double(numbers): return [n + 2 for n in numbers]\n"

# Asserts in the check itself, and in a module of the author's that it imports.
PLAIN_CHECKS = '''\
from helper_of_checks import is_longer


def test_doubles(student):
    """Each number is doubled."""
    assert student.double([1, 5]) == [2, 10], "one, and five"


def test_length(student):
    """As many numbers come out as went in."""
    is_longer(student.double([3, 3, 3]), 2)
'''
HELPER = "def is_longer(given, length):\n    assert len(given) > length and given[0] == 6\n"

SURROUNDINGS: dict[str, dict[str, str]] = {
    "asserts left out": {"PYTHONOPTIMIZE": "1"},
    "asserts and docstrings left out": {"PYTHONOPTIMIZE": "2"},
}


@pytest.fixture
def plain_set(tiny_set: TinySet) -> TinySet:
    """The tiny set, whose checks say no more than Python's `assert`."""
    tiny_set.write("solutions/tiny/double/checks.py", PLAIN_CHECKS)
    tiny_set.write("helpers/helper_of_checks.py", HELPER)
    return tiny_set


def graded(run_kata: Callable[..., Ran], plain_set: TinySet, source: str, **around: str) -> Ran:
    file = plain_set.write("work/double.py", source)
    path = str(plain_set.file("helpers"))
    around["PYTHONPATH"] = f"{around['PYTHONPATH']}:{path}" if "PYTHONPATH" in around else path
    return run_kata("check", file, "--exercise", "tiny/double", "--json", **around)


@pytest.mark.parametrize("around", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_no_verdict_hangs_on_the_surroundings(run_kata, plain_set, around):
    """Wrong work first: its answers are not in any recording, so that the checks are asked."""
    wrong = graded(run_kata, plain_set, WRONG, **around)
    report = json.loads(wrong.out)
    assert (wrong.code, report["verdict"], report["score"]) == (1, "failed", 0.0), wrong.said
    titles = {check["title"] for check in report["checks"]}
    assert titles == {"Each number is doubled.", "As many numbers come out as went in."}
    right = graded(run_kata, plain_set, GOOD_DOUBLE, **around)
    assert (right.code, json.loads(right.out)["verdict"]) == (0, "passed"), right.said
