"""Writes checks.md, on what a checks.py can import, from the docstrings.

Run: python docs/reference.py
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from grader import checks

PAGE = Path(__file__).with_name("checks.md")
HEAD = """\
# What a `checks.py` can import

Everything here is in `grader.checks`. This page is made from the docstrings by `docs/reference.py`.
"""
GROUPS = {
    "Comparisons": "Each raises an AssertionError whose message a student reads.",
    "Strategies": "For `@given`. All shrink towards what a person can compute by hand.",
    "Numbers and layouts": "What strategies fill arrays with, and how those lie in memory.",
    "Values and proxies": "What fixtures are, and what they give back.",
}


def page() -> str:
    found: dict[str, list[str]] = {group: [] for group in GROUPS}
    for name in checks.__all__:
        value = getattr(checks, name)
        found[_group(name, value)].append(_entry(name, value))
    parts = [f"## {g}\n\n{GROUPS[g]}\n\n" + "\n".join(entries) for g, entries in found.items()]
    return "\n".join([HEAD, *parts])


def _group(name: str, value: Any) -> str:
    if name.startswith("assert_") or name == "note":
        return "Comparisons"
    if name in ("LAYOUTS", "Numbers", "whole", "general", "laid_out"):
        return "Numbers and layouts"
    return "Strategies" if inspect.isfunction(value) else "Values and proxies"


def _entry(name: str, value: Any) -> str:
    if not callable(value):
        return f"### `{name} = {value!r}`\n\nThe layouts that `layouts` can name.\n"
    about = inspect.cleandoc(value.__doc__ or "")
    lines = "\n".join(f"> {line}".rstrip() for line in about.splitlines())
    return f"### `{name}{_signature(value)}`\n\n{lines}\n"


def _signature(value: Any) -> str:
    if isinstance(value, type):
        return ""
    signature = inspect.signature(value)
    # What Hypothesis passes is nobody's to give.
    shown = [p for p in signature.parameters.values() if p.name != "draw"]
    plain = [p.replace(annotation=inspect.Parameter.empty) for p in shown]
    return str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
