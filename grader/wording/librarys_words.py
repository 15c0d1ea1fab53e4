"""What NumPy, pandas and torch say of two values that look alike in a report: that a dtype differs,
an index, a name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ..asserts.claims import Claim
from ..checks.assertions import assert_same
from ..checks.mismatch import Mismatch
from ..checks.notes import without_notes
from .claim_words import Told

MAX_SAID = 300
# After which the values come; in a line of its own each.
_VALUES = re.compile(r"(ACTUAL|DESIRED|x|y):|\[index\]|\[diff\]|Mismatched elements|Max ")
_SIDES = ("[left]:", "[right]:")


def with_the_librarys(told: Told, claim: Claim) -> Told:
    """With the message of the assertion that failed, where the values say nothing."""
    if not claim.librarys or told.message or told.want is None or not _look_alike(told):
        return told
    turned = claim.sides[0].value is told.want
    return replace(told, message=_on_one_line(claim.librarys, turned))


def _look_alike(told: Told) -> bool:
    try:
        with without_notes():
            assert_same(told.got, told.want)
    except (Mismatch, TypeError):
        return _named_otherwise(told.got, told.want)
    return True


def _named_otherwise(got: Any, want: Any) -> bool:
    """Whether two series have the same values under two names."""
    names = [getattr(one, "name", None) for one in (got, want)]
    return names[0] != names[1] and hasattr(got, "dtype") and hasattr(want, "dtype")


def _on_one_line(said: str, turned: bool) -> str:
    """turned: the answer is what the library calls the right one."""
    lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()]
    found = ""
    for line in lines:
        if _VALUES.match(line):
            break
        side = next((n for n, word in enumerate(_SIDES) if line.startswith(word)), None)
        if side is None:
            found += f": {line}" if found else line
        else:
            whose = "returned" if (side == 0) != turned else "expected"
            found += f", {whose} {line.partition(':')[2].strip()}"
    return found if len(found) <= MAX_SAID else f"{found[:MAX_SAID]}…"
