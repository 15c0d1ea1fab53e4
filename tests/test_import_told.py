"""What a student reads of an imported test that compares something else than an answer: items that
were taken one by one, objects, a file's text, what an object is where None came.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from imported_tests import Imported, imported

from grader.judge.asked import as_told
from grader.wire.messages import Asks, Operation, Question
from grader.wording.test_names import sentence_of

LAB = """\
import os
from collections import namedtuple

Point = namedtuple("Point", "x y")
RATES = {"a": 1}


class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.left <= 0:
            raise StopIteration
        self.left -= 1
        return self.left + 1


class Chain:
    def __init__(self, *values):
        self.values = list(values)

    def add(self, value):
        self.values.append(value)
        return self

    def last(self):
        return self.values[-1]

    def link(self):
        return Link(self.values[0])

    def __iter__(self):
        return iter(self.values)

    def __bool__(self):
        return len(self.values) > 0


class Link:
    def __init__(self, value):
        self.value = value


class Undo:
    def __init__(self, *values):
        self.values = list(values)

    def __enter__(self):
        self.before = list(self.values)
        return self

    def __exit__(self, kind, error, traceback):
        if kind is not None:
            self.values = self.before
        return kind is KeyError and error.args == ("fig",)


class Trouble(Exception):
    pass


def cause():
    raise Trouble("here")


def totals(amounts):
    return [{"amount": amount, "half": amount / 2} for amount in amounts]


def longest(chains):
    return max(chains, key=lambda chain: len(chain.values))


def rates(n):
    return n * sum(RATES.values())


def mode(default):
    return os.environ.get("LAB", default)


def ask_twice():
    mode("x")
    mode("y")


class Clock:
    def __init__(self, minutes):
        self.minutes = minutes % 60

    def __add__(self, minutes):
        return Clock(self.minutes + minutes)

    def plus(self, other):
        return Clock(self.minutes + other.minutes)

    def __eq__(self, other):
        return self.minutes == other.minutes

    def __repr__(self):
        return f"Clock({self.minutes})"


def evens(limit):
    for n in range(0, limit, 2):
        yield n


def middle(a, b):
    return Point((a.x + b.x) / 2, (a.y + b.y) / 2)


def adder(n):
    def add(m):
        return n + m

    return add


def save(path, lines):
    with open(path, "w") as file:
        for line in lines:
            file.write(line + "\\n")
    return len(lines)


def retry(function, times):
    for attempt in range(1, times + 1):
        try:
            return function()
        except OSError:
            if attempt == times:
                raise RuntimeError("gave up")
"""

TEST_LAB = """\
import unittest
from unittest.mock import Mock, patch

import lab
import pytest
from lab import Chain, Clock, Countdown, Point, Trouble, Undo, adder, cause, evens, longest
from lab import middle, retry, save, totals


class LabTest(unittest.TestCase):
    def test_countdown(self):
        self.assertEqual(list(Countdown(3)), [3, 2, 1])

    def test_countdown_twice(self):
        countdown = Countdown(2)
        self.assertEqual([n for n in countdown], [2, 1])

    def test_sum(self):
        self.assertEqual(sum(evens(5)), 6)

    def test_items_of_an_object(self):
        chain = Chain(1)
        chain.add(2)
        self.assertEqual(tuple(chain), (1, 2))

    def test_clock(self):
        self.assertEqual(Clock(50) + 15, Clock(5))

    def test_clocks(self):
        self.assertEqual(Clock(5), Clock(50).plus(Clock(15)))

    def test_points(self):
        self.assertEqual(middle(Point(0, 0), Point(2, 4)), Point(1, 2))

    def test_chained(self):
        self.assertEqual(Chain(1).add(5).last(), 5)

    def test_link(self):
        self.assertEqual(Chain(1).link().value, 1)

    def test_adder(self):
        self.assertEqual(adder(3)(4), 7)

    def test_undo(self):
        undo = Undo(1)
        with self.assertRaises(ValueError):
            with undo:
                undo.values = [2]
                raise ValueError("no", 3)
        self.assertEqual(undo.values, [1])

    def test_undo_forgives(self):
        with Undo() as undo:
            raise KeyError("fig")
        self.assertEqual(undo.values, [])

    def test_undo_of_trouble(self):
        undo = Undo(1)
        with self.assertRaises(Trouble):
            with undo:
                undo.values = [2]
                cause()
        self.assertEqual(undo.values, [1])

    def test_nothing_to_undo(self):
        undo = Undo()
        with undo:
            undo.values = [3]
        self.assertEqual(undo.values, [3])

    def test_the_same(self):
        chain = Chain(1)
        self.assertIs(chain.add(2), chain)
        one, two = Chain(1), Chain(1, 2)
        assert longest([one, two]) is two

    def test_half(self):
        self.assertEqual(totals([2, 4])[1]["half"], 2)

    def test_halves(self):
        self.assertEqual(totals([4]), [{"amount": 4, "half": 2}])

    def test_truth(self):
        self.assertFalse(Chain())

    def test_retry(self):
        self.assertEqual(retry(Mock(side_effect=[OSError("a"), OSError("b"), 42]), 3), 42)

    def test_rates(self):
        with patch.dict(lab.RATES, {"b": 2}):
            self.assertEqual(adder(1)(1), 2)


