"""Says whether an answer is right, and if not, in which way: on plain data, here, never there.

Order of the questions: is anything there, is it the right sort of thing, has it the right shape,
is it numbers, are they finite, are they equal. The first "no" is the one the student hears.
Array-likes are compared by value wherever an array is asked for; the type is only noted.
"""

from __future__ import annotations

from array import array
from collections import deque
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import numpy as np

from ..wire.arrays import Tensor
from ..wire.encode import TOO_DEEP
from ..wire.kinds import Record, Row, library_name
from ..wire.sparse import Sparse, sparse_of
from ..wire.tables import table_of
from ..wire.yielded import Yielded, as_listed
from .as_array import (
    NUMERIC,
    TOLERANCE,
    array_like,
    close_cells,
    coarseness,
    numeric_array,
    same_cells,
    scale,
    whole_numbers,
)
from .mismatch import (
    Mismatch,
    describe,
    describe_nest,
    inside,
    its_shape,
    not_an_array,
    shapes,
    shown_as,
    wanted,
    wrong_type,
)
from .notes import note
from .parts import Part
from .proxy import Function, Handle, called
from .sparse import same_form, same_sparse
from .structures import (
    same_clock,
    same_mapping,
    same_record,
    same_set,
    same_text,
    same_unordered,
    same_yielded,
    unwrapped,
)
from .tables import same_table

_AS_TEXT = "compare its text, str(student.f.hold(…)) with that of the reference's"


