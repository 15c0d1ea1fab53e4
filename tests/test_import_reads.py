"""What is shown of an imported test where code changes an object that is only read: the reads that
it takes, and no others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.explain.earlier_calls import SHARED

LEDGER = """\
class Page:
    def __init__(self, number):
        self.number = number


class Book:
    def __init__(self):
        self.page = Page(1)

    def turn(self):
        self.page = Page(self.page.number + 1)


class Ledger:
    def __init__(self):
        self.entries = {}

    def __getitem__(self, key):
        return self.entries.get(key, 0)

    def __contains__(self, key):
        return key in self.entries

    def __len__(self):
        return len(self.entries)

    @property
    def next_id(self):
        return len(self.entries) + 1
"""
TESTS = """\
from ledger import Book, Ledger


def test_asked_for():
    ledger = Ledger()
    assert len(ledger) == 0
    assert ledger["x"] == 0
    assert ledger.next_id == 1
    assert len(ledger) == 0


def test_contained():
    ledger = Ledger()
    assert ledger["x"] == 0
    assert "x" not in ledger


def test_numbered():
    ledger = Ledger()
    assert ledger.next_id == 1
    assert ledger.next_id == 1


def test_two():
    one, other = Ledger(), Ledger()
    assert one["x"] == 0
    assert len(other) == 0


def test_turned():
    book = Book()
    page = book.page
    book.turn()
    assert page.number == 1
"""
READ = (".get(key, 0)", ".setdefault(key, 0)")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("ledger"), "ledger", LEDGER, TESTS) as found:
        yield found


def pasted(source, call):
    """What the shown lines give in a Python of their own, behind the file."""
    *lines, last = call.splitlines()
    names = {"__name__": "ledger"}
    exec("\n".join([source, *lines]), names)
    return eval(last, names)


def test_a_read_that_adds_an_item_is_shown_and_one_that_changes_nothing_is_not(ledger):
    failed = ledger.failed(LEDGER.replace(*READ), thorough=True)
    asked, contained = failed["test_asked_for"], failed["test_contained"]
    assert asked.counterexample.call.splitlines() == [
        "ledger = Ledger()",
        "ledger['x']",
        "ledger.next_id",
    ]
    assert asked.counterexample.got == "2"
    lines = ["ledger = Ledger()", "ledger['x']", "'x' in ledger"]
    assert contained.counterexample.call.splitlines() == lines
    for check in (asked, contained):
        assert check.why is None
        found = pasted(LEDGER.replace(*READ), check.counterexample.call)
        assert repr(found) == check.counterexample.got


def test_an_attribute_that_counts_is_shown_as_often_as_it_was_read(ledger):
    counts = (
        "return len(self.entries) + 1",
        "self.entries[len(self.entries)] = 0; return len(self)",
    )
    check = ledger.failed(LEDGER.replace(*counts), thorough=True)["test_numbered"]
    assert check.counterexample.call.splitlines() == ["ledger = Ledger()"] + ["ledger.next_id"] * 2
    assert check.counterexample.got == "2"
    assert check.why is None


def test_of_a_read_of_another_object_it_is_said_that_both_share_something(ledger):
    source = LEDGER.replace(*READ).replace(
        "    def __init__(self):\n        self.entries", "    entries"
    )
    check = ledger.failed(source, thorough=True)["test_two"]
    lines = ["ledger = Ledger()", "ledger_2 = Ledger()", "ledger['x']", "len(ledger_2)"]
    assert check.counterexample.call.splitlines() == lines
    assert pasted(source, check.counterexample.call) == 1
    assert check.why.text == SHARED


def test_an_object_that_was_taken_out_of_another_one_before_has_a_name(ledger):
    in_place = ("self.page = Page(self.page.number + 1)", "self.page.number += 1")
    check = ledger.failed(LEDGER.replace(*in_place))["test_turned"]
    lines = ["book = Book()", "page = book.page", "book.turn()", "page.number"]
    assert check.counterexample.call.splitlines() == lines
