"""Values besides numbers, texts, lists and arrays: the standard library's, and records.

Each kind is taken apart into plain parts on one side and made of them on the other, by one row of
a table. What is made has the standard library's own class, or one of ours:

    Record    a dataclass, an Enum member, an exception, a simple object: a class's name and fields
    Row       a named tuple
    Yielded   what an iterator or a view gave, read up to a bound (yielded.py)

None of these has a method or an attribute that came over the wire: a field is looked up in a dict,
and a name with an underscore in front is no field.
"""

from __future__ import annotations

import importlib
import itertools
import operator
import sys
from collections.abc import Callable, Iterator, MutableMapping
from numbers import Integral
from typing import Any, Literal
from weakref import WeakKeyDictionary

from .names import is_name
from .yielded import Yielded

# Items that are taken from an iterator; whatever gives more is told as endless.
MAX_ITEMS = 10_000
# Of iterators that iterators give, so many in each other are read as they come.
MAX_WITHIN = 4
MAX_FIELDS = 100
# Of one number, written out. Whoever rounds a larger one or makes a fraction of it is at it for
# hours; the smallest float has 1,074 behind the point.
MAX_DIGITS = 2_000
# closed: an object all of whose fields are private, and so none of them here.
Kind = Literal["enum", "exception", "dataclass", "attrs", "object", "closed"]
# What the grader may look up by name; long enough for every time zone's.
_ZONE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/")


class Record:
    """An object as its class's name and its fields. Equal to another of that name whose fields are
    equal, in whatever order, and to `base`, the number or text that it is as well (an IntEnum, see
    members.py). One that is closed is equal to itself alone: nothing is known of what it holds.

    _itself: gives what stands for the object, where it is still there (a check's Part)."""

    __slots__ = ("_base", "_fields", "_itself", "_kind", "_name")

    def __init__(self, kind: Kind, name: str, fields: dict[str, Any], base: Any = None) -> None:
        self._kind = kind
        self._name = name
        self._fields = fields
        self._base = base
        self._itself: Callable[[], Any] | None = None

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._fields:
            return self._fields[name]
        raise AttributeError(f"this {self._name} has no {name}, only {list(self._fields)}")

    def __eq__(self, other: object) -> bool:
        if "closed" in (self._kind, getattr(other, "_kind", "")):
            return self is other
        if isinstance(other, Record):
            mine = (self._kind, self._name, self._fields)
            return mine == (other._kind, other._name, other._fields)
        return self._base is not None and bool(self._base == other)

    def __hash__(self) -> int:
        return hash(self._name if self._base is None else self._base)

    def __repr__(self) -> str:
        if self._kind == "enum":
            member = self._fields.get("name")
            return f"{self._name}.{member if isinstance(member, str) else '?'}"[:400]
        if self._kind == "exception":
            return f"{self._name}({', '.join(map(repr, self._fields.get('args', ())))})"
        return f"{self._name}({', '.join(f'{k}={v!r}' for k, v in self._fields.items())})"


def _in_place(sign: str) -> Callable[[Record, Any], Any]:
    def method(self: Record, other: Any) -> Any:
        if self._base is not None:
            return NotImplemented
        raise TypeError(
            f"this {self._name} is a copy, of which {sign} can't be asked: keep the object itself, "
            "found = student.f.hold(…), and ask what is in that, part = found[0]"
        )

    return method


_IN_PLACE = {
    "add": "+=", "sub": "-=", "mul": "*=", "truediv": "/=", "floordiv": "//=", "mod": "%=",
    "pow": "**=", "matmul": "@=", "lshift": "<<=", "rshift": ">>=", "and": "&=", "or": "|=",
    "xor": "^=",
}  # fmt: skip
for _name, _sign in _IN_PLACE.items():
    setattr(Record, f"__i{_name}__", _in_place(_sign))