def assert_same(
    got: Any,
    want: Any,
    *more: Any,
    tolerance: float | None = None,
    device: str | None = None,
    unordered: bool = False,
    strict: bool = False,
) -> None:
    """The answer equals the expected one, at any depth: type, shape, kind of number, values.

    Floats may differ by the tolerance wherever they are, integers beside integers only where one
    is given; sets and dicts have no order. An object is compared as what it is made of: its
    class's name and its fields, without those that begin with an underscore; one that has no others
    can't be compared, but what its methods say can. The first place that differs is named. A moment
    is the same in the same time zone only (one as far from UTC). Decimals are their values: where
    1.00 is right and 1 is not, compare `str(got)` or `got.as_tuple()` as well.

    Lists and tuples count as each other at any depth, an array of numbers counts where a list of
    them is right, and a list, a tuple or a tensor where an array is. So does a generator where
    either is, with a note.

    tolerance: allowed error relative to the largest expected magnitude (at least 1); by default
    it follows from the coarser of the two dtypes. device: where a tensor must live, want's if
    unsaid. unordered: a list's items may come in any order. strict: where a list, a tuple or a
    generator is right, nothing else counts. Raises Mismatch.
    """
    if more or isinstance(got, Function) or isinstance(want, Function):
        raise TypeError(
            "assert_same takes two answers, the student's and the right one, and calls nothing: "
            "assert_same(student.f(x), reference.f(x)); all else by name, as tolerance=1e-9"
        )
    wanted(want)
    _Comparison(tolerance, device, strict).same(got, want, unordered)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How two values are compared, all the way down."""

    tolerance: float | None
    device: str | None
    strict: bool = False

    def same(self, got: Any, want: Any, unordered: bool = False) -> None:
        if (plain := unwrapped(want)) is not want:
            got, want = unwrapped(got), plain
        got, want = _plain_record(got, want), _plain_record(want, got)
        if got is None and want is not None:
            raise Mismatch("missing", "The function returned None. Is a return missing?", got, want)
        if isinstance(want, Handle):
            if want.types == (TOO_DEEP,):
                raise TypeError(f"assert_same can't compare {TOO_DEEP}: {_AS_TEXT}")
            same_record(_as_record(got), _as_record(want), self.same)
        elif isinstance(want, Record):
            self._same_record(_as_record(got), _as_record(want))
        elif isinstance(want, (Tensor, np.ndarray)):
            self._same_array(got, want)
        elif (sparse := sparse_of(want)) is not None:
            self._same_sparse(sparse_of(got) or got, sparse)
        elif (table := table_of(want)) is not None:
            tolerance = TOLERANCE["float64"] if self.tolerance is None else self.tolerance
            same_table(table_of(got), got, table, self.same, tolerance)
        elif isinstance(want, (bool, type(None), slice)):
            _same_exactly(got, want)
        elif isinstance(want, str):
            with inside("", got, want):
                same_text(str(got) if isinstance(got, np.str_) else got, str(want))
        elif isinstance(want, (int, np.integer)):
            _same_int(got, int(want))
        elif isinstance(want, (float, np.floating)):
            _same_float(got, float(want), self.tolerance)
        elif isinstance(want, (complex, np.complexfloating)):
            _same_complex(got, complex(want), self.tolerance)
        elif isinstance(want, dict):
            same_mapping(got, want, self.same)
        elif isinstance(want, (set, frozenset)):
            same_set(got, want, self.same)
        elif isinstance(want, (list, tuple, deque, Yielded)):
            self._same_sequence(got, want, unordered)
        elif isinstance(want, np.generic):
            self._same_array(got, np.asarray(want), describe(want))
        elif isinstance(want, array):
            self._same_machine_array(got, want)
        elif isinstance(want, (datetime, time)):
            same_clock(got, want)
        elif isinstance(want, bytes) or library_name(type(want)) is not None:
            _same_exactly(got, want)
        else:
            raise TypeError(f"assert_same can't compare with a {type(want).__name__}")

    def _same_sequence(
        self, got: Any, want: list[Any] | tuple[Any, ...] | deque[Any] | Yielded, unordered: bool
    ) -> None:
        if isinstance(want, deque):
            if not isinstance(got, deque):
                raise wrong_type(got, want)
            got, want = list(got), list(want)
        if isinstance(want, Yielded) or isinstance(got, Yielded):
            if self.strict and isinstance(want, Yielded) is not isinstance(got, Yielded):
                raise wrong_type(got, want)
            same_yielded(got, want)
        elif self.strict and type(got) is not type(want):
            raise wrong_type(got, want)
        mine, theirs = as_listed(got), as_listed(want)
        listed = isinstance(mine, (list, tuple))
        flat = listed and isinstance(theirs, list) and not _has_nests(theirs)
        if flat and not unordered and len(mine) != len(theirs):
            raise _other_length(mine, theirs, got, want)
        one_by_one = unordered or self.strict or type(want) is Row
        numeric = None if one_by_one else numeric_array(theirs)
        if numeric is not None and not isinstance(want, tuple):
            asked = describe(want) if isinstance(want, Yielded) else "a list"
            with shown_as(want, numeric, got):
                self._same_array(got, numeric, asked)
            return
        if not listed:
            raise wrong_type(got, want)
        if unordered:
            same_unordered(mine, theirs, self.same)
            return
        if len(mine) != len(theirs):
            raise _other_length(mine, theirs, got, want)
        for number, (one, other) in enumerate(zip(mine, theirs, strict=True)):
            if isinstance(other, (np.ndarray, Tensor)):
                self._same_part(one, other, got, want)
            else:
                with inside(_place(want, number), got, want):
                    self.same(one, other)

    def _same_machine_array(self, got: Any, want: array[Any]) -> None:
        if not isinstance(got, array):
            raise wrong_type(got, want)
        with inside("", got, want):
            self._same_array(np.asarray(got), np.asarray(want))

    def _same_part(self, one: Any, other: Any, got: Any, want: Any) -> None:
        """One of several arrays: which one is seen from the numbers."""
        try:
            self.same(one, other)
        except Mismatch as wrong:
            raise Mismatch(wrong.kind, wrong.message, got, want) from None

    def _same_record(self, got: Any, want: Any) -> None:
        try:
            same_record(got, want, self.same)
        except Mismatch as wrong:
            wrong.alone = wrong.alone or (isinstance(got, Part) and got.is_newer())
            raise

    def _same_array(
        self, got: Any, want: np.ndarray[Any, Any] | Tensor, asked: str | None = None
    ) -> None:
        asked = asked or describe(want)
        expected = np.asarray(want)
        if expected.dtype == object:
            self._same_objects(got, expected)
            return
        if isinstance(got, np.ndarray) and got.dtype == object:
            said = "returned an array of Python objects (dtype object), expected numbers"
            raise Mismatch("dtype", said, got, want)
        array = array_like(got, expected)
        if array is None or (isinstance(got, (bool, int, float, complex)) and want.shape != ()):
            raise Mismatch("type", not_an_array(got, asked), got, want)
        if array.shape != expected.shape:
            listed = asked == "a list" and isinstance(as_listed(got), (list, tuple))
            said = its_shape(got, expected.shape) or shapes(array.shape, expected.shape, listed)
            raise Mismatch("shape", said, got, want)
        if isinstance(want, Tensor) and isinstance(got, Tensor):
            _same_place(got, want, self.device)
        elif describe(got) != asked and not (asked == "a list" and isinstance(got, tuple)):
            note(f"The answer is {describe(got)}; the exercise asks for {asked}.")
        # Nothing says of what [] is empty.
        if array.size or not isinstance(as_listed(got), (list, tuple)):
            _same_kind(array, expected, got, want)
        self._same_cells(array, expected, got, want)

    def _same_cells(self, array: Any, expected: Any, got: Any, want: Any) -> None:
        if expected.dtype.names:
            for name in expected.dtype.names:
                with inside(f"[{name!r}]", got, want):
                    self._same_array(array[name], expected[name])
            return
        exactly = self.tolerance is None and whole_numbers(array, expected)
        if expected.dtype.kind not in NUMERIC or exactly:
            if array.size and not same_cells(array, expected).all():
                raise Mismatch("values", "", got, want)
            return
        _same_values(array, expected, self._allowed(got, want), got, want)

    def _allowed(self, got: Any, want: Any) -> float:
        """By how much two numbers may differ, relative to the largest."""
        if self.tolerance is not None:
            return self.tolerance
        return max(coarseness(got), coarseness(want))

    def _same_sparse(self, got: Any, want: Sparse) -> None:
        same_form(got, want)
        _same_kind(got.data, want.data, got, want)
        same_sparse(got, want, self._allowed(got, want) * scale(want.data))

    def _same_objects(self, got: Any, want: np.ndarray[Any, Any]) -> None:
        if not isinstance(got, np.ndarray):
            raise Mismatch("type", f"returned {describe(got)}, expected a NumPy array", got, want)
        if got.shape != want.shape:
            raise Mismatch("shape", shapes(got.shape, want.shape), got, want)
        for index in np.ndindex(want.shape):
            with inside(f"[{', '.join(map(str, index))}]", got, want):
                self.same(got[index], want[index])


def _has_nests(value: list[Any]) -> bool:
    return any(isinstance(item, (list, tuple, np.ndarray, Tensor, Yielded)) for item in value)


def _other_length(mine: Any, theirs: Any, got: Any, want: Any) -> Mismatch:
    """mine, theirs: the items of the two."""
    said = f"returned {_items(mine)}, expected {_items(theirs)}"
    return Mismatch("items", said, got, want)


def _items(value: Any) -> str:
    return f"{len(value)} item{'' if len(value) == 1 else 's'}"


def _plain_record(value: Any, other: Any) -> Any:
    """An IntEnum's member beside a number is that number, as in Python."""
    if isinstance(value, Record) and value._base is not None and not isinstance(other, Record):
        return value._base
    return value


