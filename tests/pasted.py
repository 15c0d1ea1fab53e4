"""A failed check's report, tried as a student tries it: its lines in plain Python, beside the file.

What the report says of the lines is compared with what they give here.
"""

from __future__ import annotations

import ast
import enum
import re
from collections.abc import Callable, ItemsView, Iterator, KeysView
from dataclasses import replace
from itertools import islice
from typing import Any, ClassVar

import numpy as np

from grader.checks.mismatch import describe
from grader.explain.answers import ENDED
from grader.model import CheckResult, Counterexample, Report
from grader.plain_value import Value, Window, as_text, unmarked
from grader.views.terminal import report_lines
from grader.wording.value_text import as_data

# What a student imports who reads of it in the lines.
IMPORTS = """
import datetime
import math
import random
import numpy as np
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from numpy import array, nan, inf
from pathlib import PurePosixPath
"""
NO_CALL = "No call was made: a name of the file is missing."
NOT_WHOLE = "A value is shown in part."
ITS_FUNCTION = "A function or class of the tests' own is in the lines."
AN_OBJECT = "What is said of an object isn't what it is."
NO_PYTHON = "The lines are no Python."
ITS_NAMES = "What should hold has names in it that only the check has."
ITERATORS_TEXT = "What str() makes of an iterator says what is in it, and no address."
_LAW = re.compile(r"`(.*)` is false(?:: (.*))?\.", re.DOTALL)
_OF_A_BLOCK = re.compile(r"(.*), from (__\w+__)")
_COLUMN = 17  # where the terminal's lines begin, behind their labels


class Untrue(AssertionError):
    """A report says what isn't so in plain Python."""


def tried(report: Report, check: CheckResult, load: Callable[[], dict[str, Any]]) -> set[str]:
    """Why something of what is shown can't be tried. load: what the file defines, anew.

    Raises Untrue where what the report says isn't so.
    """
    shown = check.counterexample
    if shown is None:
        return {NO_CALL}
    try:
        given = {name: _made(value) for name, value in shown.values.arguments.items()}
    except (NameError, SyntaxError):
        return {ITS_FUNCTION}
    if None in [type(value) for value in given.values()]:
        return {NOT_WHOLE}
    lines = _called(report, check, shown)
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return {NO_PYTHON}
    assert ast.dump(tree) == ast.dump(ast.parse(shown.call)), "what --json says is another call"
    names = _session(load) | given
    came = _gave(tree, lines, names)
    return _compared(shown, came, names) | _held(check, _session(load) | given)


