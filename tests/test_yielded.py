"""What a check has of a generator, another iterator or a view: what Python has, besides that it may
be walked through again."""

from __future__ import annotations

import collections.abc
import copy
import itertools
import operator
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import DOUBLE, SET, Grader, check, grader_of

from grader.wire.values import from_wire, to_wire
from grader.wire.yielded import Yielded

OF = {
    "a generator": lambda: (n for n in (1, 2)),
    "a map": lambda: map(int, (1, 2)),
    "keys": lambda: {1: 0, 2: 0}.keys(),
    "items": lambda: {1: "a", 2: "b"}.items(),
    "values": lambda: {"a": 1, "b": 2}.values(),
    "no keys": lambda: {}.keys(),
}
ASKED = {
    "its length": len,
    "an item": lambda x: x[0],
    "the last item": lambda x: x[-1],
    "a slice": lambda x: x[:1],
    "a method of a list's": lambda x: x.count(1),
    "one more item": lambda x: operator.add(x, [1]),
    "one before them": lambda x: operator.add([0], x),
    "its items backwards": lambda x: list(reversed(x)),
    "its truth": bool,
    "whether it is a list": lambda x: isinstance(x, list),
    "whether it is sized": lambda x: isinstance(x, collections.abc.Sized),
    "whether it is an iterator": lambda x: isinstance(x, collections.abc.Iterator),
    "whether it is a view": lambda x: isinstance(x, collections.abc.MappingView),
    "whether it is a set": lambda x: isinstance(x, collections.abc.Set),
    "the next item": next,
    "what is left after the next": lambda x: (next(x), list(x)),
    "more than there is": lambda x: [next(x), next(x), next(x, "none")],
    "whether one is in it": lambda x: 2 in x,
    "its items": list,
    "its items in order": sorted,
    "two names for them": lambda x: [a for a, b in [x]],
    "whether it equals a list": lambda x: (x == [1, 2], x == [1, 2], x != [1, 2]),
    "whether it equals a tuple": lambda x: x == (1, 2),
    "whether it equals a set": lambda x: (x == {1, 2}, {1, 2} == x),
    "what it shares with a set": lambda x: x & {2, 3},
    "what it and a set have": lambda x: x | {3},
    "its class's name": lambda x: type(x).__name__,
}


def outcome(ask: Callable[[Any], Any], value: Any) -> Any:
    try:
        return ask(value)
    except (TypeError, AttributeError, ValueError, StopIteration) as error:
        return type(error), str(error)


@pytest.mark.parametrize("make", OF.values(), ids=OF.keys())
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED.keys())
def test_it_answers_as_python_s_own_does(make, ask):
    """In words too: those an author reads whose own reference gives one."""
    assert outcome(ask, from_wire(to_wire(make()))) == outcome(ask, make())


def test_it_may_be_walked_through_again():
    given = from_wire(to_wire(n for n in "ab"))
    assert [*given, *given] == ["a", "b", "a", "b"]
    assert copy.deepcopy([given]) == [given]


def test_rows_that_are_iterators_are_read_as_they_come():
    """Read after the last one has come, they would all be of the last one's number."""
    rows = ((10 * row + column for column in range(2)) for row in range(3))
    assert [list(row) for row in from_wire(to_wire(rows))] == [[0, 1], [10, 11], [20, 21]]
    runs = itertools.groupby([1, 1, 2])
    assert [(key, list(run)) for key, run in from_wire(to_wire(runs))] == [(1, [1, 1]), (2, [2])]


def test_an_iterator_of_a_class_of_one_s_own_is_called_by_no_name_of_its():
    """Such a name comes from the student's process."""
    given = Yielded([1], "Countdown")
    assert type(given).__name__ == "iterator"
    assert (given.kind, list(given)) == ("Countdown", [1])


