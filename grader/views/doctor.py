"""What `kata doctor` found, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from ..model import Finding
from .escape import safe


def doctor_lines(findings: Sequence[Finding]) -> Iterator[Text]:
    """Findings by topic, each with its sign."""
    longest = max(len(f.name) for f in findings)
    topic = None
    for finding in findings:
        if finding.topic != topic:
            topic = finding.topic
            yield Text(topic, "bold")
        sign, style = ("✓", "green") if finding.ok else ("✗", "red")
        if not finding.ok and not finding.needed:
            sign, style = "–", "yellow"
        line = Text()
        line.append(f"  {sign} ", style)
        line.append(finding.name.ljust(longest + 2))
        line.append(safe(finding.detail, 600), "dim" if finding.ok else "")
        yield line
