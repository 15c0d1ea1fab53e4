"""How to grade: what a command is told by its own options. Loads nothing that grades."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Isolation


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to grade. device: "auto", or the only one to run. fresh: new cases, from a new seed.
    seed: new cases from this one, kept for whoever gives it again.
    thorough: shrink every failed check's call, not only the first one's."""

    isolation: Isolation = "confined"
    device: str = "auto"
    fresh: bool = False
    seed: int | None = None
    explain: bool = True
    thorough: bool = False
    store: bool = True
