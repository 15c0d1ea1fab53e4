"""Grades with the public examples, where the hidden checks are on another machine.

    with ExamplesSession(exercise, options) as session:
        session.grade(submission)      fork a worker, load the file in it, run the set's own
                                       test_examples.py there → Report, graded_with="examples"

Limits, isolation and the rules for the student's file are those of a Session. What the examples
are called is read from the set's file, not from the worker, so a submission can't add any. That
they pass proves little: see process/example_runner.py.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from ..errors import GraderFault, ManifestError, WorkerLost
from ..judge.options import Options
from ..judge.parents import Parents
from ..model import CheckResult, Exercise, Report, Status, Submission
from ..process.batches import Batched
from ..process.parent import Parent
from ..sets import set_files
from ..wire import messages
from ..wire.messages import ExampleDone, Loaded, NotLoaded, Stated, WireError
from ..wording import sentences
from .example_text import FILE, Lines
from .report import Example, blank, fault, report_of

# An example makes a few calls, each of which has the exercise's call_s.
CALLS = 3
# Imported before the fork: a confined worker may not read our own files.
_IN_THE_PARENT = ("pytest", "grader.process.example_runner")
_ENDINGS: dict[str, tuple[Status, str]] = {
    "timeout": ("timeout", "This example did not end in time: is there a loop that never ends?"),
    "submission": ("timeout", "The time for the whole submission was used up before this example."),
    "cpu": ("timeout", "The processor time for the whole submission was used up."),
    "out_of_memory": ("out_of_memory", "More memory was used than this exercise allows."),
    "garbled": ("crashed", "The process your code ran in sent something that is no answer."),
    "crashed": ("crashed", "The process your code ran in stopped: {detail}."),
}


def examples_of(exercise: Exercise) -> tuple[Example, ...]:
    """The exercise's examples in the order of the file. Raises ManifestError without any."""
    source = set_files.examples(exercise)
    path = str(exercise.public / FILE)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        raise ManifestError(f"{exercise.id}: {FILE} can't be read: {error}", path) from None
    found = tuple(_examples_in(tree))
    if not found:
        message = f"{exercise.id}: {FILE} has no example, expected functions called test_…"
        raise ManifestError(message, path)
    return found


def _examples_in(tree: ast.Module | ast.ClassDef, within: str = "") -> Iterator[Example]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield Example(within + node.name, _title(node))
        elif isinstance(node, ast.ClassDef) and not within and _is_of_tests(node):
            yield from _examples_in(node, f"{node.name}.")


def _is_of_tests(node: ast.ClassDef) -> bool:
    """pytest's Test…, or a class derived from unittest's TestCase."""
    bases = (ast.unparse(base).rpartition(".")[2] for base in node.bases)
    return node.name.startswith("Test") or "TestCase" in bases


def _title(node: ast.FunctionDef) -> str:
    """The docstring's first sentence, as far as it stands in the first paragraph; or the name."""
    first = " ".join((ast.get_docstring(node) or "").partition("\n\n")[0].split())
    if first:
        end = first.find(". ")
        return first if end < 0 else first[: end + 1]
    words = node.name.removeprefix("test").replace("_", " ").strip() or node.name
    return f"{words[0].upper()}{words[1:]}."


class ExamplesSession:
    """An exercise's warm parent and public examples, ready for submissions.

    Of the options, isolation alone has a meaning here: examples draw no cases and take no device.
    """

    def __init__(self, exercise: Exercise, options: Options) -> None:
        self.exercise = exercise
        self.options = options
        self.examples = examples_of(exercise)
        self._source = set_files.examples(exercise).encode()
        self.tell: Callable[[str], None] = lambda message: None
        self.judged: Callable[[Report], None] = lambda report: None
        self.asks: Callable[[str], None] = lambda message: None
        self._parents = Parents(exercise, options.isolation, _IN_THE_PARENT)

    def __enter__(self) -> ExamplesSession:
        try:
            self.parent().ready()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._parents.close()

    def parent(self) -> Parent:
        """The warm parent, with pytest; a new one where the old one is lost."""
        return self._parents.get()

    def grade(self, submission: Submission) -> Report:
        """How the examples go. Never raises for what is in the submission.

        Nothing is withheld: a set's feedback policy is about hidden checks.
        """
        started = time.monotonic()
        run = _Run(self, submission)
        extra: dict[str, Any] = {}
        try:
            run.all()
            printed = sentences.printed("".join(run.printed)) or None
            extra = {"message": run.message, "output": printed, "notes": run.notes}
        except Exception as error:
            if isinstance(error, WorkerLost):
                self.close()
            extra = run.faulty(fault(error))
        return report_of(
            self.exercise,
            submission,
            run.results,
            time.monotonic() - started,
            self.options,
            self.parent().ready(),
            0,  # of a worker's own random numbers, the only ones here
            graded_with="examples",
            **extra,
        )


