"""Python objects → wire values, on both sides.

Numbers, strings, containers, the standard library's values (kinds.py), NumPy arrays and scalars
and torch tensors cross by value; an array crosses with its memory layout, so that a non-contiguous
input is one in the worker too (arrays.py). An object crosses as a record of its fields where it is
part of something else. Anything else stays where it is and crosses as Held.
"""

from __future__ import annotations

import builtins
import sys
from types import MappingProxyType
from typing import Any

from . import figures, tables
from .arrays import (
    DTYPE,
    Tensor,
    array_to_wire,
    columns_of,
    is_sendable_text,
    number_bytes,
    plain_dtype,
    plain_tensor_to_wire,
    record_dtype,
    tensor_to_wire,
)
from .case import Case
from .counted import Counted
from .data import (
    BigInt,
    Blob,
    CaseData,
    Complex,
    Held,
    Map,
    RecordData,
    Scalar,
    Seq,
    SliceData,
    Value,
)
from .kinds import (
    LIBRARY,
    MAX_DIGITS,
    Record,
    decimal_digits,
    fields_of,
    library_name,
    named_tuple,
    taken,
)
from .live_arguments import callback_of, generator_parts
from .members import MEMBERS
from .messages import MAX_FRAME, encode, sendable
from .names import short
from .sparse import parts_of, sparse_of
from .yielded import Yielded

MAX_DEPTH = 40
TOO_DEEP = f"a nest of more than {MAX_DEPTH} levels"
# Before any code of a student's.
_BUILT_IN = frozenset(id(kind) for kind in vars(builtins).values() if isinstance(kind, type))
_FLAGS = type.__dict__["__flags__"].__get__
_MADE_BY_A_STATEMENT = 1 << 9


def to_wire(value: Any, depth: int = 0, *, exact: bool = False, record: bool = False) -> Value:
    """A value as it crosses; Held where it can't. Never calls a method of a subclass, but takes
    the items of an iterator.

    exact: never as something plainer than it is. record: an object too, which otherwise crosses
    only as part of something else: alone it stays here, so that its methods can be asked for.
    """
    kind = type(value)
    if value is None or kind in (bool, float):
        return value  # type: ignore[no-any-return]
    # No message is that long, and where there is no room for it msgspec's encoder ends the process.
    if kind in (str, bytes) and len(value) > MAX_FRAME:
        signs = "characters" if kind is str else "bytes"
        return Held((f"a {kind.__name__} of {len(value):,} {signs}",))
    if kind is str:
        return value if sendable(value) == value else Held(("a str that is not valid Unicode",))
    if kind is bytes:
        return Blob(value)
    if kind is int:
        return value if -(2**63) <= value < 2**63 else _big_int(value)
    if depth > MAX_DEPTH:
        return Held((TOO_DEEP,))
    if kind in MEMBERS:
        return _record_to_wire(value, depth)
    # The most frequent answer needs none of the questions below.
    if kind.__module__ == "numpy":
        numpy = sys.modules.get("numpy")
        if numpy is not None and kind is numpy.ndarray:
            return _ndarray_to_wire(numpy, value, depth)
    # First: one of SciPy's formats is a dict.
    if kind.__module__ != "builtins" and (made := _library_to_wire(value, depth)) is not None:
        return made
    if (builtin := _builtin_to_wire(value, kind, depth, exact)) is not None:
        return builtin
    if kind is Case:
        return CaseData(tuple(value.keys()), [to_wire(item, depth + 1) for item in value])
    if issubclass(kind, Yielded):
        return _yielded_to_wire(value, depth)
    if (parts := _parts(value, kind, depth)) is not None:
        return parts
    if (callback := callback_of(value)) is not None:
        callback.crossed = True
        return Seq("callback", [callback.source])
    if kind is Counted:
        return Seq("counted", [value.of, to_wire(value.items)])
    if (source := generator_parts(value, kind)) is not None:
        return Seq(source[0], [to_wire(part, depth + 1) for part in source[1]])
    array = _array_to_wire(value, depth)
    if issubclass(kind, Record):
        return _record_to_wire(value, depth)
    if exact or not isinstance(array, Held) or array.types[:1] != types_of(value)[:1]:
        return array
    return _object_to_wire(value, kind, depth, record or depth > 0) or array


