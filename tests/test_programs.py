"""Objects as programs: steps that are drawn, recorded, repeated, made few, and shown as Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses
from hypothesis import find, settings
from hypothesis import strategies as st

from grader.checks import Case, assert_same_program, programs
from grader.checks.mismatch import Mismatch
from grader.errors import CheckFault
from grader.explain.fewer_steps import fewer_steps, steps_of
from grader.grade.session import Options, Session
from grader.judge.recording import Recording

SET = 'title = "Objects"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["cache"]\n'
CACHE = '''\
"""A cache that forgets what was used longest ago, and a notebook."""


class Cache:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("no room")
        self.capacity = capacity
        self.values = {}

    @property
    def room(self):
        return self.capacity - len(self.values)

    def get(self, key):
        value = self.values.pop(key)
        self.values[key] = value
        return value

    def put(self, key, value):
        self.values.pop(key, None)
        self.values[key] = value
        if len(self.values) > self.capacity:
            del self.values[next(iter(self.values))]

    def __len__(self):
        return len(self.values)

    def __contains__(self, key):
        return key in self.values


class Notebook:
    def __init__(self):
        self.notes = []
        self.open = False

    def __enter__(self):
        self.open = True
        return self

    def __exit__(self, *error):
        self.open = False

    def write(self, note):
        self.notes.append(note)
        return len(self.notes)

    def is_open(self):
        return self.open


class Bag(dict):
    def add(self, word):
        self[word] = self.get(word, 0) + 1


class Node:
    def __init__(self, name):
        self.name = name
        self.children = []

    def add(self, name):
        self.children.append(Node(name))
        return self.children[-1]

    def size(self):
        return 1 + sum(child.size() for child in self.children)
'''
CHECKS = '''\
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant
from hypothesis.stateful import precondition, rule

from grader.checks import assert_same, assert_same_program, programs

keys = st.sampled_from("abc")
lru = programs(
    st.integers(0, 3),
    get=keys,
    put=(keys, st.integers(0, 9)),
    room=None,
    __len__=(),
    __contains__=keys,
)


class Model:
    """The same, thought of as two lists."""

    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError
        self.capacity, self.keys, self.values = capacity, [], []

    @property
    def room(self):
        return self.capacity - len(self.keys)

    def get(self, key):
        if key not in self.keys:
            raise KeyError(key)
        value = self.values[self.keys.index(key)]
        self.put(key, value)
        return value

    def put(self, key, value):
        if key in self.keys:
            place = self.keys.index(key)
            del self.keys[place], self.values[place]
        self.keys.append(key)
        self.values.append(value)
        if len(self.keys) > self.capacity:
            del self.keys[0], self.values[0]

    def __len__(self):
        return len(self.keys)

    def __contains__(self, key):
        return key in self.keys


@settings(max_examples=100)
@given(program=lru)
def test_steps(student, reference, program):
    """After any steps, what was used longest ago is gone."""
    assert_same_program(student.Cache, reference.Cache, program)


@settings(max_examples=100)
@given(program=lru)
def test_model(student, program):
    """It is as its model."""
    assert_same_program(student.Cache, Model, program)


@pytest.mark.points(3)
@settings(max_examples=40, stateful_step_count=12)
class Tree(RuleBasedStateMachine):
    """A tree has as many nodes as were added."""

    nodes = Bundle("nodes")

    @initialize(target=nodes, name=keys)
    def plant(self, name):
        self.count = 1
        self.root = self.student.Node(name)
        return self.root

    @rule(target=nodes, node=nodes, name=keys)
    def add(self, node, name):
        self.count += 1
        return node.add(name)

    @precondition(lambda self: self.count > 1)
    @rule(node=nodes)
    def ask(self, node):
        assert node.size() >= 1

    @invariant()
    def has_all(self):
        assert self.root.size() == self.count


TestTree = Tree.TestCase


@settings(max_examples=20)
@given(program=programs(add=keys, __getitem__=keys, __len__=()))
def test_bag(student, reference, program):
    """A bag counts its words."""
    assert_same_program(student.Bag, reference.Bag, program)


def test_notes(student):
    """Notes are counted while it is open, which it is not afterwards."""
    with student.Notebook() as notebook:
        assert_same(notebook.write("a"), 1)
        assert_same(notebook.write("b"), 2)
    assert_same(notebook.is_open(), False)
'''


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("objects")
    files = {
        "exercises/objects/set.toml": SET,
        "exercises/objects/cache/exercise.toml": (
            'title = "Cache"\ndifficulty = "easy"\n\n[[hints]]\ntext = "?"\n'
        ),
        "exercises/objects/cache/README.md": "# Cache\n",
        "exercises/objects/cache/cache.py": "class Cache:\n    pass\n",
        "exercises/objects/cache/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/objects/cache/solution.py": CACHE,
        "solutions/objects/cache/checks.py": CHECKS,
    }
    with grader_of(root, files) as grader:
        yield grader


def graded(objects: Grader, old: str, new: str):
    assert old in CACHE
    return objects(CACHE.replace(old, new), "objects/cache")


def shown(report, name: str):
    found = check(report, name)
    assert found.status in ("failed", "error")
    assert found.counterexample is not None
    return found.counterexample


BOTH = """
@settings(max_examples=20)
@given(program=programs(st.just(2), {steps}))
def test_it(student, reference, program):
    \"\"\"It is as the right one.\"\"\"
    assert_same_program(student.{made}, {right}, program)
