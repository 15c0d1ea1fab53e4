"""Why it fails: the known-wrong variant whose answers are the student's on every recorded case.

Every variant in wrong/ was run on the recorded cases in a worker of its own, by its author or here.
A first sample of the cases leaves few candidates. Those are compared on all cases: by a digest of
their answers, or, where that differs, as rounding may, in a worker. Where none agrees on every
case, none is named; nor where what agrees could have many causes (thin evidence), unless the
code bears out what would be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import structs

from ..judge.answer_budget import MAX_RIGHT, size
from ..judge.cache import key_of
from ..judge.judge import Judge
from ..judge.outcomes import Judged
from ..judge.recording import RecordedCheck
from ..judge.shipped import Answers, Digests, Samples
from ..model import Exercise, Why
from ..process.batches import Batched
from ..sets import set_files
from ..wire import messages
from ..wire.messages import NotLoaded, Raised, WireError
from ..wording.file_tokens import Code
from .agreement import Agreement, Compared, digest

SAMPLE = 8
# From so many different calls on, which of them fail tells one mistake from another.
ENOUGH_CALLS = 3
# Python's own words for these name the very thing that is wrong.
_TELLING = ("NameError", "AttributeError", "TypeError", "ImportError", "ModuleNotFoundError")


def mistakes_key(exercise: Exercise, cases: str) -> str:
    """What the variants' answers are made from, by the key of the cases."""
    return key_of(cases, set_files.digest(set_files.wrong(exercise)))


