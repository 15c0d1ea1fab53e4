"""What `kata doctor` found, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.text import Text

from ..model import Finding
from .escape import safe
from .terminal import LEAST


def doctor_lines(findings: Sequence[Finding], width: int = 100) -> Iterator[Text]:
    """Findings by topic, each with its sign, and what is said of it beside its name."""
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
        room = max(width - longest - 7, LEAST)
        said = wrap(safe(finding.detail, 600), room, break_on_hyphens=False)
        under = "\n" + " " * (longest + 6)
        line.append(under.join(said or [""]), "dim" if finding.ok else "")
        yield from line.split()
