"""Text from strangers, made harmless: no terminal escapes, no marks that turn text around."""

from __future__ import annotations

import unicodedata

_KEPT = {"\n", "\t"}


def safe(text: str, limit: int = 4_000) -> str:
    """The text with control and formatting characters shown as escapes, cut to length."""
    shown = "".join(c if _harmless(c) else ascii(c)[1:-1] for c in text[:limit])
    return shown + ("…" if len(text) > limit else "")


def _harmless(character: str) -> bool:
    if character in _KEPT:
        return True
    # Cc: control, Cf: formatting such as right-to-left marks, Cs: lone surrogates.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
