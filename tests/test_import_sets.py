"""Imported tests that look into sets of the student's objects: what fails in one process fails in
kata, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

GRID = """\
from dataclasses import dataclass
from enum import Enum


class Suit(Enum):
    HEARTS = "h"
    SPADES = "s"


@dataclass(frozen=True)
class Point:
    x: int
    y: int


class Tag:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return isinstance(other, Tag) and self.name.lower() == other.name.lower()

    def __hash__(self):
        return hash(self.name.lower())

    def __repr__(self):
        return f"Tag({self.name!r})"


def neighbours(p):
    return {Point(p.x + 1, p.y), Point(p.x - 1, p.y), Point(p.x, p.y + 1), Point(p.x, p.y - 1)}


def tags(text):
    return {Tag(w) for w in text.split()}


def pairs(text):
    return {(Tag(w), i) for i, w in enumerate(text.split())}


def frozen(text):
    return frozenset(Tag(w) for w in text.split())


def suits(letters):
    return {Suit(letter) for letter in letters}


def only(points, xs):
    return {p for p in points if p.x in xs}


def nothing():
    return set()


def add_all(points, more):
    points.update(more)


class Bag:
    def __init__(self):
        self.items = set()

    def add(self, item):
        self.items.add(item)

    def union(self, other):
        self.items |= other
        return self.items
"""
TESTS = """\
import unittest
from grid import Bag, Point, Suit, Tag, add_all, frozen, neighbours, nothing, only, pairs
from grid import suits, tags


def test_ops():
    got = tags("a B c")
    assert got - {Tag("A")} == {Tag("b"), Tag("c")}
    assert got & {Tag("A"), Tag("z")} == {Tag("a")}
    assert {Tag("A"), Tag("z")} & got == {Tag("a")}
    assert got | {Tag("z")} == {Tag("a"), Tag("b"), Tag("c"), Tag("z")}
    assert got <= {Tag("a"), Tag("b"), Tag("c"), Tag("z")}
    assert {Tag("a")} < got
    assert got != {Tag("a")}


def test_issubset():
    got = tags("a B c")
    assert got.issubset({Tag("a"), Tag("b"), Tag("c"), Tag("z")})


def test_issubset2():
    got = tags("a B c")
    assert {Tag("a")}.issubset(got)


def test_set_of():
    got = tags("a B c")
    assert set(got) == {Tag("a"), Tag("b"), Tag("c")}
    assert sorted(t.name for t in got) == ["B", "a", "c"]


def test_sorted():
    got = neighbours(Point(0, 0))
    assert sorted(got, key=lambda p: (p.x, p.y))[0] == Point(-1, 0)


def test_empty():
    assert nothing() == set()
    assert not nothing()
    assert neighbours(Point(1, 1)) != set()


def test_frozen():
    assert frozen("a b") == {Tag("A"), Tag("b")}
    assert frozen("a b") == frozenset([Tag("A"), Tag("b")])
    assert isinstance(frozen("a"), frozenset)
    assert hash(frozen("a")) == hash(frozen("A"))


def test_suits():
    assert suits("hh") == {Suit.HEARTS}
    assert Suit.SPADES not in suits("h")


def test_pairs():
    assert (Tag("A"), 0) in pairs("a b")
    assert pairs("a") == {(Tag("a"), 0)}


def test_given():
    assert only({Point(1, 2), Point(3, 4)}, {1}) == {Point(1, 2)}


def test_given_back():
    assert only(neighbours(Point(0, 0)), {1}) == {Point(1, 0)}


def test_changed():
    mine = {Point(0, 0)}
    add_all(mine, [Point(1, 1)])
    assert len(mine) == 2


def test_changed_theirs():
    mine = neighbours(Point(0, 0))
    add_all(mine, [Point(9, 9)])
    assert len(mine) == 5
    assert Point(9, 9) in mine
    mine.add(Point(7, 7))
    assert Point(7, 7) in mine
    assert len(mine) == 6


def test_bag():
    b = Bag()
    b.add(Point(1, 2))
    b.add(Point(1, 2))
    assert b.items == {Point(1, 2)}
    assert len(b.items) == 1
    assert b.union({Point(0, 0)}) == {Point(1, 2), Point(0, 0)}


class T(unittest.TestCase):
    def test_eq(self):
        self.assertEqual(tags("a b"), {Tag("a"), Tag("b")})
        self.assertIn(Tag("a"), tags("a b"))
        self.assertNotIn(Tag("x"), tags("a b"))
        self.assertIsInstance(tags("a"), set)
        self.assertEqual(len(tags("a A")), 1)

    def test_seteq(self):
        self.assertSetEqual(tags("a b"), {Tag("a"), Tag("b")})

    def test_count(self):
        self.assertCountEqual(tags("a b"), [Tag("b"), Tag("a")])
"""


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("grid"), "grid", GRID, TESTS) as found:
        yield found


def test_none_of_them_stays_behind(grid):
    assert grid.adopted.named == ()
    assert grid.failed(GRID) == {}


UNEQUAL = {"T.test_eq", "test_frozen", "test_issubset", "test_ops", "test_pairs", "test_set_of"}
ADDED = {"test_changed", "test_changed_theirs"}
OF_POINTS = {"test_bag", "test_changed_theirs", "test_given", "test_given_back", "test_sorted"}


# What fails of each in plain pytest.
@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("{p for p in points if p.x", "{points.pop() for p in [*points] if p.x", set()),
        ("return {p for p in points if p.x in xs}", "points.clear(); return points",
         {"test_given", "test_given_back"}),
        ("points.update(more)", "points |= set(more); points.add(Point(0, 5))", ADDED),
        ("points.update(more)", "pass", ADDED),
        ("points.update(more)", "points = points | set(more)", ADDED),
        ("self.items |= other", "other |= self.items; self.items = other", set()),
        ("hash(self.name.lower())", "hash(self.name)", UNEQUAL),
        ("self.name.lower() == other.name.lower()", "self.name == other.name", UNEQUAL),
        ("self.name.lower() == other.name.lower()", "True", set()),
        ("Suit(letter) for", "letter for", {"test_suits"}),
        ("(frozen=True)", "(eq=False)", OF_POINTS),
        ("(frozen=True)", "(unsafe_hash=True)", set()),
        ("return {Point(p.x + 1, p.y)", "return {(p.x + 1, p.y)",
         {"test_given_back", "test_sorted"}),
        ("frozenset(Tag(w) for w in text.split())", "{Tag(w) for w in text.split()}",
         {"test_frozen"}),
        ("{(Tag(w), i)", "{(w, i)", {"test_pairs"}),
        ("{Tag(w) for w in text.split()}", "[Tag(w) for w in text.split()]",
         {"T.test_eq", "T.test_seteq", "test_issubset", "test_ops"}),
        ("return set()", "return {}", {"test_empty"}),
    ],
)  # fmt: skip
def test_what_fails_is_what_fails_in_one_process(grid, old, new, failed):
    assert {*grid.changed(old, new)} == failed


def test_a_set_that_a_test_made_is_shown_as_one(grid):
    failed = grid.changed("Suit(letter) for", "Suit.SPADES for")
    assert failed["test_suits"].counterexample.call == "suits('hh') == {Suit.HEARTS}"
