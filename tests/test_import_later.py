"""What imported tests make of the student's outside of any test: at the top of their file, in a
class, among parameters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SHELF = """\
import enum


class Genre(enum.Enum):
    FICTION = "fiction"
    SCIENCE = "science"

    @property
    def short(self):
        return self.value[0].upper()


class Book:
    def __init__(self, title, genre=Genre.FICTION):
        if not title:
            raise ValueError("no title")
        self.title = title
        self.genre = genre

    @classmethod
    def of_line(cls, line):
        return cls(*line.split(";")[:1])

    def __eq__(self, other):
        return isinstance(other, Book) and self.title == other.title

    def __hash__(self):
        return hash(self.title)

    def __lt__(self, other):
        return self.title < other.title

    def __add__(self, other):
        return Shelf([self, other])


class Shelf:
    def __init__(self, books=()):
        self.books = list(books)

    def put(self, book):
        self.books.append(book)
        return self

    def titles(self):
        return sorted(book.title for book in self.books)


def longest(books):
    return max(books, key=lambda book: len(book.title))


def double(n):
    return 2 * n
"""
TESTS = """\
import unittest
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import Book, Genre, Shelf, double, longest


class Case(NamedTuple):
    book: object
    title: str


DUNE, EMMA = Book("Dune"), Book("Emma", genre=Genre.FICTION)
COSMOS = Book.of_line("Cosmos;1980")
BOOKS = {"d": DUNE, "rest": [EMMA, COSMOS]}
CASES = [Case(DUNE, "Dune"), Case(Book("Emma"), "Emma")]
SHELF = Shelf([DUNE])
SHELF.put(EMMA)


def test_sorted():
    assert sorted([EMMA, DUNE]) == [DUNE, EMMA]


def test_kept():
    assert BOOKS["rest"][1].title == "Cosmos"


def test_shelf():
    SHELF.put(COSMOS)
    assert SHELF.titles() == ["Cosmos", "Dune", "Emma"]


def test_shelf_again():
    both = DUNE + COSMOS
    assert both.titles() == ["Cosmos", "Dune"]
    assert SHELF.titles()[:1] == ["Dune"] or len(SHELF.titles()) == 3


@pytest.mark.parametrize("genre, short", [(Genre.FICTION, "F"), (Genre["SCIENCE"], "S")])
def test_short(genre, short):
    assert genre.short == short


@pytest.mark.parametrize("case", CASES)
def test_title(case):
    assert longest([case.book]).title == case.title


@given(st.sampled_from([DUNE, EMMA]), st.sampled_from("ab"))
def test_drawn(book, text):
    assert longest([book, Book(text)]) == book


class TestShelf(unittest.TestCase):
    book = Book("Middlemarch") if False else EMMA

    def test_longest(self):
        self.assertEqual(longest([DUNE, self.book]), DUNE)

    def test_double(self):
        self.assertEqual(double(4), 8)
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("shelf"), "shelf", SHELF, TESTS) as found:
        yield found


def test_none_stays_behind_and_the_solution_passes(shelf):
    """They were: "uses Book while the tests are collected", and what needs DUNE with it."""
    assert not shelf.adopted.named
    assert not shelf.failed(SHELF)


@pytest.mark.parametrize(
    ("old", "new", "fails"),
    [
        ("self.title < other", "self.title > other", {"test_sorted"}),
        ('line.split(";")[:1]', "[line]", {"test_kept", "test_shelf", "test_shelf_again"}),
        (
            "self.value[0].upper()",
            "self.value[0]",
            {"test_short[Genre.FICTION-F]", "test_short[genre1-S]"},
        ),
        ("max(books", "min(books", {"test_drawn"}),
        ("self.books.append(book)", "pass", {"test_shelf"}),
    ],
)
def test_a_wrong_file_fails_what_it_would_fail_in_plain_pytest(shelf, old, new, fails):
    assert set(shelf.changed(old, new)) == fails


def test_where_it_is_made_in_vain_a_test_that_needs_none_passes(shelf):
    """In plain pytest none would be run."""
    failed = shelf.changed("if not title:", "if title:")
    assert "TestShelf.test_double" not in failed
    assert not {name for name in failed if name.startswith("test_short")}
    told = failed["test_sorted"].counterexample
    assert (told.call, told.how) == ("Book('Dune')", "raised")


def test_the_lines_that_are_shown_make_it_first(shelf):
    shown = shelf.changed("sorted(book.title for", "list(book.title for")[
        "test_shelf"
    ].counterexample
    assert shown.call.splitlines()[-1] == "shelf.titles()"
    assert "Book('Dune')" in shown.call
