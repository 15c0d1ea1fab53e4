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
    "Programs, questions and files": "A file run as a program; a call that prints, asks or writes.",
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
    if name in ("run", "talk", "printed", "awaited"):
        return "Programs, questions and files"
    return "Strategies" if inspect.isfunction(value) else "Values and proxies"


def _entry(name: str, value: Any) -> str:
    if not callable(value):
        return f"### `{name} = {value!r}`\n\nThe layouts that `layouts` can name.\n"
    about = inspect.cleandoc(value.__doc__ or "")
    lines = "\n".join(f"> {line}".rstrip() for line in about.splitlines())
    methods = "".join(_method(name, *found) for found in _methods(value))
    return f"### `{name}{_signature(value)}`\n\n{lines}\n{methods}"


def _methods(value: Any) -> list[tuple[str, Any]]:
    """What a class of ours offers by name, its operators aside."""
    if not isinstance(value, type) or issubclass(value, Exception):
        return []
    plain = [(n, m) for n, m in vars(value).items() if inspect.isfunction(m)]
    return [(n, m) for n, m in plain if not n.startswith("_") and m.__doc__]


def _method(owner: str, name: str, method: Any) -> str:
    about = inspect.cleandoc(method.__doc__ or "").replace("\n", "\n  ")
    shown = _signature(method).replace("(self, ", "(").replace("(self)", "()")
    return f"\n- `{owner.lower()}.{name}{shown}`: {about}\n"


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
