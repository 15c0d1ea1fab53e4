import copy

import pytest

import graphs
from graphs import LinkedList, Node, Tree, levels, neighbours, reachable, relabel, remove
from graphs import shortest, visited, ways

EDGES = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "d")]


@pytest.fixture
def graph():
    return {"a": ["b", "c"], "b": ["c", "c"], "c": []}


@pytest.fixture
def family():
    root = Node("ann")
    bob = root.add("bob")
    bob.add("cid")
    root.add("dan")
    return root


def test_neighbours():
    assert neighbours([("a", "b"), ("a", "c")], directed=True) == {"a": ["b", "c"]}


def test_neighbours_both_ways():
    found = neighbours(EDGES)
    assert found["b"] == ["a", "c"]
    assert found["d"] == ["d", "d"]
    assert sorted(found) == ["a", "b", "c", "d"]


def test_neighbours_unknown():
    with pytest.raises(KeyError):
        neighbours(EDGES)["z"]


def test_neighbours_edited():
    found = neighbours(EDGES)
    found["a"].append("e")
    assert found["a"] == ["b", "c", "e"]
    assert neighbours(EDGES)["a"] == ["b", "c"]


def test_reachable(graph):
    assert reachable(graph, "a") == {"a", "b", "c"}
    assert reachable(graph, "c") == {"c"}


def test_reachable_unknown(graph):
    assert reachable(graph, "x") == {"x"}


def test_reachable_twice(graph):
    first = reachable(graph, "c")
    assert reachable(graph, "a") - first == {"a", "b"}


def test_reachable_given(graph):
    seen = set()
    assert reachable(graph, "b", seen) == seen
    assert seen == {"b", "c"}


def test_reachable_cycle():
    assert reachable({1: [2], 2: [1]}, 1) == {1, 2}


def test_levels(graph):
    graph["c"].append("d")
    assert list(levels(graph, "a")) == [["a"], ["b", "c"], ["d"]]


def test_levels_lazy(graph):
    walk = levels(graph, "a")
    assert next(walk) == ["a"]
    graph["a"].append("z")
    assert next(walk) == ["b", "c", "z"]


def test_levels_cycle():
    found = levels({1: [2], 2: [1]}, 1)
    assert [next(found), next(found)] == [[1], [2]]
    with pytest.raises(StopIteration):
        next(found)


def test_remove(graph):
    remove(graph, "c")
    assert graph == {"a": ["b"], "b": []}


def test_remove_keeps_the_lists(graph):
    inner = graph["b"]
    remove(graph, "c")
    assert inner == []
    assert graph["b"] is inner


def test_remove_unknown(graph):
    before = copy.deepcopy(graph)
    remove(graph, "z")
    assert graph == before


def test_relabel(graph):
    inner = graph["a"]
    assert relabel(graph, {"c": "C"}) is graph
    assert graph["a"] == ["b", "C"]
    assert inner == ["b", "c"]


def test_node(family):
    assert list(family) == ["ann", "bob", "cid", "dan"]
    assert len(family) == 4


def test_node_contains(family):
    assert "cid" in family
    assert "eve" not in family


def test_node_parents(family):
    bob = family.children[0]
    assert bob.parent is family
    assert bob.children[0].parent.value == "bob"
    assert bob.children[0].depth == 2


def test_node_path(family):
    assert family.children[0].children[0].path() == ["ann", "bob", "cid"]


def test_node_repr(family):
    assert repr(family) == "Node('ann')"
    assert str(family.children) == "[Node('bob'), Node('dan')]"


def test_node_children_are_its_own():
    kids = [Node(2), Node(3)]
    top = Node(1, kids)
    kids.append(Node(4))
    assert len(top) == 3
    assert list(top) == [1, 2, 3]


def test_node_linked():
    low = Node(2)
    top = Node(1, [low])
    assert low.parent is top
    assert low.path() == [1, 2]


def test_node_add_returns_the_child():
    top = Node(0)
    assert top.add(1).add(2).depth == 2
    assert list(top) == [0, 1, 2]


def test_tree():
    tree = Tree()
    for n in [3, 1, 2, 5, 4]:
        tree.insert(n)
    assert list(tree) == [1, 2, 3, 4, 5]
    assert tree.size == 5


def test_tree_root():
    tree = Tree()
    tree.insert(2)
    tree.insert(1)
    tree.insert(2)
    assert tree.root == [[None, 1, None], 2, [None, 2, None]]


def test_tree_shape():
    tree = Tree()
    tree.insert("m")
    root = tree.root
    tree.insert("q")
    assert root[2][1] == "q"
    assert tree.root is root


def test_linked():
    items = LinkedList("abc")
    assert items.pop() == "a"
    items.push("z")
    assert list(items) == ["z", "b", "c"]
    assert items.head[0] == "z"


def test_linked_pops_all():
    items = LinkedList([1, 2])
    assert [items.pop(), items.pop()] == [1, 2]
    with pytest.raises(IndexError, match="empty"):
        items.pop()


def test_linked_reverse():
    items = LinkedList([1, 2, 3])
    assert items.reverse() is None
    assert items == LinkedList([3, 2, 1])
    assert [*items] == [3, 2, 1]


def test_linked_equal():
    assert LinkedList([1]) == LinkedList((1,))
    assert LinkedList([1]) != [1]


ROADS = {"a": {"b": 1, "c": 5}, "b": {"c": 2}}


@pytest.mark.parametrize(
    ("goal", "found"), [("c", (3, ["a", "b", "c"])), ("a", (0, ["a"])), ("z", None)]
)
def test_shortest(goal, found):
    assert shortest(ROADS, "a", goal) == found


def test_ways():
    assert ways(3, 3) == 6
    assert ways(1, 7) == 1


def test_ways_once():
    ways.cache_clear()
    graphs.CALLS.clear()
    ways(4, 4)
    assert set(graphs.CALLS.values()) == {1}


def test_visited():
    order = []

    def visit(n):
        order.append(n)
        return [2 * n, 2 * n + 1] if n < 3 else None

    assert visited([1], visit) is None
    assert order == [1, 2, 3, 4, 5]
