"""Python objects ↔ wire values, on both sides.

What a worker sends becomes values of `INERT` types and no others, exactly: none has an attribute, a
method or an operator that came over the wire, so nothing that looks at one obeys its sender.

Numbers, strings, lists, tuples, dicts, slices, None, NumPy arrays and scalars, and torch tensors
cross by value; an array crosses with its memory layout, so that a non-contiguous input is one in
the worker too (arrays.py). Anything else stays where it is and crosses as Held.
"""

from __future__ import annotations

import importlib
import math
import re
import sys
from collections import Counter
from numbers import Integral
from typing import Any

from .arrays import (
    DTYPE,
    WIDEST,
    WIDEST_ANSWER,
    Tensor,
    array_to_wire,
    ndarray,
    plain_tensor_to_wire,
    tensor,
    tensor_to_wire,
)
from .messages import (
    Array,
    BigInt,
    Blob,
    CaseData,
    Complex,
    Held,
    Map,
    Ref,
    Scalar,
    Seq,
    SliceData,
    TensorData,
    Value,
    WireError,
    encode,
    sendable,
)
from .names import is_name, short

MAX_DIGITS = 2_000
# Values of the standard library's, by what each is made of; nothing: by its text.
_MADE_OF: dict[str, tuple[str, ...]] = {
    "builtins.range": ("start", "stop", "step"),
    "datetime.date": ("year", "month", "day"),
    "datetime.time": ("hour", "minute", "second", "microsecond"),
    "datetime.datetime": ("year", "month", "day", "hour", "minute", "second", "microsecond"),
    "datetime.timedelta": ("days", "seconds", "microseconds"),
    "decimal.Decimal": (),
    "fractions.Fraction": ("numerator", "denominator"),
}
_PLAIN = frozenset({bool, int, float, str, type(None)})
MAX_DEPTH = 40
# Different keys of one dict, or items of one set, that share a hash: powers of two, which hash
# alike in rows of 61, come to a hundred. More are made on purpose, to be compared with each other.
MAX_ALIKE = 128


class Yielded(list[Any]):
    """What a generator yielded: a list that remembers that nobody returned one."""

    __slots__ = ()


# The types of all that an answer decodes to, and of all that is in it, besides the classes that
# _MADE_OF names, Tensor, NumPy's arrays and its scalars. What stayed in the worker stands there as
# whoever decodes gives it.
INERT = frozenset(
    {bool, int, float, complex, str, bytes, type(None), list, tuple, dict, set, frozenset, slice}
    | {Yielded}
)


class Case:
    """Named arguments of one call: `*case` gives them in order, `case.x` by name.

    Only ever drawn by a strategy or read from a recording. No name begins with an underscore: those
    are the names that libraries look for on a stranger's object, to ask it what it is.
    """

    __slots__ = ("_fields",)
    _fields: dict[str, Any]

    def __init__(self, /, **fields: Any) -> None:
        for name in fields:
            if name.startswith("_") or name in _METHODS_OF_CASE or not is_name(name):
                raise ValueError(f"{name[:40]!r} can't be the name of an argument in a case")
        object.__setattr__(self, "_fields", fields)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a Case is frozen: {name} can't be set")

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "_fields")[name]
        except KeyError:
            raise AttributeError(f"this case has no {name}, only {list(self._fields)}") from None

    def __iter__(self) -> Any:
        return iter(self._fields.values())

    def keys(self) -> Any:
        """With __getitem__, makes `**case` work."""
        return self._fields.keys()

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __repr__(self) -> str:
        return f"Case({', '.join(f'{k}={v!r}' for k, v in self._fields.items())})"


_METHODS_OF_CASE = frozenset({"keys"})


def to_wire(value: Any, depth: int = 0) -> Value:
    """A value as it crosses; Held where it can't. Never calls a method of a subclass."""
    kind = type(value)
    if value is None or kind in (bool, float):
        return value  # type: ignore[no-any-return]
    if kind is str:
        return value if sendable(value) == value else Held(("a str that is not valid Unicode",))
    if kind is bytes:
        return Blob(value)
    if kind is int:
        return value if -(2**63) <= value < 2**63 else _big_int(value)
    if depth > MAX_DEPTH:
        return Held(("a nest deeper than the wire allows",))
    if issubclass(kind, (list, tuple)):
        base = list if issubclass(kind, list) else tuple
        name = "generator" if kind is Yielded else base.__name__
        return Seq(name, [to_wire(item, depth + 1) for item in base.__iter__(value)])
    if kind is dict:
        return Map([(to_wire(k, depth + 1), to_wire(v, depth + 1)) for k, v in value.items()])
    if kind is complex:
        return Complex(value.real, value.imag)
    if kind is slice:
        return SliceData(
            *(to_wire(part, depth + 1) for part in (value.start, value.stop, value.step))
        )
    if kind is set or kind is frozenset:
        items = [to_wire(item, depth + 1) for item in value]
        # In an order of its own: equal sets are equal bytes, whatever the hashes were.
        return Seq(kind.__name__, sorted(items, key=encode))
    if kind is Case:
        return CaseData(tuple(value.keys()), [to_wire(item, depth + 1) for item in value])
    if (parts := _parts(value, kind)) is not None:
        return parts
    return _array_to_wire(value, depth)