def _as_record(value: Any) -> Any:
    if isinstance(value, Part):
        return value.now()
    return value.record() if isinstance(value, Handle) else value


def _place(want: Any, number: int) -> str:
    return f".{want._names[number]}" if isinstance(want, Row) else f"[{number}]"


def _same_exactly(got: Any, want: Any) -> None:
    if isinstance(want, bool) and isinstance(got, np.bool_):
        got = bool(got)
    if type(got) is not type(want):
        raise wrong_type(got, want)
    if got != want:
        raise Mismatch("values", "", got, want)


def _same_int(got: Any, want: int) -> None:
    if isinstance(got, (bool, np.bool_)) or not isinstance(got, (int, np.integer)):
        raise Mismatch("type", f"returned {describe(got)}, expected an int", got, want)
    if int(got) != want:
        raise Mismatch("values", "", got, want)


def _same_float(got: Any, want: float, tolerance: float | None) -> None:
    if isinstance(got, (np.ndarray, Tensor)) and got.shape == ():
        got = np.asarray(got)[()]
    if isinstance(got, (bool, np.bool_)) or not isinstance(
        got, (int, float, np.integer, np.floating)
    ):
        raise Mismatch("type", f"returned {describe(got)}, expected a float", got, want)
    _same_number(float(got), want, tolerance)


