"""How the work that a function does grows with its input: counted, never timed.

def case(n):
    return (Counted(range(n, 0, -1)),)

assert_growth(student.my_sort, case, "n log n")
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from ..wire.counted import Counted
from ..wire.live_arguments import Callback
from .mismatch import Mismatch
from .proxy import Function, Handle, called

LAWS: dict[str, Callable[[float], float]] = {
    "1": lambda n: 1.0,
    "log n": math.log2,
    "√n": math.sqrt,
    "n": lambda n: n,
    "n log n": lambda n: n * math.log2(n),
    "n²": lambda n: n**2,
    "n³": lambda n: n**3,
    "2ⁿ": lambda n: 2.0**n,
}
_TYPED = {"n^2": "n²", "n**2": "n²", "n^3": "n³", "n**3": "n³", "2^n": "2ⁿ", "2**n": "2ⁿ"}
_NOTHING = "one of the arguments has to be a Counted or a Callback, so that there is a count"


def assert_growth(
    function: Function | Handle,
    case: Callable[[int], Sequence[Any]],
    law: str,
    *,
    sizes: Sequence[int] = (16, 64, 256),
    slack: float = 1.5,
    what: str = "",
) -> None:
    """The work that a function does grows no faster than a law: counted between sizes, not timed.

    case: from a size, the arguments of one call; a Counted or a Callback is among them, and counts.
    law: "1", "log n", "√n", "n", "n log n", "n²", "n³" or "2ⁿ". sizes: the first is what the
    others are measured against. slack: how many times as fast still passes; between 16 and 256, n²
    is eight times n log n, and that is twice n. what: is counted, as the student will read it;
    "comparisons", "reads" or "calls" if unsaid.
    """
    name = _TYPED.get(law, law)
    if name not in LAWS:
        raise TypeError(f"no law is called {law!r}: {', '.join(LAWS)}")
    if len(sizes) < 2 or min(sizes) < 2:
        raise TypeError("growth is seen between two sizes of at least 2")
    grows = LAWS[name]
    first, *others = sorted(sizes)
    least, what = _counted(function, case(first), what)
    for size in others:
        count, _ = _counted(function, case(size), what)
        expected = grows(size) / grows(first)
        if count > slack * expected * max(least, 1):
            said = (
                f"it takes {least:,} {what} for n = {first} and {count:,} for n = {size:,}: "
                f"{count / max(least, 1):.3g} times as many, "
                f"where {name} grows {_times(expected)}"
            )
            raise Mismatch("property", said)


def _times(factor: float) -> str:
    return "not at all" if factor == 1 else f"{factor:.3g} times as large"


def _counted(function: Function | Handle, arguments: Sequence[Any], what: str) -> tuple[int, str]:
    if isinstance(function, Handle):  # a method, which stayed over there: tree.add
        function = called(function)
    asked = function.observe(*arguments).asked
    counters = [one for one in arguments if isinstance(one, (Counted, Callback))]
    if not counters:
        raise TypeError(_NOTHING)
    kinds = {"calls" if isinstance(one, Callback) else one.of for one in counters}
    total = sum(one if isinstance(one, int) else len(one) for one in asked)
    return total, what or (kinds.pop() if len(kinds) == 1 else "steps")
