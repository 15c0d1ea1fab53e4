"""Text from strangers, made harmless: no terminal escapes, no marks that turn text around."""

from __future__ import annotations

import unicodedata

_KEPT = {"\n", "\t"}
# Combining marks on one letter.
MAX_MARKS = 4


def safe(text: str, limit: int = 4_000) -> str:
    """The text with control and formatting characters shown as escapes, cut to length."""
    shown = "".join(c if is_harmless(c) else ascii(c)[1:-1] for c in text[:limit])
    if not shown.isascii():
        shown = _thin(shown)
    return shown + ("…" if len(text) > limit else "")


def _thin(text: str) -> str:
    """The text with no letter under more marks than any language has: they would be drawn over
    the lines above and below it."""
    kept: list[str] = []
    marks = 0
    for c in text:
        marks = marks + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if marks <= MAX_MARKS:
            kept.append(c)
        elif marks == MAX_MARKS + 1:
            kept.append("…")
    return "".join(kept)


def is_harmless(character: str) -> bool:
    """Whether a terminal only shows the character, and nobody is misled by it."""
    if character in _KEPT:
        return True
    # Cc: control, Cf: formatting such as right-to-left marks, Cs: lone surrogates.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
