"""Why a check could not be set up, for its author: what a fixture raised, and in which line."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from ..errors import CheckFault
from ..imported.shared_arguments import CannotCross

# What a check uses in place of pytest's own.
_FILES = ": files go to and fro with talk(student.f, …, files={…}) or run(student, files={…})"
_INSTEAD_OF = dict.fromkeys(("tmp_path", "tmpdir", "tmp_path_factory"), _FILES)


def fixture_failed(error: BaseException | None, report: pytest.TestReport) -> str:
    """What a fixture raised while a check was set up, and its line, in one sentence."""
    crash = getattr(report.longrepr, "reprcrash", None)
    line = f", line {crash.lineno} of {Path(crash.path).name}," if crash is not None else ""
    if (place := _place_of(error)) is not None:
        line = f", line {place[1]} of {place[0]},"
    if isinstance(error, CheckFault):
        said = error.message
    elif isinstance(error, CannotCross):
        said = str(error)
    elif isinstance(error, pytest.FixtureLookupError):
        return f"there is no fixture {error.argname}{_INSTEAD_OF.get(error.argname or '', '')}"
    elif error is not None:
        said = f"raises {type(error).__name__}: {error}".removesuffix(": ")
    else:
        said = f"fails: {str(report.longrepr).strip().splitlines()[-1]}"
    return f"a fixture{line} {said}"


def skipped(error: BaseException | None, report: pytest.TestReport) -> str:
    """Where a fixture said so, or which check a mark says it of, and why."""
    if not isinstance(report.longrepr, tuple):
        return ""
    path, line, reason = report.longrepr
    file, line = _place_of(error) or (Path(path).name, line)
    return f" in line {line} of {file} ({reason.removeprefix('Skipped: ')})"


def _place_of(error: BaseException | None) -> tuple[str, int] | None:
    """The last step of an exception's in the author's files."""
    steps = traceback.extract_tb(getattr(error, "__traceback__", None))
    theirs = [s for s in steps if Path(s.filename).name.startswith(("checks", "conftest"))]
    return (Path(theirs[-1].filename).name, theirs[-1].lineno or 0) if theirs else None