def _library_to_wire(value: Any, depth: int) -> Value | None:
    """SciPy's sparse arrays, and tables."""
    if (found := sparse_of(value)) is not None:
        return Seq("sparse", [to_wire(part, depth + 1) for part in parts_of(found)])
    if (frame := tables.table_of(value)) is not None:
        return Seq("table", [to_wire(part, depth + 1) for part in tables.parts_of(frame)])
    return None


def _builtin_to_wire(value: Any, kind: type, depth: int, exact: bool) -> Value | None:
    """Containers, numbers made of parts, and what is derived from a builtin class."""
    if issubclass(kind, (list, tuple)):
        return _sequence_to_wire(value, kind, depth)
    if kind is dict or (issubclass(kind, dict) and not exact and library_name(kind) is None):
        pairs = dict.items(value)
        return Map([(to_wire(k, depth + 1), to_wire(v, depth + 1)) for k, v in pairs])
    if kind is complex:
        return Complex(value.real, value.imag)
    if kind is slice:
        parts = (value.start, value.stop, value.step)
        return SliceData(*(to_wire(part, depth + 1) for part in parts))
    if kind in (set, frozenset) or (issubclass(kind, (set, frozenset)) and not exact):
        base = set if issubclass(kind, set) else frozenset
        items = [to_wire(item, depth + 1) for item in base.__iter__(value)]
        # In an order of its own: equal sets are equal bytes, whatever the hashes were.
        items.sort(key=encode)
        # Two copies that are alike would be one in a set, which the objects aren't.
        if not exact and any(map(_alike, items, items[1:])):
            return Held(types_of(value))
        return Seq(base.__name__, items)
    return None if exact else _derived_to_wire(value, kind, depth)


def _alike(one: Value, other: Value) -> bool:
    return isinstance(one, RecordData) and one == other


def _derived_to_wire(value: Any, kind: type, depth: int) -> Value | None:
    """A number or a text of a class of one's own, as the number or the text that it is."""
    if kind.__module__ in ("numpy", "enum") or _is_enum(value):
        return None
    for base, plain in ((str, str.__str__), (int, int.__int__), (float, float.__float__)):
        if issubclass(kind, base):
            return to_wire(plain(value), depth)
    if issubclass(kind, (bytes, bytearray)) and kind is not bytearray:
        return Blob(bytes(memoryview(value)))
    return None


def _is_enum(value: Any) -> bool:
    enum = sys.modules.get("enum")
    return enum is not None and isinstance(value, enum.Enum)


def _sequence_to_wire(value: Any, kind: type, depth: int) -> Value:
    base = list if issubclass(kind, list) else tuple
    items = [to_wire(item, depth + 1) for item in base.__iter__(value)]
    if base is tuple and kind is not tuple and (names := named_tuple(value, kind)) is not None:
        return RecordData("row", short(kind.__name__), list(zip(names, items, strict=True)))
    return Seq(base.__name__, items)


def _yielded_to_wire(value: Yielded, depth: int) -> Value:
    items = [to_wire(item, depth + 1) for item in value.gave]
    return Seq("items", [short(value.kind), value.endless, *items])


def _parts(value: Any, kind: type, depth: int) -> Value | None:
    """A date, a fraction and their like: the class's name and what it is made of."""
    name = library_name(kind)
    if name is None:
        return None
    if name == "decimal.Decimal" and (digits := decimal_digits(value)) > MAX_DIGITS:
        return Held((f"a Decimal of {digits} digits",))
    parts = [to_wire(part, depth + 1) for part in LIBRARY[name][0](value)]
    # A zone of the student's own, or an array of machine characters.
    if any(isinstance(part, Held) for part in parts) or parts[:1] in (["u"], ["w"]):
        return None
    return Seq(name, parts)


