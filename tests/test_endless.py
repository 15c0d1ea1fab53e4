"""What is in itself, or in others again and again, is looked at once."""

from __future__ import annotations

from collections import deque

import pytest
from imported_tests import imported

from grader.wire.endless import is_endless


class Node:
    def __init__(self) -> None:
        self.near: list[Node] = []


def all_near(count: int) -> list[Node]:
    nodes = [Node() for _ in range(count)]
    for node in nodes:
        node.near += nodes
    return nodes


def doubled(times: int) -> list[object]:
    value: list[object] = [1]
    for _ in range(times):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    ("value", "endless"),
    [
        (all_near(30), True),
        (set(all_near(30)), True),
        (deque(all_near(30)), True),
        ({"a": {1: all_near(2)}}, True),
        (doubled(35), True),
        (doubled(5), False),
        ([[1, "a", (2.5, None)], {3}, Node()], False),
        ([0] * 2_000_000, False),
    ],
)
def test_what_comes_to_no_end_is_known_before_it_is_written(value, endless):
    assert is_endless(value) is endless


TREE = """\
class Node:
    def __init__(self, v, kids=None):
        self.v = v
        self.kids = [] if kids is None else kids

    def add(self, kid):
        self.kids.append(kid)
        return kid


def pair():
    a = [1]
    return [a, [2]]


def nest(rows):
    rows.append([1])
"""
TESTS = """\
from tree import Node, nest, pair


def test_kids():
    root = Node(1)
    for n in range(6):
        root.add(Node(n))
    assert [kid.v for kid in root.kids] == list(range(6))
    assert root.kids[0].kids == []


def test_pair():
    assert pair() == [[1], [2]]


def test_nest():
    rows = [1]
    nest(rows)
    assert rows == [1, [1]]
"""


def test_a_file_whose_values_are_in_themselves_fails_as_in_plain_pytest(tmp_path):
    """Not for the time that it takes."""
    with imported(tmp_path, "tree", TREE, TESTS) as tree:
        assert tree.adopted.named == ()
        for old, new, name in (
            ("kids=None", "kids=[]", "test_kids"),
            ("return [a, [2]]", "a += [a] * 9; return [a, a]", "test_pair"),
            ("return [a, [2]]", "x = Node(1); x.kids = [x] * 9; return [x, x]", "test_pair"),
            ("rows.append([1])", "rows.extend([rows] * 9)", "test_nest"),
        ):
            failed = tree.changed(old, new)
            assert [(check, one.status) for check, one in failed.items()] == [(name, "failed")]
