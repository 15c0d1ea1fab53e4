"""The front door: a submission becomes a report. READ session.py FIRST.

with open_grader(exercise, options) as grader:
    report = grader.grade(submission)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, Self

from ..confine import confine
from ..judge.options import Options
from ..model import Exercise, Isolation, Report, Submission
from ..process import launching
from ..sets import set_files

__all__ = ["Grader", "Options", "open_grader", "strongest_isolation"]


class Grader(Protocol):
    """Grades submissions of one exercise. Entering starts it; before that no process runs.

    tell: is told what takes a while when it begins, and "" when it is over.
    asks: is told what the code is asked, which is mostly answered before anybody has read it, and
    "" when it has answered.
    judged: is given the report as far as it stands, where what failed is yet to be explained.
    """

    tell: Callable[[str], None]
    asks: Callable[[str], None]
    judged: Callable[[Report], None]

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def grade(self, submission: Submission) -> Report:
        """Never raises for what is in a submission."""
        ...


def strongest_isolation() -> Isolation:
    """What this system can keep a submission from: everything but its own folder, where the kernel
    confines processes; elsewhere a process of its own."""
    return "confined" if confine.possible() else "process"


def open_grader(exercise: Exercise, options: Options) -> Grader:
    """Grades with the hidden checks, or with the public examples where those are elsewhere."""
    launching.expect(exercise.requires)  # which is imported while we load what grades
    if set_files.checks_file(exercise) is not None:
        from .session import Session

        return Session(exercise, options)
    from .examples import ExamplesSession

    return ExamplesSession(exercise, options)
