"""Explains what failed: what (the smallest failing call), when, and why.

    what  shrink.py finds the smallest failing call; counterexample.py makes it text
    when  features.py names what is true of each call, case_features.py remembers it,
          condition.py finds what separates
    why   certain_causes.py reads what is certain, known_mistakes.py compares with known-wrong
          variants, earlier_calls.py asks once more without the calls before, answer_patterns.py
          tries general laws

Never guesses: where nothing can be said for certain, nothing is said.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import WorkerLost
from ..judge import devices
from ..judge.attempt import Attempt
from ..judge.judge import Judge
from ..judge.outcomes import Failure, Judged
from ..judge.recording import RecordedCheck
from ..model import Counterexample, Why
from ..wire import messages
from ..wire.messages import Loaded, Operation, Raised
from ..wording.file_tokens import Code
from .answer_patterns import is_moved, law
from .answers import STOPS
from .call import call_of
from .case_features import CaseFeatures
from .certain_causes import fact
from .condition import Table, exact_condition, joined, ordered, when
from .counterexample import counterexample, sentence
from .earlier_calls import depends_on_the_past
from .features import is_of_answer, is_plain
from .known_mistakes import KnownMistakes
from .plain import plain
from .shrink import recorded, shrink

# Calls that are spent on the check that is shown first, and on the others where they are asked for.
FIRST = 300
THOROUGH = 150


# Kinds of failure that come about whatever the numbers are.
_ABOUT_NO_VALUE = ("missing", "type", "shape", "items", "dtype", "device", "shares", "calls")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    counterexample: Counterexample | None = None
    when: str | None = None
    why: Why | None = None
    message: str | None = None


class Explainer:
    """Explains the failed checks of one submission after another."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.known_mistakes = KnownMistakes(judge)
        self._conditions = CaseFeatures(judge)

    def explain(self, judged: list[Judged], attempt: Attempt) -> dict[str, Explanation]:
        """By check name, what there is to say about each that failed."""
        code = Code(attempt.source)
        facts = self._facts(judged, attempt, code)
        broken = [j for j in judged if j.failures]
        failed = [j for j in broken if not _unwritten(j)]
        explained = {
            j.check.name: Explanation(why=facts.get(j.check.name)) for j in broken if _unwritten(j)
        }
        if not failed:
            return explained
        self._judge.tell(_looking(len(broken), len(judged)))
        whys = self.known_mistakes.why(judged, code) | facts
        for number, one in enumerate(failed):
            try:
                explained[one.check.name] = self._one(
                    one, judged, attempt, self._budget(number), whys.get(one.check.name)
                )
            except WorkerLost:
                raise
            except Exception:  # ours; a student is still told what is plain
                if os.environ.get("KATA_DEBUG"):
                    raise
                explained[one.check.name] = Explanation(message=plain(one))
        return explained

    def _facts(self, judged: list[Judged], attempt: Attempt, code: Code) -> dict[str, Why]:
        """By check name, what the file itself says of why it fails."""
        loaded, recording = attempt.loaded, self._judge.recording
        if not isinstance(loaded, Loaded):
            return {}
        exercise = self._judge.exercise
        failed = [j for j in judged if j.failures]
        every = {j.check.name: fact(j, loaded, recording, code, exercise) for j in failed}
        return {name: found for name, found in every.items() if found is not None}

    def _budget(self, number: int) -> int | None:
        """What may be spent on the failed check that is shown as this one; None: nothing."""
        if number == 0:
            return FIRST
        return THOROUGH if self._judge.options.thorough else None

    def _one(
        self,
        one: Judged,
        judged: list[Judged],
        attempt: Attempt,
        budget: int | None,
        why: Why | None,
    ) -> Explanation:
        judge = self._judge
        if all(failure.bare for failure in one.failures.values()):
            return Explanation(message=plain(one))
        start = _stopped(one)
        if start is None:
            start = self._conditions.simplest(one)
        least = recorded(one, start)
        # A call that did not come back says nothing of those before, and would take as long again.
        asks = budget is not None and why is None and least.kind != "timeout"
        past = depends_on_the_past(judge, attempt, one, start) if asks else None
        if past is not None:
            shown = counterexample(least, judge.recording, judge.exercise)
            said = self._message(least, attempt)
            return Explanation(counterexample=shown, message=said, why=past)
        if budget is not None:
            least = shrink(judge.runner, attempt, one, start, budget)
        why = why or devices.law(list(one.failures.values())) or self._law(one)
        return Explanation(
            counterexample=counterexample(least, judge.recording, judge.exercise),
            message=self._message(least, attempt),
            when=self.when(one, judged, least, why is not None),
            why=why,
        )

    def _message(self, failure: Failure, attempt: Attempt) -> str | None:
        """What is wrong besides the values, as a sentence."""
        said = sentence(failure, self._judge.recording)
        divided = isinstance(failure.got, float) and isinstance(failure.want, int)
        if said and failure.kind == "type" and divided and Code(attempt.source).has("/"):
            return f"{said.removesuffix('.')}: / always gives a float, // divides and rounds down."
        return said

    def hint(self, explained: dict[str, Explanation]) -> str | None:
        """The hint that the diagnosis asks for, if the author wrote one."""
        diagnosed = [e.why.id for e in explained.values() if e.why is not None]
        for hint in self._judge.exercise.hints:
            if any(name in hint.after for name in diagnosed):
                return hint.text
        return None

    def when(
        self,
        judged: Judged,
        every: Sequence[Judged],
        shown: Failure | None = None,
        explained: bool = False,
    ) -> str | None:
        """What is said of when a check fails. every: all checks of the submission; shown: the
        failure that is shown beside it; explained: a cause is named too.

        Best is a condition that holds in all checks of the function: "only there" is then true of
        every recorded case. Next best is one for the check's own cases.
        """
        if shown is not None and shown.call is not None and _takes_nothing(shown.call):
            return None  # every case is the same call
        facts = self._conditions.of_failure(judged.check, shown) if shown is not None else None
        if facts is not None and not _answers_wrong(judged):
            facts = {name: holds for name, holds in facts.items() if not is_of_answer(name)}
        if facts is not None and not _values_matter(judged):
            facts = {name: holds for name, holds in facts.items() if is_plain(name)}
        own = self._conditions.table(judged)
        if _observes(judged) or _refuses(judged) or _looks_elsewhere(judged):
            return when(own, facts, explained)
        both = self._joined(judged, every)
        if exact_condition(both, facts, explained) or not both.passed:
            return when(both, facts, explained)
        # What passes in another check says nothing of one that fails in all of its cases.
        return when(ordered(own, both), facts, explained)

    def masks(self, check: RecordedCheck) -> dict[str, int]:
        """By feature, the recorded cases of a check where it holds, as bits."""
        return self._conditions.masks(check)

    def _law(self, judged: Judged) -> Why | None:
        """A general law, where every failing case is a wrong answer."""
        failures = list(judged.failures.values())
        if any(
            f.kind not in ("values", "shape", "items", "dtype") or f.call is None for f in failures
        ):
            return None
        if any(f.origin.asked is not None for f in failures):
            return None  # laws speak of the answer, not of what the call left behind
        recording = self._judge.recording
        return law([(f.got, f.want, call_of(f.call, recording)) for f in failures if f.call])

    def _joined(self, judged: Judged, every: Sequence[Judged]) -> Table:
        """The cases of all checks that call the same function and get a value, this check's first.

        Inputs that have to be refused are of another kind; they say nothing about the others.
        """
        asked = _function(judged)
        others = [
            j
            for j in every
            if j is not judged and _function(j) == asked and not (_observes(j) or _refuses(j))
        ]
        return joined([self._conditions.table(j) for j in (judged, *others)])


