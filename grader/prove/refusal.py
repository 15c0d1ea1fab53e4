"""Why a file that should pass doesn't: its first failed check, what came back, what should have.
And what a check should write that asks the reference for more than it can give."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..checks.channel import StudentError
from ..errors import KataError
from ..explain.besides_values import sentence
from ..explain.counterexample import counterexample
from ..explain.plain import failed
from ..explain.shrink import recorded
from ..judge.outcomes import Judged
from ..judge.recording import Recording
from ..model import Exercise
from ..sets import set_files

# Of one value: more is in `kata check FILE`.
MAX_LINES = 6


def refusal(judged: Sequence[Judged], recording: Recording, exercise: Exercise) -> str:
    """Which checks fail, and the first failing case of the first of them."""
    broken = [j for j in judged if j.failures or j.ending or not j.ran]
    names = ", ".join(j.check.name for j in broken)
    return "\n".join([f"it fails {names}", *_first(broken[0], recording, exercise)])


def way_round(error: KataError, exercise: Exercise) -> str:
    """What to write instead, where a generator of solution.py's raised: it is read to its end where
    it is made, also by a check that wants the items before."""
    raised = error.__cause__.raised if isinstance(error.__cause__, StudentError) else None
    file = set_files.reference_file(exercise)
    if raised is None or file is None:
        return ""
    functions = [
        f for f in ast.walk(ast.parse(file.read_bytes())) if isinstance(f, ast.FunctionDef)
    ]
    generators = {f.name for f in functions if _yields(f)}
    name = next((frame.function for frame in raised.frames if frame.function in generators), None)
    if name is None:
        return ""
    return (
        "; a generator is read to its end where it is made: for the items before it raises, "
        f"made = student.{name}.hold(…), then next(made) for each"
    )


def _yields(node: ast.AST) -> bool:
    """Of the functions and classes in it, none: they are functions of their own."""
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    parts = [part for part in ast.iter_child_nodes(node) if not isinstance(part, inner)]
    return any(isinstance(part, (ast.Yield, ast.YieldFrom)) or _yields(part) for part in parts)


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
