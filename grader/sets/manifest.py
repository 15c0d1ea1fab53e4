"""What manifests may say: set.toml, exercise.toml, checks.toml. Checked once, here, key by key;
behind this door the types can be trusted.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import msgspec

from ..errors import ManifestError
from ..model import Feedback, Limits, Rules

# Names become folders and files in the workspace, and modules.
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

T = TypeVar("T", bound=msgspec.Struct)


class HintKeys(msgspec.Struct, forbid_unknown_fields=True):
    text: str


class PrivateHintKeys(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    after: list[str]


class SurvivorKeys(msgspec.Struct, forbid_unknown_fields=True):
    mutant: str | list[str]
    reason: str


class ExerciseKeys(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    difficulty: str
    requires: list[str] = []
    file: str = ""
    provided: list[str] = []
    feedback: Feedback | None = None
    rules: Rules = msgspec.field(default_factory=Rules)
    limits: Limits = msgspec.field(default_factory=Limits)
    hints: list[HintKeys] = []
    axes: dict[str, str] = {}


class ChecksKeys(msgspec.Struct, forbid_unknown_fields=True):
    """What an author notes down about the private half: a line of the reference is no student's."""

    hints: list[PrivateHintKeys] = []
    equivalent: list[SurvivorKeys] = []


class SetKeys(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    version: str
    licence: str
    order: list[str]
    feedback: Feedback = "full"
    requirements: list[str] = []
    whole_file: bool = False


def label(manifest: Path) -> str:
    return f"{manifest.parent.name}/{manifest.name}"


def read_manifest(path: Path, shape: type[T]) -> T:
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    # An int of more than 4,300 digits is a ValueError too, and no TOMLDecodeError.
    except (OSError, ValueError, RecursionError) as error:
        raise ManifestError(f"{label(path)} can't be read: {error}", str(path)) from None
    _refuse_unknown_keys(path, text, data, shape)
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        key = where.rstrip("`") or "the file"
        value = _at(data, key)
        shown = "" if value is _MISSING else f" is {value!r}:"
        message = f"{label(path)}: {key}{shown} {what[0].lower()}{what[1:]}"
        raise ManifestError(message, f"{path}{_line_of(text, key)}") from None


_MISSING = object()


def _at(data: Any, key: str) -> Any:
    """The value at a dotted key; _MISSING where there is none, or where it is long."""
    for part in key.split("."):
        if not isinstance(data, dict) or part not in data:
            return _MISSING
        data = data[part]
    try:
        return data if len(repr(data)) <= 60 else _MISSING
    except (ValueError, RecursionError):  # an int of thousands of digits, a nest of thousands
        return _MISSING


def _line_of(text: str, key: str) -> str:
    name = key.rpartition(".")[2].partition("[")[0]
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith((f"{name} ", f"{name}=", f"[{key}", f"[[{key}")):
            return f", line {number}"
    return ""


def _refuse_unknown_keys(path: Path, text: str, data: dict[str, Any], shape: Any) -> None:
    """Unknown keys get the nearest known one suggested; msgspec would only name them."""
    fields = get_type_hints(shape)
    for key, value in data.items():
        if key not in fields:
            message = f"{label(path)}: unknown key {key!r}.{nearest(key, fields)}"
            raise ManifestError(message, f"{path}{_line_of(text, key)}")
        kinds = (fields[key], *getattr(fields[key], "__args__", ()))
        inner = next((kind for kind in kinds if _has_keys(kind)), None)
        for table in value if isinstance(value, list) else [value]:
            if inner is not None and isinstance(table, dict):
                _refuse_unknown_keys(path, text, table, inner)


def _has_keys(kind: Any) -> bool:
    struct = isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    return struct or dataclasses.is_dataclass(kind)


def nearest(wrong: str, known: Iterable[str]) -> str:
    close = near(wrong, known)
    return f" Did you mean {close}?" if close else ""


def near(wrong: str, known: Iterable[str]) -> str | None:
    """The name that begins so, or else one that differs in a letter or two; not one that
    merely ends alike, as pooling and sorting do."""
    names = list(known)
    begins = [one for one in names if len(wrong) > 2 and one.startswith(wrong)]
    close = begins or difflib.get_close_matches(wrong, names, 1, 0.7)
    return close[0] if close else None
