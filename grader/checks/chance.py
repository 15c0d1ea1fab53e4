"""Whether random numbers are distributed as they should be, with a bounded chance of a false alarm.

The bounds hold for any number of samples, not only for many. For a chance p it is Chernoff's, in
the form of Hoeffding's theorem 1: a share of q or more (or, below p, of q or less) of n independent
samples comes with a chance of at most exp(−n·D(q‖p)), D being the relative entropy, so that what is
rare is held to closer bounds. For a distribution it is the Dvoretzky-Kiefer-Wolfowitz inequality
with Massart's constant: further off than t with a chance of at most 2·exp(−2nt²). Right code is
refused less than once in a billion times.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .as_array import numeric_array
from .mismatch import Mismatch, describe

FALSE_ALARM = 1e-9


def allowed(samples: int) -> float:
    """How far a share of this many samples may be from its chance."""
    return math.sqrt(math.log(2 / FALSE_ALARM) / (2 * samples))


def entropy(share: float, chance: float) -> float:
    """D(share‖chance): how far a share is from its chance, 0 where it is what it should be."""
    pairs = ((share, chance), (1 - share, 1 - chance))
    if any(q > 0 and p <= 0 for q, p in pairs):
        return math.inf  # what never comes did, or what always comes didn't
    return sum(q * math.log(q / p) for q, p in pairs if q > 0)


def assert_chance(
    successes: int, of: int, chance: float, what: str = "it", *, among: int = 1
) -> None:
    """So many of `of` independent tries came out, as is to be expected with this chance.

    what: what came out, as the student will read it: "side 3". among: of how many such shares this
    is the one that is furthest off, where that is why it is looked at.

    Right code fails less than once in 10⁹ times. Where about half come out, a difference of 0.05 is
    found in 4,300 tries, one of 0.01 in 107,000. Where one in 1000 should, it is found in 22,000
    tries that none does, and in 56,000 that one in 500 does.
    """
    if not 0 <= successes <= of:  # NaN is nowhere between
        said = f"{what} came out {successes} times of {of}, which is no number of times"
        raise Mismatch("property", said, successes, None)
    share = successes / of
    if of * entropy(share, chance) > math.log(2 * among / FALSE_ALARM):
        times = "once" if successes == 1 else f"{successes} times"
        said = f"{what} came out {times} of {of} ({_shown(share)}), "
        said += f"expected a share of about {_shown(chance)}"
        raise Mismatch("property", said, successes, None)


def _shown(share: float) -> str:
    if share == 0 or share >= 0.01:
        return f"{share:.3f}"
    return np.format_float_positional(share, 2, fractional=False, trim="-")


def assert_distribution(values: Any, below: Callable[[float], float]) -> None:
    """Independent numbers have this distribution: below(x) is the chance of a number up to x.

    For a continuous distribution. Right code fails less than once in 10⁹ times.
    """
    numbers = numeric_array(values)
    if numbers is None or numbers.dtype.kind not in "iuf" or not numbers.size:
        raise Mismatch("type", f"returned {describe(values)}, expected numbers", values)
    ordered = np.sort(numbers.ravel().astype(float))
    if not np.isfinite(ordered).all():
        raise Mismatch("finite", "a number is infinite or none", values)
    chances = np.array([below(float(x)) for x in ordered])
    ranks = np.arange(1, ordered.size + 1) / ordered.size
    gaps = np.maximum(np.abs(ranks - chances), np.abs(ranks - 1 / ordered.size - chances))
    worst = int(gaps.argmax())
    if gaps[worst] > allowed(ordered.size):
        said = (
            f"{ranks[worst]:.0%} of the numbers are up to {ordered[worst]:.4g}, "
            f"expected about {chances[worst]:.0%}"
        )
        raise Mismatch("property", said, values, None)
