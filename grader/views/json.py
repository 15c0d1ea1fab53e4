"""A report as JSON, with the field names that docs/report.schema.json describes."""

from __future__ import annotations

import json
import re

import msgspec

from ..model import Report
from .escape import is_harmless


def to_json(report: Report, indent: int = 2) -> str:
    """One report object. indent 0 puts it on one line.

    A terminal is shown this too: what it would obey, or what would turn text around, is escaped.
    """
    plain = msgspec.to_builtins(report)
    separators = None if indent else (",", ":")
    text = json.dumps(plain, ensure_ascii=False, indent=indent or None, separators=separators)
    # Outside of strings there is nothing but ASCII, so that an escape always stands in one.
    return re.sub(r"[^\n -~]", _escaped, text)


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return character if is_harmless(character) else json.dumps(character)[1:-1]