def _object_to_wire(value: Any, kind: type, depth: int, whole: bool) -> Value | None:
    """What an iterator gives; and an object as a record, where it is wanted as one or is nothing
    but its fields."""
    if (given := taken(value, kind)) is not None:
        return _yielded_to_wire(given, depth)
    if whole and kind is MappingProxyType:
        return to_wire(dict(value), depth)
    if kind.__module__.startswith("matplotlib."):
        drawn = figures.described(value)
        figure = Record("object", kind.__name__, drawn or {})
        return None if drawn is None else _record_to_wire(figure, depth)
    if not (whole or _is_enum(value) or kind.__module__ == "types"):
        return None
    known = fields_of(value, kind)
    if known is None:
        return None
    made_of, fields, base = known
    return _record_to_wire(Record(made_of, short(kind.__qualname__), fields, base), depth)


def _record_to_wire(value: Record, depth: int) -> Value:
    wired = [(name, to_wire(item, depth + 1)) for name, item in value._fields.items()]
    return RecordData(value._kind, value._name, wired, to_wire(value._base, depth + 1))


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
            array = numpy.asarray(value)  # of an empty text: its own dtype has no length, this has
            if is_sendable_text(array):
                return Scalar(array.dtype.str, number_bytes(array))
        if type(value) is numpy.void and value.dtype.names:
            return _ndarray_to_wire(numpy, numpy.asarray(value), depth)
        if type(value) is Tensor:
            return plain_tensor_to_wire(value)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return tensor_to_wire(torch, value) or Held((_unusual(torch, value), *types_of(value)))
    return Held(types_of(value))


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


def types_of(value: Any) -> tuple[str, ...]:
    """Qualified names of a value's classes, nearest first. Those without a module are Python's own.
    A class may be called anything, but no blank is in these: that marks what is said in place of a
    value."""
    return tuple(short(_qualified(c)).replace(" ", "_") for c in type.mro(type(value))[:12])


def _qualified(kind: type) -> str:
    inside, name = kind.__module__, kind.__qualname__
    return str(name if inside == "builtins" and is_pythons(kind) else f"{inside}.{name}")


def is_pythons(kind: type) -> bool:
    """Whether a class is one of Python's own, whatever it says: built in, or written in C."""
    return id(kind) in _BUILT_IN or not _FLAGS(kind) & _MADE_BY_A_STATEMENT


def _ndarray_to_wire(numpy: Any, value: Any, depth: int) -> Value:
    kind, plain = "ndarray", value
    if type(value) is not numpy.ndarray:
        if (masked := _masked(numpy, value)) is not None:
            return masked
        kind, plain = short(type(value).__name__), numpy.ndarray.view(value, numpy.ndarray)
    if plain.dtype.kind == "T":  # text of any length
        texts = plain.tolist()
        plain = numpy.array(texts) if all(type(text) is str for text in texts) else plain
    if plain.dtype.names and (columns := columns_of(plain.dtype)) is not None:
        return _records_to_wire(plain, columns)
    if plain_dtype(plain.dtype.str) is not None and is_sendable_text(plain):
        return array_to_wire(plain, kind)
    if plain.dtype != object or plain.size > 10_000:
        return Held((short(f"a NumPy array of {plain.dtype}"),))
    items = [to_wire(item, depth + 1) for item in plain.ravel()]
    return Seq("object array " + "x".join(map(str, plain.shape)), items)


def _records_to_wire(plain: Any, columns: list[Any]) -> Value:
    packed = plain.astype(record_dtype(columns))
    return Seq("records", [to_wire(columns), to_wire(list(plain.shape)), Blob(packed.tobytes())])


def _masked(numpy: Any, value: Any) -> Held | None:
    """A masked array with something masked: under the mask stands no answer, whatever the memory
    there holds. Without anything masked it is an array like any other."""
    if not isinstance(value, numpy.ma.MaskedArray):
        return None
    mask = object.__getattribute__(value, "_mask")
    count = int(numpy.count_nonzero(mask))
    said = f"a masked array ({count} of its {numpy.ndarray.size.__get__(value)} numbers masked)"
    return Held((said, *types_of(value))) if count else None
