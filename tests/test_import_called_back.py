"""x."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SHOP = """\
class Box:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, Box) and other.n == self.n


def tell(f, n):
    f(Box(n))


def tell_two(f, n):
    f(Box(n), Box(n))
"""
TESTS = """\
from unittest.mock import Mock

from shop import Box, tell, tell_two


def test_attribute():
    f = Mock()
    tell(f, 6)
    assert f.call_args[0][0].n == 6


def test_equal():
    f = Mock()
    tell(f, 6)
    assert f.call_args.args[0] == Box(6)


def test_list():
    seen = []
    tell(seen.append, 6)
    assert seen[0].n == 6


def test_two():
    f = Mock()
    tell_two(f, 6)
    assert f.call_args.args[0] == f.call_args.args[1]
"""
TOLD = {
    "test_attribute": ["tell(a mock, 6)  # calls a mock with box", "box.n"],
    "test_equal": ["tell(a mock, 6)  # calls a mock with box", "box == Box(6)"],
    "test_list": ["tell(append, 6)  # calls append with box", "box.n"],
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("shop"), "shop", SHOP, TESTS) as found:
        yield found


def test_the_call_that_it_came_from_stands_above_what_is_asked_of_it(shop):
    """It was `[0].n`, and nobody knew of what."""
    failed = shop.changed("f(Box(n))", "f(Box(n + 1))")
    assert {name: check.counterexample.call.splitlines() for name, check in failed.items()} == TOLD


def test_a_second_object_of_the_same_call_is_told_beside_the_first(shop):
    failed = shop.changed("f(Box(n), Box(n))", "f(Box(n), Box(n + 1))")
    assert failed["test_two"].counterexample.call.splitlines() == [
        "tell_two(a mock, 6)  # calls a mock with box",
        "# and with box_2",
        "box == box_2",
    ]


TREE = """\
class Node:
    def __init__(self, value, kids=()):
        self.value, self.kids = value, list(kids)

    def find(self, wanted):
        if wanted(self):
            return self
        return next((found for kid in self.kids if (found := kid.find(wanted))), None)

    def fold(self, combine):
        return combine(self, [kid.fold(combine) for kid in self.kids])


def sum_of(f, numbers):
    return sum(f(n) for n in numbers)
"""
TEST_TREE = """\
from tree import Node, sum_of


def small():
    return Node(1, [Node(2, [Node(4)]), Node(3)])


def test_find():
    assert small().find(lambda node: node.value == 3).value == 3


def test_fold():
    def total(node, kids):
        return node.value + sum(kids)

    assert small().fold(total) == 10


def test_double():
    def double(node, _):
        node.value *= 2

    tree = small()
    tree.fold(double)
    assert [kid.value for kid in tree.kids] == [4, 6]


def test_numbers():
    assert sum_of(lambda n: n * n, range(5000)) == 41654167500
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("tree"), "tree", TREE, TEST_TREE) as found:
        yield found


def test_a_function_that_is_nothing_but_its_source_is_called_with_objects_too(tree):
    """It was sent over and took plain values only. With those it still asks nothing: five thousand
    questions would be too many."""
    assert tree.adopted.named == ()
    assert tree.failed(TREE) == {}


def test_what_it_makes_of_an_object_is_told(tree):
    failed = tree.changed("combine(self, [", "combine(self, [5] * (not self.kids) + [")
    assert failed.keys() == {"test_fold"}
    shown = failed["test_fold"].counterexample
    assert (shown.got, shown.expected) == ("20", "10")
    assert "total" in shown.call


EACH = """\
class Walk:
    pass


def each(items, do):
    for item in items:
        do(item)
    return Walk()
"""
TEST_EACH = """\
from each import each


def test_first():
    calls = []
    def note(x):
        calls.append(x)
    each([3, 4], note)
    assert calls[0] == 3
"""


def test_a_function_of_the_tests_that_was_never_called_is_told_by_its_name(tmp_path):
    """What was expected stood there as no IndexError."""
    with imported(tmp_path, "each", EACH, TEST_EACH) as found:
        failed = found.changed("        do(item)", "        pass")["test_first"]
    assert failed.message == "Your code never called note."