class _Run:
    """One submission's way through the examples: a worker, and a new one where it stopped."""

    def __init__(self, session: ExamplesSession, submission: Submission) -> None:
        self._session = session
        self._exercise = session.exercise
        self._submission = submission
        self._lines = Lines(session.exercise, submission.source, session._source)
        self.results: list[CheckResult] = []
        self.printed: list[str] = []
        self.message: str | None = None
        self.notes: tuple[str, ...] = ()

    def all(self) -> None:
        """Fills results, one for each example. Raises GraderFault."""
        left = self._exercise.limits.submission_s
        while waiting := self._session.examples[len(self.results) :]:
            if left <= 0:
                self.results += [_stopped(e, "submission", "") for e in waiting]
            else:
                left -= self._with_a_worker(waiting, left)

    def faulty(self, message: str) -> dict[str, Any]:
        """Nothing was graded, and it is our fault."""
        self.results = [blank(e, "grader_error", message) for e in self._session.examples]
        return {"message": message}

    def _with_a_worker(self, waiting: tuple[Example, ...], left_s: float) -> float:
        """Adds at least one result. Returns the worker's own time, in seconds."""
        limits = self._exercise.limits
        with self._session.parent().fork(limits) as worker:
            loaded = worker.load(
                self._submission.source,
                self._exercise.file,
                PurePath(self._exercise.file).stem,
                self._exercise.rules,
                limits,
                enough=self._is_enough,
                provided=set_files.provided_bytes(self._exercise),
            )
            if isinstance(loaded, NotLoaded):
                self._not_loaded(loaded, waiting)
                return left_s
            self.notes = sentences.loading_notes(loaded, self._exercise)
            names = tuple(example.name for example in waiting)
            asked = messages.Examples(self._session._source, FILE, names)
            batched = worker.examples(asked, limits.call_s * CALLS, left_s)
        self._take(batched, waiting, loaded)
        return worker.shift.own_s()

    def _is_enough(self, loaded: Loaded) -> bool:
        """Whether a file whose top level ended early has what the examples import."""
        wanted = self._lines.imported()
        defined = bool(wanted) and all(name in loaded.names for name in wanted)
        return defined and not self._exercise.whole_file

    def _not_loaded(self, why: NotLoaded, waiting: tuple[Example, ...]) -> None:
        status, message = sentences.not_loaded(why, self._exercise)
        if status == "grader_error":
            raise GraderFault(message)
        if not self.results:
            self.message = message
        self.results += [blank(example, status, message) for example in waiting]

    def _take(self, batched: Batched, waiting: tuple[Example, ...], loaded: Loaded) -> None:
        self.printed.append(batched.printed)
        ending, detail = batched.ending, batched.detail
        answers: list[ExampleDone] = []
        for case in batched.cases:
            try:
                answers.append(_valid(messages.example(case[0])))
            except WireError:
                ending, detail = "garbled", ""
                break
        why = self._why_uncollected(answers[0], loaded) if answers else None
        if not self.results:
            self.message = why
        for example, done in zip(waiting, answers, strict=False):
            self.results.append(self._result(example, done, why))
        if ending is None:
            return
        # A worker that stopped after its last answer takes that answer with it.
        if len(answers) == len(waiting):
            self.results.pop()
        reached = waiting[min(len(answers), len(waiting) - 1)]
        self.results.append(_stopped(reached, ending, detail))

    def _result(self, example: Example, done: ExampleDone, why: str | None) -> CheckResult:
        status, said = self._said(done, why)
        result = _result(example, done, status, said)
        if status not in ("failed", "error") or not done.ran or done.first is None:
            return result
        found = self._lines.shown(done, done.first)
        if found is None:
            return result
        counterexample, message = found
        return replace(result, counterexample=counterexample, message=message)

    def _said(self, done: ExampleDone, why: str | None) -> tuple[Status, str | None]:
        """The status, and what there is to say about it. why: nothing could be collected."""
        what = done.first
        if done.skipped and done.skipped >= done.ran:
            return "skipped", f"Not run here: {what.message}" if what else "Not run here."
        if done.ran and not done.failed:
            return "passed", None
        if what is None:
            return "error", "pytest could not run this example."
        if not done.ran:
            return "error", why
        if what.forbidden is not None:
            return "forbidden", f"Your code {what.forbidden}."
        if "MemoryError" in what.bases and not isinstance(what, Stated):
            return _ENDINGS["out_of_memory"]
        return self._lines.failure(what, done.line)

    def _why_uncollected(self, done: ExampleDone, loaded: Loaded) -> str | None:
        """Why no example could be run; None where they were run."""
        if done.ran or done.first is None:
            return None
        if done.skipped:
            return f"The examples can't be run here: {done.first.message}"
        missing = [name for name in self._lines.imported() if name not in loaded.names]
        if done.first.error == "ImportError" and missing:
            return sentences.no_function(missing[0], loaded.names, self._submission.source)
        _, said = self._lines.failure(done.first, done.line)
        return f"The examples could not be loaded.\n{said}"


def _valid(done: ExampleDone) -> ExampleDone:
    """Raises WireError where the counts contradict each other."""
    if done.ran and done.failed + done.skipped > done.ran:
        raise WireError("more cases failed or were skipped than were run")
    return done


def _result(example: Example, done: ExampleDone, status: Status, said: str | None) -> CheckResult:
    return replace(
        blank(example, status, said),
        points=example.points if status == "passed" else 0.0,
        cases=max(done.ran - done.skipped, 0),
        failed_cases=done.failed,
        duration_s=done.duration_s,
    )


def _stopped(example: Example, ending: str, detail: str) -> CheckResult:
    status, message = _ENDINGS[ending]
    return blank(example, status, message.format(detail=detail))
