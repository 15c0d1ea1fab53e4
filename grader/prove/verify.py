"""Proves that an exercise's checks are good, by grading everything its author ships.

The reference gets full marks, the stub fails every check, every accepted/ passes, every wrong/ is
rejected, every check catches something; and the public half is what it should be (public_half.py).
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import KataError
from ..explain.known_mistakes import KnownMistakes
from ..judge.judge import Judge, Options
from ..judge.outcomes import Failure, Judged
from ..model import Exercise, Isolation
from ..sets import set_files
from ..wire.messages import NotLoaded
from .lasting import unwatched
from .mutants import Mutation, mutate
from .public_half import Finding, public_half
from .record import keys_of, renewed
from .refusal import refusal
from .several import each


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verifying one exercise found. kills: by wrong variant, the checks that reject it.

    twins: by wrong variant, others that no recorded case tells from it. cases: by check, how many
    there are; caught: by wrong variant and check, in how many of them it is rejected, where that is
    known. seconds: by check, how long the reference takes.
    """

    exercise: str
    findings: tuple[Finding, ...]
    checks: tuple[str, ...]
    kills: dict[str, tuple[str, ...]]
    twins: dict[str, tuple[str, ...]]
    cases: dict[str, int] = field(default_factory=dict)
    caught: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    mutation: Mutation | None = None

    @property
    def ok(self) -> bool:
        proved = all(finding.ok for finding in self.findings)
        return proved and (self.mutation is None or self.mutation.ok)


# Is told of an exercise how many of its mutants are done, of how many.
Tell = Callable[[str, int, int], None]


def _tell_nobody(exercise: str, done: int, total: int) -> None:
    pass


def verify_all(
    exercises: Sequence[Exercise],
    isolation: Isolation,
    mutants: bool,
    jobs: int,
    tell: Tell = _tell_nobody,
    ships: bool = False,
) -> Iterator[Verification]:
    """Verifies exercises, several at a time, and yields them in their order. With mutants, which
    are most of the work, one exercise at a time and several of its mutants."""
    prove = functools.partial(verify, isolation=isolation, ships=ships)
    if not mutants:
        yield from each(prove, exercises, jobs)
        return
    for exercise in exercises:
        yield prove(exercise, mutants=True, jobs=jobs, tell=tell)


def verify(
    exercise: Exercise,
    isolation: Isolation = "confined",
    mutants: bool = False,
    jobs: int = 1,
    tell: Tell = _tell_nobody,
    ships: bool = False,
) -> Verification:
    """Verifies one exercise. Checks that can't even be recorded are a finding like any other.

    jobs: how many mutants are graded at a time. ships: writes what is shipped of it where there is
    none yet; what is out of date is written anew in any case.
    """
    before = keys_of(exercise)
    try:
        with Judge(exercise, Options(isolation=isolation, explain=False)) as judge:
            found = _verified(judge, before, ships)
            if not mutants:
                return found
            return replace(
                found, mutation=mutate(judge, jobs, functools.partial(tell, exercise.id))
            )
    except KataError as error:
        broken = Finding(
            subject="checks.py",
            claim="can be run",
            ok=False,
            detail=f"{error.message} {error.hint}",
        )
        return Verification(exercise=exercise.id, findings=(broken,), checks=(), kills={}, twins={})


def _verified(judge: Judge, before: tuple[str, str, str], ships: bool) -> Verification:
    exercise = judge.exercise
    prover = _Prover(judge)
    findings = [
        *prover.reference(),
        *prover.stub(),
        *prover.accepted(),
        *prover.wrong(),
        *prover.every_check_kills(),
        *_hints(exercise),
        *_docstrings(exercise),
        *prover.titles(),
        prover.lasting(),
        *prover.losses(),
        *prover.contract(),
        *prover.limits(),
        *prover.watched(),
        *public_half(exercise),
        *renewed(judge, prover.known, before, ships),
    ]
    return Verification(
        exercise=exercise.id,
        findings=tuple(findings),
        checks=tuple(c.name for c in judge.recording.checks),
        kills=prover.kills,
        twins=prover.twins,
        cases={c.name: len(c.cases) for c in judge.recording.checks if c.replayable},
        caught=prover.caught,
        seconds=prover.seconds,
    )


