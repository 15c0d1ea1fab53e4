"""A report as JSON, with the field names that docs/report.schema.json describes."""

from __future__ import annotations

import json
import re

import msgspec

from ..model import Counterexample, Report
from .escape import is_harmless

# Numbers alone between brackets, each on a line of its own. In a string no line ends.
_CELLS = re.compile(r"\[(\n *-?[0-9][-+.e0-9]*,?)+\n *\]")


def to_json(report: Report, indent: int = 2) -> str:
    """One report object. indent 0 puts it on one line.

    A terminal is shown this too: what it would obey, or what would turn text around, is escaped.
    """
    plain = msgspec.to_builtins(report)
    for check, written in zip(report.checks, plain["checks"], strict=True):
        if check.counterexample is not None:
            texts = _texts(check.counterexample)
            written["counterexample"] = texts | written["counterexample"]
    separators = None if indent else (",", ":")
    text = json.dumps(plain, ensure_ascii=False, indent=indent or None, separators=separators)
    # Outside of strings there is nothing but ASCII, so that an escape always stands in one.
    return re.sub(r"[^\n -~]", _escaped, _CELLS.sub(_in_a_line, text))


def _texts(shown: Counterexample) -> dict[str, str | dict[str, str]]:
    """What a counterexample's values look like: for who reads names and no data."""
    return {
        "call": shown.call,
        "arguments": shown.arguments,
        "expected": shown.expected,
        "got": shown.got,
        "then_arguments": shown.then_arguments,
    }


def _in_a_line(cells: re.Match[str]) -> str:
    return " ".join(cells[0].split())


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return character if is_harmless(character) else json.dumps(character)[1:-1]
