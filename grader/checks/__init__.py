"""What an author's checks.py imports: strategies, comparisons, and the fixtures' types."""

from __future__ import annotations

from ..wire.arrays import Tensor
from ..wire.counted import Counted
from ..wire.live_arguments import Callback
from ..wire.values import Case
from .as_array import as_floats
from .assertions import (
    assert_array,
    assert_property,
    assert_same,
    assert_steady,
    assert_untouched,
)
from .chance import assert_chance, assert_distribution
from .channel import StudentError
from .growth import assert_growth
from .interaction import awaited, printed, run, talk
from .lasting import assert_fresh, assert_lasting
from .mismatch import Mismatch, describe
from .notes import note
from .other_types import in_other_types
from .programs import assert_same_program, programs
from .proxy import Handle, Module, Observed
from .raising import assert_raises
from .strategies import (
    LAYOUTS,
    Numbers,
    arrays,
    batch_and_filters,
    cases,
    evenly,
    general,
    image_and_kernel,
    laid_out,
    long_fractions,
    long_integers,
    pools,
    seeded_arrays,
    small_floats,
    small_integers,
    tensors,
    whole,
)

__all__ = [
    "LAYOUTS",
    "Callback",
    "Case",
    "Counted",
    "Handle",
    "Mismatch",
    "Module",
    "Numbers",
    "Observed",
    "StudentError",
    "Tensor",
    "arrays",
    "as_floats",
    "assert_array",
    "assert_chance",
    "assert_distribution",
    "assert_fresh",
    "assert_growth",
    "assert_lasting",
    "assert_property",
    "assert_raises",
    "assert_same",
    "assert_same_program",
    "assert_steady",
    "assert_untouched",
    "awaited",
    "batch_and_filters",
    "cases",
    "describe",
    "evenly",
    "general",
    "image_and_kernel",
    "in_other_types",
    "laid_out",
    "long_fractions",
    "long_integers",
    "note",
    "pools",
    "printed",
    "programs",
    "run",
    "seeded_arrays",
    "small_floats",
    "small_integers",
    "talk",
    "tensors",
    "whole",
]
