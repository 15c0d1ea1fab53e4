"""A test's name as the sentence that a student reads, where its author wrote no docstring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

# Whose values are written as they are made.
_PLAIN = ("builtins", "datetime", "decimal", "fractions")
# What an apostrophe leaves behind in a name: can_t, cell_s.
_APOSTROPHES = re.compile(r"(?<=[A-Za-z])_(t|s|re|ve|ll|d)(?=_|$)")


# A value that is shorter stands in the sentence in place of a name such as `tree1`.
MAX_VALUE = 40


def sentence_of(name: str, values: Mapping[str, Any] = MappingProxyType({})) -> str:
    """test_an_empty_word_has_no_letters becomes «An empty word has no letters.»; of a parametrized
    test, the case's own name stands behind it. values: of its parameters, by their names."""
    function, _, case = name.partition("[")
    for parameter, value in values.items():
        shown = repr(value) if type(value).__module__ in _PLAIN else ""
        if shown and len(shown) <= MAX_VALUE and "<" not in shown:
            made_up = rf"(?<![^-]){re.escape(parameter)}\d+(?=[-\]])"
            case = re.sub(made_up, shown.replace("\\", r"\\"), case)
    bare = re.sub(r"^tests?_?(?=.)", "", function)
    if "_" not in bare:
        bare = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", bare)
        bare = bare if bare.isupper() else bare.lower()
    words = _APOSTROPHES.sub(_apostrophe, bare).replace("_", " ").strip()
    words = re.sub(r" +", " ", words)
    if not any(letter.isalpha() for letter in words):
        words = f"test {words}".strip()
    said = words[:1].upper() + words[1:]
    of_case = f" ({case.removesuffix(']')})" if case else ""
    return f"{said}{of_case}."


def _apostrophe(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rpartition("_")[2]
    letter = found[1]
    negated = letter == "t" and before.endswith("n")
    shortened = letter in ("re", "ve", "ll") and before in ("we", "you", "they", "i")
    possessed = letter == "s" and len(before) > 1
    return f"'{letter}" if negated or shortened or possessed else found[0]
