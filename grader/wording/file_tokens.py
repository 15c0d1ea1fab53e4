"""A file's code as tokens: what it has in it, comments and texts aside.

Read here, in the grader, without parsing: the tokenizer is plain Python and builds nothing.
"""

from __future__ import annotations

import contextlib
import io
import tokenize
from collections.abc import Iterator

_ASIDE = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
)


class Code:
    """One file's tokens and lines."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self.tokens = tuple(_tokens(source))
        self._lines = source.decode("utf-8", "replace").splitlines()

    def has(self, phrase: str) -> bool:
        """Whether these tokens stand somewhere in the file, one after the other."""
        wanted = tuple(_tokens(phrase.encode()))
        starts = range(len(self.tokens) - len(wanted) + 1)
        return any(self.tokens[i : i + len(wanted)] == wanted for i in starts)

    def raises_itself(self, line: int) -> bool:
        """Whether a line says that it raises: its message is then its author's own."""
        words = self._lines[line - 1].split() if 0 < line <= len(self._lines) else []
        return any(word in ("raise", "assert") for word in words)

    def inside(self, name: str) -> tuple[str, str, int] | None:
        """Where a function of this name is defined inside something else: "class" or "def", that
        something's name, and the line. None where there is no such function."""
        return next((found for found in _inner(self._source) if found[0] == name), (None, None))[1]


def _inner(source: bytes) -> Iterator[tuple[str, tuple[str, str, int]]]:
    """The functions that are defined inside a class or a function, with what they are in."""
    around: list[tuple[str, str] | None] = []
    opened: tuple[str, str] | None = None
    line: list[str] = []
    for token in _read(source):
        if token.type == tokenize.INDENT:
            around.append(opened)
        elif token.type == tokenize.DEDENT:
            around.pop()
        elif token.type == tokenize.NEWLINE:
            line = []
        elif token.type not in _ASIDE:
            line.append(token.string)
            words = line[1:] if line[0] == "async" else line
            if len(words) == 1:
                opened = None
            if len(words) != 2 or words[0] not in ("def", "class"):
                continue
            opened = (words[0], words[1])
            owner = next((one for one in reversed(around) if one is not None), None)
            if words[0] == "def" and owner is not None:
                yield words[1], (*owner, token.start[0])


def _read(source: bytes) -> Iterator[tokenize.TokenInfo]:
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        yield from tokenize.tokenize(io.BytesIO(source).readline)


def _tokens(source: bytes) -> Iterator[str]:
    for token in _read(source):
        if token.type == tokenize.STRING:
            yield "''"
        elif token.type not in _ASIDE:
            yield token.string
