"""A file's code as tokens: what it has in it, comments and texts aside.

Read here, in the grader, without parsing: the tokenizer is plain Python and builds nothing.
"""

from __future__ import annotations

import contextlib
import functools
import io
import re
import tokenize
from collections.abc import Iterator

_ASIDE = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
)

_AS_A_PROGRAM = ["if", "__name__"]
_NO_CODE = {tokenize.COMMENT: "comment", tokenize.STRING: "text"}


class Code:
    """One file's tokens and lines."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines = source.decode("utf-8", "replace").splitlines()

    @functools.cached_property
    def tokens(self) -> tuple[str, ...]:
        """Read when first asked for: of most known mistakes only lines are."""
        return tuple(_tokens(self._source))

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
        something's name, and the line; "if" under `if __name__`. None where there is no such
        function."""
        found = ((owner, line) for one, owner, line in _defined(self._source) if one == name)
        return next(((*owner, line) for owner, line in found if owner is not None), None)

    def defined(self, name: str) -> int | None:
        """The last line that defines a function of this name, in no other function or class."""
        found = (
            line for one, owner, line in _defined(self._source) if (one, owner) == (name, None)
        )
        return max(found, default=None)

    def functions(self) -> tuple[str, ...]:
        """The names of its own functions, in the order of their lines."""
        return tuple(name for name, owner, _ in _defined(self._source) if owner is None)

    def never_named(self) -> Iterator[str]:
        """Those of its own functions whose name stands nowhere but where they are defined."""
        return (name for name in self.functions() if self.tokens.count(name) == 1)

    def classes(self) -> tuple[str, ...]:
        """The names of its own classes, in the order of their lines."""
        lines = (line.split(maxsplit=1) for line in self._lines if line.startswith("class "))
        names = (re.match(r"\w+", words[1]) for words in lines if len(words) == 2)
        return tuple(name[0] for name in names if name)

    def given_away(self, name: str) -> int | None:
        """The last line of the top level that gives this name to a value."""
        line, depth = None, 0
        said: list[str] = []
        for token in _read(self._source):
            depth += (token.type == tokenize.INDENT) - (token.type == tokenize.DEDENT)
            if token.type == tokenize.NEWLINE:
                said = []
            elif token.type not in _ASIDE and depth == 0:
                said.append(token.string)
                if said == [name, "="]:
                    line = token.start[0]
        return line

    def put_aside(self, name: str) -> tuple[str, int] | None:
        """Where a function of this name is in a "comment" or a "text", and its line."""
        for token in _read(self._source):
            kind = _NO_CODE.get(token.type)
            found = re.search(rf"(?m)^\W*def {name}\b", token.string) if kind else None
            if kind and found:
                return kind, token.start[0] + token.string.count("\n", 0, found.end())
        return None


def _defined(source: bytes) -> Iterator[tuple[str, tuple[str, str] | None, int]]:
    """The functions that are defined, with what they are in and their lines."""
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
            if len(words) != 2 or not (words[0] in ("def", "class") or words == _AS_A_PROGRAM):
                continue
            opened = (words[0], words[1])
            owner = next((one for one in reversed(around) if one is not None), None)
            if words[0] == "def":
                yield words[1], owner, token.start[0]


def _read(source: bytes) -> Iterator[tokenize.TokenInfo]:
    # Python takes a file with a comment in another encoding, which tokenize doesn't.
    text = source.decode("utf-8-sig", "replace")
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        yield from tokenize.generate_tokens(io.StringIO(text).readline)


def _tokens(source: bytes) -> Iterator[str]:
    for token in _read(source):
        if token.type == tokenize.STRING:
            yield "''"
        elif token.type not in _ASIDE:
            yield token.string
