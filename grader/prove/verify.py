"""Proves that an exercise's checks are good, by grading everything its author ships.

The reference gets full marks, the stub fails every check, every accepted/ passes, every wrong/ is
rejected, every check catches something; and the public half is what it should be (public_half.py).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import CheckFault, KataError, ReferenceFault
from ..explain.known_mistakes import KnownMistakes
from ..judge.judge import Judge
from ..judge.options import Options
from ..judge.outcomes import Failure, Judged
from ..model import Exercise, Isolation
from ..sets import set_files
from ..wire.messages import NotLoaded
from .finding import Finding
from .mutants import Mutation, mutate
from .overlooked import overlooked
from .public_half import public_half
from .record import keys_of, renewed
from .refusal import refusal, way_round
from .several import each
from .trying import Say, Trying, say_nothing
from .written import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verifying one exercise found. kills: by wrong variant, the checks that reject it.

    twins: by wrong variant, others that no recorded case tells from it. cases: by check, how many
    there are; caught: by wrong variant and check, in how many of them it is rejected, where that is
    known. seconds: by check, how long the reference takes; all_seconds: how long everything does,
    with every file and the drawing of its cases.
    """

    exercise: str
    findings: tuple[Finding, ...]
    checks: tuple[str, ...]
    kills: dict[str, tuple[str, ...]]
    twins: dict[str, tuple[str, ...]]
    cases: dict[str, int] = field(default_factory=dict)
    caught: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    all_seconds: dict[str, float] = field(default_factory=dict)
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
    say: Say = say_nothing,
) -> Iterator[Verification]:
    """Verifies exercises, several at a time, and yields them in their order. With mutants, which
    are most of the work, one exercise at a time and several of its mutants. say: is told what is
    tried meanwhile."""
    prove = functools.partial(verify, isolation=isolation, ships=ships)
    if not mutants:
        yield from each(prove, exercises, jobs, say)
        return
    for exercise in exercises:
        yield prove(exercise, say, mutants=True, jobs=jobs, tell=tell)


