"""A file's code as tokens: what it has in it, comments and texts aside.

Read here, in the grader, without parsing: the tokenizer is plain Python and builds nothing.
"""

from __future__ import annotations

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


def _tokens(source: bytes) -> Iterator[str]:
    try:
        for token in tokenize.tokenize(io.BytesIO(source).readline):
            if token.type == tokenize.STRING:
                yield "''"
            elif token.type not in _ASIDE:
                yield token.string
    except (tokenize.TokenError, SyntaxError):
        return
