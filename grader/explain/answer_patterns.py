"""General laws of how an answer can be wrong, for mistakes that no known variant makes.

A law is named only if it holds on every failing case, and on enough of them, and for the answer
that is shown beside it. Each says how the answer relates to the right one, never how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import starmap
from math import comb, prod
from typing import Any

import numpy as np

from ..checks.as_array import numeric_array
from ..model import Why
from .call import Call, numbers

MIN_CASES = 5
# So likely may it be at most that wrong numbers lie by accident where a law has them.
BY_ACCIDENT = 1e-3
# Nobody multiplies by less, or by more than one over it: −1 in place of 2³³ − 1 was cut off.
LEAST_FACTOR = 1e-6
Array = np.ndarray[Any, Any]
Pair = tuple[Array, Array, Call]
Wrong = tuple[Any, Any, Call]


# Numbers of types that this machine reads from 16 bytes may be none: NumPy would say so aloud.
@np.errstate(all="ignore")
def law(failures: Sequence[Wrong], shown: Wrong | None = None) -> Why | None:
    """The first law that holds on every failing case (got, want, call), and with the shown one."""
    pairs = _pairs(failures)
    # Beside numbers of 2³¹, −100 is nothing; alone, where it is shown, it is no zero.
    together = pairs if shown is None else _pairs([*failures, shown])
    if pairs is None or together is None or len(pairs) < MIN_CASES:
        return None
    for name, text, holds in _LAWS:
        if holds(pairs) and holds(together):
            in_a_row = all(want.ndim == 1 for _, want, _ in together)
            return Why(id=f"law:{name}", text=_IN_A_ROW.get(name, text) if in_a_row else text)
    return None


def _pairs(failures: Sequence[Wrong]) -> list[Pair] | None:
    pairs: list[Pair] = []
    for got, want, call in failures:
        pair = _finite(got, want)
        if pair is None or _same(*pair):
            return None  # of answers that only rounding tells apart, half of all laws would hold
        pairs.append((*pair, call))
    return pairs


@np.errstate(all="ignore")
def is_moved(got: Any, want: Any) -> bool:
    """Whether an answer has the right numbers in the wrong places: then it matters where things
    are, and not what they are."""
    pair = _finite(got, want)
    return pair is not None and pair[0].size > 1 and _permuted(*pair)


def _finite(got: Any, want: Any) -> tuple[Array, Array] | None:
    """Two answers as floats; None where they aren't all real, finite numbers."""
    mine, right = numeric_array(got), numeric_array(want)
    if mine is None or right is None or {mine.dtype.kind, right.dtype.kind} - set("iuf"):
        return None
    mine, right = mine.astype(float), right.astype(float)
    return (mine, right) if np.isfinite(mine).all() and np.isfinite(right).all() else None


def _each(holds: Callable[[Array, Array], bool]) -> Callable[[Sequence[Pair]], bool]:
    return lambda pairs: all(holds(got, want) for got, want, _ in pairs)


def _same(one: Array, other: Array) -> bool:
    if one.shape != other.shape:
        return False
    return bool(np.allclose(one, other, rtol=0, atol=_least(other)))


def _least(want: Array) -> float:
    """By how much a number has to be off to be another one."""
    return 1e-6 * max(1.0, float(np.abs(want).max(initial=0)))


def _mapped(change: Callable[[Array], Array], axes: int = 0) -> Callable[[Sequence[Pair]], bool]:
    return _each(lambda got, want: want.ndim >= axes and _same(got, change(want)))


def _scaled(pairs: Sequence[Pair]) -> bool:
    """One factor for all cases, found where the right answer is largest."""
    factor: float | None = None
    # Of a single number, every other is a multiple.
    if sum(len(np.unique(want[want != 0])) > 1 for _, want, _ in pairs) < MIN_CASES:
        return False
    for got, want, _ in pairs:
        if got.shape != want.shape or not want.any():
            return False
        where = np.unravel_index(np.abs(want).argmax(), want.shape)
        factor = float(got[where]) / float(want[where]) if factor is None else factor
        if not LEAST_FACTOR <= abs(factor) <= 1 / LEAST_FACTOR or abs(factor - 1) < 1e-3:
            return False
        if not _same(got, factor * want):
            return False
    return True


def _shifted(pairs: Sequence[Pair]) -> bool:
    """One step along one axis, the same in all cases that can show it."""
    for axis in (-1, -2):
        for step in (1, -1):
            shown = [_steps(got, want, axis, step) for got, want, _ in pairs]
            if all(s is not False for s in shown) and sum(s is True for s in shown) >= MIN_CASES:
                return True
    return False


def _steps(got: Array, want: Array, axis: int, step: int) -> bool | None:
    """True: shifted; False: not; None: too short along this axis to tell."""
    if got.shape != want.shape or got.ndim < -axis:
        return False
    length = got.shape[axis]
    if length < 2:
        return None
    mine, theirs = np.moveaxis(got, axis, 0), np.moveaxis(want, axis, 0)
    return _same(mine[1:], theirs[:-1]) if step > 0 else _same(mine[:-1], theirs[1:])


