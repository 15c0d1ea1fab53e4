"""How work grows is counted, over there, and told with its counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses

from grader.checks import Callback, Counted, assert_growth, assert_same
from grader.checks.growth import LAWS
from grader.checks.mismatch import Mismatch
from grader.checks.plugin import LocalChannel
from grader.checks.proxy import Module
from grader.wire import counted, live_arguments, messages
from grader.wire.kinds import Record
from grader.wire.values import from_wire, to_wire

RIGHT = '''\
"""Merges, halves, and asks once."""


def order(items):
    if len(items) < 2:
        return items[:]
    left, right = order(items[: len(items) // 2]), order(items[len(items) // 2 :])
    merged = []
    while left and right:
        merged.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return merged + left + right


def find(items, wanted):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def best(items, key):
    return max(items, key=key)


class Pile:
    def __init__(self):
        self.items = []

    def add(self, items):
        self.items += items
        return max(self.items)
'''
CHECKS = '''\
from random import Random

from hypothesis import given, settings
from hypothesis.strategies import integers

from grader.checks import Callback, Counted, assert_growth, assert_same

seeds = integers(0, 99)


@settings(max_examples=5)
@given(seed=seeds)
def test_order(student, reference, seed):
    """It takes n log n comparisons."""
    def case(n):
        return (Counted(Random(seed).sample(range(10 * n), n)),)

    assert_same(student.order(*case(20)), reference.order(*case(20)))
    assert_growth(student.order, case, "n log n")


def test_find(student):
    """It looks at log n items."""
    assert_growth(student.find, lambda n: (Counted(range(n), "reads"), n - 1), "log n")


def test_best(student):
    """Each is asked about once."""
    assert_growth(student.best, lambda n: (list(range(n)), Callback("lambda x: -x")), "n")


def test_pile(student):
    """A method is counted, too."""
    assert_growth(student.Pile().add, lambda n: (Counted(range(n)),), "n", sizes=(8, 16))
'''


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("growing")
    files = {
        "exercises/growing/set.toml": (
            'title = "Growing"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["order"]\n'
        ),
        "exercises/growing/order/exercise.toml": (
            'title = "Order"\ndifficulty = "easy"\n\n[[hints]]\ntext = "?"\n'
        ),
        "exercises/growing/order/README.md": "# Order\n",
        "exercises/growing/order/order.py": "def order(items):\n    raise NotImplementedError\n",
        "exercises/growing/order/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/growing/order/solution.py": RIGHT,
        "solutions/growing/order/checks.py": CHECKS,
    }
    with grader_of(root, files) as grader:
        yield grader


def graded(growing: Grader, name: str, old: str, new: str):
    assert old in RIGHT
    return check(growing(RIGHT.replace(old, new), "growing/order"), name)


def test_right_code_grows_as_it_may(growing):
    assert statuses(growing(RIGHT, "growing/order")) == {"passed"}


def test_fewer_are_no_fault(growing):
    sorts = "def order(items):\n    return sorted(items)\n"
    report = growing(RIGHT.replace("def order(items):\n", sorts), "growing/order")
    assert statuses(report) == {"passed"}


BUBBLES = """\
def order(items):
    items = items[:]
    for _ in items:
        for n in range(len(items) - 1):
            if items[n] > items[n + 1]:
                items[n], items[n + 1] = items[n + 1], items[n]
    return items


def merged(items):
"""


def test_what_grows_faster_is_told_with_its_counts(growing):
    found = graded(growing, "test_order", "def order(items):\n", BUBBLES)
    assert found.status == "failed"
    assert found.message == (
        "It takes 240 comparisons for n = 16 and 4,032 for n = 64: 16.8 times as many, where "
        "n log n grows 6 times as large."
    )
    assert found.counterexample.call == "order(items)"


def test_reads_of_a_list_are_counted(growing):
    old = "    low, high = 0, len(items)\n"
    found = graded(growing, "test_find", old, f"    return items.index(wanted)\n{old}")
    assert found.message == (
        "It takes 16 reads for n = 16 and 64 for n = 64: 4 times as many, where log n grows 1.5 "
        "times as large."
    )


def test_calls_of_a_function_are_counted(growing):
    old = "max(items, key=key)"
    found = graded(growing, "test_best", old, "[max(map(key, items)) for a in items][0]")
    assert "256 calls for n = 16 and 4,096 for n = 64" in found.message


def test_a_method_s_work_is_counted(growing):
    """Of an object: what it was given before stays in it."""
    slow = "[max(self.items) for _ in self.items][0]"
    found = graded(growing, "test_pile", "max(self.items)", slow)
    assert found.status == "failed"


def local(source: str) -> Module:
    """The student's file in this process, as plain pytest has it."""
    import types

    module = types.ModuleType("local")
    exec(source, vars(module))
    return Module(LocalChannel(module, "local.py", ()))


