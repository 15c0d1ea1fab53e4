"""A figure as a few lines: what is drawn on which axes, with which words and numbers.

Made of what wire/figures.py describes, and of nothing else; lines that differ are set in ‹ ›.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..wire.kinds import Record

LINES = 24
_DRAWN = ("lines", "points", "bars", "wedges", "images")
_ONE = {"lines": "line", "points": "points", "bars": "bar", "wedges": "wedge", "images": "image"}


def is_figure(value: Any) -> bool:
    """Whether a record is a figure, or axes of one, as they come back."""
    return isinstance(value, Record) and (_is_axes(value._fields) or _has_axes(value._fields))


def figure_text(figure: Record, against: Any, value: Callable[[Any], str]) -> str:
    """against: the figure it was compared with. value: one in a line's words."""
    lines = list(_figure(figure._fields, value))
    others = list(_figure(against._fields, value)) if is_figure(against) else None
    if others is not None:
        beside = [*others, *[None] * len(lines)]
        lines = [a if a == b else _marked(a) for a, b in zip(lines, beside, strict=False)]
    return "\n".join(lines[:LINES] + (["…"] if len(lines) > LINES else []))


def _marked(line: str) -> str:
    told = line.lstrip()
    return f"{line[: len(line) - len(told)]}‹{told}›"


def _is_axes(fields: Mapping[str, Any]) -> bool:
    return "xlim" in fields and all(isinstance(fields.get(kind), list) for kind in _DRAWN)


def _has_axes(fields: Mapping[str, Any]) -> bool:
    axes = fields.get("axes")
    every = isinstance(axes, list) and all(isinstance(one, dict) for one in axes)
    return every and all(_is_axes(one) for one in axes or ())


def _figure(fields: Mapping[str, Any], value: Callable[[Any], str]) -> Iterator[str]:
    if "axes" not in fields:
        yield from _axes(fields, value)
        return
    title = f", titled {value(fields['title'])}" if fields.get("title") else ""
    yield f"a figure with {_several(len(fields['axes']))}{title}"
    for axes in fields["axes"]:
        yield from (f"  {line}" for line in _axes(axes, value))


def _several(count: int) -> str:
    return "one pair of axes" if count == 1 else f"{count} pairs of axes"


def _axes(axes: Mapping[str, Any], value: Callable[[Any], str]) -> Iterator[str]:
    yield f"axes titled {value(axes.get('title'))}" if axes.get("title") else "axes"
    for side in "xy":
        label = f"{value(axes.get(f'{side}label'))} " if axes.get(f"{side}label") else ""
        scale = axes.get(f"{side}scale")
        told = f", {scale} scale" if scale != "linear" else ""
        yield f"  {side}: {label}{_limits(axes.get(f'{side}lim'), value)}{told}"
    if axes.get("legend") is not None:
        yield f"  legend: {value(axes['legend'])}"
    for kind in _DRAWN:
        for made in axes[kind]:
            yield f"  {_ONE[kind]}: {_drawn(made, value)}"
    for kind in ("texts", "others"):
        if axes.get(kind):
            yield f"  {kind}: {value(axes[kind])}"


def _limits(limits: Any, value: Callable[[Any], str]) -> str:
    if isinstance(limits, tuple) and len(limits) == 2:
        return f"from {value(limits[0])} to {value(limits[1])}"
    return value(limits)


def _drawn(made: Any, value: Callable[[Any], str]) -> str:
    if not isinstance(made, dict):
        return value(made)
    return ", ".join(f"{key} {value(item)}" for key, item in made.items() if not _is_empty(item))


def _is_empty(value: Any) -> bool:
    return isinstance(value, str) and not value