class _Prover:
    """Grades an author's files in one judge and remembers which check rejects what."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.known = KnownMistakes(judge)
        self.kills: dict[str, tuple[str, ...]] = {}
        self.twins: dict[str, tuple[str, ...]] = {}
        self.caught: dict[str, dict[str, int]] = {}
        self.seconds: dict[str, float] = {}
        # The checks whose own body has refused an answer: not the student's code, by raising.
        self._objected: set[str] = set()

    def _failed(self, path: Path) -> tuple[list[str], str]:
        """The names of the checks that a file fails, and what is to be said about it."""
        judged = self._judge.judge(path.read_bytes())
        failed = self._failed_checks(judged)
        if isinstance(judged, NotLoaded):
            line = f"line {judged.line}: " if judged.line else ""
            return failed, f"it can't be loaded: {line}{judged.message}"
        if path.name == "solution.py":
            self.seconds = {j.check.name: round(j.duration_s, 3) for j in judged}
        why = refusal(judged, self._judge.recording, self._judge.exercise) if failed else ""
        return failed, why

    def _failed_checks(self, judged: list[Judged] | NotLoaded) -> list[str]:
        if isinstance(judged, NotLoaded):
            return [check.name for check in self._judge.recording.checks]
        return [j.check.name for j in judged if j.failures or j.ending or not j.ran]

    def reference(self) -> Iterable[Finding]:
        file = set_files.reference_file(self._judge.exercise)
        assert file is not None
        failed, why = self._failed(file)
        yield Finding(subject=file.name, claim="gets full marks", ok=not failed, detail=why)

    def limits(self) -> Iterable[Finding]:
        """Right work on a slower machine needs room: half of the time has to do here."""
        limit = self._judge.exercise.limits.submission_s
        takes = sum(self.seconds.values())
        slowest = max(self.seconds, key=lambda name: self.seconds[name], default="")
        said = f"the reference takes {takes:.0f} s of {limit:.0f} s, most of it in {slowest}"
        ok = takes <= limit / 2
        yield Finding(
            subject="exercise.toml",
            claim="has limits that leave room",
            ok=ok,
            detail="" if ok else said,
        )

    def watched(self) -> Iterable[Finding]:
        """A rule about a function that isn't there would hold nobody to anything."""
        unknown = self._judge.parent().ready().unknown
        said = f"there is no function {', '.join(unknown)}" if unknown else ""
        yield Finding(
            subject="exercise.toml", claim="has rules that hold", ok=not unknown, detail=said
        )

    def stub(self) -> Iterable[Finding]:
        exercise = self._judge.exercise
        judged = self._judge.judge(set_files.stub(exercise).encode())
        passed = (
            []
            if isinstance(judged, NotLoaded)
            else [j.check.name for j in judged if not j.failures and not j.ending]
        )
        said = f"passes {', '.join(passed)}" if passed else ""
        yield Finding(subject=exercise.file, claim="fails every check", ok=not passed, detail=said)

    def accepted(self) -> Iterable[Finding]:
        for path in set_files.accepted(self._judge.exercise):
            failed, why = self._failed(path)
            subject = f"accepted/{path.name}"
            yield Finding(subject=subject, claim="is accepted", ok=not failed, detail=why)

    def wrong(self) -> Iterable[Finding]:
        for path in set_files.wrong(self._judge.exercise):
            subject = f"wrong/{path.name}"
            judged = self._judge.judge(path.read_bytes())
            failed = self._failed_checks(judged)
            self.kills[path.stem] = tuple(failed)
            yield _is_a_mistake(path, judged)
            said = "" if failed else "no check rejects it"
            yield Finding(subject=subject, claim="is rejected", ok=bool(failed), detail=said)
            if not isinstance(judged, NotLoaded):
                # One that ended early would have failed in more.
                counted = [j for j in judged if j.failures and not j.ending]
                self.caught[path.stem] = {j.check.name: len(j.failures) for j in counted}
                self._objected.update(j.check.name for j in judged if _objects(j))
            if failed and not isinstance(judged, NotLoaded):
                self.known.remember(path.stem, judged)
                yield self._diagnosis(path.stem, self.known.matches(judged, path.read_bytes()))

    def _diagnosis(self, variant: str, named: list[str]) -> Finding:
        """The variant is the one its own answers lead to, or has the same answers as that one."""
        twins = tuple(name for name in named if name != variant)
        if twins:
            self.twins[variant] = twins
        said = (
            f"its answers are those of {', '.join(named)}"
            if named
            else "asked again, it answers otherwise: does it keep state, or use chance?"
        )
        return Finding(
            subject=f"wrong/{variant}.py",
            claim="is diagnosed as itself",
            ok=variant in named,
            detail="" if variant in named else said,
        )

    def every_check_kills(self) -> Iterable[Finding]:
        if not self.kills:
            said = "it holds no known mistake, so nothing is known of what the checks catch"
            yield Finding(subject="wrong/", claim="holds mistakes", ok=False, detail=said)
            return
        useful = {_function(name) for failed in self.kills.values() for name in failed}
        # A parametrized check is one that its author wrote.
        objected = {_function(name) for name in self._objected}
        idle = self._pass_nothing()
        for name in dict.fromkeys(_function(c.name) for c in self._judge.recording.checks):
            caught = name in useful
            said = "" if caught else "it rejects none of the known-wrong variants"
            if caught and name in idle - objected:
                caught = False
                said = (
                    "it looks at no answer: functions that return None pass it, has it an assert?"
                )
            yield Finding(
                subject=name,
                claim="catches something",
                ok=caught,
                detail=said,
                advice=_FOR_NOTHING if caught and name in idle else "",
            )

    def _pass_nothing(self) -> set[str]:
        """The checks that a file passes which does nothing where the stub says what is to do."""
        stub, emptied = _NOT_IMPLEMENTED.subn("pass", set_files.stub(self._judge.exercise))
        names = self._judge.recording.signatures
        source = "\n".join(f"def {name}(*args, **kwargs): return None" for name in names)
        judged = self._judge.judge((stub if emptied else source).encode())
        failed = set(self._failed_checks(judged))
        return {_function(c.name) for c in self._judge.recording.checks if c.name not in failed}

    def titles(self) -> Iterable[Finding]:
        """A check's title is what students read of it."""
        silent = {_function(c.name) for c in self._judge.recording.checks if c.title == c.name}
        said = f"no docstring in {', '.join(sorted(silent))}" if silent else ""
        claim = "says what it checks"
        yield Finding(subject="checks.py", claim=claim, ok=not silent, detail=said)

    def lasting(self) -> Finding:
        """Answers that could change later are watched. No proof hangs on it: a warning."""
        names = ", ".join(unwatched(self._judge.recording.checks))
        said = (
            f"no check sees whether an answer of {names} stays what it was.\n"
            "One array that every call fills and hands out would pass; assert_lasting sees it."
        )
        claim = "watches answers that could change later"
        return Finding(subject="checks.py", claim=claim, ok=True, advice=said if names else "")

    def losses(self) -> Iterable[Finding]:
        """Cases that a check throws away after an answer came. No proof hangs on it: a warning."""
        for check in self._judge.recording.checks:
            lost, left = check.lost, len(check.cases)
            said = (
                f"assume() throws {lost} of its cases away after an answer, and {left} are left.\n"
                "A wrong answer fails such a case. assume() what is drawn, before the first call."
            )
            claim = "keeps the cases that it draws"
            yield Finding(subject=check.name, claim=claim, ok=True, advice=said if lost else "")

    def contract(self) -> Iterable[Finding]:
        """The stub's functions take what the reference's take; axes are of arguments there are."""
        exercise = self._judge.exercise
        signatures = self._judge.recording.signatures
        for name, arguments in _arguments(set_files.stub(exercise)).items():
            theirs = tuple(signatures.get(name, ()))
            said = f"{name}({', '.join(arguments)}), and solution.py has ({', '.join(theirs)})"
            ok = name not in signatures or arguments == theirs
            claim = "has the reference's arguments"
            yield Finding(subject=exercise.file, claim=claim, ok=ok, detail="" if ok else said)
        known = {argument for arguments in signatures.values() for argument in arguments}
        strange = [name for name, _ in exercise.axes if name not in known]
        said = f"no function takes {', '.join(strange)}" if strange else ""
        claim = "has axes of arguments"
        yield Finding(subject="exercise.toml", claim=claim, ok=not strange, detail=said)