def _looking(failed: int, checks: int) -> str:
    """The verdict, which doesn't depend on what is still looked for."""
    verb = "fails" if failed == 1 else "fail"
    return f"{failed} of {checks} checks {verb}. Looking for the smallest failing call …"


def _takes_nothing(call: Operation) -> bool:
    return not call.args and not call.kwargs


def _values_matter(judged: Judged) -> bool:
    """Whether it can matter what numbers are like: not for an answer of the wrong shape or type,
    nor for one that has the right numbers in the wrong places."""
    failures = judged.failures.values()
    return not all(f.kind in _ABOUT_NO_VALUE or is_moved(f.got, f.want) for f in failures)


def _answers_wrong(judged: Judged) -> bool:
    """Whether what is wrong is always an answer, or a part of one: only then can it matter what
    the right answer is like."""
    origins = [f.origin for f in judged.failures.values() if f.raised is None]
    whole = all(origin.whole or origin.part is not None for origin in origins)
    return whole and len(origins) == len(judged.failures)


def _stopped(judged: Judged) -> int | None:
    """The number of the case that ended a worker: the call that the check's status is about."""
    return next((n for n, f in judged.failures.items() if f.kind in STOPS), None)


def _observes(judged: Judged) -> bool:
    """Whether a check is about what a call does besides returning a value."""
    first = judged.check.cases[0].asked if judged.check.cases else []
    return any(messages.operation(raw).do == "observe" for raw in first)


# What became of an answer later or of an argument between two calls; what an author asks of it.
_SEEN_BY_NO_OTHER = ("lasting", "stale", "property")


def _looks_elsewhere(judged: Judged) -> bool:
    """Whether what is wrong is something that other checks don't see: their cases may well have it
    too, and pass."""
    return any(failure.kind in _SEEN_BY_NO_OTHER for failure in judged.failures.values())


def _refuses(judged: Judged) -> bool:
    """Whether a check is about calls that raise."""
    first = judged.check.cases[0].expected if judged.check.cases else []
    return any(isinstance(messages.outcome(raw), Raised) for raw in first)


def _function(judged: Judged) -> str | None:
    """The function that a check is about: the one that its first case calls last."""
    first = judged.check.cases[0].asked if judged.check.cases else []
    calls = [o for raw in first if (o := messages.operation(raw)).do in ("call", "observe")]
    return calls[-1].name if calls else None


def _unwritten(judged: Judged) -> bool:
    return all(failure.is_unwritten for failure in judged.failures.values())
