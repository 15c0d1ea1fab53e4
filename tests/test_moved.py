"""Which parts of a changed value are the same objects as before is known on both sides."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.imported.shared_arguments import CannotCross, Loans
from grader.process.lent import Lent
from grader.wire.data import Seq
from grader.wire.in_place import holds_itself, parts
from grader.wire.messages import WireError
from grader.wire.moved import with_moves
from grader.wire.values import from_wire, to_wire

NESTS = st.recursive(
    st.integers(0, 3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        | st.tuples(inner, inner)
    ),
    max_leaves=8,
)
VALUES = st.lists(st.lists(NESTS, max_size=3) | st.dictionaries(st.sampled_from("ab"), NESTS))
LISTS = st.lists(VALUES, min_size=1, max_size=3)
# How something is changed: at which place of which value, what, and by what at which place.
ENDS = st.tuples(st.integers(0, 2), st.integers(0, 9))
HOW = st.sampled_from(
    ["copy", "new", "append", "delete", "put", "swap", "sort", "equal", "wrap", "again"]
)
STEPS = st.lists(st.tuples(HOW, ENDS, ENDS), min_size=1, max_size=4)


def at(values: list[Any], end: tuple[int, int]) -> Any:
    """A list or dict in one of the values, or that itself."""
    value = values[end[0] % len(values)]
    found = [value, *(part for part in parts(value).values() if type(part) in (list, dict))]
    return found[end[1] % len(found)]


def change(values: list[Any], how: str, end: tuple[int, int], other: tuple[int, int]) -> None:
    """The same with values that are equal, and whose parts are the same ones."""
    of, item = at(values, end), at(values, other)
    keys = [*of] if type(of) is dict else [*range(len(of))]
    key = keys[other[1] % len(keys)] if keys else None
    if how == "append" and type(of) is list:
        of.append([7])
    elif how == "sort":
        items = [*of.items()] if type(of) is dict else of[::-1]
        of.clear()
        of.update(reversed(items)) if type(of) is dict else of.extend(items)
    elif key is None:
        return
    elif how == "new":
        of[key] = [end[1]]
    elif how == "again":
        of[key] = made = [8]
        of[keys[0]] = made
    elif how == "copy":
        of[key] = copy.copy(of[key])
    elif how == "equal":
        of[key] = copy.deepcopy(of[key])
    elif how == "delete":
        del of[key]
    elif how == "wrap":
        of[key] = (1, of[key])
    elif how == "swap":
        of[key], of[keys[0]] = of[keys[0]], of[key]
    elif how == "put":
        was, of[key] = of[key], item
        if any(map(holds_itself, values)):
            of[key] = was


def shape(values: list[Any]) -> list[Any]:
    """What is in them, with a number for each object: the same one for the same object."""
    numbers: dict[int, int] = {}

    def told(value: Any) -> Any:
        if type(value) not in (list, dict, tuple):
            return value
        items = [*value.items()] if type(value) is dict else [*enumerate(value)]
        number = None if type(value) is tuple else numbers.setdefault(id(value), len(numbers))
        return type(value).__name__, number, [(key, told(item)) for key, item in items]

    return [told(value) for value in values]


def lists_in(value: Any) -> list[Any]:
    return [part for part in parts(value).values() if type(part) is not tuple]


@settings(deadline=None, max_examples=300)
@given(LISTS, st.lists(STEPS, min_size=1, max_size=3), st.booleans())
def test_what_a_test_holds_becomes_what_it_would_in_one_process(values, calls, results):
    """After each call all objects that the test has had at any time are what they would be."""
    plainly, theirs = copy.deepcopy(values), copy.deepcopy(values)
    mine = values
    if any(len({*map(id, p)}) < len(p) for v in mine if (p := [*parts(v).values()])):
        return  # of what is in two places, copies are given
    lent, loans = Lent(to_wire), Loans()
    if results:
        for number, (here, there) in enumerate(zip(mine, theirs, strict=True)):
            lent.hand_out(number, there, to_wire(there), True)
            loans.borrow(here, to_wire(here), number)
    else:
        for value in theirs:
            lent.lend(value, True, True)
        loans.lend(mine, [*map(to_wire, mine)])
    had = [[*map(lists_in, values)] for values in (mine, plainly)]
    for number, steps in enumerate(calls):
        for how, end, other in steps:
            change(plainly, how, end, other)
            change(theirs, how, end, other)
        assert shape(plainly) == shape(theirs)
        loans.give_back(lent.after(), number, lambda wire, _: from_wire(wire))
        assert shape([mine, had[0]]) == shape([plainly, had[1]])


PLACES = st.lists(st.integers(0, 2), max_size=4).map(tuple)
MOVES = st.dictionaries(
    PLACES, st.none() | st.tuples(st.none() | st.integers(-2, 2), PLACES), max_size=6
)
TOLD = st.lists(st.tuples(st.integers(-2, 1), st.lists(NESTS, min_size=1, max_size=2), MOVES))


@settings(deadline=None)
@given(LISTS.filter(lambda values: len(values) > 1), st.lists(TOLD, max_size=3))
def test_whatever_is_told_no_value_comes_to_be_in_itself(values, calls):
    loans = Loans()
    loans.lend(values, [*map(to_wire, values)])
    for number, value in enumerate([*values]):
        loans.borrow(value, to_wire(value), number)
    for told in calls:
        after = [(n, with_moves([*map(to_wire, new)], moves)) for n, new, moves in told]
        try:
            loans.give_back(after, 0, lambda wire, _: from_wire(wire))
        except (WireError, CannotCross):
            return
        assert not any(map(holds_itself, values))


ROWS = st.recursive(
    st.none() | st.integers(-1, 30), lambda inner: st.lists(inner, max_size=4), max_leaves=12
)


@given(st.lists(ROWS))
def test_what_is_no_telling_of_moved_parts_breaks_the_wire(rows):
    loans = Loans()
    loans.lend([[[1]]], [to_wire([[1]])])
    try:
        after = [(0, Seq("moved", [*map(to_wire, rows)]))]
        loans.give_back(after, 0, lambda wire, _: from_wire(wire))
    except (WireError, CannotCross):
        return
    assert rows
    assert type(rows[0]) is list
    assert rows[0]
