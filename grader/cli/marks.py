"""What is shown in the place of a letter that a terminal doesn't know: a mark keeps its meaning."""

from __future__ import annotations

import codecs

# One letter for one, where there is one: columns stay in line.
_PLAIN = dict(zip("✓✗·–—−×≈│‹›«»’‘“”°", "+x----x~|<><>''\"\"o", strict=True)) | {
    "…": "...",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
    "↵": "\\n",
    "⌊": "floor(",
    "⌋": ")",
}
NAME = "kata-marks"


def _replaced(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    unknown = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in unknown), error.end


def register() -> str:
    """The name of a way to encode what can't be, for a stream's `errors`."""
    codecs.register_error(NAME, _replaced)
    return NAME