@pytest.fixture
def handed(monkeypatch):
    monkeypatch.setattr(live_arguments, "HANDED", True)


def test_what_is_handed_over_is_as_good_as_a_list(handed):
    """Of the very type, with items that are numbers and can be keys; and they come back as such."""
    student = local(
        "def f(items):\n"
        "    return [type(items) is list, isinstance(items[0], int), {items[0]: 1}, items[0] + 1,\n"
        "            items, f'{items[0]}', type(items[0]).__name__]\n"
    )
    assert_same(student.f(Counted([3, 4])), [True, True, {3: 1}, 4, [3, 4], "3", "int"])


@pytest.mark.parametrize(
    ("body", "of", "count"),
    [
        ("sorted(x)", "comparisons", 3),
        ("5 in x", "comparisons", 4),
        ("min(x)", "comparisons", 3),
        ("2 < x[0]", "comparisons", 1),
        ("x[0] != x[1]", "comparisons", 1),
        ("list(map(int, x))", "comparisons", 0),
        ("[a for a in x]", "reads", 4),
        ("x[1:3]", "reads", 2),
        ("x[-1]", "reads", 1),
        ("3 in x", "reads", 3),
        ("x.index(3)", "reads", 3),
        ("x.count(3)", "reads", 4),
        ("list(reversed(x))", "reads", 4),
        ("sum(x)", "reads", 4),
        ("len(x)", "reads", 0),
    ],
)
def test_what_is_counted(handed, body, of, count):
    student = local(f"def f(x):\n    return {body}\n")
    seen = student.f.observe(Counted([1, 2, 3, 4], of))
    assert seen.asked == (count,)
    assert seen.changed == ()


def test_a_list_that_is_changed_is_seen_to_be(handed):
    seen = local("def f(x):\n    x.reverse()\n").f.observe(Counted([1, 2]))
    assert seen.changed == ("0",)


def test_nothing_is_kept_of_a_case_that_is_over(handed):
    made = from_wire(to_wire(Counted(["a"])), ours=True)
    assert counted.count_of(made) == 0
    counted.forget()
    assert counted.count_of(made) is None


def test_here_a_counted_is_what_it_was():
    again = from_wire(messages.value(messages.encode(to_wire(Counted([1, 2], "reads")))), ours=True)
    assert (again.items, again.of, repr(again), len(again)) == ([1, 2], "reads", "[1, 2]", 2)


def test_an_answer_cannot_be_one():
    assert from_wire(to_wire(Counted([1]))) == Record("object", "counted", {})


@pytest.mark.parametrize(
    ("items", "of", "said"),
    [([True], "reads", "numbers or texts"), ([[1]], "reads", "numbers"), ([1], "x", "not 'x'")],
)
def test_what_cannot_be_counted_is_the_authors_mistake(items, of, said):
    with pytest.raises(TypeError, match=said):
        Counted(items, of)


class Asked:
    """A function whose count for n is given."""

    def __init__(self, count):
        self._count = count

    def observe(self, items):
        from grader.checks import Observed

        return Observed(None, (), (), {}, (round(self._count(len(items.items))),))


@pytest.mark.parametrize("law", [law for law in LAWS if law != "2ⁿ"])
def test_each_law_holds_for_itself_and_not_for_n_times_as_much(law):
    def case(n):
        return (Counted([0] * n),)

    assert_growth(Asked(lambda n: 10 * LAWS[law](n)), case, law)
    with pytest.raises(Mismatch, match="times as many"):
        assert_growth(Asked(lambda n: n * LAWS[law](n)), case, law)


def test_a_law_can_be_typed_on_any_keyboard():
    assert_growth(Asked(lambda n: n * n), lambda n: (Counted([0] * n),), "n^2")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"law": "n!"}, "no law is called 'n!'"),
        ({"sizes": (1, 2)}, "at least 2"),
        ({"sizes": (16,)}, "between two sizes"),
        ({"case": lambda n: ([1] * n,)}, "has to be a Counted or a Callback"),
    ],
)
def test_an_authors_slip_is_named(handed, options, said):
    given = {"case": lambda n: (Counted([0] * n),), "law": "n"} | options
    with pytest.raises(TypeError, match=said):
        assert_growth(local("def f(x):\n    pass\n").f, **given)


def test_several_counters_are_steps_together(handed):
    student = local("def f(x, key):\n    return [key(a) < a for a in x for b in x]\n")
    with pytest.raises(Mismatch, match="it takes 512 steps for n = 16"):
        assert_growth(student.f, lambda n: (Counted(range(n)), Callback("lambda x: -x")), "n")
