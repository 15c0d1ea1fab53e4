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
