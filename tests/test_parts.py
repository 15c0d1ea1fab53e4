"""Objects that stand in an answer: what a check asks of one is asked of the object's own class."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, grader_of
from test_equal_objects import files

from grader.errors import CheckFault

TAG = '''\
"""A tag is its number."""


class Tag:
    def __init__(self, n):
        self.within = []
        self.n = n

    def __eq__(self, other):
        if isinstance(other, str):
            return str(self.n) == other
        return isinstance(other, Tag) and self.n == other.n

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.n)

    def __repr__(self):
        return f"Tag({self.n})"

    def __format__(self, spec):
        return f"#{self.n:{spec}}"

    def __lt__(self, other):
        return self.n < other.n

    def __bool__(self):
        return self.n > 0

    def __len__(self):
        return self.n

    def twice(self):
        return Tag(2 * self.n)


def tags():
    return [Tag(2), Tag(1), Tag(2)]


def named():
    return {"a": Tag(2), "b": (Tag(2), Tag(0))}


def walk():
    yield from tags()


def inside():
    outer = Tag(1)
    outer.within = [Tag(2), Tag(2)]
    return [outer]


def several():
    return {Tag(1), Tag(2)}


def numbers():
    return [1, 2]


KEPT = {Tag(1)}


def kept():
    return KEPT


def lose():
    KEPT.clear()
'''
CHECKS = """\
from grader.checks import assert_same


def test_equal(student):
    tags = student.tags()
    assert tags[0] == tags[2] and tags[0] != tags[1] and not tags[0] != tags[2]


def test_text(student):
    assert student.tags()[0] == "2" and "1" in student.tags() and student.tags()[0] != "a"


def test_hash(student):
    tags = student.tags()
    assert len({*tags}) == 2 and hash(tags[0]) == hash(tags[2])


def test_made_again(student):
    assert student.tags() == student.tags() and student.Tag(1) in student.tags()


def test_repr(student):
    assert repr(student.tags()[0]) == "Tag(2)" and str(student.tags()) == "[Tag(2), Tag(1), Tag(2)]"


def test_format(student):
    assert f"{student.tags()[0]:03}" == "#002"


def test_order(student):
    assert [tag.n for tag in sorted(student.tags())] == [1, 2, 2]


def test_bool(student):
    assert student.named()["b"][0] and not student.named()["b"][1]


def test_len(student):
    assert len(student.named()["a"]) == 2


def test_named(student):
    found = student.named()
    assert found["a"] == found["b"][0]


def test_walk(student):
    first, second, third = student.walk()
    assert first == third != second


def test_inside(student):
    (outer,) = student.inside()
    assert outer.within[0] == outer.within[1] != outer


def test_method(student):
    assert student.tags()[0].twice() == student.tags()[0].twice()


def test_made_of(student, reference):
    assert student.tags() == reference.tags()
    assert_same(student.tags(), reference.tags())
    assert_same({*student.tags()}, {*reference.tags()})
    assert_same(dict.fromkeys(student.tags()), dict.fromkeys(reference.tags()))
    assert_same(student.several(), reference.several())


def test_how_many(student):
    assert len(student.several()) == 2


def test_same_set(student, reference):
    assert_same(student.several(), reference.several())


def test_numbers(student):
    assert student.numbers() == [1, 2] and student.numbers()[0] == 1
"""
EQ = "isinstance(other, Tag) and self.n == other.n"
EQUAL = {"test_equal", "test_hash", "test_made_again", "test_named", "test_walk", "test_inside",
         "test_method"}  # fmt: skip
LIAR = """

class Liar:
    def __eq__(self, other):
        return True
"""
PLAIN = """

class Plain:
    def __init__(self, n):
        self.n = n
"""
OTHER_FIELD = """
    @property
    def n(self):
        return self.m
"""


@pytest.fixture(scope="module")
def tags(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    made = files(CHECKS) | {"solutions/ratios/ratio/solution.py": TAG}
    with grader_of(tmp_path_factory.mktemp("parts"), made) as grader:
        yield grader


@pytest.mark.parametrize(
    ("right", "wrong", "failed"),
    [
        ("", "", set()),
        (EQ, "isinstance(other, Tag)", {"test_equal", "test_walk", "test_inside"}),
        (EQ, "self is other", EQUAL),
        ("return str(self.n) == other", "return True", {"test_text"}),
        ("return not self == other", "return True", {"test_equal"}),
        ("return hash(self.n)", "return id(self)", {"test_hash"}),
        ("__repr__", "shown", {"test_repr"}),
        ("__format__", "formatted", {"test_format"}),
        ("self.n < other.n", "self.n > other.n", {"test_order"}),
        ("return self.n > 0", "return True", {"test_bool"}),
        ("return self.n\n\n    def twice", "return 3\n\n    def twice", {"test_len"}),
        (
            "{Tag(1), Tag(2)}",
            "{*map(Plain, (1, 2, 2))}" + PLAIN,
            {"test_how_many", "test_same_set", "test_made_of"},
        ),
        ("self.n = n\n", f"self.m = n\n{OTHER_FIELD}", {"test_made_of", "test_same_set"}),
        ("[1, 2]\n", f"[Liar(), Liar()]\n{LIAR}", {"test_numbers"}),
    ],
)
def test_the_objects_class_is_asked(tags, right, wrong, failed):
    assert right in TAG
    report = tags(TAG.replace(right, wrong) if right else TAG, "ratios/ratio")
    assert {one.name for one in report.checks if one.status != "passed"} == failed


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "found = student.kept(); student.lose(); assert {*found} == {student.Tag(1)}",
            "this Tag is a copy: nothing in the set that it came in is made of the same any more",
        ),
        ("assert not hasattr(student.tags()[0], '_n')", "hasattr likewise"),
        ("tags = student.tags(); tags[0] |= 1", "is a copy, of which |= can't be asked"),
        ("import copy; copy.copy(student.tags()[0])", 'student.lib("copy").copy.hold(x)'),
        ("import copy; copy.deepcopy(student.named())", 'student.lib("copy").deepcopy.hold(x)'),
    ],
)
def test_what_cant_be_asked_says_what_to_write(tmp_path, asked, said):
    made = files(f"def test_tag(student):\n    {asked}\n")
    made["solutions/ratios/ratio/solution.py"] = TAG
    with (
        grader_of(tmp_path, made) as grader,
        pytest.raises(CheckFault, match="on its own reference") as fault,
    ):
        grader(TAG, "ratios/ratio")
    assert said in str(fault.value)


CHAIN = """\
class Node:
    def __init__(self, value):
        self.value, self.next = value, None

    def grow(self, n):
        self.value += n

    @property
    def number(self):
        return self.value + 1


