"""What is said of a public example that fails: its own line, the student's, what came and what
should have."""

from __future__ import annotations

import ast
from pathlib import PurePath

from ..model import Counterexample, Exercise, How, Status, Values
from ..plain_value import Value, words
from ..wire.messages import ExampleDone, Frame, Raised, WireError
from ..wording import sentences

FILE = "test_examples.py"
MAX_LINES = 12
_RETURNED: How = "returned"
_RAISED: How = "raised"
# The exceptions by which an example says that something is wrong.
_FAILURES = ("AssertionError", "Failed")


class Lines:
    """Two files whose lines a message can show."""

    def __init__(self, exercise: Exercise, source: bytes, examples: bytes) -> None:
        self._file = exercise.file
        self._source = source.decode("utf-8", "replace").splitlines()
        self._examples = examples.decode().splitlines()
        self._tree = ast.parse(examples)

    def imported(self) -> list[str]:
        """What the examples import from the submission."""
        module = PurePath(self._file).stem
        return [
            alias.name
            for node in ast.walk(self._tree)
            if isinstance(node, ast.ImportFrom) and node.module == module
            for alias in node.names
        ]

    def failure(self, what: Raised, line: int | None) -> tuple[Status, str]:
        """A failed assertion, or the student's own line that raised."""
        if not what.frames:
            wrong = what.error in _FAILURES
            said = _cut(what.message) if wrong else f"{what.error}: {_cut(what.message)}"
            return ("failed" if wrong else "error"), f"{self._example(line)}{said}"
        frame = what.frames[-1]
        if what.error == "NotImplementedError":
            return "error", f"Not written yet: {frame.function} raises NotImplementedError."
        return "error", f"{self._example(line)}{self._at(frame)}{_error(what)}"

    def shown(self, done: ExampleDone, what: Raised) -> tuple[Counterexample, str] | None:
        """The call, what came of it and what should have, with the sentence above them; None where
        the example says it with its own words alone."""
        from ..wording import value_text
        from ..wording.claim_words import tell_example

        if done.shown is None or (what.error == "NotImplementedError" and what.frames):
            return None
        try:
            told = tell_example(done.shown)
        except WireError:
            return None
        got, how = value_text.as_data(told.got, told.want), _RETURNED
        expected = words(told.expected)
        if not told.expected:
            expected = value_text.as_data(told.want, told.got)
        if what.frames or done.shown.relation == "raised":
            got = Value(kind="raised", type=what.error, text=self._raised(what))
            how = _RAISED
        elif done.shown.raised:
            how = _RAISED
        said = sentences.sentence(told.message) if told.message else ""
        counterexample = Counterexample(
            call=done.shown.called,
            values=Values(arguments={}, expected=expected, got=got),
            how=how,
        )
        return counterexample, f"{self._example(done.line)}{said}".rstrip("\n")

    def _raised(self, what: Raised) -> str:
        """The exception, and the student's own line that it came out of."""
        if not what.frames:
            return _error(what)
        return f"{_error(what)}\n{self._at(what.frames[-1])}".rstrip()

    def _at(self, frame: Frame) -> str:
        """A line of the student's, with where it stands."""
        shown = _indented(self._source[frame.line - 1 : frame.line]) if frame.line else ""
        return f"{self._file}, line {frame.line}, in {frame.function}\n{shown}"

    def _example(self, line: int | None) -> str:
        """The statement of the examples that a line belongs to, with where it stands."""
        if line is None or not 0 < line <= len(self._examples):
            return ""
        simple = [
            node
            for node in ast.walk(self._tree)
            if isinstance(node, ast.stmt)
            and not hasattr(node, "body")
            and node.lineno <= line <= (node.end_lineno or node.lineno)
        ]
        first, last = (simple[0].lineno, simple[0].end_lineno) if simple else (line, line)
        shown = self._examples[first - 1 : last][:MAX_LINES]
        return f"{FILE}, line {first}\n{_indented(shown)}"


def _error(what: Raised) -> str:
    said = _cut(what.message)
    return f"{what.error}: {said}" if said else what.error


def _indented(lines: list[str]) -> str:
    """The lines as a block, set in by four columns."""
    left = min((len(text) - len(text.lstrip()) for text in lines if text.strip()), default=0)
    return "".join(f"    {text[left:]}\n" for text in lines)


def _cut(message: str) -> str:
    """pytest's or NumPy's explanation without empty lines and without advice about options."""
    lines = [text.rstrip() for text in message.splitlines() if text.strip()]
    lines = [text for text in lines if "Use -v to get" not in text and "use '-vv'" not in text]
    more = ["  …"] if len(lines) > MAX_LINES else []
    return "\n".join(lines[:MAX_LINES] + more)
