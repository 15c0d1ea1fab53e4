"""Whether random numbers are distributed as they should be, with a bounded chance of a false alarm.

The bounds hold for any number of samples, not only for many: Hoeffding's inequality for a chance,
the Dvoretzky-Kiefer-Wolfowitz inequality with Massart's constant for a distribution. Both say that
an average over n independent samples is further than t from what it should be with a chance of at
most 2·exp(−2nt²). Right code is refused less than once in a billion times.
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


def assert_chance(successes: int, of: int, chance: float, what: str = "it") -> None:
    """So many of `of` independent tries came out, as is to be expected with this chance.

    what: what came out, as the student will read it: "side 3".

    Right code fails less than once in 10⁹ times. A difference of 0.05 is found in 4,300 tries, one
    of 0.01 in 107,000.
    """
    share = successes / of
    if abs(share - chance) > allowed(of):
        said = f"{what} came out {successes} times of {of} ({share:.3f}), "
        said += f"expected a share of about {chance:.3f}"
        raise Mismatch("property", said, successes, None)


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