class KnownMistakes:
    """The known-wrong variants of one session's exercise."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._files = {path.stem: path for path in set_files.wrong(judge.exercise)}
        self._codes: dict[str, Code] = {}
        self._full: dict[str, dict[str, Batched]] = {}
        self._sample: Samples | None = None
        self._digests: Digests = {}

    def why(self, judged: Sequence[Judged], code: Code) -> dict[str, Why]:
        """By name of failed check, the misconception behind it, where one agrees everywhere.

        Agreeing on one check is not enough: many mistakes look alike on an image of one window.
        Checks of a function that isn't written yet say nothing about the others.
        """
        written = [j for j in judged if not _is_unwritten(j)]
        failed = [j for j in written if j.failures]
        borne_out = self._borne_out(written, code)
        if not failed or not borne_out:
            return {}  # before a variant is run, which costs something
        found = self._found(written, code, borne_out)
        if found is not None:
            explained = [j for j in failed if self._explains(found, j, code)]
            return {j.check.name: self._why(found) for j in explained}
        if not any(map(_is_about_effects, failed)):
            return {}
        # A second mistake, that of the arguments, doesn't make what is said of values untrue.
        found = self._found(written, code, borne_out, more=True)
        explained = [j for j in failed if found and self._fails_there_too(found, j)]
        return {j.check.name: self._why(found) for j in explained if found}

    def _found(
        self, written: Sequence[Judged], code: Code, borne_out: set[str], more: bool = False
    ) -> str | None:
        """The variant that agrees with a file on all cases. more: the file may do more to the
        arguments besides."""
        for variant in self._candidates(written, code, more):
            agrees = (self._agrees(variant, j, code, more) for j in written)
            if variant not in borne_out or not all(agrees):
                continue
            if more or any(self._explains(variant, j, code) for j in written if j.failures):
                return variant
        return None

    def _explains(self, variant: str, judged: Judged, code: Code) -> bool:
        """Whether the variant, whose answers are the same values, fails a check where the file
        does: a check may ask for more than values, a tensor's dtype or its strides."""
        if not judged.check.replayable or self._is_same(variant, judged, code):
            return True
        return self._is_wrong_there(variant, judged)

    def _is_same(self, variant: str, judged: Judged, code: Code) -> bool:
        """Whether a check's answers are the variant's to the byte, as far as is known."""
        same = self._digests.get(variant, {}).get(judged.check.name)
        return same is not None and same == digest(judged.batched, code)

    def _fails_there_too(self, variant: str, judged: Judged) -> bool:
        """Whether all that is wrong in a check of the file's is wrong of the variant, too."""
        if _is_about_effects(judged) or not judged.check.replayable:
            return False
        return self._is_wrong_there(variant, judged)

    def _is_wrong_there(self, variant: str, judged: Judged) -> bool:
        if variant not in self._full:
            self._full[variant] = self._run(self._files[variant])
        theirs = self._full[variant].get(judged.check.name)
        cases = judged.check.cases
        return theirs is not None and all(
            number < len(theirs.cases) and theirs.cases[number] != cases[number].expected
            for number in judged.failures
        )

    def _borne_out(self, judged: Sequence[Judged], code: Code) -> set[str]:
        """The variants of which what is said is true of this file, as far as can be told."""
        evidence = {v: set_files.evidence(path) for v, path in self._files.items()}
        thin = _is_thin(judged)
        return {
            v for v, words in evidence.items() if (words or not thin) and all(map(code.has, words))
        }

    def remember(self, variant: str, judged: Sequence[Judged]) -> None:
        """A variant's answers to all cases, where somebody has just asked for them anyway."""
        self._full[variant] = {j.check.name: j.batched for j in judged if j.check.replayable}

    def matches(self, judged: Sequence[Judged], source: bytes) -> list[str]:
        """Every variant whose answers are these on all cases of all checks."""
        code = Code(source)
        near = self._candidates(judged, code)
        return [v for v in near if all(self._agrees(v, j, code) for j in judged)]

    def _why(self, variant: str) -> Why:
        return Why(id=variant, text=set_files.misconception(self._files[variant]))

    def _candidates(self, judged: Sequence[Judged], code: Code, more: bool = False) -> list[str]:
        """Whose sample agrees. Another Python words its errors otherwise, and torch answers a
        little otherwise on another processor: what comes from the author's machine rules out what
        is far off there, and _agrees asks here."""
        compared: Compared = {}
        torchs = "torch" in self._judge.exercise.requires

        def agreement(variant: str) -> Agreement:
            return Agreement(self._code(variant), code, compared, more, True, torchs)

        return [
            variant
            for variant, sample in self._samples().items()
            if self._is_candidate(self._here(variant, sample), judged, agreement(variant))
        ]

    def _here(self, variant: str, sample: dict[str, Answers]) -> dict[str, Answers]:
        """Its sample, from this machine where it was run on this one: small differences of two
        processors may be all that its answers are made of."""
        full = self._full.get(variant, {})
        answered = any(batched.cases for batched in full.values())
        return _first_of(full) if answered else sample

    def _is_candidate(
        self, sample: dict[str, Answers], judged: Sequence[Judged], agreement: Agreement
    ) -> bool:
        return all(
            agreement.on_all(sample.get(j.check.name, []), j.batched.cases)
            for j in judged
            if _is_sampled(j.check)
        )

    def _code(self, variant: str) -> Code:
        if variant not in self._codes:
            self._codes[variant] = Code(self._files[variant].read_bytes())
        return self._codes[variant]

    def _agrees(self, variant: str, judged: Judged, code: Code, more: bool = False) -> bool:
        if not judged.check.replayable:
            return True  # there are no cases that both have answered
        if self._is_same(variant, judged, code):
            return True
        if variant not in self._full:
            self._full[variant] = self._run(self._files[variant])
        theirs = self._full[variant].get(judged.check.name)
        if theirs is None or theirs.ending != judged.batched.ending:
            return False
        if len(theirs.cases) != len(judged.batched.cases):
            return False
        agreement = Agreement(self._code(variant), code, more=more)
        return agreement.on_all(theirs.cases, judged.batched.cases)

    def _samples(self) -> Samples:
        if self._sample is None:
            key = mistakes_key(self._judge.exercise, self._judge.recording.key)
            theirs = self._judge.shipped.mistakes(key)
            if theirs is not None:
                self._sample, self._digests = theirs
            else:
                self._sample = self._judge.kept("bank", key, Samples, self._made)
        return self._sample

    def for_everybody(self) -> tuple[str, Samples, Digests]:
        """What an author's machine ships, with what it was made from: every variant is run on all
        cases, unless that was done just now."""
        for variant, path in self._files.items():
            if variant not in self._full:
                self._full[variant] = self._run(path)
        samples = {variant: _first_of(self._full[variant]) for variant in self._files}
        digests = {
            variant: {
                check: digest(b, self._code(variant)) for check, b in self._full[variant].items()
            }
            for variant in self._files
        }
        return mistakes_key(self._judge.exercise, self._judge.recording.key), samples, digests

    def _made(self) -> Samples:
        return {name: self._sample_of(path) for name, path in self._files.items()}

    def _sample_of(self, path: Path) -> dict[str, Answers]:
        """The answers to the first few cases of each check. A variant that keeps state between
        calls answers these otherwise than among all the others: then all are asked. A fresh worker
        that is asked the same cases backwards tells."""
        if self._keeps_little():
            return _first_of(self._run(path))
        sampled = filter(_is_sampled, self._judge.recording.checks)
        checks = [structs.replace(check, cases=check.cases[:SAMPLE]) for check in sampled]
        turned_round = [structs.replace(c, cases=c.cases[::-1]) for c in reversed(checks)]
        forwards = self._answers(path, checks)
        backwards = self._answers(path, turned_round)
        turned = {name: answers[::-1] for name, answers in backwards.items()}
        return forwards if forwards == turned else _first_of(self._run(path))

    def _answers(self, path: Path, checks: Sequence[RecordedCheck]) -> dict[str, Answers]:
        with self._judge.attempt(path.read_bytes()) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return {}
            return {check.name: attempt.run(check).cases for check in checks}

    def _run(self, path: Path) -> dict[str, Batched]:
        """A variant's answers to all cases, by check."""
        if self._keeps_little():
            judged = self._judge.judge(path.read_bytes())
            tried = [] if isinstance(judged, NotLoaded) else judged
            return {j.check.name: j.batched for j in tried if j.check.replayable}
        with self._judge.attempt(path.read_bytes()) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return {}
            checks = [c for c in self._judge.recording.checks if c.replayable]
            return {check.name: attempt.run(check) for check in checks}

    def _keeps_little(self) -> bool:
        """Whether a large answer that is right has the recording's kept in its place, once it was
        judged. Where it is left to chance, it is another one: then what is compared has to have
        been judged on both sides."""
        cases = (case for check in self._judge.recording.checks for case in check.cases)
        return any(size(case.expected) > MAX_RIGHT for case in cases)


