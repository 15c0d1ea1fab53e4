"""Mutants of a reference: copies with one small change each, that some check should catch.

The operators are cosmic-ray's. Of those that replace an operator by any other, one replacement
each is taken: a check that misses all of them is what this looks for. A survivor is a gap in the
checks, or a mutant that changes no answer, which its author marks as equivalent with a reason.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from .. import library
from ..errors import MissingRequirement
from ..model import Exercise
from ..worker.messages import NotLoaded
from .session import Options, Session

_OPERATORS = (
    *(
        f"ReplaceBinaryOperator_{pair}"
        for pair in (
            "Add_Sub", "Sub_Add", "Mul_Add", "Div_Mul", "FloorDiv_Mul", "Mod_Add", "Pow_Mul",
        )
    ),
    *(
        f"ReplaceComparisonOperator_{pair}"
        for pair in (
            "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_GtE", "LtE_Gt",
            "Gt_LtE", "GtE_Lt", "Is_IsNot", "IsNot_Is",
        )
    ),
    "ReplaceUnaryOperator_Delete_USub",
    "ReplaceUnaryOperator_Delete_Not",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "NumberReplacer",
    "ZeroIterationForLoop",
)  # fmt: skip
# A mutant may well loop for ever; a second tells.
CALL_S = 1.0
SUBMISSION_S = 10.0


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed copy. change: "old line -> new line", which is how a manifest names it."""

    change: str
    source: str
    diff: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """What became of a reference's mutants. equivalent: survivors that the manifest explains."""

    exercise: str
    total: int
    survivors: tuple[Mutant, ...]
    equivalent: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.survivors and not self.unknown


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every mutant of a source that is still Python and not the same program."""
    try:
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator
    except ImportError:
        raise MissingRequirement(
            "Mutants need cosmic-ray.", "Install it: pip install 'kata-grader[author]'"
        ) from None
    seen = {_meaning(source)}
    for name in _OPERATORS:
        operator, occurrence = get_operator(f"core/{name}")(), 0
        while (changed := mutate_code(source, operator, occurrence)) is not None:
            occurrence += 1
            meaning = _meaning(changed)
            if meaning is not None and meaning not in seen:
                seen.add(meaning)
                yield _mutant(source, changed)


def _meaning(source: str) -> str | None:
    """The program without its layout; None where it is no Python."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return None


def _mutant(source: str, changed: str) -> Mutant:
    lines = list(difflib.unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0))
    old = " ".join(line[1:].strip() for line in lines[2:] if line.startswith("-"))
    new = " ".join(line[1:].strip() for line in lines[2:] if line.startswith("+"))
    return Mutant(f"{old} -> {new}", changed, "\n".join(lines[2:]))


def mutate(exercise: Exercise, progress: Callable[[str], None] = lambda _: None) -> Mutation:
    """Grades every mutant of an exercise's reference, each until a check catches it."""
    file = library.reference_file(exercise)
    source = file.read_text("utf-8") if file is not None else ""
    explained = {survivor.mutant for survivor in exercise.equivalent}
    survivors, equivalent = [], set()
    total = 0
    short = replace(exercise.limits, call_s=CALL_S, submission_s=SUBMISSION_S)
    with Session(replace(exercise, limits=short), Options(explain=False)) as session:
        for mutant in mutants_of(source):
            total += 1
            progress(f"mutant {total}")
            if is_caught(session, mutant.source.encode()):
                continue
            if mutant.change in explained:
                equivalent.add(mutant.change)
            else:
                survivors.append(mutant)
    return Mutation(
        exercise=exercise.id,
        total=total,
        survivors=tuple(survivors),
        equivalent=tuple(sorted(equivalent)),
        unknown=tuple(sorted(explained - equivalent)),
    )


def is_caught(session: Session, source: bytes) -> bool:
    """Whether any check rejects this file; stops at the first that does."""
    with session.attempt(source) as attempt:
        if isinstance(attempt.loaded, NotLoaded):
            return True
        for check in session.cassette.checks:
            judged = session.judge_check(attempt, check)
            if judged.failures or judged.ending:
                return True
    return False
