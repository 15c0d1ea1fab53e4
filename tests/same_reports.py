"""What kata says of the same files in two places, compared: every exercise that needs no torch."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from typing import Any

# What may differ between two machines.
OWN = ("duration_s", "environment")
OF_THE_RUN = ("id", "time")
OF_THE_SYSTEM = ("isolation", "promises")
# Python's own words for one thing, in 3.11 to 3.13 and since.
SINCE_3_14 = {"integer division or modulo by zero": "division by zero"}
# What is said of the smallest call, and how many reports in a hundred may show another one.
OF_THE_CALL = ("counterexample", "when", "message")
OTHER_CALLS_PERCENT = 5

# Runs where the environment is: an exercise's session is opened once for all of its files. A line
# for each report.
GRADE = """
import json
import sys
import msgspec
from grader import submissions
from grader.grade import Options, open_grader
from grader.sets import library, set_files

for exercise in (e for s in library.load_sets() for e in s.exercises):
    if any(name.startswith("torch") for name in exercise.requires):
        continue
    reference = set_files.reference_file(exercise)
    wrong = sorted(reference.parent.glob("wrong/*.py"))
    files = [reference, *wrong[:: max(1, len(wrong) // 2)][:2]]
    files += sorted(reference.parent.glob("accepted/*.py"))[:1]
    isolation = "confined" if sys.platform == "linux" else "process"
    with open_grader(exercise, Options(isolation=isolation)) as grader:
        for file in files:
            report = grader.grade(submissions.of_bytes(file.read_bytes()))
            said = {f"{exercise.id} {file.stem}": msgspec.to_builtins(report)}
            print(json.dumps(said), flush=True)
"""


def read(printed: str, without: Sequence[str] = OF_THE_RUN) -> dict[str, str]:
    """What GRADE printed: by exercise and file, a report's text without what is its machine's.
    without: what else a report says that isn't compared."""
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    plain = {name: without_own(report) for said in lines for name, report in said.items()}
    for report in plain.values():
        for name in without:
            report.pop(name, None)
    return {n: as_told(json.dumps(r, indent=1, ensure_ascii=False)) for n, r in plain.items()}


def without_call(text: str) -> Any:
    """What a report says besides the smallest call; what is no report, whole."""
    if not text.startswith("{"):
        return text
    report = json.loads(text)
    checks = [{k: v for k, v in c.items() if k not in OF_THE_CALL} for c in report["checks"]]
    return report | {"checks": checks}


def as_told(text: str) -> str:
    """A report's text in the words of the newest Python."""
    for old, new in SINCE_3_14.items():
        text = text.replace(old, new)
    return text


def without_own(report: Any) -> Any:
    """A report without what may differ between two machines."""
    if isinstance(report, dict):
        return {k: without_own(v) for k, v in report.items() if k not in OWN}
    return [without_own(part) for part in report] if isinstance(report, list) else report


def alike(first: dict[str, str], said: dict[str, str], other_calls: bool) -> bool:
    """Whether the same was said; prints the first lines of what differs. other_calls: a few
    reports may show another smallest call."""
    unlike = [name for name in first if said.get(name) != first[name]]
    others = [n for n in unlike if n in said and without_call(said[n]) == without_call(first[n])]
    if other_calls and len(others) * 100 <= OTHER_CALLS_PERCENT * len(first):
        for name in others:
            print(f"      {name}: another smallest call, as of another Hypothesis")
        unlike = [name for name in unlike if name not in others]
    for name in unlike[:8]:
        print(f"      {name} is told otherwise:")
        lines = difflib.unified_diff(
            first[name].splitlines(), said.get(name, "").splitlines(), n=0, lineterm=""
        )
        print("\n".join(f"        {line}" for line in list(lines)[2:14]))
    if unlike[8:]:
        print(f"      and {len(unlike) - 8} more")
    return not unlike
