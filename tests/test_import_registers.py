"""Objects of the student's that put themselves into a list or a dictionary that the test has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

SOURCE = """\
class Node:
    by_name = {}

    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        Node.by_name[name] = self
        if parent is not None:
            parent.children.append(self)

    def add(self, name):
        return Node(name, self)


def fill(into, names):
    for name in names:
        into.append(Node(name))
    return into[-1]
"""
TESTS = """\
import pytest
from tree import Node, fill


@pytest.fixture(autouse=True)
def no_nodes():
    Node.by_name.clear()
    yield
    Node.by_name.clear()


def test_children():
    root = Node("root")
    assert root.children == []
    Node("a", root)
    assert len(root.children) == 1


def test_held():
    root = Node("root")
    kids = root.children
    Node("a", root)
    assert len(kids) == 1
    assert kids[0].name == "a"


def test_added():
    root = Node("root")
    kids = root.children
    a = root.add("a")
    assert kids == [a]


def test_names():
    a = Node("a")
    Node("b", a)
    assert set(Node.by_name) == {"a", "b"}
    assert Node.by_name["b"].name == "b"


def test_filled():
    mine = []
    last = fill(mine, "ab")
    assert last.name == "b"
    assert len(mine) == 2
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("tree"), "tree", SOURCE, TESTS) as found:
        yield found


def test_all_of_them_cross(tree):
    assert [(left.test, left.why) for left in tree.adopted.named] == []


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("parent.children.append(self)", "parent.children.insert(0, name)",
         {"test_held", "test_added"}),
        ("            parent.children.append(self)", "            pass",
         {"test_children", "test_held", "test_added"}),
        ("Node.by_name[name] = self", "Node.by_name.setdefault('a', self)", {"test_names"}),
        ("Node.by_name[name] = self", "Node.by_name[name] = name", {"test_names"}),
        ("into.append(Node(name))", "into = [*into, Node(name)]", {"test_filled"}),
    ],
)  # fmt: skip
def test_a_mistake_fails_the_tests_that_fail_in_one_process(tree, old, new, failed):
    assert tree.changed(old, new).keys() == failed
