"""One thing that was verified."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """subject: the file it is about, as an author would name it; detail: what is wrong, nothing
    where it is as claimed; advice: what could be better then."""

    subject: str
    claim: str
    ok: bool = field(init=False)
    detail: str = ""
    advice: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ok", not self.detail)