"""


def recording(objects: Grader) -> Recording:
    return objects.session("objects/cache").judge.recording


def test_a_right_object_passes_each_program(objects):
    assert statuses(objects(CACHE, "objects/cache")) == {"passed"}


def test_programs_and_runs_are_recorded_and_replayed(objects):
    """No submission waits for Hypothesis to draw them."""
    assert {c.name: c.replayable for c in recording(objects).checks} == {
        "test_steps": True, "test_model": True, "test_bag": True, "TestTree": True,
        "test_notes": True,
    }  # fmt: skip
    tree = next(c for c in recording(objects).checks if c.name == "TestTree")
    assert (tree.title, tree.points) == ("A tree has as many nodes as were added.", 3)
    assert len(tree.cases) == 40
    longest = max((case.arguments()["run"].rules for case in tree.cases), key=len)
    assert len(longest) == 12
    assert [name for name, _, _ in longest].count("plant") == 1


FORGETS = ("        self.values[key] = value\n        return value", "        return value")


def test_a_failing_program_is_shown_as_python_with_few_steps(objects):
    """A get takes the key with it: making, putting, getting and one more look are all it takes."""
    report = graded(objects, *FORGETS)
    assert check(report, "test_model").status in ("failed", "error")
    lines = shown(report, "test_steps").call.splitlines()
    assert lines[0].startswith("cache = Cache(")
    assert len(lines) <= 4
    namespace: dict = {}
    exec(CACHE.replace(*FORGETS), namespace)
    for line in lines[:-1]:
        exec(line, namespace)  # as a student pastes it
    eval(lines[-1], namespace)


def test_an_exception_that_is_due_has_to_come(objects):
    report = graded(objects, "self.values.pop(key)\n", "self.values.pop(key, -1)\n")
    found = check(report, "test_steps")
    assert "expected KeyError" in (found.message or "")
    assert shown(report, "test_steps").call.endswith(").get('a')")


def test_another_exception_than_the_one_that_is_due_is_told(objects):
    report = graded(objects, 'raise ValueError("no room")', 'raise TypeError("no room")')
    assert shown(report, "test_model").call == "Cache(0)"
    assert shown(report, "test_model").got.startswith("TypeError: no room")
    assert "ValueError" in shown(report, "test_model").expected


def test_an_object_that_is_made_where_it_should_not_be(objects):
    report = graded(objects, "if capacity < 1", "if capacity < 0")
    assert "expected ValueError" in (check(report, "test_steps").message or "")


def test_a_failing_run_of_a_machine_is_shown_with_few_steps(objects):
    """Grandchildren are not counted: root, child, grandchild; and each time all are asked for."""
    old = "sum(child.size() for child in self.children)"
    lines = shown(graded(objects, old, "len(self.children)"), "TestTree").call.splitlines()
    assert [line.partition("(")[0] for line in lines] == [
        "node = Node", "node.size", "node_2 = node.add", "node.size", "node_2.add", "node.size",
    ]  # fmt: skip


def test_an_object_that_crosses_as_its_items_is_asked_over_there(objects):
    report = graded(objects, "self.get(word, 0) + 1", "1")
    assert shown(report, "test_bag").call.splitlines()[-1].startswith("bag['")


def test_what_is_done_inside_a_with_block_stands_in_one(objects):
    report = graded(objects, "return len(self.notes)", "return 1")
    assert shown(report, "test_notes").call.splitlines() == [
        "with Notebook() as notebook:",
        "    notebook.write('a')",
        "    notebook.write('b')",
    ]


def test_what_is_done_after_a_with_block_stands_after_it(objects):
    report = graded(objects, "self.open = False\n\n    def write", "pass\n\n    def write")
    assert shown(report, "test_notes").call.splitlines() == [
        "with Notebook() as notebook:",
        "    notebook.write('a')",
        "    notebook.write('b')",
        "notebook.is_open()",
    ]


def test_a_block_that_cannot_be_entered_or_left_is_shown_as_one(objects):
    entered = graded(objects, "self.open = True", "raise OSError('closed')")
    assert shown(entered, "test_notes").call == "with Notebook():\n    pass"
    assert shown(entered, "test_notes").got.startswith("OSError: closed")
    left = graded(objects, "self.open = False\n\n    def write", "1 / 0\n\n    def write")
    assert shown(left, "test_notes").got.startswith("ZeroDivisionError")
    assert shown(left, "test_notes").call.splitlines()[0] == "with Notebook() as notebook:"


def test_a_program_shrinks_to_few_steps():
    program = programs(st.integers(0, 5), get=st.integers(), clear=())
    least = find(
        program, lambda p: any(s == "clear" for s, _ in p.steps), settings=settings(database=None)
    )
    assert (least.made, least.steps) == ((0,), [("clear", ())])


def test_a_program_of_no_steps_is_refused():
    with pytest.raises(TypeError, match="needs a step"):
        programs(st.integers())


def lacking(tiny_set, source: str, checks: str) -> str:
    """What is said of a check whose cases can't be recorded; "" where they can be."""
    tiny_set.write("solutions/tiny/double/solution.py", source)
    tiny_set.write("solutions/tiny/double/checks.py", checks)
    try:
        with Session(tiny_set.exercise(), Options()):
            return ""
    except CheckFault as fault:
        return f"{fault.message} {fault.hint}"