def _parts(value: Any, kind: type) -> Value | None:
    """A date, a fraction and their like: the class's name and what it is made of."""
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name not in _MADE_OF or kind is not _library_class(name):
        return None
    # An exercise may be called fractions: a submission's own class is no library's.
    if getattr(sys.modules[kind.__module__], "__spec__", None) is None:
        return None
    parts = [getattr(value, part) for part in _MADE_OF[name]] or [str(value)]
    if getattr(value, "tzinfo", None) is not None:
        return None
    return Seq(name, [to_wire(part) for part in parts])


def _library_class(name: str) -> type:
    module, _, qualified = name.rpartition(".")
    found: type = getattr(importlib.import_module(module), qualified)
    return found


def _big_int(value: int) -> Value:
    if value.bit_length() > MAX_DIGITS * 3:
        return Held((f"an int of {value.bit_length()} bits",))
    return BigInt(str(value))


def _array_to_wire(value: Any, depth: int) -> Value:
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        if isinstance(value, numpy.ndarray):
            return _ndarray_to_wire(numpy, value, depth)
        if isinstance(value, numpy.generic) and DTYPE.match(value.dtype.str):
            return Scalar(value.dtype.str, numpy.asarray(value).tobytes())
        if type(value) is Tensor:
            return plain_tensor_to_wire(value)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return tensor_to_wire(torch, value) or Held((_unusual(torch, value), *_types_of(value)))
    return Held(_types_of(value))


def _unusual(torch: Any, value: Any) -> str:
    """A tensor that has no wire value, by what sets it apart."""
    if value.is_nested:
        return "a nested tensor"
    if value.device.type == "meta":
        return "a tensor on the meta device, which has no values"
    if value.layout is not torch.strided:
        layout = str(value.layout).removeprefix("torch.")
        return short("a sparse tensor" if layout.startswith("sparse") else f"a {layout} tensor")
    return short(f"a tensor of dtype {str(value.dtype).removeprefix('torch.')}")


def _types_of(value: Any) -> tuple[str, ...]:
    """Qualified names of a value's classes, nearest first."""
    return tuple(
        short(f"{c.__module__}.{c.__qualname__}" if c.__module__ != "builtins" else c.__qualname__)
        for c in type.mro(type(value))[:12]
    )


def _ndarray_to_wire(numpy: Any, value: Any, depth: int) -> Value:
    kind = short(type(value).__name__)
    if (masked := _masked(numpy, value)) is not None:
        return masked
    plain = value if type(value) is numpy.ndarray else numpy.ndarray.view(value, numpy.ndarray)
    if not DTYPE.match(plain.dtype.str):
        if plain.dtype != object or plain.size > 10_000:
            return Held((short(f"a NumPy array of {plain.dtype}"),))
        items = [to_wire(item, depth + 1) for item in plain.ravel()]
        return Seq("object array " + "x".join(map(str, plain.shape)), items)
    return array_to_wire(plain, kind)


def _masked(numpy: Any, value: Any) -> Held | None:
    """A masked array with something masked: under the mask stands no answer, whatever the memory
    there holds. Without anything masked it is an array like any other."""
    if type(value) is numpy.ndarray or not isinstance(value, numpy.ma.MaskedArray):
        return None
    mask = object.__getattribute__(value, "_mask")
    count = int(numpy.count_nonzero(mask))
    said = f"a masked array ({count} of its {numpy.ndarray.size.__get__(value)} numbers masked)"
    return Held((said, *_types_of(value))) if count else None