class Row(tuple[Any, ...]):
    """A named tuple: equal to any tuple of its values, as in Python."""

    _name: str
    _names: tuple[str, ...]

    def __getattr__(self, name: str) -> Any:
        names = object.__getattribute__(self, "_names")
        if not name.startswith("_") and name in names:
            return self[names.index(name)]
        raise AttributeError(f"this {self._name} has no {name}, only {list(names)}")

    def __repr__(self) -> str:
        pairs = zip(self._names, self, strict=True)
        return f"{self._name}({', '.join(f'{k}={v!r}' for k, v in pairs)})"


def _numbers(parts: list[Any]) -> list[Any]:
    if not all(isinstance(part, Integral) for part in parts):
        raise TypeError
    return parts


def _plain_of(*names: str) -> tuple[Callable[[Any], list[Any]], Callable[[type, list[Any]], Any]]:
    """Taken apart into whole numbers and made of them, in the constructor's order."""
    return (
        lambda value: [getattr(value, name) for name in names],
        lambda made, parts: made(*_numbers(parts)),
    )


def _text(made: type, parts: list[Any]) -> Any:
    """Of one text, and of nothing else: Fraction also reads "1e999999999"."""
    if len(parts) != 1 or type(parts[0]) is not str:
        raise TypeError
    return made(parts[0])


def _decimal(made: type, parts: list[Any]) -> Any:
    value = _text(made, parts)
    # A signalling NaN raises wherever it is compared or hashed, in whoever looks at it.
    if value.is_snan() or decimal_digits(value) > MAX_DIGITS:
        raise ArithmeticError
    return value


def decimal_digits(value: Any) -> int:
    """How many digits a Decimal has when it is written out without an exponent."""
    _, digits, exponent = value.as_tuple()
    if isinstance(exponent, str):  # infinity; a NaN with what it carries
        return len(digits)
    return int(max(len(digits) + exponent, 0) + max(-exponent, 0))


def _moment(*names: str) -> tuple[Callable[[Any], list[Any]], Callable[[type, list[Any]], Any]]:
    """A time or a date with one, and its zone last."""

    def make(made: type, parts: list[Any]) -> Any:
        import datetime

        *numbers, zone = parts
        if not (zone is None or isinstance(zone, datetime.tzinfo)) or len(numbers) != len(names):
            raise TypeError
        *when, fold = _numbers(numbers)
        return made(*when, zone, fold=fold)

    return lambda value: [*(getattr(value, name) for name in names), value.tzinfo], make


def _zone(made: type, parts: list[Any]) -> Any:
    if not parts or type(parts[0]) is not str or not set(parts[0]) <= _ZONE_LETTERS:
        raise TypeError
    try:
        return _text(made, parts)
    except KeyError as error:  # no zone of that name on this machine
        raise ValueError(str(error)) from None


def _counted(made: type, parts: list[Any]) -> Any:
    (items,) = parts
    if type(items) is not dict:
        raise TypeError
    return made(items)


# What a defaultdict makes of what isn't there, where it is one of these: nobody's code.
_FACTORIES = {made.__name__: made for made in (bool, dict, float, int, list, set, str, tuple)}


def _defaults_of(value: Any) -> list[Any]:
    factory = value.default_factory
    name = next((name for name, made in _FACTORIES.items() if made is factory), None)
    return [dict(value), name]


def _defaults(made: type, parts: list[Any]) -> Any:
    items, name = parts
    if type(items) is not dict or name not in (None, *_FACTORIES):
        raise TypeError
    return made(_FACTORIES.get(name), items)


def _deque(made: type, parts: list[Any]) -> Any:
    items, longest = parts
    if type(items) is not list or not (longest is None or type(longest) is int):
        raise TypeError
    return made(items, longest)


# What becomes of each path that comes over, while an imported test runs.
PATHS: Callable[[Any], Any] | None = None


