"""What `kata verify` found, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from .safe import safe

if TYPE_CHECKING:
    from ..grading.verify import Verification


def verification_lines(verification: Verification, matrix: bool = False) -> Iterator[Text]:
    """One line where all is well; otherwise each finding that is not."""
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
    yield line
    for finding in verification.findings:
        if not finding.ok:
            yield Text(f"    {finding.subject} should be one that {finding.claim}:", "red")
            for part in safe(finding.detail, 1_000).splitlines():
                yield Text(f"      {part}")
    if matrix:
        yield from _matrix(verification)


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
