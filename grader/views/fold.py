"""A line of a report that is too long for its place, in several: no blank of a text is lost."""

from __future__ import annotations

import re
from textwrap import wrap

# A text as Python writes it, where one may stand: an apostrophe within a word begins none.
_TEXT = re.compile(r"(?<![^\s\[({,=:])b?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?![^\s\])},:])")
_LETTER = re.compile(r"\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|.)|.")
_WORD = re.compile(r"\S*\s*")
_BLANK = "\N{NULL}"  # what is shown has none: it is a control character


def folded(lines: list[str], room: int) -> list[str]:
    """The lines, those that are too long continued a little to the right of where they began."""
    found: list[str] = []
    for line in lines:
        start = " " * min(len(line) - len(line.lstrip()) + 2, room // 2)
        found += [line] if len(line) <= room else _broken(line, room, start)
    return found


def _broken(line: str, room: int, start: str) -> list[str]:
    """Between its items, where these are texts. Of a longer text the blanks between single words
    are places to break it, as in a book; where they may be what it is about, it goes on as another
    text, which to Python is the same one."""

    def kept(met: re.Match[str]) -> str:
        text, most = met[0], room - len(start) - 2  # a bracket, a comma
        if len(text) > most and "  " not in text:
            return text
        parts = [text] if len(text) <= most else _in_pieces(text, most)
        return " ".join(part.replace(" ", _BLANK) for part in parts)

    return [
        part.replace(_BLANK, " ")
        for part in wrap(
            _TEXT.sub(kept, line), room, subsequent_indent=start, break_on_hyphens=False
        )
    ]


def _in_pieces(text: str, most: int) -> list[str]:
    """A text as several that follow one another, each with its quotes no longer than this."""
    quote = text[-1]
    opening = text[: text.index(quote) + 1]
    most -= len(opening) + 1
    pieces = [""]
    for word in _WORD.findall(text[len(opening) : -1]):
        if len(pieces[-1]) + len(word) > most and pieces[-1]:
            pieces.append("")
        for letter in _LETTER.findall(word):
            if len(pieces[-1]) + len(letter) > most:
                pieces.append("")
            pieces[-1] += letter
    return [f"{opening}{piece}{quote}" for piece in pieces]