def _path(made: type, parts: list[Any]) -> Any:
    import pathlib

    try:
        path = _text(made, parts)
    except NotImplementedError:  # another system's
        path = getattr(pathlib, f"Pure{made.__name__}")(parts[0])
    return path if PATHS is None else PATHS(path)


def _machine_array(made: type, parts: list[Any]) -> Any:
    code, data = parts
    if type(code) is not str or type(data) is not bytes or code not in tuple("bBhHiIlLqQfd"):
        raise TypeError
    return made(code, data)


def _bytes(made: type, parts: list[Any]) -> Any:
    (data,) = parts
    if type(data) is not bytes:
        raise TypeError
    return made(data)


_DATE = ("year", "month", "day")
_TIME = ("hour", "minute", "second", "microsecond")
# By the class's qualified name: how a value is taken apart, and made of its parts.
LIBRARY: dict[str, tuple[Callable[[Any], list[Any]], Callable[[type, list[Any]], Any]]] = {
    "builtins.range": _plain_of("start", "stop", "step"),
    "builtins.bytearray": (lambda value: [bytes(value)], _bytes),
    "builtins.ellipsis": (lambda value: [], lambda made, parts: ...),
    "datetime.date": _plain_of(*_DATE),
    "datetime.time": _moment(*_TIME, "fold"),
    "datetime.datetime": _moment(*_DATE, *_TIME, "fold"),
    "datetime.timedelta": _plain_of("days", "seconds", "microseconds"),
    "datetime.timezone": (
        lambda value: [value.utcoffset(None)],
        lambda made, parts: made(*parts),
    ),
    "zoneinfo.ZoneInfo": (lambda value: [value.key], _zone),
    "decimal.Decimal": (lambda value: [str(value)], _decimal),
    "fractions.Fraction": _plain_of("numerator", "denominator"),
    "uuid.UUID": (lambda value: [str(value)], _text),
    "pathlib.PurePosixPath": (lambda value: [str(value)], _path),
    "pathlib.PureWindowsPath": (lambda value: [str(value)], _path),
    "pathlib.PosixPath": (lambda value: [str(value)], _path),
    "pathlib.WindowsPath": (lambda value: [str(value)], _path),
    "collections.Counter": (lambda value: [dict(value)], _counted),
    "collections.OrderedDict": (lambda value: [dict(value)], _counted),
    "collections.defaultdict": (_defaults_of, _defaults),
    "collections.deque": (lambda value: [list(value), value.maxlen], _deque),
    "array.array": (lambda value: [value.typecode, value.tobytes()], _machine_array),
}
# Those of them that can be changed: an imported test would have to see that on its side.
CHANGEABLE = frozenset(
    {"builtins.bytearray", "collections.Counter", "collections.OrderedDict",
     "collections.defaultdict", "collections.deque", "array.array"}
)  # fmt: skip
_VIEWS = ("dict_keys", "dict_values", "dict_items")


# Classes of kata's own whose objects cross as another class's.
CROSS_AS: MutableMapping[type, type] = WeakKeyDictionary()


def library_name(kind: type) -> str | None:
    """The row of the table that a class has; None for a class of the student's of that name."""
    kind = CROSS_AS.get(kind, kind)
    name = f"{kind.__module__}.{kind.__qualname__}"
    # Since Python 3.13 these come from a package of pathlib's parts.
    name = name.replace("pathlib._local.", "pathlib.")
    if name not in LIBRARY or kind is not library_class(name):
        return None
    # An exercise may be called fractions: a submission's own class is no library's.
    return name if getattr(sys.modules[kind.__module__], "__spec__", None) is not None else None


def is_changeable(kind: type) -> bool:
    return library_name(kind) in CHANGEABLE


def library_class(name: str) -> type:
    if name == "builtins.ellipsis":
        return type(...)
    module, _, qualified = name.rpartition(".")
    found: type = getattr(importlib.import_module(module), qualified)
    return found


def made(name: str, parts: list[Any]) -> Any:
    """A library's value of its parts. Raises TypeError, ValueError or ArithmeticError for others
    than it is taken apart into."""
    return LIBRARY[name][1](library_class(name), parts)