def test_rates_are_added(monkeypatch):
    with monkeypatch.context() as over:
        over.setitem(lab.RATES, "x", 7)
    monkeypatch.setitem(lab.RATES, "b", 2)
    assert lab.rates(1) == 3


@patch.dict(lab.RATES, {"c": 4}, clear=True)
def test_a_rate_only():
    assert lab.rates(2) == 8


def test_mode(monkeypatch):
    monkeypatch.setenv("LAB", "x")
    monkeypatch.delenv("NO", raising=False)
    assert lab.mode("y") == "x"


def test_a_rate_is_whole():
    assert isinstance(lab.rates(2), int)


def test_last_of_the_longest():
    assert longest([Chain(3), Chain(1, 2)]).last() == 2


def test_asked_twice():
    with patch("lab.mode") as asked:
        lab.ask_twice()
    assert asked.call_count == 2


@pytest.mark.parametrize("values, last", [([1, 2], 2), ([0], 0)])
def test_last(values, last):
    assert Chain(*values).last() == last


def test_file(tmp_path):
    save(tmp_path / "out.txt", ["a", "b"])
    assert (tmp_path / "out.txt").read_text() == "a\\nb\\n"


def test_rates_are_left(monkeypatch):
    monkeypatch.setitem(lab.RATES, "b", 2)
    assert Chain(1, 2).last() == 2
    assert not Chain()
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("lab"), "lab", LAB, TEST_LAB) as found:
        yield found