_NOT_IMPLEMENTED = re.compile(r"\braise NotImplementedError\b(\([^()\n]*\))?")
_FOR_NOTHING = (
    "a file that does nothing passes it: the stub with pass in place of what it raises.\n"
    "Let it ask as well for something that only an answer can give."
)

# What ends a case before the check has seen an answer.
_WITHOUT_AN_ANSWER = {"error", "forbidden", "timeout", "cpu", "out_of_memory", "crashed", "garbled"}


def _objects(judged: Judged) -> bool:
    return any(f.kind not in _WITHOUT_AN_ANSWER for f in judged.failures.values())


def _function(check: str) -> str:
    return check.partition("[")[0]


def _arguments(stub: str) -> dict[str, tuple[str, ...]]:
    """By function of a stub, the names of its arguments."""
    functions = (node for node in ast.parse(stub).body if isinstance(node, ast.FunctionDef))
    return {
        f.name: tuple(a.arg for a in (*f.args.posonlyargs, *f.args.args, *f.args.kwonlyargs))
        for f in functions
        if not (f.args.vararg or f.args.kwarg)
    }


# What a slip of the author's pen raises, and hardly a student's misunderstanding.
_SLIPS = ("NameError", "ModuleNotFoundError", "ImportError")


def _is_a_mistake(path: Path, judged: list[Judged] | NotLoaded) -> Finding:
    """A variant that can't even run proves nothing about the checks."""
    said = ""
    if isinstance(judged, NotLoaded):
        if judged.reason != "forbidden":
            line = f"line {judged.line}: " if judged.line else ""
            said = f"it can't be loaded: {line}{judged.message}"
    else:
        slips = [_slip(failure) for j in judged for failure in j.failures.values()]
        # Where the name is what it's about (Python 2's xrange, say), its first line says so.
        names = _quoted(slips[0]) if slips else []
        meant = any(name in set_files.misconception(path) for name in names)
        if slips and all(slips) and not meant:
            said = f"it raises {slips[0]} in every call"
    return Finding(subject=f"wrong/{path.name}", claim="can be run", ok=not said, detail=said)


