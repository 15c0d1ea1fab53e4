"""Which cases a condition speaks of, and which features may be named in it.

Best is a condition that holds in all checks of the function: "only there" is then true of every
recorded case. Next best is one for the check's own cases, if no failing case of another check
refutes it: the student reads both in one report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..judge.outcomes import Failure, Judged
from ..wire import messages
from ..wire.messages import Raised
from . import text_features
from .answer_patterns import is_moved
from .case_features import CaseFeatures
from .condition import Table, exact_condition, joined, ordered, when
from .features import is_of_answer, is_plain

# Kinds of failure that come about whatever the numbers are.
_ABOUT_NO_VALUE = ("missing", "type", "shape", "items", "dtype", "device", "shares", "calls")
# Of which the numbers may well be right.
_MANNER = frozenset(
    {"dtype", "device", "shares", "calls", "changed", "state", "lasting", "stale", "property"}
)


def chosen(
    conditions: CaseFeatures,
    judged: Judged,
    every: Sequence[Judged],
    shown: Failure,
    explained: bool,
) -> str | None:
    """What is said of when a check fails. every: all checks of the submission; shown: the failure
    that is shown beside it; explained: a cause is named too."""
    if shown.call is not None and not shown.call.args and not shown.call.kwargs:
        return None  # every case is the same call
    facts = _facts(conditions, judged, shown)
    own = conditions.table(judged)
    if _is_seen_by_it_alone(judged) or _refuses(judged) or _looks_elsewhere(judged):
        return when(own, facts, explained, ())
    others = _of_the_function(judged, every)
    both = joined([own, *map(conditions.table, others)])
    both = replace(both, masks=text_features.told_of_all(both.masks, both.total))
    if both.passed and exact_condition(both, facts, explained):
        return when(both, facts, explained)
    # What passes in another check says nothing of one that fails in all of its cases; where all of
    # it passes, nothing either of which feature is the reason.
    telling = joined([own, *(conditions.table(other) for other in others if other.failures)])
    elsewhere = [_refuting(conditions.table(other), other, judged) for other in others]
    return when(ordered(own, telling), facts, explained, elsewhere)


def _facts(conditions: CaseFeatures, judged: Judged, shown: Failure) -> dict[str, bool]:
    """What is true of the failure that is shown, as far as it can be why the check fails."""
    facts = conditions.of_failure(judged.check, shown)
    answers, values = _answers_wrong(judged), _values_matter(judged)
    nowhere = tuple(f"{name} " for name in conditions.unnamed(shown))
    return {
        name: holds
        for name, holds in facts.items()
        if (answers or not is_of_answer(name)) and (values or is_plain(name))
        if not name.startswith(nowhere)
    }


def _of_the_function(judged: Judged, every: Sequence[Judged]) -> list[Judged]:
    """The other checks that call the same function and get a value.

    Inputs that have to be refused are of another kind; they say nothing about the others.
    """
    asked = _function(judged)
    return [
        j
        for j in every
        if j is not judged and _function(j) == asked and not (_observes(j) or _refuses(j))
    ]


def _refuting(table: Table, other: Judged, judged: Judged) -> Table:
    """Another check's cases with those of its failures that are of this check's sort: answers of
    the wrong dtype, all of them, don't make it untrue that values are wrong only where the stride
    is more than 1."""
    alike = {failure.kind in _MANNER for failure in judged.failures.values()}
    failed = (n for n, failure in other.failures.items() if (failure.kind in _MANNER) in alike)
    return replace(table, failed=sum(1 << number for number in failed))


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


def _observes(judged: Judged) -> bool:
    """Whether a check is about what a call does besides returning a value."""
    first = judged.check.cases[0].asked if judged.check.cases else []
    return any(messages.operation(raw).do == "observe" for raw in first)


def _is_seen_by_it_alone(judged: Judged) -> bool:
    """Whether what is wrong is what a call does besides returning a value; its values are those of
    the other checks as well."""
    manner = any(failure.kind in _MANNER for failure in judged.failures.values())
    return manner and _observes(judged)


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
    calls = [o for raw in first if (o := messages.operation(raw)).do in messages.CALLS]
    return calls[-1].name if calls else None