def _is_about_effects(judged: Judged) -> bool:
    """Whether a check fails for what a call did to its arguments, somewhere at least."""
    return any(failure.kind in ("changed", "shares") for failure in judged.failures.values())


def _is_sampled(check: RecordedCheck) -> bool:
    """Whether every variant answers some of its cases: on a GPU only those do that agree with a
    file on all other checks."""
    return check.replayable and check.device != "cuda"


def _first_of(full: dict[str, Batched]) -> dict[str, Answers]:
    return {check: batched.cases[:SAMPLE] for check, batched in full.items()}


def _is_unwritten(judged: Judged) -> bool:
    """Whether every case that was asked to its end met the stub's own NotImplementedError, if only
    on the side: what was given right besides may let it pass."""
    pairs = zip(judged.check.cases, judged.batched.cases, strict=False)
    asked = [(case, got) for case, got in pairs if len(got) == len(case.asked)]
    return bool(asked) and all(
        any(
            answer != right and _raises_not_implemented(answer)
            for answer, right in zip(got, case.expected, strict=False)
        )
        for case, got in asked
    )


def _raises_not_implemented(raw: msgspec.Raw) -> bool:
    try:
        outcome = messages.outcome(raw)
    except WireError:
        return False
    return isinstance(outcome, Raised) and outcome.error == "NotImplementedError"


def _is_thin(judged: Sequence[Judged]) -> bool:
    """Whether wrong answers say little of their cause: only exceptions, or None, from too few
    different calls or from all there are."""
    calls: set[bytes] = set()
    passes = False
    for one in judged:
        for number, (case, answers) in enumerate(
            zip(one.check.cases, one.batched.cases, strict=False)
        ):
            passes |= number not in one.failures
            for asked, answer, right in zip(case.asked, answers, case.expected, strict=False):
                if answer == right:
                    continue
                if _tells(answer):
                    return False
                calls.add(bytes(asked))
    return len(calls) < ENOUGH_CALLS or not passes


def _tells(raw: msgspec.Raw) -> bool:
    """Whether a wrong answer alone says something of the mistake."""
    try:
        outcome = messages.outcome(raw)
    except WireError:
        return True
    if isinstance(outcome, Raised):
        return outcome.error in _TELLING
    return outcome.value is not None
