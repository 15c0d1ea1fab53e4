"""Objects that hold others, in imported tests: what is done to one and seen of another, and an
object of before that a call gives back, are shown as the test has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

HALL = """\
class Seat:
    def __init__(self, name):
        self.name = name
        self.heard = []

    def tell(self, text):
        self.heard.append(text)
        return len(self.heard)


class Hall:
    def __init__(self, seats):
        self.seats = seats

    def find(self, name):
        return next(seat for seat in self.seats if seat.name == name)

    def announce(self, text):
        for seat in self.seats:
            seat.tell(text)
"""

TEST_HALL = """\
import unittest

from hall import Hall, Seat


class HallTest(unittest.TestCase):
    def test_find(self):
        hall = Hall([Seat("a"), Seat("b")])
        self.assertNamed(hall.find("b"), "b")

    def assertNamed(self, seat, name):
        self.assertEqual(seat.name, name)

    def test_announce(self):
        seat = Seat("a")
        hall = Hall([seat])
        hall.announce("one")
        self.assertEqual(seat.tell("two at last"), 2)
"""


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("hall"), "hall", HALL, TEST_HALL) as made:
        yield made


def call(halls: Imported, old: str, new: str, test: str) -> str:
    shown = halls.changed(old, new)[f"HallTest.{test}"].counterexample
    assert shown is not None
    return shown.call


def test_the_call_that_gave_an_object_back_is_part_of_what_is_shown(halls):
    shown = call(halls, "if seat.name == name", "if seat.name != name", "test_find")
    assert shown == "Hall([Seat('a'), Seat('b')]).find('b').name"


def test_what_is_done_to_an_object_that_holds_another_is_shown(halls):
    shown = call(halls, "            seat.tell(text)", "            pass", "test_announce")
    assert shown.splitlines() == [
        "seat = Seat('a')",
        "Hall([seat]).announce('one')",
        "seat.tell('two at last')",
    ]


def test_a_test_with_an_assertion_of_its_class_is_no_public_example(halls):
    assert halls.adopted.example == "the test test_announce"
