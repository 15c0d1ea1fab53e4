"""What an exception was raised from, and of which class it is, where an imported test asks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

BANK = """\
class BankError(Exception):
    pass


class TooLow(BankError):
    pass


def take(balance, amount):
    if amount > balance:
        raise TooLow("too low")


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise BankError(f"no number: {text}") from error


def pick(accounts, name):
    try:
        return accounts[name]
    except KeyError:
        raise ValueError("no such account") from None


def look(accounts, name):
    try:
        return accounts[name]
    except KeyError:
        raise BankError("no such account")
"""
TEST_BANK = """\
import unittest
from bank import BankError, TooLow, look, parse, pick, take


class BankTest(unittest.TestCase):
    def test_kind(self):
        with self.assertRaises(BankError) as caught:
            parse("x")
        self.assertIsInstance(caught.exception.__cause__, ValueError)

    def test_text(self):
        with self.assertRaises(BankError) as caught:
            parse("x")
        self.assertIn("'x'", str(caught.exception.__cause__))

    def test_from_none(self):
        with self.assertRaises(ValueError) as caught:
            pick({}, "a")
        self.assertIsNone(caught.exception.__cause__)
        self.assertTrue(caught.exception.__suppress_context__)

    def test_context(self):
        with self.assertRaises(BankError) as caught:
            look({}, "a")
        self.assertIsInstance(caught.exception.__context__, KeyError)
        self.assertIsNone(caught.exception.__cause__)

    def test_kept(self):
        with self.assertRaises(BankError) as caught:
            take(1, 3)
        self.assertIsInstance(caught.exception, TooLow)
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("bank"), "bank", BANK, TEST_BANK) as found:
        yield found


def test_such_tests_are_imported_and_the_solution_passes(bank):
    """Each exception came without a cause."""
    assert bank.adopted.named == ()
    assert bank.failed(BANK) == {}


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        (" from error", "", {"test_kind", "test_text"}),
        (" from error", " from KeyError(1)", {"test_kind", "test_text"}),
        (" from None", "", {"test_from_none"}),
        ('"no such account")\n', '"no such account") from None\n', set()),
        ("    except KeyError:\n        raise BankError(\"no such account\")",
         "    except KeyError:\n        pass\n    raise BankError(\"no such account\")",
         {"test_context"}),
    ],
)  # fmt: skip
def test_who_raises_it_from_something_else_fails(bank, old, new, names):
    found = bank.changed(old, new)
    assert {name.rpartition(".")[2] for name in found} == names
    shown = [check.counterexample for check in found.values()]
    assert all(one is not None and one.got and one.expected for one in shown)


def test_the_call_that_raised_is_shown_where_the_class_is_asked_for(bank):
    """It was `issubclass(BankError, TooLow)`, which returned False."""
    found = bank.changed('raise TooLow("too low")', 'raise BankError("too low")')
    (failed,) = found.values()
    assert failed.counterexample.call == "take(balance=1, amount=3)"
    assert failed.counterexample.got.startswith("BankError: too low")
