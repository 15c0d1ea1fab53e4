"""Why a file that should pass doesn't: its first failed check, what came back, what should have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..explain.counterexample import counterexample, sentence
from ..explain.plain import failed
from ..explain.shrink import recorded
from ..judge.outcomes import Judged
from ..judge.recording import Recording
from ..model import Exercise

# Of one value: more is in `kata check FILE`.
MAX_LINES = 6


def refusal(judged: Sequence[Judged], recording: Recording, exercise: Exercise) -> str:
    """Which checks fail, and the first failing case of the first of them."""
    broken = [j for j in judged if j.failures or j.ending or not j.ran]
    names = ", ".join(j.check.name for j in broken)
    return "\n".join([f"it fails {names}", *_first(broken[0], recording, exercise)])


def _first(judged: Judged, recording: Recording, exercise: Exercise) -> Iterator[str]:
    number = next(iter(judged.failures), None)
    if number is None:
        yield failed(judged) or "not one of its cases could be run"
        return
    failure = recorded(judged, number)
    said = failed(judged) or sentence(failure, recording)
    if said:
        yield said
    shown = counterexample(failure, recording, exercise)
    if shown is None:
        return
    yield from _labelled("called", shown.call)
    for name, value in shown.arguments.items():
        yield from _labelled("", f"{name} = {value}")
    yield from _labelled(shown.how, shown.got)
    yield from _labelled("expected", shown.expected)


def _labelled(label: str, text: str) -> Iterator[str]:
    lines = text.splitlines()
    for number, line in enumerate(lines[:MAX_LINES]):
        yield f"{label if number == 0 else '':<10} {line}"
    if len(lines) > MAX_LINES:
        yield f"{'':<10} …"