def make(n):
    return [Node(i) for i in range(n)]


def link(a, b):
    a.next = b


def chain(nodes, *, named=None):
    for a, b in zip(nodes, nodes[1:]):
        link(a, b)
    for key in named or {}:
        link(named[key], None)


def total(node):
    return node.value + total(node.next) if node else 0
"""
OF_CHAINS = """\
import pytest

from grader.checks import assert_same


def test_given_back(student):
    a, b, c = student.make(3)
    student.link(b, c)
    student.link(a, b)
    assert student.total(a) == 3


def test_given_in_others(student):
    nodes = student.make(3)
    student.chain(nodes, named={"last": nodes[1]})
    assert student.total(node=nodes[0]) == 1


def test_fields_now(student):
    nodes = student.make(2)
    student.link(nodes[0], nodes[1])
    assert nodes[0].next == nodes[1] and nodes[0].next.value == 1 and nodes[1].next is None


def test_after_a_method(student):
    nodes = student.make(2)
    nodes[0].grow(5)
    assert (nodes[0].value, nodes[1].value) == (5, 1)


def test_read_only(student):
    nodes = student.make(2)
    with pytest.raises(AttributeError):
        nodes[1].number = 4
    nodes[0].value = 7
    assert (nodes[0].value, nodes[1].value, nodes[0].number) == (7, 1, 8)


def test_compared_now(student, reference):
    mine, right = student.make(2), reference.make(2)
    student.link(mine[0], mine[1])
    reference.link(right[0], right[1])
    assert_same(mine, right)


def test_of_another_file(student, reference):
    assert_same(mine := student.make(2), reference.make(2))
    assert mine[0].value == reference.make(1)[0].value
"""


@pytest.fixture(scope="module")
def chains(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    made = files(OF_CHAINS) | {"solutions/ratios/ratio/solution.py": CHAIN}
    with grader_of(tmp_path_factory.mktemp("chains"), made) as grader:
        yield grader


GIVEN = {"test_given_back", "test_given_in_others"}
NOW = {"test_fields_now", "test_compared_now"}
EVERY = {*GIVEN, *NOW, "test_after_a_method", "test_of_another_file", "test_read_only"}


@pytest.mark.parametrize(
    ("right", "wrong", "failed"),
    [
        ("", "", set()),
        ("a.next = b\n", "b.next = a\n", {*GIVEN, *NOW}),
        ("a.next = b\n", "pass\n", {*GIVEN, *NOW}),
        ("a.next = b\n", "a.next = Node(b and b.value)\n", {"test_fields_now", "test_given_back"}),
        ("self.value += n", "self.value = n + 1", {"test_after_a_method"}),
        ("self.value += n", "pass", {"test_after_a_method"}),
        ("Node(i) for", "Node(i + 1) for", EVERY),
        ("@property\n    def number", "def number", {"test_read_only"}),
        (
            "    @property\n    def number(self):\n        return self.value + 1\n",
            "    number = 8\n",
            {"test_read_only"},
        ),
    ],
)
def test_an_object_of_an_answer_is_itself_in_later_calls(chains, right, wrong, failed):
    """What it is given to gets the object, and its fields are those that it has by then."""
    assert right in CHAIN
    report = chains(CHAIN.replace(right, wrong) if right else CHAIN, "ratios/ratio")
    assert {one.name for one in report.checks if one.status != "passed"} == failed


def test_the_lines_say_what_was_done_with_it(chains):
    report = chains(CHAIN.replace("a.next = b\n", "b.next = a\n"), "ratios/ratio")
    shown = {one.name: one.counterexample for one in report.checks}
    assert shown["test_given_back"].call.splitlines() == [
        "result = make(3)", "kept = result[1]", "link(kept, result[2])", "kept_2 = result[0]",
        "link(kept_2, kept)", "total(kept_2)",
    ]  # fmt: skip
    assert shown["test_compared_now"].call.splitlines() == [
        "result = make(2)", "kept = result[0]", "link(kept, result[1])", "kept",
    ]  # fmt: skip
