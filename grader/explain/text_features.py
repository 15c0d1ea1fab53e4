"""Features of what is no array of numbers: texts, lists of records, None as the right answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

Named = Iterator[tuple[str, bool]]
_EMPTY = " is empty"
_PLACES = ("first", "second", "third")
# Records that are longer have no numbers that anybody counts.
MAX_WIDTH = len(_PLACES)


def of_value(name: str, value: Any) -> Named:
    """Features of one argument; none of what isn't of these kinds."""
    if isinstance(value, str):
        yield from _length(name, value)
        yield from _text(name, value)
    elif isinstance(value, (list, tuple)) and not any(isinstance(one, list) for one in value):
        yield from _length(name, value)
        yield from _records(name, value)


def told_of_all(masks: Mapping[str, int], total: int) -> dict[str, int]:
    """Features by the cases where they hold, without those of an argument of which nothing is said
    in some cases: a list of lists isn't empty either, and is told by its sizes alone."""
    untold = [
        name
        for feature in masks
        if (name := feature.removesuffix(_EMPTY)) != feature
        and masks[feature] | masks.get(f"{name} is not empty", 0) != (1 << total) - 1
    ]
    return {
        feature: mask
        for feature, mask in masks.items()
        if not any(_is_about(feature, name) for name in untold)
    }


def _is_about(feature: str, name: str) -> bool:
    """Whether it is one of these features, of the argument with this name."""
    starts = (f"{name}{_EMPTY}", f"{name} is not empty", f"{name} has ", f"len({name}) ")
    return feature.startswith(starts) or f" item of {name} has " in feature


def of_answer(want: Any) -> Named:
    """Features of a right answer that is None, or a plain number."""
    if want is None or type(want) is int:
        yield "the right answer is None", want is None
        yield "the right answer is a number", want is not None
        yield "the right answer is 0", want == 0 and want is not None
        yield "the right answer is not 0", want != 0
        # Where floats begin to leave out whole numbers.
        yield "the right answer > 2**53", want is not None and want > 2**53
        yield "the right answer ≤ 2**53", want is not None and want <= 2**53


def _either(name: str, has: str, lacks: str, holds: bool) -> Named:
    yield f"{name} {has}", holds
    yield f"{name} {lacks}", not holds


def _length(name: str, value: str | Sequence[Any]) -> Named:
    yield from _either(name, "is empty", "is not empty", not value)
    yield f"len({name}) = 1", len(value) == 1
    yield f"len({name}) > 1", len(value) > 1


def _text(name: str, text: str) -> Named:
    digits = [len(number) for number in re.findall(r"\d+", text)]
    yield from _either(name, "has a digit", "has no digit", bool(digits))
    longest = max(digits, default=0)
    number = "number of more than one digit"
    yield from _either(name, f"has a {number}", f"has no {number}", longest > 1)
    row = any(one == other for one, other in pairwise(text))
    sign = "sign twice in a row"
    yield from _either(name, f"has a {sign}", f"has no {sign}", row)
    apart = [one for number, one in enumerate(text) if not number or text[number - 1] != one]
    yield from _either(
        name, "has a sign in two places", "has no sign in two places", len({*apart}) < len(apart)
    )
    large = any(letter.isupper() for letter in text)
    yield from _either(name, "has capital letters", "has no capital letters", large)
    yield from _either(name, "has spaces", "has no spaces", " " in text)


def _records(name: str, items: Sequence[Any]) -> Named:
    """Of a list of tuples of numbers: how many those have, and which are more than 1."""
    if not all(isinstance(one, tuple) and 0 < len(one) <= MAX_WIDTH for one in items):
        return
    if any(type(number) is not int for one in items for number in one):
        return
    for place, ordinal in enumerate(_PLACES):
        there = [one[place] for one in items if len(one) > place]
        shown = f"{ordinal} number"
        item = f"item of {name} has a {shown}"
        yield f"an {item}", bool(there)
        yield f"no {item}", not there
        more = any(number > 1 for number in there)
        yield f"an item of {name} has a {shown} > 1", more
        yield f"no item of {name} has a {shown} > 1", not more