def verify(
    exercise: Exercise,
    say: Say = say_nothing,
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
    trying = Trying(exercise.id, say)
    try:
        judge = Judge(exercise, Options(isolation=isolation, explain=False))
        judge.trying = trying.check
        trying.file("drawing the cases")
        with judge:
            found = _verified(judge, trying, before, ships)
            judge.trying = lambda check: None
            if not mutants:
                return found
            return replace(
                found, mutation=mutate(judge, jobs, functools.partial(tell, exercise.id))
            )
    except KataError as error:
        file = "solution.py" if isinstance(error, ReferenceFault) else "checks.py"
        said = f"{error.message}{way_round(error, exercise)} {error.hint}".strip()
        broken = Finding(file, "can be run", said)
        return Verification(exercise=exercise.id, findings=(broken,), checks=(), kills={}, twins={})
    finally:
        say(exercise.id, "")


def _verified(
    judge: Judge, trying: Trying, before: tuple[str, str, str], ships: bool
) -> Verification:
    exercise = judge.exercise
    prover = _Prover(judge, trying)
    findings = [
        *prover.reference(),
        *prover.stub(),
        *prover.accepted(),
        *prover.wrong(),
        *prover.every_check_kills(),
        *written(exercise, judge.recording),
        *overlooked(exercise),
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
        twins=_with_one_verdict(prover.twins, prover.kills),
        cases={c.name: len(c.cases) for c in judge.recording.checks if c.replayable},
        caught=prover.caught,
        seconds=prover.seconds,
        all_seconds={name: round(took, 3) for name, took in trying.took_s.items()},
    )


class _Prover:
    """Grades an author's files in one judge and remembers which check rejects what."""

    def __init__(self, judge: Judge, trying: Trying) -> None:
        self._judge, self._trying = judge, trying
        self.known = KnownMistakes(judge)
        self.kills: dict[str, tuple[str, ...]] = {}
        self.twins: dict[str, tuple[str, ...]] = {}
        self.caught: dict[str, dict[str, int]] = {}
        self.seconds: dict[str, float] = {}
        # The checks whose own body has refused an answer: not the student's code, by raising.
        self._objected: set[str] = set()

    def _why_failed(self, name: str, path: Path) -> str:
        """Why a file that should pass doesn't; nothing where it does."""
        judged = self._judged(name, path.read_bytes())
        if isinstance(judged, NotLoaded):
            return _unloadable(judged)
        if path.name == "solution.py":
            self.seconds = {j.check.name: round(j.duration_s, 3) for j in judged}
        if not self._failed_checks(judged):
            return ""
        return refusal(judged, self._judge.recording, self._judge.exercise)

    def _judged(self, name: str, source: bytes) -> list[Judged] | NotLoaded:
        self._trying.file(name)
        try:
            return self._judge.judge(source)
        except CheckFault as fault:
            fault.hint = fault.hint or f"It came of {name}."
            raise
        finally:
            self._trying.file("its other files")

    def _failed_checks(self, judged: list[Judged] | NotLoaded) -> list[str]:
        if isinstance(judged, NotLoaded):
            return [check.name for check in self._judge.recording.checks]
        return [j.check.name for j in judged if j.failures or j.ending or not j.ran]

    def reference(self) -> Iterable[Finding]:
        file = set_files.reference_file(self._judge.exercise)
        assert file is not None
        yield Finding(file.name, "gets full marks", self._why_failed(file.name, file))

    def limits(self) -> Iterable[Finding]:
        """Right work on a slower machine needs room: half of the time has to do here."""
        limit = self._judge.exercise.limits.submission_s
        takes = sum(self.seconds.values())
        slowest = max(self.seconds, key=lambda name: self.seconds[name], default="")
        said = f"the reference takes {takes:.0f} s of {limit:.0f} s, most of it in {slowest}"
        said = said if takes > limit / 2 else ""
        yield Finding("exercise.toml", "has limits that leave room", said)

    def watched(self) -> Iterable[Finding]:
        """A rule about a function that isn't there would hold nobody to anything."""
        unknown = self._judge.parent().ready().unknown
        said = f"there is no function {', '.join(unknown)}" if unknown else ""
        yield Finding("exercise.toml", "has rules that hold", said)

    def stub(self) -> Iterable[Finding]:
        exercise = self._judge.exercise
        judged = self._judged(exercise.file, set_files.stub(exercise).encode())
        tried = [] if isinstance(judged, NotLoaded) else judged
        passed = [j.check.name for j in tried if not j.failures and not j.ending]
        said = f"passes {', '.join(passed)}\n{_ASK_AS_WELL}" if passed else ""
        yield Finding(exercise.file, "fails every check", said)

    def accepted(self) -> Iterable[Finding]:
        for path in set_files.accepted(self._judge.exercise):
            name = f"accepted/{path.name}"
            yield Finding(name, "is accepted", self._why_failed(name, path))

    def wrong(self) -> Iterable[Finding]:
        for path in set_files.wrong(self._judge.exercise):
            judged = self._judged(f"wrong/{path.name}", path.read_bytes())
            failed = self._failed_checks(judged)
            self.kills[path.stem] = tuple(failed)
            yield _is_a_mistake(path, judged)
            said = "" if failed else "no check rejects it"
            yield Finding(f"wrong/{path.name}", "is rejected", said)
            if not isinstance(judged, NotLoaded):
                # One that ended early would have failed in more.
                counted = [j for j in judged if j.failures and not j.ending]
                self.caught[path.stem] = {j.check.name: len(j.failures) for j in counted}
                self._objected.update(j.check.name for j in judged if _objects(j))
            if failed and not isinstance(judged, NotLoaded):
                self.known.remember(path.stem, judged)
                named = self.known.matches(judged, path.read_bytes())
                yield self._diagnosis(path.stem, named, judged)

    def _diagnosis(self, variant: str, named: list[str], judged: Sequence[Judged]) -> Finding:
        """The variant is the one its own answers lead to, or has the same answers as that one."""
        twins = tuple(name for name in named if name != variant)
        if twins:
            self.twins[variant] = twins
        said = (
            f"its answers are those of {', '.join(named)}"
            if named
            else next((one.detail for one in judged if one.ending == "no_function"), "")
            or "asked again, it answers otherwise: does it keep state, or use chance?"
        )
        said = "" if variant in named else said
        return Finding(f"wrong/{variant}.py", "is diagnosed as itself", said)

    def every_check_kills(self) -> Iterable[Finding]:
        if not self.kills:
            said = "it holds no known mistake, so nothing is known of what the checks catch"
            yield Finding("wrong/", "holds mistakes", said)
            return
        useful = {_function(name) for failed in self.kills.values() for name in failed}
        # A parametrized check is one that its author wrote.
        objected = {_function(name) for name in self._objected}
        idle = self._pass_nothing()
        drawn = {_function(c.name) for c in self._judge.recording.checks if len(c.cases) > 1}
        for name in dict.fromkeys(_function(c.name) for c in self._judge.recording.checks):
            # One example, as imported tests are: it looks at an answer, and that is all it can.
            example = name not in useful and name not in drawn | idle
            said = (
                "" if name in useful or example else "it rejects none of the known-wrong variants"
            )
            if not said and name in idle - objected:
                said = _LOOKS_AT_NOTHING
            advice = _OF_EXAMPLE if example else _FOR_NOTHING if not said and name in idle else ""
            yield Finding(name, "catches something", said, advice)

    def _pass_nothing(self) -> set[str]:
        """The checks that a file passes which does nothing where the stub says what is to do."""
        stub, emptied = _NOT_IMPLEMENTED.subn("pass", set_files.stub(self._judge.exercise))
        names = self._judge.recording.signatures
        source = "\n".join(f"def {name}(*args, **kwargs): return None" for name in names)
        judged = self._judged("a stub that does nothing", (stub if emptied else source).encode())
        failed = set(self._failed_checks(judged))
        return {_function(c.name) for c in self._judge.recording.checks if c.name not in failed}


def _with_one_verdict(
    twins: Mapping[str, Sequence[str]], kills: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Those that no check tells apart either: what an exception says is no answer to tell them by,
    but a check may ask for it."""
    same = {
        one: tuple(other for other in others if kills.get(other) == kills.get(one))
        for one, others in twins.items()
    }
    return {one: others for one, others in same.items() if others}


_LOOKS_AT_NOTHING = "it looks at no answer: functions that return None pass it, has it an assert?"
_NOT_IMPLEMENTED = re.compile(r"\braise NotImplementedError\b(\([^()\n]*\))?")
_ASK_AS_WELL = "Let it ask as well for something that only an answer can give."
_OF_EXAMPLE = (
    "none of the known-wrong variants fails it.\n"
    "If students make a mistake that it finds, put one such file into wrong/."
)
_FOR_NOTHING = (
    "a file that does nothing passes it: the stub with pass in place of what it raises.\n"
    + _ASK_AS_WELL
)

# What ends a case before the check has seen an answer.
_WITHOUT_AN_ANSWER = {"error", "forbidden", "timeout", "cpu", "out_of_memory", "crashed", "garbled"}


def _objects(judged: Judged) -> bool:
    return any(f.kind not in _WITHOUT_AN_ANSWER for f in judged.failures.values())


def _function(check: str) -> str:
    return check.partition("[")[0]


# What a slip of the author's pen raises, and hardly a student's misunderstanding.
_SLIPS = ("NameError", "ModuleNotFoundError", "ImportError")


def _is_a_mistake(path: Path, judged: list[Judged] | NotLoaded) -> Finding:
    """A variant that can't even run proves nothing about the checks."""
    said = ""
    if isinstance(judged, NotLoaded):
        if judged.reason != "forbidden":
            said = _unloadable(judged)
    else:
        slips = [_slip(failure) for j in judged for failure in j.failures.values()]
        # Where the name is what it's about (Python 2's xrange, say), its first line says so.
        names = _quoted(slips[0]) if slips else []
        meant = any(name in set_files.misconception(path) for name in names)
        if slips and all(slips) and not meant:
            said = f"it raises {slips[0]} in every call"
    return Finding(f"wrong/{path.name}", "can be run", said)


def _unloadable(why: NotLoaded) -> str:
    line = f"line {why.line}: " if why.line else ""
    return f"it can't be loaded: {line}{why.message}"


def _quoted(message: str) -> list[str]:
    return re.findall(r"'(\w+)'", message)


def _slip(failure: Failure) -> str:
    raised = failure.raised
    return f"{raised.error}: {raised.message}" if raised and raised.error in _SLIPS else ""
