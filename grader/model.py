"""What the rooms hand to each other: frozen data, no input or output.

An ExerciseSet holds Exercises; a Submission is bytes with a name; grading one against the other
gives a Report of CheckResults. Report field names are a contract with outside scripts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from .errors import ReportError
from .plain_value import Value, as_text

Verdict = Literal["passed", "failed", "grader_error"]
Status = Literal[
    "passed",
    "failed",
    "error",
    "timeout",
    "out_of_memory",
    "crashed",
    "forbidden",
    "skipped",
    "grader_error",
]
Isolation = Literal["confined", "process"]
Feedback = Literal["full", "counterexample", "titles", "score"]
GradedWith = Literal["checks", "examples"]
How = Literal["returned", "raised", "afterwards", "computed"]

# Raised when a report says more than a reader of the last one knows; no name changes its meaning.
REPORT_SCHEMA = 2
# In a report's texts, in front of a line that is the student's own.
SET_OFF = "│ "


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an exercise's submission may use. Dotted names are as a reader would write them."""

    allowed_imports: tuple[str, ...] | None = None  # None: any; (): no import at all
    forbidden_imports: tuple[str, ...] = ()
    forbidden_calls: tuple[str, ...] = ()
    required_calls: tuple[str, ...] = ()
    program: bool = False  # the file is run by the checks, and not before


# A set may come from a stranger: no limit may be absent, by being zero or infinite.
_Seconds = Annotated[float, msgspec.Meta(gt=0, le=86_400)]
_Size = Annotated[int, msgspec.Meta(gt=0, le=2**20)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one submission may use up. Seconds are its own time (process/clock.py); cpu_s of
    processors alone."""

    call_s: _Seconds = 5.0
    submission_s: _Seconds = 60.0
    cpu_s: _Seconds = 60.0
    memory_mib: _Size = 2048
    output_kib: _Size = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One tier of help; `after` names the misconceptions that make it the first to show."""

    text: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivor:
    """A mutant of the reference that no check can kill because it changes no answer."""

    mutant: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise: what a student sees, and where its private half lies (None when absent).

    axes: an argument's name and the letters of its axes, so that a condition can name sizes.
    whole_file: a file that ends, or fails, before its last line is not graded as far as it came.
    provided: files with modules that the student's file may import, and that nobody is to change.
    """

    set_name: str
    set_version: str
    name: str
    title: str
    difficulty: str
    public: Path
    private: Path | None
    file: str
    provided: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
    limits: Limits = field(default_factory=Limits)
    hints: tuple[Hint, ...] = ()
    equivalent: tuple[Survivor, ...] = ()
    axes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    feedback: Feedback = "full"
    requirements: tuple[str, ...] = ()
    whole_file: bool = False

    @property
    def id(self) -> str:
        return f"{self.set_name}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSet:
    """A set and its exercises in the order they are met."""

    name: str
    title: str
    version: str
    licence: str
    exercises: tuple[Exercise, ...]
    requirements: tuple[str, ...] = ()
    feedback: Feedback = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The bytes that are graded. Nothing is imported from here."""

    source: bytes
    sha256: str
    path: str | None = None
    student: str | None = None


class Submitted(msgspec.Struct, frozen=True, kw_only=True):
    """Which file a report is about, without what is in it."""

    path: str | None
    student: str | None
    sha256: str


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """What a submission met; numpy and torch are None where the exercise does without."""

    python: str
    numpy: str | None
    torch: str | None
    platform: str
    kata: str | None = None


class Values(msgspec.Struct, frozen=True, kw_only=True):
    """What a counterexample shows, as data.

    alone: `got` for who may not know what was expected, all of it and as it looks by itself; None
    where that is `got` without its marks.
    """

    arguments: dict[str, Value]
    expected: Value
    got: Value
    then_arguments: dict[str, Value] = {}
    alone: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """The smallest failing call known, with its arguments by name.

    how: what `got` is: what the call returned or raised, or what was found after it. then: what
    happened in between that changed it, another call say, with the values of its arguments.
    """

    call: str
    values: Values
    window: str | None = None
    how: How = "returned"
    then: str | None = None

    @property
    def arguments(self) -> dict[str, str]:
        return {name: as_text(value) for name, value in self.values.arguments.items()}

    @property
    def expected(self) -> str:
        return as_text(self.values.expected)

    @property
    def got(self) -> str:
        return as_text(self.values.got)

    @property
    def then_arguments(self) -> dict[str, str]:
        return {name: as_text(value) for name, value in self.values.then_arguments.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The misconception whose answers are the student's on every recorded case."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """How one hidden check or public example went. `cases` is how many were tried, on `device`."""

    name: str
    title: str
    status: Status
    points: float
    max_points: float
    cases: int = 0
    failed_cases: int = 0
    duration_s: float = 0.0
    device: str = "cpu"
    message: str | None = None
    counterexample: Counterexample | None = None
    when: str | None = None
    why: Why | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All there is to say about one submission.

    id: no two reports have the same. time: when it was made, in UTC, as ISO 8601 writes it.
    engine: the version of kata that made it; "" in reports of schema 1, like id and time.
    notes: what a student should know of their file, and costs no points.
    graded_with: the hidden checks, or where they are not at hand the public examples.
    feedback: how much of it a student may see; withheld: what was taken out, of this copy.
    """

    exercise: str
    set_version: str
    submission: Submitted
    verdict: Verdict
    score: float
    max_score: float
    seed: int
    duration_s: float
    isolation: Isolation
    environment: Environment
    checks: tuple[CheckResult, ...]
    schema: int = REPORT_SCHEMA
    id: str = ""
    time: str = ""
    engine: str = ""
    message: str | None = None
    hint: str | None = None
    output: str | None = None
    notes: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    graded_with: GradedWith = "checks"
    feedback: Feedback = "full"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report that views/json.py wrote, of any schema so far. Raises ReportError."""
        import json

        try:
            plain = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ReportError(f"This is no report: it is no JSON: {error}.") from None
        schema = plain.get("schema") if isinstance(plain, dict) else None
        if type(schema) is not int:
            raise ReportError("This is no report: expected an object with its number in `schema`.")
        if not 1 <= schema <= REPORT_SCHEMA:
            newer = "A newer kata wrote it; update this one: pip install --upgrade kata-grader"
            raise ReportError(
                f"This report has schema {schema}; known are 1 to {REPORT_SCHEMA}.",
                newer if schema > REPORT_SCHEMA else "",
            )
        if schema == 1:
            _give_values(plain)
        try:
            return msgspec.convert(plain, cls)
        except msgspec.ValidationError as error:
            raise ReportError(f"This is no report of schema {schema}: {error}.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing about this machine. needed: without it, some promise of kata's doesn't hold."""

    topic: str
    name: str
    ok: bool
    detail: str
    needed: bool = False


def _give_values(plain: dict[str, Any]) -> None:
    """Texts were all that a counterexample of schema 1 had."""
    checks = plain.get("checks")
    for check in checks if isinstance(checks, list) else ():
        shown = check.get("counterexample") if isinstance(check, dict) else None
        if isinstance(shown, dict):
            shown["values"] = {
                "arguments": _as_words(shown.get("arguments")),
                "expected": _as_words(shown.get("expected")),
                "got": _as_words(shown.get("got")),
                "then_arguments": _as_words(shown.get("then_arguments", {})),
            }


def _as_words(text: Any) -> Any:
    if isinstance(text, dict):
        return {name: _as_words(value) for name, value in text.items()}
    return {"kind": "words", "text": text}