def _same_complex(got: Any, want: complex, tolerance: float | None) -> None:
    if isinstance(got, (bool, np.bool_)) or not isinstance(got, (int, float, complex, np.number)):
        raise Mismatch("type", f"returned {describe(got)}, expected a complex number", got, want)
    _same_number(complex(got), want, tolerance)


def _same_number(got: complex, want: complex, tolerance: float | None) -> None:
    allowed = TOLERANCE["float64"] if tolerance is None else tolerance
    _same_values(np.asarray(got), np.asarray(want), allowed, got, want)


def _same_place(got: Tensor, want: Tensor, device: str | None) -> None:
    place = device or want.device
    if got.device != place:
        said = f"the answer is on {got.device}, its input was on {place}"
        raise Mismatch("device", said, got, want)


def _same_kind(array: Any, expected: Any, got: Any, want: Any) -> None:
    # Integers with the right values are right; a bool or complex answer to a real question is not.
    mine, theirs = array.dtype.names, expected.dtype.names
    if mine != theirs and mine and theirs:
        raise Mismatch("dtype", f"returned columns {mine}, expected {theirs}", got, want)
    if array.dtype.kind == expected.dtype.kind or {array.dtype.kind, expected.dtype.kind} <= set(
        "iuf"
    ):
        return
    said = f"returned dtype {array.dtype}, expected {expected.dtype}"
    raise Mismatch("dtype", said, got, want)


def _same_values(array: Any, expected: Any, allowed: float, got: Any, want: Any) -> None:
    """got, want: what the two arrays were made of."""
    if not expected.size:
        return
    if not np.isfinite(array).all() and np.isfinite(expected).all():
        bad = "NaN" if np.isnan(array).any() else "infinity"
        raise Mismatch("finite", f"the answer contains {bad}", got, want)
    if not close_cells(array, expected, allowed * scale(expected)).all():
        raise Mismatch("values", "", got, want)


def assert_untouched(function: Function | Handle, *args: Any, **kwargs: Any) -> Any:
    """The call leaves its arguments as they were. Returns its value.

    A random generator may be drawn from: that it moves on is its use, and no change.
    """
    seen = called(function).observe(*args, **kwargs)
    if seen.changed:
        raise Mismatch("changed", f"changed its argument {named(seen.changed)}", seen.value)
    return seen.value


def assert_steady(function: Function | Handle, *args: Any, **kwargs: Any) -> Any:
    """The same call twice gives the same answer: no state is kept. Returns the first value."""
    function = called(function)
    first = function(*args, **kwargs)
    second = function(*args, **kwargs)
    try:
        assert_same(second, first)
    except Mismatch:
        said = "the same call gave another answer the second time: something is kept between calls"
        raise Mismatch("state", said, second, first) from None
    return first


def assert_array(value: Any) -> None:
    """The answer is a NumPy array of numbers (a torch tensor passes with a note)."""
    if isinstance(value, Tensor):
        note("The answer is a torch tensor; the exercise asks for a NumPy array.")
    elif not isinstance(value, np.ndarray):
        said = f"returned {describe_nest(value)}, expected a NumPy array"
        raise Mismatch("type", said, value)
    elif value.dtype.kind not in "iuf":
        said = f"returned an array of dtype {value.dtype}, expected real numbers"
        raise Mismatch("dtype", said, value)


def assert_property(holds: bool, sentence: str, got: Any = None, want: Any = None) -> None:
    """A law holds. sentence: what is wrong when it doesn't, as the student will read it."""
    wanted(want)
    if not holds:
        raise Mismatch("property", sentence, got, want)


def named(arguments: tuple[str, ...]) -> str:
    """Arguments by index or keyword, in a message. A view that knows the signature puts parameter
    names in the place of indices."""
    return ", ".join(f"«{name}»" for name in arguments)