def _border_only(pairs: Sequence[Pair]) -> bool:
    # Cases drawn alike are wrong at the same places, which says it once.
    places: set[tuple[tuple[int, ...], bytes]] = set()
    shown = 0
    for got, want, _ in pairs:
        if got.shape != want.shape or got.ndim < 2:
            return False
        wrong = ~np.isclose(got, want, rtol=0, atol=_least(want))
        inside = wrong[..., 1:-1, 1:-1]
        if inside.any():
            return False
        shown += bool(inside.size)
        places.add((want.shape, wrong.tobytes()))
    return shown >= MIN_CASES and prod(starmap(_by_accident, places)) <= BY_ACCIDENT


def _by_accident(shape: tuple[int, ...], wrong: bytes) -> float:
    """How likely it is that as many numbers, anywhere in an answer, all lie at its border."""
    *planes, height, width = shape
    inside = prod(planes) * max(height - 2, 0) * max(width - 2, 0)
    count = wrong.count(1)
    return comb(prod(shape) - inside, count) / comb(prod(shape), count)


def _longer(by: int) -> Callable[[Sequence[Pair]], bool]:
    """One row or column too few (−1) or too many (1), and the shared part right, of which there is
    some: an empty list is right of no answer."""

    def holds(got: Array, want: Array) -> bool:
        if got.ndim != want.ndim:
            return False
        sides = list(zip(got.shape, want.shape, strict=True))
        shared = tuple(slice(0, min(pair)) for pair in sides)
        gaps = {a - b for a, b in sides}
        return gaps <= {0, by} and by in gaps and _same(got[shared], want[shared])

    return lambda pairs: any(got.size for got, *_ in pairs) and _each(holds)(pairs)


def _bias_off(pairs: Sequence[Pair]) -> bool:
    for got, want, call in pairs:
        bias = numbers(call.arguments.get("b"))
        if (
            bias is None
            or got.shape != want.shape
            or got.ndim != 4
            or bias.shape != want.shape[1:2]
        ):
            return False
        if not _same(got, want - bias[None, :, None, None]):
            return False
    return True


def _overflow(pairs: Sequence[Pair]) -> bool:
    for got, want, call in pairs:
        kinds = {
            a.dtype
            for value in call.arguments.values()
            if (a := numbers(value)) is not None and a.dtype.kind in "iu" and a.dtype.itemsize < 8
        }
        if not _same(want, np.round(want)):
            return False
        whole = np.round(want).astype(np.int64)
        if not any(_same(got, whole.astype(kind)) for kind in kinds):
            return False
    return True


def _permuted(got: Array, want: Array) -> bool:
    return got.shape == want.shape and _same(np.sort(got, None), np.sort(want, None))


_LAWS: tuple[tuple[str, str, Callable[[Sequence[Pair]], bool]], ...] = (
    (
        "zero",
        "Every wrong answer is all zeros.",
        # Of a single number that is shown, it would be said twice.
        _each(lambda got, want: got.ndim > 0 and got.size > 0 and not got.any()),
    ),
    (
        "overflow",
        "The answer is the right one wrapped around in the input's integer dtype.",
        _overflow,
    ),
    (
        "transposed",
        "The answer is the right one with rows and columns swapped.",
        _mapped(lambda w: w.swapaxes(-1, -2), 2),
    ),
    # Where every right answer is negative both are true; were signs flipped, positive ones failed.
    ("absolute", "The answer is the right one without its sign.", _mapped(np.abs)),
    ("sign", "The answer is the right one with its sign flipped.", _mapped(lambda w: -w)),
    (
        "upside_down",
        "The answer is the right one with its rows in reverse order.",
        _mapped(lambda w: w[..., ::-1, :], 2),
    ),
    (
        "mirrored",
        "The answer is the right one with its columns in reverse order.",
        _mapped(lambda w: w[..., ::-1], 1),
    ),
    (
        "clipped",
        "The answer is the right one with its negative entries set to zero.",
        _mapped(lambda w: np.maximum(w, 0)),
    ),
    ("truncated", "The answer is the right one cut to whole numbers.", _mapped(np.trunc)),
    ("rounded", "The answer is the right one rounded to whole numbers.", _mapped(np.round)),
    ("bias", "The answer is the right one without the bias.", _bias_off),
    ("scaled", "The answer is the right one times a constant.", _scaled),
    ("short", "The answer is right as far as it goes, but one row or column short.", _longer(-1)),
    ("long", "The answer is right, but has one row or column too many.", _longer(1)),
    ("shifted", "The answer is the right one shifted by one row or column.", _shifted),
    ("border", "Every wrong number lies at the border of the answer.", _border_only),
    (
        "permuted",
        "The answer has the right shape and the right numbers, in the wrong places.",
        _each(_permuted),
    ),
)
# Of answers that have no rows and columns.
_IN_A_ROW = {
    "mirrored": "The answer is the right one in reverse order.",
    "short": "The answer is right as far as it goes, but one number short.",
    "long": "The answer is right, but has one number too many.",
    "shifted": "The answer is the right one shifted by one place.",
}
