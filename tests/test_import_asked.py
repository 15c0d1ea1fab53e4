"""What an imported test may ask besides answers: of which classes a class is, what a file defines,
whether a text is a text. And in which order, and how often, it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

GARAGE = """\
class Fault(Exception):
    pass


class Flat(Fault):
    pass


class Named:
    def label(self):
        return type(self).__name__.lower()


class Engine(Named):
    pass


class Diesel(Engine):
    pass


class Car(Named):
    def __init__(self, fuel):
        self.fuel = fuel

    def drive(self):
        if self.fuel == 0:
            raise RuntimeError("empty")
        self.fuel -= 1


def colour(code):
    return {"r": "red", "b": "blue"}[code]


def wheels(kind):
    return 4 if kind == "car" else 2
"""

STUB = '"""Write the whole garage."""\n\n\ndef wheels(kind):\n    pass\n'

TEST_GARAGE = '''\
import unittest

import garage
from garage import Car, Flat, Fault, colour, wheels


class GarageTest(unittest.TestCase):
    def test_wheels(self):
        self.assertIs(wheels("car"), 4)

    def test_every_part_is_there(self):
        self.assertIn("Diesel", dir(garage))

    def test_diesels_are_engines(self):
        self.assertTrue(issubclass(garage.Diesel, garage.Engine))

    def test_a_flat_is_a_fault(self):
        self.assertTrue(issubclass(Flat, Fault))

    def test_labels_come_from_one_class(self):
        own = repr(garage.Diesel().label).split()[2]
        self.assertEqual(own, repr(Car(1).label).split()[2])

    def test_colour(self):
        """Red is a word,
        and it is written out.

        Capitals are for signs.
        """
        self.assertIs(colour("r"), "red")

    def test_a_car_drives_until_it_is_empty(self):
        car = Car(6)
        for _ in range(6):
            car.drive()
        self.assertEqual(car.fuel, 0)
'''


@pytest.fixture(scope="module")
def garage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    root = tmp_path_factory.mktemp("asked")
    with imported(root, "garage", GARAGE, TEST_GARAGE, stub=STUB) as found:
        yield found


def failed(garage: Imported, old: str, new: str) -> list[str]:
    return [name.rpartition(".")[2] for name in garage.changed(old, new)]


def test_all_of_it_is_taken_in_the_order_in_which_it_is_written(garage):
    assert [(n.test, n.why) for n in garage.adopted.named] == []
    names = [line.split("(")[0] for line in TEST_GARAGE.split("    def ")[1:]]
    told = list(garage.failed("x = 1\n"))
    assert [name.rpartition(".")[2] for name in told] == names


@pytest.mark.parametrize(
    ("old", "new", "test"),
    [
        ("class Diesel(Engine)", "class Diesel(Named)", "test_diesels_are_engines"),
        ("class Flat(Fault)", "class Flat(Exception)", "test_a_flat_is_a_fault"),
        ('r": "red"', 'r": "ruby"', "test_colour"),
        (
            "class Car(Named):\n",
            "class Car(Named):\n    def label(self):\n        return 'car'\n\n",
            "test_labels_come_from_one_class",
        ),
    ],
)
def test_it_is_the_students_class_that_is_asked(garage, old, new, test):
    assert failed(garage, old, new) == [test]


def test_what_a_file_defines_is_read_off_it(garage):
    """The reference's names would be there whatever is missing."""
    source = GARAGE.replace("class Diesel(Engine):\n    pass\n", "")
    assert "GarageTest.test_every_part_is_there" in garage.failed(source)


def test_a_number_or_a_text_that_should_be_one_is_shown_as_that(garage):
    check = garage.changed("return 4", "return 5")["GarageTest.test_wheels"]
    assert check.counterexample is not None
    assert (check.counterexample.got, check.counterexample.expected) == ("5", "4")


def test_a_sentence_that_goes_over_several_lines_is_told_whole(garage):
    check = garage.changed('"red"', '"ruby"')["GarageTest.test_colour"]
    assert check.title == "Red is a word, and it is written out."


def test_what_is_done_again_and_again_is_told_as_a_loop(garage):
    check = garage.changed("self.fuel == 0", "self.fuel == 1")
    shown = check["GarageTest.test_a_car_drives_until_it_is_empty"].counterexample
    assert shown is not None
    assert shown.call.splitlines() == [
        "car = Car(6)",
        "for _ in range(5): car.drive()",
        "car.drive()",
    ]
    lines = GARAGE.replace("fuel == 0", "fuel == 1") + "\n\n" + shown.call
    with pytest.raises(RuntimeError, match="empty"):
        exec(lines, {})