def _session(load: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(IMPORTS, names)
    return names | load()


def _called(report: Report, check: CheckResult, shown: Counterexample) -> list[str]:
    """The lines behind "called" on a terminal, without the values that stand below them."""
    alone = replace(report, checks=(check,))
    rows = [row.plain for row in report_lines(alone, 100, every=True)]
    first = next(n for n, row in enumerate(rows) if row.strip().startswith("called "))
    values = tuple(f"{name} = " for name in shown.values.arguments)
    called = [rows[first][_COLUMN:]]
    for row in rows[first + 1 :]:
        if row[:_COLUMN].strip() or (values and row[_COLUMN:].startswith(values)):
            break
        called.append(row[_COLUMN:])
    return called


def _made(value: Value) -> Any:
    """A value that stands below the lines; the type None where it isn't all there."""
    if value.kind != "array":
        return eval(as_text(value), _session(dict))
    if 0 in (value.shape or ()):
        return np.empty(value.shape or (), value.dtype)
    if value.cells is None or value.windows:
        return None
    return np.array(value.cells, value.dtype).reshape(value.shape or ())


def _gave(tree: ast.Module, lines: list[str], names: dict[str, Any]) -> Any:
    """What the last line gives, or the exception that it raises. Lines before it raise nothing
    but what is said of them."""
    for number, statement in enumerate(tree.body):
        last = number == len(tree.body) - 1
        noted = _noting(statement) if last else statement
        names |= {"_gave": None, "_Block": _Block}
        said = re.search(r"  # raises (\w+)$", lines[(statement.end_lineno or 1) - 1])
        try:
            exec(compile(ast.Module([noted], []), "pasted", "exec"), names)
        except Exception as error:
            if last:
                return error
            if not said or said[1] != type(error).__name__:
                raise Untrue(f"{ast.unparse(statement)} raised {error!r}") from error
        else:
            if said and not (isinstance(statement, ast.With) and said[1] == _Block.raised):
                raise Untrue(f"{ast.unparse(statement)} raised nothing")
    return names["_gave"]


def _noting(statement: ast.stmt) -> ast.stmt:
    """The statement, with the value of its last expression kept. What a block is made with is
    looked at by a _Block."""
    inner = statement
    while isinstance(inner, ast.With):
        made = inner.items[0]
        made.context_expr = ast.Call(ast.Name("_Block", ast.Load()), [made.context_expr], [])
        *_, last = inner.body
        if isinstance(last, ast.Expr):
            inner.body[-1] = ast.Assign([_name()], last.value)
        inner = last
    if isinstance(statement, ast.Expr):
        statement = ast.Assign([_name()], statement.value)
    if isinstance(statement, ast.AugAssign):
        found = ast.Assign([_name()], ast.Name(statement.target.id, ast.Load()))
        statement = ast.If(ast.Constant(True), [statement, found], [])
    return ast.fix_missing_locations(statement)


class _Block:
    """A `with` block's object, with what its two methods returned, and the name of the exception
    that the block's lines raised, whether or not `__exit__` hid it."""

    last: ClassVar[dict[str, Any]] = {}
    raised: ClassVar[str | None] = None

    def __init__(self, made: Any) -> None:
        self.made = made

    def __enter__(self) -> Any:
        _Block.raised = None
        self.last["__enter__"] = self.made.__enter__()
        return self.last["__enter__"]

    def __exit__(self, *error: Any) -> Any:
        _Block.raised = error[0] and error[0].__name__
        self.last["__exit__"] = self.made.__exit__(*error)
        return self.last["__exit__"]


def _name() -> ast.Name:
    return ast.Name("_gave", ast.Store())


def _compared(shown: Counterexample, came: Any, names: dict[str, Any]) -> set[str]:
    said = shown.values.got
    if shown.how == "raised":
        text = said.text.partition("\n  ")[0]
        if type(came) is StopIteration:
            text = text.removesuffix(ENDED)
        mine = f"{type(came).__name__}: {came}" if str(came) else type(came).__name__
        if not isinstance(came, Exception) or mine != text:
            raise Untrue(f"said to raise {text}: {came!r}")
        return set()
    if block := _OF_A_BLOCK.fullmatch(said.text):
        one = _Block.last[block[2]]
        if block[1] not in (_text(one), describe(one)):
            raise Untrue(f"said to have returned {said.text}: {one!r}")
        return set()
    if "an object" in as_text(said) or as_text(said) == "the object itself":
        return {AN_OBJECT}
    if isinstance(came, Exception):
        raise Untrue(f"said to have {shown.how} {as_text(said)}: {came!r}") from came
    if shown.how == "returned" and not said.name and as_text(said) and not _is(said, came):
        raise Untrue(f"said to have returned {as_text(said)}: {came!r}")
    return set()


def _is(said: Value, came: Any) -> bool:
    """Whether a value is what is said of it, to the digits that are shown."""
    came = list(islice(came, 10_000)) if isinstance(came, Iterator) else came
    came = list(came) if isinstance(came, (KeysView, ItemsView)) else came
    if said.kind == "parts":
        return len(said.parts) == len(came) and all(map(_is, said.parts, came))
    if said.kind == "array":
        return said.shape == np.shape(came) and _are(said, np.asarray(came))
    plain = as_text(unmarked(said))
    if plain in (_text(came, said.digits), repr(came), describe(came)):
        return True
    try:  # a set in another order
        return bool(eval(plain, _session(dict)) == came)
    except (SyntaxError, NameError):
        return False


def _are(said: Value, came: np.ndarray[Any, Any]) -> bool:
    """Whether the cells that are shown are those of an array."""
    whole = (Window(start=(0,) * came.ndim, cells=said.cells),) if said.cells is not None else ()
    windows = said.windows or whole
    for window in windows:
        cells = np.array(window.cells, came.dtype)
        lead = came.ndim - cells.ndim
        place = tuple(
            slice(at, at + size) for at, size in zip(window.start[lead:], cells.shape, strict=True)
        )
        if not np.allclose(came[window.start[:lead]][place], cells, equal_nan=True):
            return False
    return True


def _text(value: Any, digits: int = 6) -> str:
    """As reports write it: objects of the file's in a list by their fields, members of an Enum as
    programs do."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if type(value) is list and any(type(v).__repr__ is object.__repr__ for v in value):
        return f"[{', '.join(map(_text, value))}]"
    if type(value) is dict and any(type(v).__repr__ is object.__repr__ for v in value.values()):
        return f"{{{', '.join(f'{key!r}: {_text(item)}' for key, item in value.items())}}}"
    if type(value).__repr__ is object.__repr__:
        fields = (f"{name}={_text(field)}" for name, field in vars(value).items())
        return f"{type(value).__name__}({', '.join(fields)})"
    return as_text(as_data(value, digits=digits))


def _held(check: CheckResult, names: dict[str, Any]) -> set[str]:
    """What is said to be false is, and with the values that are said."""
    law = _LAW.fullmatch((check.message or "").partition("\n")[0])
    if law is None:
        return set()
    claim, values = law[1].replace(" ≈ ", " == "), law[2]
    try:
        holds = eval(claim, names)
    except NameError:
        return {ITS_NAMES}
    except Exception as error:
        raise Untrue(f"said to be false: {law[1]} raised {error!r}") from error
    if holds:
        raise Untrue(f"said to be false: {law[1]}")
    tree = ast.parse(claim, mode="eval").body
    if values and isinstance(tree, ast.Compare) and " ≈ " not in law[1]:
        if re.match("'<\\w+ of ", values):
            return {ITERATORS_TEXT}
        first = eval(ast.unparse(tree.left), names)
        if not values.startswith((_text(first), repr(first), getattr(first, "__name__", "?"))):
            raise Untrue(f"said to be {values}: {first!r}")
    return set()
