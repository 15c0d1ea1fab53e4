"""Compares containers, texts, times and records: what is missing, doesn't belong, or differs where.

Knows nothing about arrays; what is inside a container is compared by the function it is given.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time
from typing import Any

from ..wire.kinds import MAX_ITEMS, Record
from ..wire.yielded import Yielded, as_listed
from .hashed import spread_anew
from .mismatch import Mismatch, describe, inside, shown, wrong_type
from .notes import note
from .special_methods import SpecialMethods

Same = Callable[[Any, Any], None]
# Items without an equal on the other side that are tried with each other: within a tolerance, say.
MAX_TRIED = 200
# Two of one of these may be equal for Python, and not be made of the same.
_MADE_OF_OTHERS = (list, tuple, dict, set, frozenset, datetime, time, Record, Yielded)
# A difference of a longer text is shown around its first character.
MAX_TEXT = 60


# What only stands for a dict or a list: by the class's name, over there, which of the two.
_STANDS_FOR = {
    "collections.ChainMap": "dict",
    "collections.UserDict": "dict",
    "collections.UserList": "list",
    "mappingproxy": "dict",
}


def unwrapped(value: Any) -> Any:
    """The dict or list that a ChainMap, a UserDict, a UserList or a read-only view of a dict stands
    for; any other value itself."""
    if isinstance(value, SpecialMethods):
        made = _STANDS_FOR.get(value.types[0]) if value.types else None
        return value if made is None else value._there("builtins", made, value)
    if isinstance(value, Record) and value._kind == "object":
        fields = value._fields
        if [*fields] == ["data"] and value._name in ("UserDict", "UserList"):
            return fields["data"]
        maps = fields.get("maps", ()) if value._name == "ChainMap" else ()
        if maps and all(isinstance(of, dict) for of in maps):
            return {key: item for of in reversed(maps) for key, item in of.items()}
    return value


def same_mapping(got: Any, want: dict[Any, Any], same: Same) -> None:
    """Equal keys with the same values, in any order; in an OrderedDict, in its order."""
    if not isinstance(got, dict):
        raise wrong_type(got, want)
    got, want = spread_anew(got), spread_anew(want)
    if not (isinstance(got, Counter) and isinstance(want, Counter) and got == want):
        same_keys(got, want, lambda key: f"key {shown(key)}", got, want)
    _keys_alike(got, want, same)
    for key, value in want.items():
        if key in got:
            with inside(f"[{shown(key)}]", got, want):
                same(got[key], value)
    if isinstance(got, OrderedDict) and isinstance(want, OrderedDict) and [*got] != [*want]:
        raise Mismatch("values", "the keys are in another order", got, want)


def same_keys(
    mine: Collection[Any],
    theirs: Collection[Any],
    called: Callable[[Any], str],
    got: Any,
    want: Any,
) -> None:
    """Equal keys, in any order. called: one of them, in a sentence; got, want: what they are of."""
    for key in theirs:
        if key not in mine:
            raise Mismatch("values", f"{called(key)} is missing", got, want)
    for key in mine:
        if key not in theirs:
            raise Mismatch("values", f"{called(key)} doesn't belong", got, want)


def _keys_alike(got: dict[Any, Any], want: dict[Any, Any], same: Same) -> None:
    """Of equal keys: True is no 1 in there either."""
    theirs = {key: key for key in want}
    for key in got:
        if key in theirs and not _alike(key, theirs[key], same):
            said = f"returned key {shown(key)}, expected key {shown(theirs[key])}"
            raise Mismatch("type", said, got, want)


def same_set(got: Any, want: set[Any] | frozenset[Any], same: Same) -> None:
    if isinstance(got, SpecialMethods) and {"set", "frozenset"} & {*got.types}:
        raise Mismatch("values", "two of its objects hold the same, expected none", got, want)
    if not isinstance(got, (set, frozenset)):
        raise wrong_type(got, want)
    mine = {item: item for item in got}
    theirs = {i: i for i in want if i in mine and _alike(mine[i], i, same)}
    missing, extra = [i for i in want if i not in theirs], [i for i in got if i not in theirs]
    _pair_off(extra, missing, got, want, same)


def same_unordered(got: Sequence[Any], want: Collection[Any], same: Same) -> None:
    """The same items as often as there, in any order."""
    if len(got) > 2 * len(want) + MAX_TRIED:
        raise Mismatch("items", f"returned {len(got)} items, expected {len(want)}", got, want)
    extra, missing = list(got), []
    for item in want:
        number = next((n for n, one in enumerate(extra) if _equal(one, item, same)), None)
        if number is None:
            missing.append(item)
        else:
            del extra[number]
    _pair_off(extra, missing, got, want, same)


def _pair_off(extra: list[Any], missing: list[Any], got: Any, want: Any, same: Same) -> None:
    """Each that is missing with one that doesn't belong, where the two are the same after all:
    equal within a tolerance. Raises Mismatch for what is left."""
    extra = list(extra)
    for item in missing if len(missing) <= MAX_TRIED >= len(extra) else ():
        number = next((n for n, one in enumerate(extra) if are_same(one, item, same)), None)
        if number is None:
            break
        del extra[number]
        missing = missing[1:]
    if missing:
        also = f", {shown(extra[0])} doesn't belong" if extra else ""
        raise Mismatch("values", f"{shown(missing[0])} is missing{also}", got, want)
    if extra:
        raise Mismatch("values", f"{shown(extra[0])} doesn't belong", got, want)


def _equal(one: Any, other: Any, same: Same) -> bool:
    try:
        equal = type(one) is type(other) and bool(one == other)
    except ValueError:  # arrays, whose comparison has no truth of its own
        return False
    return equal and _alike(one, other, same)


def _alike(one: Any, other: Any, same: Same) -> bool:
    """Whether two that are equal for Python are so for us: True is no 1, nor noon in Rome eleven
    o'clock in London."""
    if type(one) is type(other) and not isinstance(other, _MADE_OF_OTHERS):
        return True
    return are_same(one, other, same)


