"""Why a program prints nothing, as far as its file and its other output show it for certain."""

from __future__ import annotations

from collections.abc import Mapping

from ..judge.outcomes import Judged
from ..model import Why
from ..wire import messages
from ..wire.data import RecordData, Value
from ..wire.messages import Outcome, Returned
from ..wording.file_tokens import Code

# What a run gave, by name (process/programs.py).
Run = Mapping[str, Value]


def program_fact(judged: Judged, code: Code) -> Why | None:
    """Of a check all of whose failures are runs of the file that print nothing."""
    runs = [_last_run(judged, number) for number in judged.failures]
    pairs = [pair for pair in runs if pair is not None]
    if not pairs or len(pairs) < len(runs):
        return None
    if any(mine["stdout"] or mine["error"] is not None for mine, _ in pairs):
        return None
    if all(_on_the_other(mine["stderr"], right["stdout"]) for mine, right in pairs):
        said = "What should be on the standard output is on the standard error output: "
        return Why(id="file:stderr", text=said + "sys.exit(text) and file=sys.stderr print there.")
    name = next(code.never_named(), None)
    if name is None or any(mine["stderr"] or mine["code"] for mine, _ in pairs):
        return None
    said = f"{name} is defined and never called: none of its lines run."
    return Why(id="file:uncalled", text=said)


def _last_run(judged: Judged, number: int) -> tuple[Run, Run] | None:
    """What a case's last run gave and what it should; None where its last call is no run."""
    cases = judged.check.cases
    steps = judged.failures[number].steps
    expected = cases[number].expected if number < len(cases) else ()
    last = len(steps) - 1
    if last < 0 or last >= len(expected) or not steps[last][0].is_program:
        return None
    mine, right = _parts(steps[last][1]), _parts(messages.outcome(expected[last]))
    return (mine, right) if mine and right else None


def _parts(outcome: Outcome | None) -> Run:
    value = outcome.value if isinstance(outcome, Returned) else None
    return dict(value.fields) if isinstance(value, RecordData) else {}


def _on_the_other(said: Value, wanted: Value) -> bool:
    """Whether what should be on the one output stands on the other."""
    if not isinstance(said, str) or not isinstance(wanted, str):
        return False
    return "" != said.strip() == wanted.strip()
