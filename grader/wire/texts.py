"""The texts in a value on its way, each changed in one manner: paths of a folder that both sides
have, and call by different names."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import msgspec

from .data import Map, RecordData, Seq, Value
from .names import SHARED_FOLDER


def with_texts(value: Value, change: Callable[[str], str]) -> Value:
    """The value with its texts changed; the names of its parts stay."""
    match value:
        case str():
            return change(value)
        case Seq():
            return Seq(value.kind, [with_texts(item, change) for item in value.items])
        case Map():
            return Map([(with_texts(k, change), with_texts(v, change)) for k, v in value.items])
        case RecordData():
            fields = [(name, with_texts(item, change)) for name, item in value.fields]
            return msgspec.structs.replace(
                value, fields=fields, base=with_texts(value.base, change)
            )
    return value


class FolderNames:
    """What the shared folder is called on this side, and on the way. root: absolute, and without
    links in it."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._anywhere = re.compile(rf"{re.escape(root)}(?!\w)")

    def here(self, text: str) -> str:
        """A path in the folder, or a text that is one, as it came over, by its name here."""
        if text == SHARED_FOLDER or text.startswith(f"{SHARED_FOLDER}/"):
            return self._root + text[len(SHARED_FOLDER) :].replace("/", os.sep)
        return text

    def told(self, text: str) -> str:
        """A text as it goes over: wherever there is such a path in it."""
        if self._anywhere.match(text):
            return SHARED_FOLDER + text[len(self._root) :].replace(os.sep, "/")
        return self._anywhere.sub(SHARED_FOLDER, text) if self._root in text else text
