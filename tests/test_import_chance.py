"""Code that answers otherwise each time it is run, in imported tests: what a test goes on with is
an answer of the object that it goes on with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

LOCK = """\
import random
import time


class Lock:
    def __init__(self):
        random.seed(time.time_ns())
        self.key = [random.randrange(1, 2**40) for _ in range(3)]

    def shut(self, number):
        return [number + one for one in self.key]

    def open(self, numbers):
        return numbers[1] - self.key[1]
"""

TEST_LOCK = """\
import unittest

from lock import Lock


class LockTest(unittest.TestCase):
    def test_opens(self):
        lock = Lock()
        self.assertEqual(lock.open(lock.shut(7)), 7)

    def test_key(self):
        lock = Lock()
        self.assertEqual(lock.open(lock.key), 0)
"""


@pytest.fixture(scope="module")
def locks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("chance"), "lock", LOCK, TEST_LOCK) as made:
        yield made


def test_each_is_imported(locks):
    assert len(locks.adopted.checks) == 2
    assert not locks.adopted.named


def test_another_key_each_time_is_as_right(locks):
    assert locks.changed("numbers[1] - self.key[1]", "numbers[0] - self.key[0]") == {}


def test_a_wrong_answer_is_shown_with_the_question_that_it_answers(locks):
    (failed,) = locks.changed("number + one", "number + 1 + one").values()
    shown = failed.counterexample
    assert shown is not None
    assert ".open([" in shown.call
    assert (shown.got, shown.expected) == ("8", "7")


def test_to_look_for_a_generator_loads_nothing():
    """It is looked for in the middle of a test, where what NumPy loads late is the test's doing."""
    program = (
        "import sys, numpy\n"
        "from grader.wire.live_arguments import generator_parts\n"
        "before = set(sys.modules)\n"
        "assert generator_parts([1], list) is None\n"
        "print(*set(sys.modules) - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")