def from_wire(value: Value, held: Any = None, *, ours: bool = False) -> Any:
    """The object a wire value stands for; real tensors where torch is loaded and asked for.

    held: a function from Ref or Held to an object. ours: it came from the grader, whose arguments
    lie in memory as an author laid them and whose recordings hold cases. Otherwise what it fills
    here is bounded by what it sent (an array lies on twice its memory at most), and its types are
    those of INERT, whatever was sent. Raises WireError when the parts disagree.
    """
    try:
        return _from_wire(value, held, 0, WIDEST if ours else WIDEST_ANSWER, ours)
    except (ValueError, OverflowError, MemoryError) as error:
        raise WireError(f"a value whose parts disagree: {error}") from None


def _from_wire(value: Value, held: Any, depth: int, widest: int, ours: bool) -> Any:
    # One level more than to_wire goes down, for the slices and tensors at its bottom.
    if depth > MAX_DEPTH + 2:
        raise WireError("a nest deeper than the wire allows")
    depth += 1
    match value:
        case Array():
            return ndarray(
                value.dtype, value.shape, value.data, value.strides, value.writeable, widest
            )
        case TensorData():
            return tensor(value, widest)
        case Scalar():
            return ndarray(value.dtype, (), value.data)[()]
        case Seq():
            # Most items are plain numbers; a call for each would cost far more than the list.
            items = [
                item if type(item) in _PLAIN else _from_wire(item, held, depth, widest, ours)
                for item in value.items
            ]
            return _sequence(value.kind, items)
        case Map():
            return _mapping(value, held, depth, widest, ours)
        case BigInt():
            if not re.fullmatch(rf"-?[0-9]{{1,{MAX_DIGITS}}}", value.digits):
                raise WireError("an int that is not one")
            return int(value.digits)
        case Blob():
            return value.data
        case Complex():
            return complex(value.real, value.imag)
        case SliceData():
            parts = (value.start, value.stop, value.step)
            return slice(*(_from_wire(part, held, depth, widest, ours) for part in parts))
        case CaseData() if ours:
            items = [_from_wire(item, held, depth, widest, ours) for item in value.items]
            return Case(**dict(zip(value.names, items, strict=True)))
        case Ref() | Held():
            if held is None:
                raise WireError("a held object where a value was due")
            return held(value)
    if type(value) in _PLAIN:
        return value
    raise WireError("a case where an answer was due")


def _sequence(kind: str, items: list[Any]) -> Any:
    if kind == "tuple":
        return tuple(items)
    if kind == "list":
        return items
    if kind == "generator":
        return Yielded(items)
    if kind in ("set", "frozenset") or kind in _MADE_OF:
        return _made(kind, items)
    if not re.fullmatch(r"object array [0-9x]*", kind):
        raise WireError(f"a sequence of unknown kind {kind[:40]!r}")
    import numpy as np

    shape = tuple(int(n) for n in kind.removeprefix("object array ").split("x") if n)
    if math.prod(shape) != len(items):
        raise WireError("an array whose shape and length disagree")
    array = np.empty(len(items), dtype=object)
    for number, item in enumerate(items):  # array[:] = items would unpack lists of one length
        array[number] = item
    return array.reshape(shape)


def _made(kind: str, items: list[Any]) -> Any:
    try:
        if kind in _MADE_OF:
            return _library_value(kind, items)
        _require_spread(items)
        return set(items) if kind == "set" else frozenset(items)
    except (TypeError, ArithmeticError):
        raise WireError(f"a {kind} that can't be one") from None


def _library_value(kind: str, items: list[Any]) -> Any:
    """From the parts that to_wire takes it apart into, and from no others: Fraction also reads
    "1e999999999", and works out every digit of it."""
    wanted = Integral if _MADE_OF[kind] else str
    if not all(isinstance(item, wanted) for item in items):
        raise TypeError
    made = _library_class(kind)(*items)
    # A signalling NaN raises wherever it is compared or hashed, in whoever looks at it.
    if kind == "decimal.Decimal" and made.is_snan():
        raise ArithmeticError
    return made


def _mapping(value: Map, held: Any, depth: int, widest: int, ours: bool) -> dict[Any, Any]:
    pairs = [
        (_from_wire(k, held, depth, widest, ours), _from_wire(v, held, depth, widest, ours))
        for k, v in value.items
    ]
    try:
        _require_spread([key for key, _ in pairs])
        return dict(pairs)
    except TypeError:
        raise WireError("a dict with a key that can't be one") from None


def _require_spread(keys: list[Any]) -> None:
    """Raises WireError for keys that were chosen to share their hashes, which a dict compares
    each with each; TypeError for one that has none."""
    if len(keys) > MAX_ALIKE and max(Counter(map(hash, keys)).values()) > MAX_ALIKE:
        raise WireError("keys that all have the same hash")