@pytest.mark.parametrize(
    ("old", "new", "check", "call", "got", "expected"),
    [
        ("self.left -= 1", "self.left -= 2", "LabTest.test_countdown",
         "list(Countdown(3))", "[2, 0]", "[3, 2, 1]"),
        ("self.left -= 1", "self.left -= 2", "LabTest.test_countdown_twice",
         "list(Countdown(2))", "[1]", "[2, 1]"),
        ("yield n", "yield n + 1", "LabTest.test_sum", "sum(evens(5))", "9", "6"),
        ("self.values.append(value)", "self.values.insert(0, value)",
         "LabTest.test_items_of_an_object",
         "chain = Chain(1)\nchain.add(2)\ntuple(chain)", "(2, 1)", "(1, 2)"),
        ("minutes % 60", "minutes", "LabTest.test_clock",
         "Clock(50) + 15", "Clock(65)", "Clock(5)"),
        ("Point((a.x + b.x) / 2", "Point((a.x + b.x)", "LabTest.test_points",
         "middle(a, b)", "Point(x=2, y=2.0)", "Point(x=1, y=2)"),
        ("        return self\n\n    def last", "\n    def last", "LabTest.test_chained",
         "Chain(1).add(5)", "None", "the object itself"),
        ("return Link(", "Link(", "LabTest.test_link", "Chain(1).link()", "None", "a Link"),
        ("    return add\n", "", "LabTest.test_adder", "adder(n=3)", "None", "a function"),
        ("len(self.values) > 0", "True", "LabTest.test_truth", "bool(Chain())", "True", "False"),
        ("            self.values = self.before\n", "            pass\n", "LabTest.test_undo",
         "undo = Undo(1)\nwith undo:\n    undo.values = [2]\n    raise ValueError('no', 3)\n"
         "undo.values", "[2]", "[1]"),
        ("            self.values = self.before\n", "            pass\n",
         "LabTest.test_undo_of_trouble",
         "undo = Undo(1)\nwith undo:\n    undo.values = [2]\nundo.values", "[2]", "[1]"),
        ("kind is not None", "kind is None", "LabTest.test_nothing_to_undo",
         "undo = Undo()\nwith undo:\n    undo.values = [3]\nundo.values", "[]", "[3]"),
        ("        return self\n\n    def last", "        return Chain()\n\n    def last",
         "LabTest.test_the_same", "Chain(1).add(2)", "a Chain", "the object itself"),
        ("max(chains", "min(chains", "LabTest.test_the_same", "longest([Chain(1), Chain(1, 2)])",
         "a Chain", "another Chain"),
        ("amount / 2", "amount", "LabTest.test_half", "totals(amounts)",
         "row 1, 'half':\n4", "row 1, 'half':\n2"),
        ("sum(RATES.values())", "1", "test_rates_are_added", "RATES['b'] = 2\nrates(1)", "1", "3"),
        ("sum(RATES.values())", "1", "test_a_rate_only",
         "RATES.clear(); RATES['c'] = 4\nrates(2)", "2", "8"),
        ('os.environ.get("LAB", default)', "default", "test_mode",
         "os.environ['LAB'] = 'x'\nos.environ.pop('NO', None)\nmode('y')", "'y'", "'x'"),
        ("attempt == times", "attempt", "LabTest.test_retry", "retry(function, times=3)",
         "RuntimeError: gave up", "42"),
        ("RATES =", "RATE =", "LabTest.test_rates", "RATES",
         "AttributeError: module", "{'a': 1}"),
        ('line + "\\n"', "line", "test_file",
         "save(tmp_path / 'out.txt', ['a', 'b'])",
         "what is in out.txt:\n'ab'", "what is in out.txt:\n'a\\nb\\n'"),
        ("open(path,", 'open("x",', "test_file", "save(path, lines)",
         "no file out.txt", "a file out.txt"),
        ("self.values[-1]", "self.values[0]", "test_rates_are_left",
         "RATES['b'] = 2\nChain(1, 2).last()", "1", "2"),
        ("max(chains", "min(chains", "test_last_of_the_longest",
         "longest([Chain(3), Chain(1, 2)]).last()", "3", "2"),
        ("n * sum(RATES.values())", "n * 1.0 * sum(RATES.values())", "test_a_rate_is_whole",
         "rates(n=2)", "2.0", "an int"),
        ('    mode("y")\n', "", "test_asked_twice",
         "# the test replaces mode by a mock\nask_twice()", "None", "2, made of it by the test"),
    ],
    ids=lambda value: value if value.startswith(("LabTest.", "test_")) else "",
)  # fmt: skip
def test_a_mistake_is_shown_with_both_sides_in_the_files_own_words(
    graded, old, new, check, call, got, expected
):
    shown = graded.changed(old, new)[check].counterexample
    assert shown.call == call
    assert shown.got.startswith(got)
    assert shown.expected == expected


def test_two_objects_that_were_both_worked_out_are_shown_as_the_comparison(graded):
    """Which of the two is wrong, nobody knows."""
    shown = graded.changed("self.minutes + other.minutes", "self.minutes")["LabTest.test_clocks"]
    assert shown.counterexample.got == "Clock(50)"
    assert shown.counterexample.expected == "Clock(5)"
    shown = graded.changed("self.minutes == other.minutes", "False")["LabTest.test_clocks"]
    assert shown.counterexample.call == "Clock(5) == Clock(50).plus(Clock(15))"
    assert (shown.counterexample.got, shown.counterexample.expected) == ("False", "True")


def test_a_field_of_a_row_is_named_as_one(graded):
    failed = graded.changed("amount / 2", "amount")["LabTest.test_halves"]
    assert failed.message == "In row 0, 'half': returned 4, expected 2."


def test_an_error_that_should_have_been_forgiven_is_shown(graded):
    failed = graded.changed('error.args == ("fig",)', "error is None")
    assert failed.keys() == {"LabTest.test_undo_forgives"}


def test_a_call_that_never_ended_raised_nothing():
    """It was waiting for the test's function when the test gave up: a reader knows of no Waits."""
    call = Operation("call", None, "f", faithful=True)
    waits = Asks("Waits", ("Exception",), "it waits", question=Question(0, "__call__"))
    assert as_told([(call, waits)]) == ((call, None),)


def test_a_case_is_named_by_its_values(graded):
    """`values0` says nothing to a student."""
    failed = graded.changed("self.values[-1]", "self.values[0]")
    assert failed["test_last[values0-2]"].title == "Last ([1, 2]-2)."
    assert sentence_of("test_a[x0-x1]", {"x": [0] * 40}) == "A (x0-x1)."
    assert sentence_of("test_a[f0-b1]", {"f": len, "b": Decimal(3)}) == "A (f0-Decimal('3'))."
    assert sentence_of("test_a[s0]", {"s": ("\\1",)}) == r"A (('\\1',))."
