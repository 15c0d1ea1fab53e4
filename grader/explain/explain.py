"""Explains what failed: what (the smallest failing call), when, and why.

    what  shrink.py finds the smallest failing call; counterexample.py makes it text
    when  features.py names what is true of each call, case_features.py remembers it,
          condition.py finds what separates, condition_choice.py which cases it may speak of
    why   certain_causes.py reads what is certain, known_mistakes.py compares with known-wrong
          variants, earlier_calls.py asks once more without the calls before, answer_patterns.py
          tries general laws

Never guesses: where nothing can be said for certain, nothing is said.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

from msgspec import Raw

from ..errors import WorkerLost
from ..judge import devices
from ..judge.attempt import Attempt
from ..judge.judge import Judge
from ..judge.outcomes import Failure, Judged
from ..judge.recording import Recording
from ..model import Counterexample, Why
from ..wire import messages
from ..wire.messages import Loaded
from ..wording import claim_words
from ..wording.file_tokens import Code
from . import own_answers
from .answer_patterns import law
from .answers import STOPS
from .besides_values import sentence
from .call import call_of
from .case_features import CaseFeatures
from .certain_causes import fact
from .changed_arguments import with_changed
from .condition_choice import chosen
from .counterexample import counterexample
from .earlier_calls import (
    ALONE,
    after_its_files,
    around_it,
    as_pasted,
    asked_alone,
    asks_again,
    can_be_tried,
    differs_alone,
    is_imported,
    is_of_chance,
    kept,
    with_all_it_takes,
)
from .known_mistakes import KnownMistakes
from .plain import plain, stopped
from .shrink import recorded, shrink
from .which_stops import where_it_stops

# Calls that are spent on the check that is shown first, and on the others where they are asked for.
FIRST = 300
THOROUGH = 150
# A file that takes longer to load isn't loaded again and again.
SLOW_S = 0.2
# A call that did not come back says nothing of those before, and would take as long again; and what
# is too large together, or takes too long, isn't so alone.
_OF_ALL_CALLS = ("timeout", "cpu", "garbled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """of_value: whether the message is about a wrong value, and no exception or ending."""

    counterexample: Counterexample | None = None
    when: str | None = None
    why: Why | None = None
    message: str | None = None
    of_value: bool = False


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
        whys = self._mistakes(judged, code) | facts
        for number, one in enumerate(failed):
            name = one.check.name
            # Where no more can be asked, it is shown as it was recorded.
            for budget in (self._budget(number), None):
                try:
                    explained[name] = self._one(one, judged, attempt, budget, whys.get(name))
                    break
                except WorkerLost:
                    raise
                except Exception:  # ours; a student is still told what is plain
                    if os.environ.get("KATA_DEBUG"):
                        raise
                    explained[name] = Explanation(message=plain(one))
        return explained

    def _mistakes(self, judged: list[Judged], code: Code) -> dict[str, Why]:
        """By check name, the known mistake; none where they can't be tried, as there is no room for
        one more process: the rest is told all the same."""
        try:
            return self.known_mistakes.why(judged, code)
        except WorkerLost:
            raise
        except Exception:
            if os.environ.get("KATA_DEBUG"):
                raise
            return {}

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
        if budget is not None and start in one.failures:
            stops = where_it_stops(judge, attempt, one.check, one.failures[start])
            one = replace(one, failures={**one.failures, start: stops})
        least = recorded(one, start)
        asks = budget is not None and least.kind not in _OF_ALL_CALLS
        asks = asks and (why is None or is_imported(least) or asks_again(least))
        asks = asks and not least.unended  # the same again takes as long
        again = asked_alone(judge, attempt, one, start) if asks else None
        passes = again is not None and not again.failures
        past = kept(Code(attempt.source)) if passes and why is None else None
        if budget is not None:
            least = self._least(one, attempt, start, 0 if past is not None else budget)
            past = kept(Code(attempt.source), least) if least.before != 0 else past
        if again is not None and again.failures:
            least = as_pasted(least, recorded(one, start), recorded(again, 0))
            least, past = with_all_it_takes(judge, attempt, one.check, least)
        elif asks and not one.check.replayable and differs_alone(judge, attempt, one.check, least):
            past, why = kept(Code(attempt.source), least), None
        elif asks and again is None:
            least = after_its_files(least)
        least = own_answers.looked_at(least, judge.runner, one, start)
        is_tried = again is not None and bool(again.failures) and can_be_tried(least)
        around = around_it(Code(attempt.source), least, is_tried)
        of_value = least.raised is None and least.kind not in STOPS
        of_value = of_value and least.message != claim_words.NOTHING
        if past is not None and why is None:
            shown = counterexample(least, judge.recording, judge.exercise, around)
            said = self._message(one, least, attempt)
            return Explanation(counterexample=shown, message=said, why=past, of_value=of_value)
        why = why or devices.law(list(one.failures.values())) or self._law(one, least)
        shown = counterexample(least, judge.recording, judge.exercise, around)
        if budget is not None:
            shown = with_changed(shown, least, judge.recording, attempt, one.check)
        return Explanation(
            counterexample=shown,
            message=ALONE
            if past is not None and not least.before
            else self._message(one, least, attempt),
            when=chosen(self._conditions, one, judged, least, why is not None),
            why=why,
            of_value=of_value,
        )

    def _fresh(self, attempt: Attempt) -> Callable[[], Attempt] | None:
        """What gives workers that have just loaded the file; None where one would say nothing."""
        loaded, source = attempt.loaded, attempt.source
        if not isinstance(loaded, Loaded) or loaded.own_s > SLOW_S or is_of_chance(Code(source)):
            return None
        return lambda: self._judge.attempt(source)

    def _least(self, one: Judged, attempt: Attempt, start: int, calls: int) -> Failure:
        """The smallest failure, with what it takes. What was made smaller where nobody knows what
        it takes, as much was asked meanwhile, is shown as it was recorded."""
        fresh = self._fresh(attempt)
        least = shrink(self._judge.runner, attempt, one, start, calls, fresh)
        if least.before is not None or not calls:
            return least
        return shrink(self._judge.runner, attempt, one, start, 0, fresh)

    def _message(self, one: Judged, failure: Failure, attempt: Attempt) -> str | None:
        """What is wrong besides the values, as a sentence; nothing that the check's title says."""
        if failure.kind in STOPS:
            return plain(one)
        said = sentence(failure, self._judge.recording)
        if said is not None and _bare(said) == _bare(one.check.title):
            return None
        if said == claim_words.NOTHING and _may_be_none(self._judge.recording, failure):
            return None  # a right answer elsewhere: no return need be missing
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

    def _law(self, judged: Judged, shown: Failure) -> Why | None:
        """A general law, where every failing case is a wrong answer, the one that is shown too."""
        failures = [*judged.failures.values(), shown]
        if any(
            f.kind not in ("values", "shape", "items", "dtype") or f.call is None for f in failures
        ):
            return None
        if any(f.origin.asked is not None or f.made for f in failures):
            return None  # laws speak of the answer, not of what the call left behind
        recording = self._judge.recording
        *every, last = [(f.got, f.want, call_of(f.call, recording)) for f in failures if f.call]
        return law(every, last)


