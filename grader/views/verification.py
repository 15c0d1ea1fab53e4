"""What `kata verify` found, for the terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from .escape import safe

if TYPE_CHECKING:
    from ..prove.mutants import Mutation
    from ..prove.verify import Verification


# What is said of a file where a claim doesn't hold.
FAULTS = {
    "agrees with the reference": "fails on the reference",
    "can be run": "can't be run",
    "catches something": "catches nothing",
    "fails every check": "passes a check as it is, and a stub should pass none",
    "gets full marks": "doesn't get full marks",
    "gives nothing of the solution away": "gives part of the solution away",
    "has axes of arguments": "names axes of no argument",
    "has code that runs": "has code that fails",
    "has everything installed that is needed": "leaves out what has to be installed",
    "has limits that leave room": "leaves too little time",
    "has rules that hold": "has a rule about nothing",
    "has the reference's arguments": "has other arguments than the reference",
    "has usable hints": "has a hint that nobody can use",
    "holds mistakes": "is empty",
    "holds only what students get": "holds what no student gets",
    "is accepted": "is rejected, and is a right way",
    "is diagnosed as itself": "is not told as what it is",
    "is rejected": "is not rejected",
    "says what is off": "has a mistake without a word on what is off",
    "says what it checks": "has a check that doesn't say what it checks",
}
# A mistake that is caught in no more of its checks' cases, of so many: other draws might miss it.
FEW, OF_MANY = 2, 100
# A check that takes longer with all files together is named, and this many of them at most.
SLOW_S, SLOWEST = 5.0, 3


def verification_lines(verification: Verification, matrix: bool = False) -> Iterator[Text]:
    """One line where all is well; otherwise each finding that is not. Advice in any case."""
    line = Text()
    sign, style = ("✓", "green") if verification.ok else ("✗", "red")
    line.append(f"{sign} ", style)
    line.append(verification.exercise, "bold")
    kinds = Counter(f.subject.partition("/")[0] for f in verification.findings)
    line.append(
        f"   {len(verification.checks)} checks, {kinds['accepted']} accepted, "
        f"{len(verification.kills)} wrong",
        "dim",
    )
    if verification.mutation is not None:
        survived = len(verification.mutation.survivors)
        explained = len(verification.mutation.equivalent)
        line.append(
            f", {verification.mutation.total} mutants: {survived} survive, {explained} explained",
            "dim",
        )
    yield line
    if verification.mutation is not None:
        yield from _mutation(verification.mutation)
    for finding in verification.findings:
        if not finding.ok:
            yield Text(f"    {finding.subject} {FAULTS[finding.claim]}:", "red")
            for part in safe(finding.detail, 1_000).splitlines():
                yield Text(f"      {part}")
    yield from _warnings(verification)
    if matrix:
        yield from _matrix(verification)


def slow_lines(verifications: Sequence[Verification]) -> Iterator[Text]:
    """Which checks took longest, where they took long: whoever waits can draw fewer cases."""
    took = [
        (seconds, f"{one.exercise} {check}")
        for one in verifications
        for check, seconds in one.all_seconds.items()
        if seconds > SLOW_S
    ]
    slowest = sorted(took, reverse=True)[:SLOWEST]
    if slowest:
        said = ", ".join(f"{name} {seconds:.0f} s" for seconds, name in slowest)
        yield Text(f"Most of the time went into {said}, with all files.", "dim")


def _warnings(verification: Verification) -> Iterator[Text]:
    """One that is given to several files or checks is said once."""
    same: dict[str, list[str]] = {}
    for finding in verification.findings:
        if finding.advice:
            same.setdefault(finding.advice, []).append(finding.subject)
    for advice, subjects in same.items():
        each = " each" if len(subjects) > 1 else ""
        yield Text(f"    {', '.join(subjects)}, a warning{each}:", "yellow")
        for part in safe(advice, 1_000).splitlines():
            yield Text(f"      {part}")


def _mutation(mutation: Mutation) -> Iterator[Text]:
    """Survivors, and explanations that explain nothing any more."""
    for mutant in mutation.survivors:
        yield Text(f"    solution.py, line {mutant.line}: {safe(mutant.said, 500)}", "red")
        yield Text(f"      {safe(mutant.code, 500)}")
        yield Text("      No check notices. Add one that does, or to checks.toml:", "dim")
        yield Text("      [[equivalent]]", "dim")
        yield Text(f"      mutant = {json.dumps(mutant.name, ensure_ascii=False)}", "dim")
        yield Text('      reason = "…"', "dim")
    for name in mutation.unknown:
        yield Text(
            f"    checks.toml explains a mutant that doesn't survive: {safe(name, 500)}", "red"
        )


def _matrix(verification: Verification) -> Iterator[Text]:
    """Checks × wrong variants: which check catches what, and in how many of its cases."""
    longest = max((len(name) for name in verification.kills), default=0)
    cells = {name: list(_cells(verification, name)) for name in verification.kills}
    wide = max((len(cell) for row in cells.values() for cell in row), default=1) + 1
    for number, name in enumerate(verification.checks, 1):
        cases = verification.cases.get(name)
        yield Text(f"    {number:>2} {name}" + (f", {_counted(cases)}" if cases else ""), "dim")
    numbers = map(str, range(1, len(verification.checks) + 1))
    yield Text(f"    {''.ljust(longest)} {_row(numbers, wide)}", "dim")
    for variant, others in verification.twins.items():
        yield Text(f"    {variant} has the same answers as {', '.join(others)}", "yellow")
    for variant, row in cells.items():
        yield Text(f"    {variant.ljust(longest)} {_row(row, wide)}")
    for variant in verification.kills:
        yield from _hardly_caught(verification, variant)


def _row(cells: Iterable[str], wide: int) -> str:
    return " ".join(cell.rjust(wide) for cell in cells)


def _cells(verification: Verification, variant: str) -> Iterator[str]:
    caught = verification.caught.get(variant, {})
    for name in verification.checks:
        if name not in verification.kills[variant]:
            yield "·"
        elif caught.get(name) == verification.cases.get(name, 0):
            yield "all"
        else:
            yield str(caught.get(name, "✗"))


def _counted(cases: int) -> str:
    return f"{cases} case{'s' * (cases != 1)}"


def _hardly_caught(verification: Verification, variant: str) -> Iterator[Text]:
    """A warning where a mistake fails in a few of very many cases."""
    caught = verification.caught.get(variant, {})
    killers = verification.kills[variant]
    if not killers or any(name not in caught for name in killers):
        return
    few, many = sum(caught.values()), sum(verification.cases.get(name, 0) for name in killers)
    if few <= FEW and many >= OF_MANY:
        yield Text(f"    wrong/{variant}.py, a warning:", "yellow")
        yield Text(f"      it is caught in {few} of {_counted(many)}: others might well miss it.")
        yield Text("      Draw such cases more often, or in a check of their own.")
