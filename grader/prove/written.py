"""Proves what can be read off an exercise's private half without grading anything: its hints, its
sentences, the names that it shares with the stub.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ..imported.install import imports, names_of
from ..judge.attempt import functions_asked
from ..judge.recording import RecordedCheck, Recording
from ..model import Exercise
from ..sets import scaffold, set_files
from .finding import Finding
from .lasting import unobserved, unwatched


def written(exercise: Exercise, recording: Recording) -> Iterator[Finding]:
    """Everything there is to read."""
    yield from _hints(exercise)
    yield _sample(exercise)
    yield _stub_lacks(exercise, recording)
    yield _docstrings(exercise)
    yield _titles(recording)
    yield _lasting(recording)
    yield _untouched(recording)
    yield from map(_losses, recording.checks)
    yield from _contract(exercise, recording)


def _hints(exercise: Exercise) -> Iterator[Finding]:
    empty = [n for n, h in enumerate(exercise.hints, 1) if not h.text.strip()]
    general = any(not h.after for h in exercise.hints)
    told = f"hint {empty[0]} is empty" if empty else ""
    none = "it has no hint for who is stuck at the beginning: one without `after`, in [[hints]]"
    yield Finding("exercise.toml", "has usable hints", told, "" if told or general else none)
    known = {path.stem for path in set_files.wrong(exercise)}
    strange = sorted({name for h in exercise.hints for name in h.after} - known)
    said = f"after = {strange[0]!r} names no file in wrong/" if strange else ""
    yield Finding("checks.toml", "has usable hints", said)


def _sample(exercise: Exercise) -> Finding:
    """What `kata new` wrote is there to be replaced. No fault of it: it works, as a sample."""
    files = {
        f"public/{exercise.file}": set_files.stub(exercise),
        "private/checks.py": _text(set_files.checks_file(exercise)),
        "private/solution.py": _text(set_files.reference_file(exercise)),
    }
    kind = scaffold.sample_of(exercise.name, exercise.title, exercise.difficulty, files)
    said = (
        f"this is still the sample that kata new wrote ({kind}): the stub, the reference and the\n"
        "checks are as they were. Put your own in their places."
    )
    claim = "is an exercise of its author's"
    return Finding(f"{exercise.name}/", claim, advice=said if kind else "")


def _text(file: Path | None) -> str:
    return file.read_text("utf-8") if file is not None else ""


def _stub_lacks(exercise: Exercise, recording: Recording) -> Finding:
    """What checks ask for and no student is asked to write."""
    try:
        stub = ast.parse(set_files.stub(exercise))
    except SyntaxError:
        return Finding(exercise.file, "has what is asked for")
    there = names_of(stub)
    asked = [name for name in functions_asked(recording.checks) if not name.startswith("_")]
    lacking = [name for name in asked if name not in there]
    if any(name.endswith(".*") for name in imports(stub)):
        lacking = []
    said = f"checks ask for {', '.join(lacking)}, which is not in it"
    return Finding(exercise.file, "has what is asked for", advice=said if lacking else "")


def _docstrings(exercise: Exercise) -> Finding:
    silent = [p.name for p in set_files.wrong(exercise) if not set_files.misconception(p)]
    said = f"no docstring in {', '.join(silent)}" if silent else ""
    return Finding("wrong/", "says what is off", said)


def _titles(recording: Recording) -> Finding:
    """A check's title is what students read of it."""
    silent = {c.name.partition("[")[0] for c in recording.checks if c.title == c.name}
    said = f"no docstring in {', '.join(sorted(silent))}" if silent else ""
    return Finding("checks.py", "says what it checks", said)


def _lasting(recording: Recording) -> Finding:
    """Answers that could change later are watched. No proof hangs on it: a warning."""
    names = ", ".join(unwatched(recording.checks))
    said = (
        f"no check sees whether an answer of {names} stays what it was.\n"
        "One array that every call fills and hands out would pass; assert_lasting sees it."
    )
    claim = "watches answers that could change later"
    return Finding("checks.py", claim, advice=said if names else "")


def _untouched(recording: Recording) -> Finding:
    """What is given and could be changed is watched. No proof hangs on it: a warning."""
    names = ", ".join(unobserved(recording.checks))
    said = (
        f"no check sees whether {names} changes what it is given: that is a copy over there, so\n"
        "that `assert xs == before` always holds. assert_untouched sees it."
    )
    claim = "watches arguments that could be changed"
    return Finding("checks.py", claim, advice=said if names else "")


def _losses(check: RecordedCheck) -> Finding:
    """Cases that a check throws away after an answer came. No proof hangs on it: a warning."""
    said = (
        f"assume() throws {check.lost} of its cases away after an answer,"
        f" and {len(check.cases)} are left.\n"
        "A wrong answer fails such a case. assume() what is drawn, before the first call."
    )
    return Finding(check.name, "keeps the cases that it draws", advice=said if check.lost else "")


def _contract(exercise: Exercise, recording: Recording) -> Iterator[Finding]:
    """The stub's functions take what the reference's take; axes are of arguments there are."""
    signatures = recording.signatures
    for name, arguments in _arguments(set_files.stub(exercise)).items():
        theirs = tuple(signatures.get(name, ()))
        said = f"{name}({', '.join(arguments)}), and solution.py has ({', '.join(theirs)})"
        ok = name not in signatures or arguments == theirs
        yield Finding(exercise.file, "has the reference's arguments", "" if ok else said)
    known = {argument for arguments in signatures.values() for argument in arguments}
    strange = [name for name, _ in exercise.axes if name not in known]
    said = f"no function takes {', '.join(strange)}" if strange else ""
    yield Finding("exercise.toml", "has axes of arguments", said)


def _arguments(stub: str) -> dict[str, tuple[str, ...]]:
    """By function of a stub, the names of its arguments."""
    functions = (node for node in ast.parse(stub).body if isinstance(node, ast.FunctionDef))
    return {
        f.name: tuple(a.arg for a in (*f.args.posonlyargs, *f.args.args, *f.args.kwonlyargs))
        for f in functions
        if not (f.args.vararg or f.args.kwarg)
    }
