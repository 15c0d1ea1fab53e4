"""Everything kata raises on purpose, and the exit code each one means.

    KataError                    exit 2: something the person at the keyboard can mend
    ├── UsageError               a wrong name, a wrong option, nothing to do
    ├── SubmissionError          the file handed in can't be read as a submission
    ├── ManifestError            a set's or an exercise's manifest is wrong
    ├── WorkspaceError           the student's folder or its records are not usable
    ├── ReportError              what should be a stored report is none that can be read
    ├── MissingRequirement       a package that the exercise needs is not installed
    └── GraderFault              exit 3: the grader's own fault, never charged to a student
        ├── WorkerLost           the warm parent can't be started or has gone
        ├── CheckFault           a hidden check fails on its own reference, or raises
        │   ├── ReferenceFault   its solution.py can't be loaded, or raises
        │   └── ReferenceSlow    the reference didn't answer in time: is the machine busy?
        └── GpuTrouble           CUDA can't be used; the other checks say what the verdict is

Each message says what happened, to what, what was expected and what to do next.
"""

from __future__ import annotations

PASSED = 0
NOT_YET = 1
USAGE = 2
FAULT = 3


class KataError(Exception):
    """Something a person can mend; `hint` is the next thing to do."""

    exit_code = USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(KataError):
    """A name that doesn't exist, or a command with nothing to work on."""


class SubmissionError(KataError):
    """A file that can't be read as a submission."""


class ManifestError(KataError):
    """A manifest that breaks its schema."""


class WorkspaceError(KataError):
    """A workspace that can't be read or written."""


class ReportError(KataError):
    """Text that is no report, or one of a schema that isn't known here."""


class MissingRequirement(KataError):
    """An exercise needs a package that isn't installed."""


class GraderFault(KataError):
    """The grader's own fault: no verdict was reached."""

    exit_code = FAULT


class WorkerLost(GraderFault):
    """The warm parent of the workers died or can't be started."""


class CheckFault(GraderFault):
    """A hidden check fails on its own reference, or can't be collected."""


# What a report's message ends with, where a CheckFault is why nothing was graded.
ITS_AUTHORS = "This is not your code's fault: tell whoever made the exercise."


class ReferenceFault(CheckFault):
    """The reference can't be loaded, or raises where a check asks it for an answer."""


class ReferenceSlow(CheckFault):
    """The reference did not answer in time, which need not be its author's mistake."""


class GpuTrouble(GraderFault):
    """CUDA can't be started, or gave up. The message says why, as a part of a sentence. Never the
    end of a check: a session goes on without the GPU."""


def quoted(path: str) -> str:
    """A path as a message shows it: in quotes, what can't be seen escaped, a backslash once."""
    return repr(path).replace("\\\\", "\\")
