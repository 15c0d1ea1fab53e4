"""Wire values → Python objects, on both sides; encode.py is the way there.

What a worker sends becomes values of `INERT` types and no others, exactly: none has an attribute, a
method or an operator that came over the wire, so nothing that looks at one obeys its sender.
"""

from __future__ import annotations

import math
import re
import sys
from typing import Any

from . import counted, live_arguments
from .arrays import WIDEST, WIDEST_ANSWER, Tensor, ndarray, record_array, tensor
from .case import Case
from .counted import Counted
from .data import (
    Array,
    BigInt,
    Blob,
    CaseData,
    Complex,
    Given,
    Held,
    Map,
    RecordData,
    Ref,
    Scalar,
    Seq,
    SliceData,
    TensorData,
    Value,
    holds_object,
)
from .encode import MAX_DEPTH, TOO_DEEP, to_wire
from .kinds import LIBRARY, MAX_DIGITS, Record, Row, made
from .live_arguments import GENERATORS, Callback, generator
from .members import MEMBERS, member
from .messages import WireError
from .names import short
from .sparse import Sparse, sparse
from .tables import Table, table
from .yielded import CLASSES, Yielded

__all__ = ["INERT", "PLAIN", "Case", "from_wire", "to_wire"]

# Arguments that do something.
SOURCES = frozenset({"callback", "counted", *GENERATORS})
# What stands for itself.
PLAIN = frozenset({bool, int, float, str, type(None)})
# Different keys of one dict, or items of one set, that share a hash: powers of two, which hash
# alike in rows of 61, come to a hundred. More are made on purpose, to be compared with each other.
MAX_ALIKE = 128
MAX_NUMBERS = 20_000
# The types of all that an answer decodes to, and of all that is in it, besides the classes that
# kinds.LIBRARY names, NumPy's arrays and its scalars. What stayed in the worker stands there as
# whoever decodes gives it.
INERT = frozenset(
    {bool, int, float, complex, str, bytes, type(None), list, tuple, dict, set, frozenset, slice,
     Tensor, Record, Row, *MEMBERS, *CLASSES, Sparse, Table}
)  # fmt: skip


def _plain(value: Any) -> Any:
    """A value as an author's function may see it: the number that a number of a class of one's own
    is, and nothing whose operators are somebody's code. Raises TypeError for what isn't plain."""
    try:
        return from_wire(to_wire(value), ours=True)
    except WireError:
        said = f"the function takes plain values, and is called with a {type(value).__name__}"
        raise TypeError(said) from None


def plain_copies(values: tuple[Any, ...]) -> list[Any] | None:
    """The values as a function that came as its source may see them; None where one of them is no
    plain value, whose operators might be somebody's code."""
    wires = [to_wire(value, exact=True) for value in values]
    if any(map(holds_object, wires)):
        return None
    return [from_wire(wire, ours=True) for wire in wires]


def from_wire(value: Value, held: Any = None, *, ours: bool = False) -> Any:
    """The object a wire value stands for; real tensors where torch is loaded and asked for.

    held: a function from Ref, Held or Given to an object. ours: it came from the grader, whose
    arguments lie in memory as an author laid them and whose recordings hold cases. Otherwise what
    it fills here is bounded by what it sent (an array lies on twice its memory at most), and its
    types are those of INERT, whatever was sent. Raises WireError when the parts disagree.
    """
    try:
        return _from_wire(value, held, 0, WIDEST if ours else WIDEST_ANSWER, ours)
    except (ValueError, OverflowError, MemoryError) as error:
        raise WireError(f"a value whose parts disagree: {error}") from None


def _from_wire(value: Value, held: Any, depth: int, widest: int, ours: bool) -> Any:
    # One level more than to_wire goes down, for the slices and tensors at its bottom.
    if depth > MAX_DEPTH + 2:
        raise WireError(TOO_DEEP)
    depth += 1
    if type(value) in PLAIN:
        return value
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
                item if type(item) in PLAIN else _from_wire(item, held, depth, widest, ours)
                for item in value.items
            ]
            if value.kind in SOURCES:
                return _source(value.kind, items, ours)
            if value.kind == "table":
                return table(items, required=live_arguments.HANDED)
            if value.kind == "sparse":
                # Where the checks have SciPy, what was drawn with it is an argument of their body.
                here = ours and "scipy.sparse" in sys.modules
                return sparse(items, real=live_arguments.HANDED or here)
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
        case RecordData():
            items = [_from_wire(item, held, depth, widest, ours) for _, item in value.fields]
            base = _from_wire(value.base, held, depth, widest, ours)
            return _record(value, items, base)
        case CaseData() if ours:
            items = [_from_wire(item, held, depth, widest, ours) for item in value.items]
            return Case(**dict(zip(value.names, items, strict=True)))
        case Ref() | Held() | Given():
            if held is None:
                raise WireError("a held object where a value was due")
            return held(value)
    raise WireError("a case where an answer was due")


def _source(kind: str, parts: list[Any], ours: bool) -> Any:
    """What an argument does with its parts; of an answer, only that it is such a thing."""
    if not ours:
        return Record("object", "function" if kind == "callback" else kind.rpartition(".")[2], {})
    try:
        if kind == "counted":
            made = Counted(parts[1], parts[0])
            return counted.handed(made) if live_arguments.HANDED else made
        if kind != "callback":
            return generator(kind, parts)
        callback = Callback(*parts)
        return live_arguments.handed(callback, _plain) if live_arguments.HANDED else callback
    except (TypeError, KeyError, IndexError) as error:
        raise WireError(f"a {kind} that can't be one: {error}") from None


def _sequence(kind: str, items: list[Any]) -> Any:
    if kind == "tuple":
        return tuple(items)
    if kind == "list":
        return items
    if kind == "items":
        return _items(items)
    if kind == "records" and len(items) == 3:
        return record_array(*items)[()]
    if kind in ("set", "frozenset") or kind in LIBRARY:
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
        if kind in LIBRARY:
            return made(kind, items)
        _require_spread(items)
        return set(items) if kind == "set" else frozenset(items)
    except (TypeError, ArithmeticError):
        raise WireError(f"a {kind} that can't be one") from None


def _items(parts: list[Any]) -> Yielded:
    kind = parts[0] if parts else None
    if type(kind) is not str or short(kind) != kind or type(parts[1:2] and parts[1]) is not bool:
        raise WireError("items of nothing")
    return Yielded(parts[2:], parts[0], parts[1])


def _record(value: RecordData, items: list[Any], base: Any) -> Record | Row:
    names = tuple(name for name, _ in value.fields)
    if value.kind == "row":
        row = Row(items)
        row._name, row._names = value.name, names
        return row
    if not (base is None or type(base) in PLAIN):
        raise WireError("a record of something other than a number or a text")
    made: Record = member(value.kind, value.name, dict(zip(names, items, strict=True)), base)
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
    """Raises WireError for keys that may have been chosen for a dict to walk long ways: many that
    share a hash, which it compares each with each, or very many whose places in it follow from
    their values (a text's hash nobody can know). Raises TypeError for one that has no hash."""
    if len(keys) <= MAX_ALIKE:
        return
    hashes = sorted(map(hash, keys))
    if any(a == b for a, b in zip(hashes, hashes[MAX_ALIKE:], strict=False)):
        raise WireError("keys that all have the same hash")
    if sum(type(key) is not str for key in keys) > MAX_NUMBERS:
        raise WireError(f"a set or dict of more than {MAX_NUMBERS:,} keys that are no texts")