def are_same(one: Any, other: Any, same: Same) -> bool:
    try:
        same(one, other)
    except Mismatch:
        return False
    return True


def same_record(got: Any, want: Any, same: Same) -> None:
    """An object of the same class with the same fields, or the same member of an Enum."""
    if not isinstance(want, Record):
        raise TypeError(f"assert_same can't compare with {describe(want)}: it has no fields")
    if want._kind == "closed":
        raise TypeError(
            f"assert_same can't compare with a {_class(want)}, all of whose fields are private: "
            "compare what its methods say"
        )
    same_class(got, want)
    if want._kind == "enum":
        if got != want:
            said = f"returned {shown(got)}, expected {shown(want)}"
            raise Mismatch("values", said, got, want)
        return
    mine, theirs = got._fields, want._fields
    for name, value in theirs.items():
        if name not in mine:
            # A property is no field: nothing is known of what it would give.
            few = [*mine][:5] + ["…"] * (len(mine) > 5)
            only = f", only {', '.join(few)}" if few else ""
            raise Mismatch("values", f"it has no field {name}{only}", got, want)
        with inside(f".{name}", got, want):
            same(mine[name], value)
    # A class may keep more than it shows; fields that it declares are part of what it is.
    if want._kind in ("dataclass", "attrs") and mine.keys() != theirs.keys():
        odd = next(name for name in mine if name not in theirs)
        raise Mismatch("values", f".{odd} doesn't belong", got, want)


def same_class(got: Any, want: Record) -> None:
    if not isinstance(got, Record) or _class(got) != _class(want):
        raise wrong_type(got, want)


def _class(record: Record) -> str:
    return record._name.rpartition(".")[2]


def same_yielded(got: Any, want: Any) -> None:
    """Whether both come to an end, or neither; that one is no generator is only noted."""
    if not isinstance(given := as_listed(got), (list, tuple)):
        raise wrong_type(got, want)
    ends = [isinstance(value, Yielded) and value.endless for value in (got, want)]
    if ends == [True, False]:
        said = f"it doesn't end: it gives more than {MAX_ITEMS:,} items"
        raise Mismatch("shape", said, got, want)
    if ends == [False, True]:
        raise Mismatch("shape", f"it ends after {len(given)} items, expected no end", got, want)
    if isinstance(got, Yielded) is not isinstance(want, Yielded):
        note(f"The answer is {describe(got)}; the exercise asks for {describe(want)}.")


def same_text(got: Any, want: str) -> None:
    if type(got) is not str:
        raise wrong_type(got, want)
    if got != want:
        raise Mismatch("values", _text_differs(got, want), got, want)


def _text_differs(got: str, want: str) -> str:
    """In which way, where two texts side by side don't show it."""
    if len(got) > 2 * len(want) + 1000:
        return f"returned {len(got):,} characters, expected {len(want):,}"
    if got.split() == want.split() != []:
        where = "at the ends" if got.strip() == want.strip() else "between the words"
        return f"only white space {where} differs"
    # Of the same letters it is the order that differs, as of aA and Aa.
    if got.casefold() == want.casefold() and sorted(got) != sorted(want):
        return "only upper and lower case differ"
    if max(len(got), len(want)) <= MAX_TEXT:
        return ""
    first = next((n for n, (a, b) in enumerate(zip(got, want, strict=False)) if a != b), None)
    first = min(len(got), len(want)) if first is None else first
    line = want.count("\n", 0, first)
    place = f"character {first - want.rfind(chr(10), 0, first)}"
    place += f" of line {line + 1}" if "\n" in want else ""
    start = max(first - 10, 0)
    mine, theirs = got[start : first + 15], want[start : first + 15]
    return f"the first difference is at {place}: returned …{mine!r}…, expected …{theirs!r}…"


def same_clock(got: Any, want: datetime | time) -> None:
    """What the clock shows, and how far it is from UTC: for Python one moment is the same in all
    zones, and the hour that comes twice in autumn is one hour."""
    if type(got) is not type(want):
        raise wrong_type(got, want)
    if got.tzinfo is None is not want.tzinfo:
        said = "it has no time zone"
    elif got.tzinfo is not None is want.tzinfo:
        said = "it has a time zone, expected none"
    elif got.replace(tzinfo=None) != want.replace(tzinfo=None):
        said = "it is the right moment, in another time zone" if got == want else ""
    elif got.utcoffset() != want.utcoffset():
        said = f"returned {_offset(got)}, expected {_offset(want)}"
    else:
        return
    raise Mismatch("values", said, got, want)


def _offset(moment: datetime | time) -> str:
    """As tables of time zones write it: UTC+02:00."""
    off = moment.utcoffset()
    if off is None:
        return "no fixed time zone"
    minutes = round(abs(off).total_seconds() / 60)
    sign = "-" if off.days < 0 else "+"
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"
