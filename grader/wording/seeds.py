"""A random generator as what makes one in that state: `random.Random(3)`.

A generator's text in Python is the place where it happens to lie. Authors make theirs of small
seeds, so the seed is looked for; nothing is said of one that has been used, or has another.
"""

from __future__ import annotations

import random
import sys
from typing import Any

# Of seeds that are tried.
MOST = 2_000


def text(value: Any) -> str | None:
    """How to make this generator; what kind it is, where no seed is found; None for all else."""
    if type(value) is random.Random:
        return _of("random.Random", value.getstate(), lambda seed: random.Random(seed).getstate())
    numpy = sys.modules.get("numpy")
    if numpy is not None and type(value) is numpy.random.Generator:
        made = numpy.random.default_rng
        return _of(
            "np.random.default_rng",
            value.bit_generator.state,
            lambda seed: made(seed).bit_generator.state,
        )
    return None


def _of(maker: str, state: Any, state_of: Any) -> str:
    for seed in range(MOST):
        if state_of(seed) == state:
            return f"{maker}({seed})"
    return f"{maker}(…)"
