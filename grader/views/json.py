"""A report as JSON, with the field names that docs/report.schema.json describes."""

from __future__ import annotations

import msgspec

from ..model import Report


def to_json(report: Report, indent: int = 2) -> str:
    """One report object. indent 0 puts it on one line."""
    encoded = msgspec.json.encode(report)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()