SOLUTION = """\
def items(x):
    return list(x)


def rows(x):
    return [list(x)]


def fields(x):
    return {"all": list(x)}
"""
GIVEN = """\
def items(x):
    yield from ([7, 8] if x == [7, 6] else x)


def rows(x):
    return [items(x)]


def fields(x):
    return {"all": items(x)}
"""
CHECKS = """\
from grader.checks import *


def test_length(student):
    assert len(student.items([1, 2])) == 2


def test_first(student):
    assert student.items([1, 2])[0] == 1


def test_joined(student):
    assert [0] + student.items([1, 2]) == [0, 1, 2]


def test_named(student):
    got = student.items([1, 2])
    length = len(got)
    assert length == 2


def test_a_list(student):
    assert isinstance(student.items([1, 2]), list)


def test_nothing(student):
    assert not student.items([])


def test_a_row(student):
    rows = student.rows([1, 2])
    assert len(rows[0]) == 2


def test_a_field(student):
    assert student.fields([1, 2])["all"][0] == 1


def test_said(student):
    got = student.items([7, 6])
    assert sum(got) == 13, f"{got} has another sum"


def test_same_wrong(student):
    assert_same(student.items([7, 6]), [7, 6])


def test_law_wrong(student):
    got = student.items([7, 6])
    assert_property(sum(got) == 13, "the sum is another", got, [7, 6])


def test_sorted_wrong(student):
    assert sorted(student.items([7, 6])) == [6, 7]


def test_part_wrong(student):
    first, second = student.items([7, 6])
    assert_same(second, 6)


def test_pair_wrong(student):
    first, second = student.items([7, 6])
    assert second == 6


def test_read(student):
    got = student.items([2, 1])
    assert sorted(got) == [1, 2] and 2 in got and 3 not in got and sum(got) == 3
    assert list(got) == [2, 1], f"{got}"


def test_same(student):
    assert_same(student.items([1, 2]), [1, 2])
    assert_same(student.items([2, 1]), [1, 2], unordered=True)
    assert_same(student.rows([1, 2]), [[1, 2]])
    assert_same(student.fields([1, 2]), {"all": [1, 2]})


def test_law(student):
    assert_property(sum(student.items([1, 2])) == 3, "the sum is another")


def test_calls(student):
    for ask in (assert_lasting, assert_steady, assert_fresh, assert_untouched):
        assert list(ask(student.items, [1.0, 2.0])) == [1, 2]


def test_passed_on(student):
    assert list(student.items(student.items([1, 2]))) == [1, 2]
"""
CANNOT = "The check can't go on with this answer: "
NO_LIST = CANNOT + "it is a generator, where a list is asked for."
SAID = {
    "length": (NO_LIST, "[1, 2]"),
    "first": (NO_LIST, "[1, 2]"),
    "joined": (NO_LIST, "[1, 2]"),
    "named": (NO_LIST, "[1, 2]"),
    "a_list": ("Returned a generator.", "[1, 2]"),
    "nothing": ("Returned a generator.", "[]"),
    "a_row": (CANNOT + "TypeError: object of type 'generator' has no len().", "[[1, 2]]"),
    "a_field": (
        CANNOT + "TypeError: 'generator' object is not subscriptable.",
        "{'all': <generator of [1, 2]>}",
    ),
    "said": ("[7, 8] has another sum.", "[7, 8]"),
    "same_wrong": (None, "[7, 8]"),
    "law_wrong": ("The sum is another.", "[7, 8]"),
    "sorted_wrong": (
        "`sorted(items([7, 6])) == [6, 7]` is false: [7, 8] == [6, 7].",
        "[7, 8]",
    ),
    "part_wrong": (None, "part 2 of 2:\n8"),
    "pair_wrong": ("`second == 6` is false: 8 == 6.", "[7, 8]"),
    "read": None,
    "same": None,
    "law": None,
    "calls": None,
    "passed_on": None,
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    files = {
        "exercises/tiny/set.toml": SET.replace('["double", "slide"]', '["double"]'),
        **DOUBLE,
        "solutions/tiny/double/checks.py": CHECKS,
        "solutions/tiny/double/solution.py": SOLUTION,
    }
    with grader_of(tmp_path_factory.mktemp("yielded"), files) as grader:
        yield grader


def test_a_student_who_yields_is_told_so_where_the_check_wants_a_list(graded):
    """As wrong as under plain pytest; and right wherever Python has it so, and with assert_same."""
    report = graded(GIVEN)
    for name, said in SAID.items():
        found = check(report, f"test_{name}")
        shown = found.counterexample
        assert (found.status, name) == ("passed" if said is None else "failed", name)
        if said is not None:
            assert shown is not None
            assert (found.message, shown.got) == said


def test_views_have_a_length_and_no_items_by_number(graded):
    view = "def items(x): return dict.fromkeys(x).keys()\n"
    report = graded(view + GIVEN.partition("\n\n\n")[2])
    assert check(report, "test_length").status == "passed"
    assert check(report, "test_nothing").status == "passed"
    assert check(report, "test_first").message == NO_LIST.replace("generator", "dict keys")


RAISING = """\
def items(line):
    for n in line:
        if n < 0:
            raise ValueError("no token")
        yield n
"""
FIRST = """\
import pytest


def test_items(student):
    tokens = student.items.hold([1, 2, -1])
    assert [next(tokens), next(tokens)] == [1, 2]
    with pytest.raises(ValueError):
        next(tokens)
"""


def test_the_items_before_one_that_raises_are_taken_where_they_are_made(tmp_path):
    """As docs/kinds.md says: a call reads an iterator to its end."""
    files = {
        "exercises/tiny/set.toml": SET.replace('["double", "slide"]', '["double"]'),
        **DOUBLE,
        "solutions/tiny/double/checks.py": FIRST,
        "solutions/tiny/double/solution.py": RAISING,
    }
    with grader_of(tmp_path, files) as grader:
        assert grader(RAISING).verdict == "passed"
        assert grader(RAISING.replace("yield n", "yield n + 1")).verdict == "failed"