MODELLED = CHECKS.partition("@settings(max_examples=100)")[0]
MISSPELT = "Is it misspelt in programs(…)?"


@pytest.mark.parametrize(
    ("steps", "lacks"),
    [
        ("rom=None", "`rom`"),
        ("gett=keys", "`gett`"),
        ("__getitem__=keys", "`__getitem__`"),
        ("__reversed__=()", "`__reversed__`"),
    ],
)
@pytest.mark.parametrize(
    ("right", "who"), [("reference.Cache", "the reference"), ("Model", "Model")]
)
def test_a_step_that_the_right_object_lacks_is_refused(tiny_set, steps, lacks, right, who):
    """Two objects that both lack it raise the same: a misspelt step would ask for nothing."""
    checks = MODELLED + BOTH.format(steps=steps, made="Cache", right=right)
    said = lacking(tiny_set, CACHE, checks)
    assert said == f"The check test_it asks in vain: {who} has no {lacks}. {MISSPELT}"


def test_a_class_that_the_reference_lacks_is_refused(tiny_set):
    checks = MODELLED + BOTH.format(steps="room=None", made="Cash", right="reference.Cash")
    said = lacking(tiny_set, CACHE, checks)
    assert said == "The check test_it asks in vain: the reference has no `Cash`. " + MISSPELT


def test_an_attribute_that_comes_to_be_later_is_none_that_is_lacking(tiny_set):
    """Until then the reference raises AttributeError as it may raise any exception."""
    later = CACHE.replace("        return value\n", "        return value\n", 1).replace(
        "    def put(self, key, value):\n",
        "    def put(self, key, value):\n        self.last = key\n",
    )
    checks = MODELLED + BOTH.format(
        steps="last=None, put=(keys, keys)", made="Cache", right="reference.Cache"
    )
    assert lacking(tiny_set, later, checks) == ""
    assert "no `last`" in lacking(tiny_set, CACHE, checks)


def test_models_are_compared_step_by_step():
    """Two plain classes here: what crosses is tested above."""
    program = Case(made=([1, 2],), steps=[("append", (3,)), ("__len__", ()), ("pop", ())])
    assert_same_program(list, list, program)
    with pytest.raises(Mismatch):
        assert_same_program(tuple_like, list, program)


class tuple_like(list):
    def __len__(self):
        return 0


def test_shorter_runs_keep_the_order_of_their_steps():
    steps = [(f"s{n}", ()) for n in range(5)]
    found = [v["p"].rules for v in fewer_steps({"p": Case(rules=steps), "x": [1, 2]})]
    assert all(part == sorted(part) and len(part) < 5 for part in found)
    assert found[0] == steps[:3]
    assert steps[1:] in found
    assert steps_of({"p": Case(rules=[1, 2, 3]), "q": Case(made=(), steps=[1]), "x": [1]}) == 4
