"""A line of Python that is too long for its place, as lines that still are Python: they can be
pasted."""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterator
from io import StringIO

_OPENING, _CLOSING = set("([{"), set(")]}")


def python_lines(line: str, room: int) -> list[str] | None:
    """The line, broken inside its brackets, its comment below it; None where it is no Python. What
    can't be broken stays as long as it is."""
    code = line.strip()
    try:
        ast.parse(f"{code} pass" if code.endswith(":") else code)
        tokens = [*tokenize.generate_tokens(StringIO(code).readline)]
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        return None
    comment = next((t.start[1] for t in tokens if t.type == tokenize.COMMENT), None)
    indent = line[: len(line) - len(line.lstrip())]
    more = " " * min(len(indent) + 2, room // 2)
    lines = [indent]
    for piece in _pieces(code[:comment].rstrip(), tokens):
        if lines[-1].strip() and len(lines[-1]) + len(piece.rstrip()) > room:
            lines.append(more)
        lines[-1] += piece
    return [
        *(part.rstrip() for part in lines),
        *([] if comment is None else [more + code[comment:]]),
    ]


def _pieces(code: str, tokens: list[tokenize.TokenInfo]) -> Iterator[str]:
    """What may stand on lines of their own: an item, an argument."""
    depth = begin = 0
    for token in tokens:
        depth += (token.string in _OPENING) - (token.string in _CLOSING)
        if depth and token.string in {",", *_OPENING} and token.start[0] == 1:
            end = token.end[1]
            while code[end : end + 1] == " ":
                end += 1
            yield code[begin:end]
            begin = end
    yield code[begin:]
