"""Works out for everybody what a student's machine would have to: writes recorded.bin.

The cases, the reference's answers, those of every known mistake, and what is true of each case.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import msgspec

from ..errors import KataError
from ..explain.case_features import CaseFeatures, facts_key
from ..explain.known_mistakes import KnownMistakes, mistakes_key
from ..judge import shipped
from ..judge.judge import Judge
from ..judge.options import Options
from ..judge.shipped import Shipped
from ..model import Exercise, Isolation
from ..sets import library, set_files
from .finding import Finding
from .several import each
from .trying import Say, say_nothing

_NO_GPU = "what is recorded for everybody is recorded without"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One exercise's file. problem: why there is none."""

    exercise: str
    size: int = 0
    problem: str = ""


def keys_of(exercise: Exercise) -> tuple[str, str, str]:
    """What the parts of the file must have been made from, as the files are now."""
    cases = shipped.key_of(exercise)
    return cases, mistakes_key(exercise, cases), facts_key(exercise, cases)


def is_current(exercise: Exercise) -> bool:
    """Whether the file is there and was made from the files that are there now."""
    return Shipped.of(exercise).has(*keys_of(exercise))


def record_all(exercises: Sequence[Exercise], isolation: Isolation, jobs: int) -> Iterator[Written]:
    """Draws the cases anew and writes each exercise's file, several at a time, in their order."""
    return each(functools.partial(record, isolation=isolation), exercises, jobs, say_nothing)


def record(
    exercise: Exercise, say: Say = say_nothing, isolation: Isolation = "confined"
) -> Written:
    """Draws an exercise's cases anew and writes its file."""
    options = Options(isolation=isolation, explain=False, store=False)
    before = keys_of(exercise)
    try:
        with Judge(exercise, options, no_gpu=_NO_GPU) as judge:
            content = worked_out(judge)
    except KataError as error:
        said = " ".join(filter(None, (error.message, error.hint)))
        return Written(exercise=exercise.id, problem=said)
    if keys_of(exercise) != before:
        return Written(exercise=exercise.id, problem="Its files were changed meanwhile.")
    if not shipped.write(exercise, content):
        return Written(
            exercise=exercise.id, problem=f"{set_files.RECORDED} can't be written there."
        )
    return Written(exercise=exercise.id, size=len(content))


def worked_out(judge: Judge, known: KnownMistakes | None = None) -> bytes:
    """The file's content, from a judge that plays a GPU where there is one. known: the mistakes,
    where they have answered already."""
    key = shipped.key_of(judge.exercise)
    judge.recording = msgspec.structs.replace(judge.recording, key=key)
    mistakes = (known or KnownMistakes(judge)).for_everybody()
    return shipped.packed(judge.recording, mistakes, CaseFeatures(judge).for_everybody())


def renewed(
    judge: Judge, known: KnownMistakes, before: tuple[str, str, str], first: bool
) -> Iterator[Finding]:
    """Writes the file where it is out of date, from a judge that has just verified everything.
    before: the keys when it began. first: also where there is none yet. No finding where there is
    nothing to do, nor where the files were changed meanwhile: they are to be verified again."""
    exercise = judge.exercise
    missing = not Shipped.of(exercise).is_there
    if is_current(exercise) or (missing and not first) or keys_of(exercise) != before:
        return
    said = "it was made from other files than those that are here now"
    advice = f"{said}.\nMake it anew where it can be written: kata record {exercise.id}"
    if library.place_of(exercise.set_name).origin != "installed":
        with _without_gpu(judge) as own:
            content = worked_out(own, known if own is judge else None)
        if keys_of(exercise) == before and shipped.write(exercise, content):
            kept = not missing and _is_versioned(exercise)
            advice = f"{said}.\nNow it is written anew: commit it." if kept else ""
    yield Finding(set_files.RECORDED, "is made from these files", advice=advice)


def _is_versioned(exercise: Exercise) -> bool:
    """Whether its files are kept in a repository, where a new one is to be committed."""
    folder = (exercise.private or exercise.public).resolve()
    return any((above / ".git").exists() for above in folder.parents)


def _without_gpu(judge: Judge) -> Judge | nullcontext[Judge]:
    """This judge, or where it uses a GPU one that doesn't."""
    if judge.devices() == shipped.devices(judge.exercise):
        return nullcontext(judge)
    return Judge(judge.exercise, judge.options, no_gpu=_NO_GPU)
