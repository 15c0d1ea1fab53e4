"""What `kata verify` found, for the terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from .escape import safe

if TYPE_CHECKING:
    from ..prove.mutants import Mutation
    from ..prove.verify import Verification


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
            yield Text(f"    {finding.subject} should be one that {finding.claim}:", "red")
            for part in safe(finding.detail, 1_000).splitlines():
                yield Text(f"      {part}")
    for finding in verification.findings:
        if finding.advice:
            yield Text(f"    {finding.subject}, a warning:", "yellow")
            for part in safe(finding.advice, 1_000).splitlines():
                yield Text(f"      {part}")
    if matrix:
        yield from _matrix(verification)


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
    """Checks × wrong variants: which check catches what."""
    longest = max((len(name) for name in verification.kills), default=0)
    for number, name in enumerate(verification.checks, 1):
        yield Text(f"    {number:>2} {name}", "dim")
    heads = " ".join(f"{n:>2}" for n in range(1, len(verification.checks) + 1))
    yield Text(f"    {''.ljust(longest)}  {heads}", "dim")
    for variant, others in verification.twins.items():
        yield Text(f"    {variant} has the same answers as {', '.join(others)}", "yellow")
    for variant, killers in verification.kills.items():
        cells = " ".join(" ✗" if name in killers else " ·" for name in verification.checks)
        yield Text(f"    {variant.ljust(longest)}  {cells}")
