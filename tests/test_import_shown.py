"""What is shown of an Enum's members, of attributes and of texts that imported tests ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

CARS = """\
import enum


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Car:
    def __init__(self, color):
        self.color = color
        self.owner = "nobody"

    def __format__(self, spec):
        return f"car[{spec}]"

    def paint(self, color):
        self.color = color
        return self

    def colors(self):
        return {self.color: 1}


def mix(a, b):
    return Color.RED if a is b else Color.GREEN


def table(color):
    return {color: [color]}


def name(color):
    return color.name
"""
TESTS = """\
import unittest
from cars import Car, Color, mix, name, table


class CarTest(unittest.TestCase):
    def test_paint(self):
        self.assertEqual(Car(Color.RED).paint(Color.GREEN).color, Color.GREEN)

    def test_mix(self):
        self.assertEqual(mix(Color.RED, Color.GREEN), Color.GREEN)

    def test_mix_is(self):
        self.assertIs(mix(Color.RED, Color.GREEN), Color.GREEN)

    def test_table(self):
        self.assertEqual(table(Color.RED), {Color.RED: [Color.RED]})

    def test_colors(self):
        self.assertEqual(Car(Color.RED).colors(), {Color.RED: 1})

    def test_name(self):
        self.assertEqual(name(Color.RED), "RED")

    def test_owner(self):
        self.assertEqual(Car(Color.RED).owner, "nobody")

    def test_format(self):
        self.assertEqual(f"{Car(Color.RED)}", "car[]")

    def test_format_with_a_spec(self):
        self.assertEqual(f"{Car(Color.RED):x}", "car[x]")
"""


@pytest.fixture(scope="module")
def cars(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("cars"), "cars", CARS, TESTS) as found:
        yield found


@pytest.mark.parametrize(
    ("old", "new", "test", "call", "got", "expected"),
    [
        ("color\n        return", "Color.RED\n        return", "test_paint",
         "car = Car(Color.RED)\ncar.paint(Color.GREEN)\ncar.color", "Color.RED", "Color.GREEN"),
        ("Color.RED if a", "Color.RED if a is not b or a", "test_mix",
         "mix(Color.RED, Color.GREEN)", "Color.RED", "Color.GREEN"),
        ("Color.RED if a", "Color.RED if a is not b or a", "test_mix_is",
         "mix(Color.RED, Color.GREEN)", "Color.RED", "Color.GREEN"),
        ("[color]", "color", "test_table",
         "table(Color.RED)", "{Color.RED: Color.RED}", "{Color.RED: [Color.RED]}"),
        ("self.color: 1", "Color.GREEN: 1", "test_colors",
         "Car(Color.RED).colors()", "{Color.GREEN: 1}", "{Color.RED: 1}"),
        ("color.name", "color.value", "test_name", "name(Color.RED)", "1", "'RED'"),
        ('"nobody"', "None", "test_owner", "Car(Color.RED).owner", "None", "'nobody'"),
        ("car[{spec}]", "car", "test_format", "format(Car(Color.RED))", "'car'", "'car[]'"),
        ("car[{spec}]", "car", "test_format_with_a_spec",
         "format(Car(Color.RED), 'x')", "'car'", "'car[x]'"),
    ],
    ids=lambda value: value if value.startswith("test_") else "",
)  # fmt: skip
def test_a_mistake_is_shown_as_people_write_it(cars, old, new, test, call, got, expected):
    shown = cars.changed(old, new)[f"CarTest.{test}"].counterexample
    assert (shown.call, shown.got, shown.expected) == (call, got, expected)


def test_an_attribute_that_is_none_lacks_no_return(cars):
    told = cars.changed('"nobody"', "None")["CarTest.test_owner"]
    assert told.message == "The attribute owner is None."
    told = cars.changed("return color.name", "color.name")["CarTest.test_name"]
    assert told.message == "The function returned None. Is a return missing?"


CLOCK = """\
import random
import time


def now_text():
    return f"{time.time():.0f}"


def throw():
    return random.randint(1, 100)


def helper(x):
    return x + 1


def twice(x):
    return 2 * helper(x)
"""
TEST_CLOCK = """\
import random
from unittest import mock

import clock
from clock import now_text, throw, twice


def test_lambda(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 17.0)
    assert now_text() == "17"


def test_function(monkeypatch):
    def noon():
        return 12.0

    monkeypatch.setattr(clock.time, "time", noon)
    assert now_text() == "12"


def test_mock():
    with mock.patch("clock.time.time", return_value=17.0):
        assert now_text() == "17"


def test_seeded():
    random.seed(3)
    assert throw() == 31
    assert throw() == 76


def test_own(monkeypatch):
    monkeypatch.setattr(clock, "helper", lambda x: 10 * x)
    assert twice(3) == 60


def test_over():
    with mock.patch("clock.helper", return_value=2):
        assert twice(3) == 4
    assert twice(3) == 8
"""


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    with imported(tmp_path_factory.mktemp("clock"), "clock", CLOCK, TEST_CLOCK) as found:
        yield found


@pytest.mark.parametrize(
    ("old", "new", "test", "lines"),
    [
        ("time.time():", "time.time() + 1:", "test_lambda",
         ["time.time = lambda: 17.0", "now_text()"]),
        ("time.time():", "time.time() + 1:", "test_function",
         ["def noon():", "    return 12.0", "time.time = noon", "now_text()"]),
        # What it gives may have changed since.
        ("time.time():", "time.time() + 1:", "test_mock",
         ["# the test replaces time.time by a mock", "now_text()"]),
        ("return random.", "return 1 + random.", "test_seeded", ["random.seed(3)", "throw()"]),
        # The first draw is among the lines: without it the last line gives another number.
        ("return random.randint(1, 100)",
         "one = random.randint(1, 100)\n    return one + (one > 50)", "test_seeded",
         ["random.seed(3)", "throw()", "throw()"]),
        ("2 * helper", "3 * helper", "test_own",
         ["helper = lambda x: 10 * x", "twice(x=3)"]),
        # What was put back is no line.
        ("x + 1", "x + 2", "test_over", ["twice(x=3)"]),
    ],
)  # fmt: skip
def test_what_a_test_has_around_a_call_stands_before_it(clock, old, new, test, lines):
    """The call alone gives the right answer, or another wrong one."""
    shown = clock.changed(old, new)[test].counterexample
    assert shown.call.splitlines() == lines