def _quoted(message: str) -> list[str]:
    return re.findall(r"'(\w+)'", message)


def _slip(failure: Failure) -> str:
    raised = failure.raised
    return f"{raised.error}: {raised.message}" if raised and raised.error in _SLIPS else ""


def _hints(exercise: Exercise) -> Iterable[Finding]:
    empty = [n for n, h in enumerate(exercise.hints, 1) if not h.text.strip()]
    general = any(not h.after for h in exercise.hints)
    told = f"hint {empty[0]} is empty" if empty else ""
    none = "it has no hint for who is stuck at the beginning: one without `after`, in [[hints]]"
    claim = "has usable hints"
    yield Finding(
        subject="exercise.toml",
        claim=claim,
        ok=not told,
        detail=told,
        advice="" if told or general else none,
    )
    known = {path.stem for path in set_files.wrong(exercise)}
    strange = sorted({name for h in exercise.hints for name in h.after} - known)
    said = f"after = {strange[0]!r} names no file in wrong/" if strange else ""
    yield Finding(subject="checks.toml", claim=claim, ok=not strange, detail=said)


def _docstrings(exercise: Exercise) -> Iterable[Finding]:
    silent = [p.name for p in set_files.wrong(exercise) if not set_files.misconception(p)]
    said = f"no docstring in {', '.join(silent)}" if silent else ""
    yield Finding(subject="wrong/", claim="says what is off", ok=not silent, detail=said)
