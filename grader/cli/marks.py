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
    places = range(error.start, error.end)
    return "".join(_plain(error.object, place) for place in places), error.end


def _plain(text: str, place: int) -> str:
    letter = text[place]
    # A product, 2·3; with room around it, it is a pause.
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    if letter == "·" and len(around) == 2 and not any(map(str.isspace, around)):
        return "*"
    return _PLAIN.get(letter, "?")


def register() -> str:
    """The name of a way to encode what can't be, for a stream's `errors`."""
    codecs.register_error(NAME, _replaced)
    return NAME
