"""Whether a wrong answer depends on the calls before it: the same call, asked alone."""

from __future__ import annotations

import msgspec

from ..judge.attempt import Attempt
from ..judge.judge import Judge
from ..judge.outcomes import Judged
from ..model import Why
from ..wire.messages import Loaded
from ..wording.file_tokens import Code

# Of chance, one answer says nothing about the next.
_CHANCE = ("random", "rand", "randn", "randint", "shuffle", "secrets", "urandom")


def depends_on_the_past(judge: Judge, attempt: Attempt, judged: Judged, number: int) -> Why | None:
    """That a recorded case goes wrong only after others; None where it goes wrong alone, too.

    number: a failing case of the check. Runs it in a worker that has just loaded the file.
    """
    code = Code(attempt.source)
    if number >= len(judged.check.cases) or not judged.check.replayable:
        return None
    if any(map(code.has, _CHANCE)):
        return None
    alone = msgspec.structs.replace(judged.check, cases=[judged.check.cases[number]])
    with judge.attempt(attempt.source) as fresh:
        if not isinstance(fresh.loaded, Loaded):
            return None
        again = judge.check(fresh, alone)
    if again.failures or again.ending is not None or not again.ran:
        return None
    said = "Asked alone, this call gets the right answer: something is kept from calls before it."
    if code.has("id("):
        said += " id() is only a place in memory: when one array is gone, another may lie there."
    return Why(id="file:kept", text=said)
