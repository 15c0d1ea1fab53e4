"""Patterns that an imported test looks for in a text of a class of the student's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

PRICE = """\
class Price(str):
    def __new__(cls, amount):
        made = super().__new__(cls, f"{amount:.2f} EUR")
        made.amount = amount
        return made
"""
TEST_PRICE = """\
import re
import unittest
from price import Price


class PriceTest(unittest.TestCase):
    def test_form(self):
        self.assertRegex(Price(3), r"^[0-9]+[.][0-9]{2} EUR$")

    def test_no_other(self):
        self.assertNotRegex(Price(3), "USD")

    def test_match(self):
        self.assertEqual(re.match("[0-9]+", Price(12)).group(), "12")

    def test_split(self):
        self.assertEqual(re.split("[.]", Price(3)), ["3", "00 EUR"])
"""


@pytest.fixture(scope="module")
def price(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("price"), "price", PRICE, TEST_PRICE) as found:
        yield found


def test_such_tests_are_imported_and_the_solution_passes(price):
    """To `re` what stands for such a text is none: none of them was taken."""
    assert price.adopted.named == ()
    assert price.failed(PRICE) == {}


def test_the_text_is_shown_with_the_pattern(price):
    found = price.changed(".2f} EUR", ".1f} USD")
    assert len(found) == 3
    form = next(check for name, check in found.items() if name.endswith("form"))
    assert form.counterexample.call == "Price(3)"
    assert form.counterexample.got == "'3.0 USD'"


def test_a_text_that_lies_about_itself_is_read_as_what_it_is(price):
    lying = "\n    def __eq__(self, other):\n        return True\n    __hash__ = str.__hash__\n"
    found = price.failed(PRICE.replace(".2f} EUR", ".1f} USD") + lying)
    assert len(found) == 3
