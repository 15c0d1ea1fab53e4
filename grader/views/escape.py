"""Text from strangers, made harmless: no terminal escapes, no marks that turn text around."""

from __future__ import annotations

import unicodedata

_KEPT = {"\n", "\t"}


def safe(text: str, limit: int = 4_000) -> str:
    """The text with control and formatting characters shown as escapes, cut to length."""
    shown = "".join(c if is_harmless(c) else ascii(c)[1:-1] for c in text[:limit])
    return shown + ("…" if len(text) > limit else "")


def is_harmless(character: str) -> bool:
    """Whether a terminal only shows the character, and nobody is misled by it."""
    if character in _KEPT:
        return True
    # Cc: control, Cf: formatting such as right-to-left marks, Cs: lone surrogates.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
