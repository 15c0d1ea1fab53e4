"""An imported test is not passed by an object that speaks for itself where a value is due.

The tests are plain unittest, as people have them; the reference answers with plain values, and so
does what is right. An honest class in a value's place is what it is derived from.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPO, Grader, statuses

STUB = "".join(f"def {name}(given):\n    pass\n\n\n" for name in ("greet", "count", "total"))
SOLUTION = """\
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return self.cents == other.cents

    def __add__(self, other):
        return Money(self.cents + other.cents)


def greet(name):
    return f"Hello, {name}!"


def count(text):
    return {letter: text.count(letter) for letter in text}


def total(numbers):
    return sum(numbers)
"""
TESTS = """\
import unittest

from talk import Money, count, greet, total


class TalkTest(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(greet("Ada"), "Hello, Ada!")

    def test_other_way_round(self):
        self.assertTrue("Hello, Bo!" == greet("Bo"))

    def test_in(self):
        self.assertIn("Cy", greet("Cy"))

    def test_dict(self):
        self.assertEqual(count("abca"), {"a": 2, "b": 1, "c": 1})

    def test_key(self):
        self.assertIn("a", count("ab"))

    def test_difference(self):
        self.assertAlmostEqual(total([1.5, 2]), 3.5)

    def test_less(self):
        self.assertLess(total([1]), 2)

    def test_sum(self):
        self.assertEqual(total([1, 2]) + 1, 4)

    def test_money(self):
        self.assertTrue(Money(1) + Money(2) == Money(3))
"""
LIES = """\
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 1
    def __contains__(self, item): return True
    def __lt__(self, other): return True
    def __le__(self, other): return True
    def __sub__(self, other): return 0.0
    def __rsub__(self, other): return 0.0
    def __add__(self, other): return self
    def __bool__(self): return True
    def __abs__(self): return 0.0
    def __round__(self, digits=None): return 0
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("guise")
    source = root / "source"
    source.mkdir()
    for name, text in {"talk.py": STUB, "example.py": SOLUTION, "talk_test.py": TESTS}.items():
        (source / name).write_text(text, "utf-8")
    kata = [sys.executable, "-m", "grader"]
    for command in (["new", "set", "said"], ["import", "source", "said/talk"]):
        made = subprocess.run(
            [*kata, *command],
            cwd=root,
            env=os.environ | {"KATA_CACHE": str(root / "cache"), "PYTHONPATH": str(REPO)},
            capture_output=True,
            text=True,
            check=True,
        )
    assert "9 tests imported" in made.stdout, made.stdout
    grader = Grader(Path(root))
    yield grader
    grader.close()


def failing(report) -> set[str]:
    return {c.name.partition(".")[2] for c in report.checks if c.status != "passed"}


def test_plain_answers_pass(talk):
    assert statuses(talk(SOLUTION, "said/talk")) == {"passed"}


@pytest.mark.parametrize(
    "base",
    ["", "(str)", "(int)", "(float)", "(dict)"],
    ids=["object", "str", "int", "float", "dict"],
)
def test_an_object_that_equals_anything_equals_nothing(talk, base):
    """Whatever its class is derived from."""
    liar = f"class Liar{base}:\n{LIES}\n\n"
    answers = "def greet(name): return Liar()\ndef count(text): return Liar()\n"
    money = SOLUTION.partition("def greet")[0]
    report = talk(f"{money}{liar}{answers}def total(numbers): return Liar()\n", "said/talk")
    kept = {"test_less"} if base in ("(int)", "(float)") else set()  # 0 is less than 2
    assert failing(report) == {
        "test_equal", "test_other_way_round", "test_in", "test_dict", "test_key",
        "test_difference", "test_less", "test_sum"
    } - kept  # fmt: skip
    for failed in (c for c in report.checks if c.status != "passed"):
        assert "object at 0x" not in str(failed)


def test_liars_inside_a_true_list_are_looked_at_too(talk):
    liar = f"class Liar:\n{LIES}\n\n"
    source = f"{liar}{SOLUTION}".replace("return {letter", "return {Liar() if 1 else letter")
    assert {"test_dict", "test_key"} <= failing(talk(source, "said/talk"))


def test_honest_classes_are_what_they_are_derived_from(talk):
    """A Counter for a dict, a str of one's own that is one."""
    source = SOLUTION.replace(
        "return {letter: text.count(letter) for letter in text}", "return Counter(text)"
    ).replace('return f"Hello, {name}!"', 'return Shout(f"Hello, {name}!")')
    head = "from collections import Counter\n\n\nclass Shout(str):\n    pass\n\n\n"
    assert statuses(talk(head + source, "said/talk")) == {"passed"}
