"""Whether a wrong answer depends on the calls before it: the same call, asked alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Why
from ..worker.messages import Loaded
from .code import Code

if TYPE_CHECKING:
    from .attempt import Attempt, Judged
    from .session import Session

# Of chance, one answer says nothing about the next.
_CHANCE = ("random", "rand", "randn", "randint", "shuffle", "secrets", "urandom")


def depends_on_the_past(
    session: Session, attempt: Attempt, judged: Judged, number: int
) -> Why | None:
    """That a recorded case goes wrong only after others; None where it goes wrong alone, too.

    number: a failing case of the check. Runs it in a worker that has just loaded the file.
    """
    code = Code(attempt.source)
    if number >= len(judged.check.cases) or not judged.check.replayable:
        return None
    if any(map(code.has, _CHANCE)):
        return None
    alone = msgspec.structs.replace(judged.check, cases=[judged.check.cases[number]])
    with session.attempt(attempt.source) as fresh:
        if not isinstance(fresh.loaded, Loaded):
            return None
        again = session.judge_check(fresh, alone)
    if again.failures or again.ending is not None or not again.ran:
        return None
    said = "Asked alone, this call gets the right answer: something is kept from calls before it."
    if code.has("id("):
        said += " id() is only a place in memory: when one array is gone, another may lie there."
    return Why(id="file:kept", text=said)