def _may_be_none(recording: Recording, failure: Failure) -> bool:
    """Whether None is the right answer of the same function in some other case."""
    return any(
        asked.name == failure.call.name and right is not None and right.value is None
        for check in recording.checks
        for case in check.cases
        for asked, right in zip(
            map(messages.operation, case.asked), map(_returned, case.expected), strict=False
        )
        if failure.call is not None and asked.do in messages.CALLS
    )


def _returned(raw: Raw) -> messages.Returned | None:
    outcome = messages.outcome(raw)
    return outcome if isinstance(outcome, messages.Returned) else None


def _bare(text: str) -> str:
    return text.casefold().removesuffix(".")


def _looking(failed: int, checks: int) -> str:
    """The verdict, which doesn't depend on what is still looked for."""
    verb = "fails" if failed == 1 else "fail"
    return f"{failed} of {checks} checks {verb}. Looking for the smallest failing call …"


def _stopped(judged: Judged) -> int | None:
    """The number of the case that ended a worker: the call that the check's status is about. Not
    where the time was used up by all calls together, and others failed: the last is no slower."""
    together = judged.detail == "submission" and len(judged.failures) > 1
    return None if together else stopped(judged)


def _unwritten(judged: Judged) -> bool:
    return all(failure.is_unwritten for failure in judged.failures.values())
