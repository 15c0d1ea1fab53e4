"""Texts that stand in a file of tests, which it may run as code: `eval("total([1, 2])")`. What the
student's code returned stands in none.
"""

from __future__ import annotations
import __future__

import ast
import contextlib
import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType

_FUTURES = (0, __future__.annotations.compiler_flag)


def texts_in(tree: ast.AST) -> Iterator[str]:
    """Those that are whole: no part of an f-string."""
    parts = {id(part) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for part in n.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) is str and id(node) not in parts:
            yield node.value


@cache
def texts_of(file: str) -> frozenset[str]:
    """Of a file. As eval() has them, too: it strips blanks before the first word."""
    try:
        texts = {*texts_in(ast.parse(Path(file).read_text("utf-8")))}
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    return frozenset({*texts, *(text.lstrip(" \t") for text in texts)})


@cache
def compiled(text: str) -> tuple[CodeType, ...]:
    """A text as code, in each way in which it is some: a file's `from __future__` counts in it."""
    found = []
    for mode, flags in itertools.product(("eval", "exec"), _FUTURES):
        with contextlib.suppress(SyntaxError, ValueError):
            found.append(compile(text, "<string>", mode, flags, dont_inherit=True))
    return tuple(found)
