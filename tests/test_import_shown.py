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
