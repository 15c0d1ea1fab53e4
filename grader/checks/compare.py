"""Says whether an answer is right, and if not, in which way: on plain data, here, never there.

Order of the questions: is anything there, is it the right sort of thing, has it the right shape,
is it numbers, are they finite, are they equal. The first "no" is the one the student hears.
Array-likes are compared by value wherever an array is asked for; the type is only noted.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from ..worker.arrays import Tensor
from ..worker.messages import Held
from ..worker.values import Yielded
from .proxy import Function, Handle, StudentError

# Relative to the largest expected magnitude: wide enough for any order of summation and for FFTs.
TOLERANCE = {"float64": 1e-6, "float32": 1e-4, "float16": 1e-2, "bfloat16": 3e-2}
# The length of all ranges in an answer.
MAX_RANGES = 10**6
# Class names that say something else without their module: array.array is no NumPy array.
_TAKEN = ("array", "ndarray", "Tensor")
_notes: list[str] = []


class Mismatch(AssertionError):
    """An answer is wrong. kind: missing, type, shape, dtype, finite, values, device, raised,
    not_raised, changed, shares, calls, state, lasting, or property."""

    def __init__(self, kind: str, message: str, got: Any = None, want: Any = None) -> None:
        # What plain pytest prints; a report says it in its own way.
        super().__init__(message or f"{kind}: got {got!r:.200}, expected {want!r:.200}")
        self.kind = kind
        self.message = message
        self.got = got
        self.want = want


def note(text: str) -> None:
    """Says something to the student that costs no points."""
    if text not in _notes:
        _notes.append(text)


def take_notes() -> tuple[str, ...]:
    """The notes since the last call."""
    taken = tuple(_notes)
    _notes.clear()
    return taken


def assert_same(
    got: Any, want: Any, *, tolerance: float | None = None, device: str | None = None
) -> None:
    """The answer equals the expected one: type, shape, kind of number, finiteness, values.

    tolerance: allowed error relative to the largest expected magnitude (at least 1); by default
    it follows from the coarser of the two dtypes. device: where a tensor must live,
    want's if unsaid. Raises Mismatch.
    """
    if got is None and want is not None:
        raise Mismatch("missing", "The function returned None. Is a return missing?", got, want)
    if isinstance(want, (Tensor, np.ndarray)):
        _same_array(got, want, tolerance, device)
    elif isinstance(want, (bool, str, type(None), slice)):
        _same_exactly(got, want)
    elif isinstance(want, (int, np.integer)):
        _same_int(got, int(want))
    elif isinstance(want, (float, np.floating)):
        _same_float(got, float(want), tolerance)
    elif isinstance(want, (list, tuple)):
        _same_sequence(got, want, tolerance, device)
    else:
        raise TypeError(f"assert_same can't compare with a {type(want).__name__}")


def describe(value: Any) -> str:
    """The type of a value as a student would say it."""
    if value is None:
        return "None"
    if isinstance(value, (Handle, Held)):
        return _held(value.types)
    if isinstance(value, Tensor):
        return "a torch tensor"
    if isinstance(value, np.ndarray):
        return "a NumPy array"
    if isinstance(value, np.generic):
        return f"a NumPy {type(value).__name__}"
    return "a generator" if type(value) is Yielded else with_article(type(value).__name__)


def _held(types: tuple[str, ...]) -> str:
    """What stayed in the worker: by its class, or what was said in place of a value."""
    if not types or not types[0]:
        return "an object"
    if types[0].startswith(("a ", "an ")):
        return types[0]
    short = types[0].rpartition(".")[2]
    return with_article(types[0] if short in _TAKEN else short)


def with_article(name: str) -> str:
    """an int, a list, an R, an LSTM: as it is spoken."""
    spelled = name.isupper() and name[:1] in set("AEFHILMNORSX")
    return f"{'an' if spelled or name[:1].lower() in set('aeio') else 'a'} {name}"


def _same_exactly(got: Any, want: Any) -> None:
    if isinstance(want, bool) and isinstance(got, np.bool_):
        got = bool(got)
    if type(got) is not type(want):
        raise Mismatch("type", f"returned {describe(got)}, expected {describe(want)}", got, want)
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
    allowed = TOLERANCE["float64"] if tolerance is None else tolerance
    _same_values(np.asarray(float(got)), np.asarray(want), allowed)


def _same_sequence(
    got: Any, want: list[Any] | tuple[Any, ...], tolerance: float | None, device: str | None
) -> None:
    numeric = numeric_array(want)
    if numeric is not None and not isinstance(want, tuple):
        _same_array(got, numeric, tolerance, device, asked="a list")
        return
    if not isinstance(got, (list, tuple)):
        raise Mismatch("type", f"returned {describe(got)}, expected {describe(want)}", got, want)
    if len(got) != len(want):
        message = f"returned {len(got)} items, expected {len(want)}"
        raise Mismatch("shape", message, got, want)
    for one, other in zip(got, want, strict=True):
        try:
            assert_same(one, other, tolerance=tolerance, device=device)
        except Mismatch as wrong:
            raise Mismatch(wrong.kind, wrong.message, got, want) from None


def numeric_array(value: Any) -> np.ndarray[Any, Any] | None:
    """A rectangular nest of numbers as an array; None for anything else."""
    if isinstance(value, Tensor):
        return np.asarray(value.array)
    if isinstance(value, (np.ndarray, np.generic)):
        return np.asarray(value)
    try:
        array = np.asarray(_plain(value, Counter()))
    except (ValueError, TypeError, OverflowError):
        return None
    return array if array.dtype.kind in "biufc" else None


def _plain(value: Any, ranges: Counter[str]) -> Any:
    """A nest of lists for NumPy. Raises TypeError for what is no number anyway and would fill the
    memory on its way to an array: text (as wide everywhere as the longest), or a range (a few bytes
    for any number of numbers)."""
    if isinstance(value, (list, tuple)):
        return [_plain(item, ranges) for item in value]
    if isinstance(value, range):
        ranges["length"] += len(value)
    if isinstance(value, (str, bytes)) or ranges["length"] > MAX_RANGES:
        raise TypeError
    return value.array if isinstance(value, Tensor) else value


def _same_array(
    got: Any,
    want: np.ndarray[Any, Any] | Tensor,
    tolerance: float | None,
    device: str | None,
    asked: str | None = None,
) -> None:
    asked = asked or describe(want)
    if isinstance(got, np.ndarray) and got.dtype == object:
        said = "returned an array of Python objects (dtype object), expected numbers"
        raise Mismatch("dtype", said, got, want)
    array = numeric_array(got)
    if array is None or (isinstance(got, (bool, int, float, complex)) and want.shape != ()):
        raise Mismatch("type", _not_an_array(got, asked), got, want)
    expected = np.asarray(want)
    if array.shape != expected.shape:
        raise Mismatch("shape", _shapes(array.shape, expected.shape), got, want)
    if isinstance(want, Tensor) and isinstance(got, Tensor):
        _same_place(got, want, device)
    elif describe(got) != asked and not (asked == "a list" and isinstance(got, tuple)):
        note(f"The answer is {describe(got)}; the exercise asks for {asked}.")
    _same_kind(array, expected, got, want)
    allowed = max(_coarseness(got), _coarseness(want)) if tolerance is None else tolerance
    try:
        _same_values(array, expected, allowed)
    except Mismatch as wrong:
        raise Mismatch(wrong.kind, wrong.message, got, want) from None


def _not_an_array(got: Any, asked: str) -> str:
    if isinstance(got, (list, tuple)):
        lengths = {len(row) for row in got if isinstance(row, (list, tuple))}
        if len(lengths) > 1:
            few = ", ".join(map(str, sorted(lengths)[:5])) + (", …" if len(lengths) > 5 else "")
            return f"returned rows of different lengths ([{few}]), expected {asked}"
        return f"returned {describe(got)} of something other than numbers, expected {asked}"
    return f"returned {describe(got)}, expected {asked}"


def _shapes(got: tuple[int, ...], want: tuple[int, ...]) -> str:
    text = f"returned shape {got}, expected shape {want}"
    if got == want[::-1]:
        text += ": rows and columns are swapped" if len(want) == 2 else ": the axes are reversed"
    return text


def _coarseness(value: Any) -> float:
    dtype = value.dtype if isinstance(value, Tensor) else str(getattr(value, "dtype", "float64"))
    return TOLERANCE.get(str(dtype), TOLERANCE["float64"])


def _same_place(got: Tensor, want: Tensor, device: str | None) -> None:
    place = device or want.device
    if got.device != place:
        said = f"the answer is on {got.device}, its input was on {place}"
        raise Mismatch("device", said, got, want)


def _same_kind(array: Any, expected: Any, got: Any, want: Any) -> None:
    # Integers with the right values are right; a bool or complex answer to a real question is not.
    if array.dtype.kind == expected.dtype.kind or {array.dtype.kind, expected.dtype.kind} <= set(
        "iuf"
    ):
        return
    said = f"returned dtype {array.dtype}, expected {expected.dtype}"
    raise Mismatch("dtype", said, got, want)


def _same_values(array: Any, expected: Any, allowed: float) -> None:
    if not expected.size:
        return
    if not np.isfinite(array).all() and np.isfinite(expected).all():
        bad = "NaN" if np.isnan(array).any() else "infinity"
        raise Mismatch("finite", f"the answer contains {bad}", array, expected)
    if not np.allclose(array, expected, rtol=0, atol=allowed * _scale(expected), equal_nan=True):
        raise Mismatch("values", "", array, expected)


def _scale(expected: Any) -> float:
    """The largest expected magnitude, at least 1. Of the finite ones: next to an infinity every
    answer would be close enough."""
    finite = expected[np.isfinite(expected)]
    return max(1.0, float(np.abs(finite).max(initial=0)))


def differing(got: Any, want: Any) -> np.ndarray[Any, Any] | None:
    """Which cells differ, for a view; None when the two have no common shape."""
    mine, theirs = numeric_array(got), numeric_array(want)
    if mine is None or theirs is None or mine.shape != theirs.shape:
        return None
    if {mine.dtype.kind, theirs.dtype.kind} - set("iufc"):
        return None
    allowed = max(_coarseness(got), _coarseness(want)) * _scale(theirs)
    same: np.ndarray[Any, Any] = np.isclose(mine, theirs, rtol=0, atol=allowed, equal_nan=True)
    return ~same


def assert_raises(error: type[Exception], function: Function, *args: Any, **kwargs: Any) -> None:
    """The call raises this builtin exception, or one derived from it."""
    try:
        value = function(*args, **kwargs)
    except StudentError as raised:
        if isinstance(raised, error):
            return
        said = f"raised {raised.raised.error}, expected {error.__name__}"
        raise Mismatch("raised", said, raised, error) from None
    raise Mismatch("not_raised", f"returned a value, expected {error.__name__}", value, error)


def assert_untouched(function: Function, *args: Any, **kwargs: Any) -> Any:
    """The call leaves its arguments as they were. Returns its value."""
    seen = function.observe(*args, **kwargs)
    if seen.changed:
        raise Mismatch("changed", f"changed its argument {named(seen.changed)}", seen.value)
    return seen.value


def assert_steady(function: Function, *args: Any, **kwargs: Any) -> Any:
    """The same call twice gives the same answer: no state is kept. Returns the first value."""
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
        said = f"returned {describe(value)}, expected a NumPy array"
        raise Mismatch("type", said, value, np.zeros(0))
    elif value.dtype.kind not in "iuf":
        said = f"returned an array of dtype {value.dtype}, expected real numbers"
        raise Mismatch("dtype", said, value, np.zeros(0))


def assert_property(holds: bool, sentence: str, got: Any = None, want: Any = None) -> None:
    """A law holds. sentence: what is wrong when it doesn't, as the student will read it."""
    if not holds:
        raise Mismatch("property", sentence, got, want)


def named(arguments: tuple[str, ...]) -> str:
    """Arguments by index or keyword, in a message. A view that knows the signature puts parameter
    names in the place of indices."""
    return ", ".join(f"«{name}»" for name in arguments)
