"""A public example of one call, where no test of the instructor's stands alone: a call that a test
makes, with the solution's answer. It is one only if plain pytest says so too."""

from __future__ import annotations

import ast
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..judge.recording import Recording
from ..model import Exercise
from ..sets import set_files
from ..wire import messages
from ..wire.messages import Operation, Returned
from ..wording.origin import answer_of, argument_of
from .trial_run import run_alone, undisturbed

# Characters of a call, and of its answer: a student is to see them at one glance.
_MAX = 80
_TRIED = 3
_PLAIN = (bool, int, str, type(None))
_TEXT = """\
from {module} import {function}


def test_{function}():
    got = {call}
    assert got {relation} {answer}
"""

# What holds once may be chance.
_AGAIN = """

def test_again():
    for _ in range(30):
        test_{function}()
"""


@dataclass(frozen=True, slots=True)
class Simple:
    function: str
    call: str
    answer: Any

    def text(self, module: str) -> str:
        relation = "is" if self.answer is None or isinstance(self.answer, bool) else "=="
        return _TEXT.format(
            module=module,
            function=self.function,
            call=self.call,
            relation=relation,
            answer=repr(self.answer),
        )

    @property
    def reading(self) -> tuple[bool, bool, int]:
        """A key: what says something first, then what is short."""
        return "()" in self.call, not self.answer, len(self.call) + len(repr(self.answer))


def simple_calls(recording: Recording) -> list[Simple]:
    """The best call of each function that tests make, of literals with a literal's answer."""
    worst_first = sorted(_calls(recording), key=lambda one: one.reading, reverse=True)
    best = {one.function: one for one in worst_first}
    return sorted(best.values(), key=lambda one: one.reading)


def _calls(recording: Recording) -> Iterator[Simple]:
    for check in recording.checks:
        for case in check.cases:
            for asked, answered in zip(case.asked, case.expected, strict=True):
                operation, outcome = messages.operation(asked), messages.outcome(answered)
                call = _written(operation)
                answer = answer_of(outcome)
                if call is None or not isinstance(outcome, Returned) or _literal(answer) is None:
                    continue
                yield Simple(operation.name or "", call, answer)


def _written(operation: Operation) -> str | None:
    """A call of one of the file's functions, where literals are all that it is given."""
    name = operation.name or "_"
    if operation.do != "call" or operation.target is not None or name.startswith("_"):
        return None
    given = [_literal(argument_of(wire)) for wire in operation.args]
    named = {key: _literal(argument_of(wire)) for key, wire in operation.kwargs.items()}
    if None in (*given, *named.values()):
        return None
    call = f"{name}({', '.join([*map(str, given), *(f'{k}={v}' for k, v in named.items())])})"
    return call if len(call) <= _MAX else None


def _literal(value: Any) -> str | None:
    """A value as it is written, where that is all of it and no float, which may differ a little."""
    if not _is_plain(value):
        return None
    text = repr(value)
    return text if len(text) <= _MAX and ast.literal_eval(text) == value else None


def _is_plain(value: Any) -> bool:
    if type(value) in (list, tuple):
        return all(map(_is_plain, value))
    if type(value) is dict:
        return all(_is_plain(part) for pair in value.items() for part in pair)
    return type(value) in _PLAIN


def first_that_holds(exercise: Exercise, calls: list[Simple]) -> Simple | None:
    """The first of a few that plain pytest finds true of the solution: not one that is random, or
    that depends on what a test does around it."""
    module = exercise.file.removesuffix(".py")
    return next((one for one in calls[:_TRIED] if _holds(exercise, one, one.text(module))), None)


def _holds(exercise: Exercise, one: Simple, text: str) -> bool:
    reference = set_files.reference_file(exercise)
    assert reference is not None
    with tempfile.TemporaryDirectory(prefix="kata-import-") as name:
        folder = Path(name).resolve()
        (folder / exercise.file).write_bytes(reference.read_bytes())
        for file, content in set_files.provided_bytes(exercise).items():
            (folder / file).write_bytes(content)
        again = _AGAIN.format(function=one.function)
        (folder / "test_examples.py").write_text(text + again, "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(folder)]
        command += ["-p", "no:cacheprovider", "test_examples.py"]
        ran = run_alone(command, folder, undisturbed() | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})
    return ran.returncode == 0