def taken(value: Any, kind: type, within: int = 0) -> Yielded | None:
    """What an iterator or a view of a dict gives. None for anything else.

    An iterator among that is read as it comes, as whoever goes through rows does: a later one may
    have changed what it looks at. within: so many others.
    """
    view = kind.__module__ == "builtins" and kind.__name__ in _VIEWS
    if not view and getattr(kind, "__next__", None) is None:
        return None
    came = itertools.islice(iter(value), MAX_ITEMS + 1)
    items = [_row(item, within + 1) if item is not value else item for item in came]
    return Yielded(items[:MAX_ITEMS], kind.__name__, len(items) > MAX_ITEMS)


def _row(item: Any, within: int) -> Any:
    """What has come of an iterator, with what it has to give itself; a pair's parts, too."""
    if within > MAX_WITHIN:
        return item
    if type(item) is tuple:
        parts = [_row(part, within + 1) for part in item]
        return item if all(map(operator.is_, parts, item)) else tuple(parts)
    given = taken(item, type(item), within)
    return item if given is None else given


def fields_of(value: Any, kind: type) -> tuple[Kind, dict[str, Any], Any] | None:
    """An object as a record: its kind, its fields, and the plain value that it is besides.

    None for what is more than its fields: functions, classes, modules, and whatever a library
    made. Never calls a method of the object's.
    """
    enum = sys.modules.get("enum")
    if enum is not None and isinstance(value, enum.Enum):
        plain = value._value_
        base = plain if isinstance(value, (int, str, float)) else None
        return "enum", {"name": value._name_, "value": plain}, base
    if isinstance(value, BaseException):
        return "exception", {"args": tuple.__getitem__(value.args, slice(None))}, None
    own = _instance_fields(value, kind)
    if own is None:
        return None
    if isinstance(named := getattr(kind, "__dataclass_fields__", None), dict):
        compared = [name for name, field in named.items() if getattr(field, "compare", True)]
        return "dataclass", {name: own[name] for name in compared if name in own}, None
    if isinstance(attrs := getattr(kind, "__attrs_attrs__", None), tuple):
        names = [str(field.name) for field in attrs if getattr(field, "eq", True)]
        return "attrs", {name: own[name] for name in names if name in own}, None
    shown = {name: item for name, item in own.items() if not name.startswith("_")}
    return "object" if shown or not own else "closed", shown, None


def _instance_fields(value: Any, kind: type) -> dict[str, Any] | None:
    """What an instance of a class written in Python keeps, in its __dict__ and in its slots."""
    if kind.__module__ == "builtins" or isinstance(value, type) or callable(value):
        return None
    found = dict(_slots(value, kind))
    try:
        kept = object.__getattribute__(value, "__dict__")
    except AttributeError:
        kept = {}
    if type(kept) is not dict or not (kept or found or _is_python_class(kind)):
        return None
    found |= {name: item for name, item in kept.items() if is_name(name)}
    return found if len(found) <= MAX_FIELDS else None


def _slots(value: Any, kind: type) -> Iterator[tuple[str, Any]]:
    for one in type.mro(kind):
        for name, member in vars(one).items():
            if type(member).__name__ == "member_descriptor" and is_name(name):
                try:
                    yield name, member.__get__(value, kind)
                except AttributeError:  # a slot that was never filled
                    continue


def _is_python_class(kind: type) -> bool:
    """Whether a class statement made it: only those have a flag that says that they may go."""
    return bool(kind.__flags__ & (1 << 9))


def named_tuple(value: Any, kind: type) -> tuple[str, ...] | None:
    """The names of a named tuple's fields; None for any other tuple."""
    names = getattr(kind, "_fields", None)
    if type(names) is not tuple or len(names) != tuple.__len__(value):
        return None
    return names if all(map(is_name, names)) else None
