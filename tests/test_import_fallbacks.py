"""What Python does in imported tests where a class lacks a method: `x += y` by `__add__`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SOURCE = """\
class Stack:
    def __init__(self, items=()):
        self.items = list(items)

    def __iadd__(self, other):
        self.items += other.items
        return self

    def __ior__(self, other):
        self.items += [item for item in other.items if item not in self.items]
        return self
"""
TESTS = """\
from stack import Stack


def test_same():
    s = t = Stack([1])
    s += Stack([2])
    assert s is t


def test_value():
    s = Stack([1])
    s += Stack([2])
    assert s.items == [1, 2]


def test_union():
    s = Stack([1])
    s |= Stack([1, 3])
    assert s.items == [1, 3]
"""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("stack"), "stack", SOURCE, TESTS) as found:
        yield found


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("__iadd__", "__add__", set()),
        ("__ior__", "__or__", set()),
        ("__ior__", "__and__", {"test_union"}),
        (
            "def __iadd__(self, other):\n        self.items += other.items\n        return self",
            "def __add__(self, other):\n        return Stack(self.items + other.items)",
            {"test_same"},
        ),
    ],
)
def test_an_operator_in_place_may_be_the_other_one(stack, old, new, failed):
    assert stack.changed(old, new).keys() == failed
