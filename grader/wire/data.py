"""What a value is on its way: a closed list of exact, inert kinds.

`encode.py` makes these of objects, `values.py` makes objects of these.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from .names import (
    MAX_GIVEN,
    MAX_SHOWN,
    DeviceName,
    DtypeName,
    Identifier,
    Name,
    Questioned,
    Special,
    kept_as,
)


class Array(msgspec.Struct, tag="a", array_like=True, frozen=True):
    """An ndarray: data in C order; strides in bytes where the memory was laid out otherwise."""

    dtype: DtypeName
    shape: tuple[int, ...]
    data: bytes
    strides: tuple[int, ...] | None = None
    writeable: bool = True
    kind: Name = "ndarray"


class TensorData(msgspec.Struct, tag="t", array_like=True, frozen=True):
    """A torch tensor: data in C order, strides in elements where not contiguous."""

    dtype: DtypeName
    shape: tuple[int, ...]
    data: bytes
    strides: tuple[int, ...] | None = None
    device: DeviceName = "cpu"
    requires_grad: bool = False
    kind: Name = "Tensor"


class Scalar(msgspec.Struct, tag="s", array_like=True, frozen=True):
    """A NumPy scalar."""

    dtype: DtypeName
    data: bytes


class Blob(msgspec.Struct, tag="b", array_like=True, frozen=True):
    data: bytes


class BigInt(msgspec.Struct, tag="i", array_like=True, frozen=True):
    """An int that msgpack can't hold."""

    digits: str


class Complex(msgspec.Struct, tag="c", array_like=True, frozen=True):
    real: float
    imag: float


class Seq(msgspec.Struct, tag="l", array_like=True, frozen=True):
    """A list or tuple."""

    kind: Name
    items: list[Value]


class Map(msgspec.Struct, tag="d", array_like=True, frozen=True):
    items: list[tuple[Value, Value]]


class SliceData(msgspec.Struct, tag="sl", array_like=True, frozen=True):
    start: Value
    stop: Value
    step: Value


class CaseData(msgspec.Struct, tag="case", array_like=True, frozen=True):
    """A Case of named arguments; only ever in a recording, and no answer."""

    names: tuple[Identifier, ...]
    items: list[Value]


class RecordData(msgspec.Struct, tag="rec", array_like=True, frozen=True):
    """An object as its class's name and its fields. base: the plain value that it is as well."""

    kind: Literal["enum", "exception", "dataclass", "attrs", "object", "closed", "row"]
    name: Name
    fields: list[tuple[Identifier, Value]]
    base: Value = None


class Held(msgspec.Struct, tag="h", array_like=True, frozen=True):
    """Something that stays in the worker; `types` are the qualified names of its classes,
    `methods` (in a faithful answer only) the special methods that its class has."""

    types: tuple[Name, ...]
    methods: tuple[Special, ...] = ()

    def __repr__(self) -> str:
        return kept_as(self.types)


# In place of a number: something of Python's own, the same on both sides.
BY_NAME = -1


class Given(msgspec.Struct, tag="g", array_like=True, frozen=True):
    """A function or an object of an imported test's, which stays with the grader: the student's
    code gets a stand-in that asks for it. number: among those given in this case, or BY_NAME;
    text: as it is shown, a function's name; methods: what may be asked of an object: its special
    methods, "getattr" and "setattr"; none of a function, which can be called; source: of a function
    that can be called over there with plain values; doc: a function's docstring."""

    number: Annotated[int, msgspec.Meta(ge=BY_NAME, lt=MAX_GIVEN)]
    text: Annotated[str, msgspec.Meta(max_length=MAX_SHOWN)] = ""
    methods: tuple[Questioned, ...] = ()
    source: str = ""
    doc: Annotated[str, msgspec.Meta(max_length=MAX_SHOWN)] | None = None

    def __repr__(self) -> str:
        return self.text.removeprefix("builtins.") or "a function"


class Ref(msgspec.Struct, tag="r", array_like=True, frozen=True):
    """The held result of an earlier operation of the same case."""

    operation: int

    def __repr__(self) -> str:
        return kept_as(())


Value = (
    None
    | bool
    | int
    | float
    | str
    | Blob
    | Array
    | TensorData
    | Scalar
    | BigInt
    | Complex
    | Seq
    | Map
    | SliceData
    | CaseData
    | RecordData
    | Held
    | Given
    | Ref
)


def holds_object(value: Value) -> bool:
    """Whether there is something in it that stayed in a worker."""
    match value:
        case Held():
            return True
        case Seq():
            return any(map(holds_object, value.items))
        case Map():
            return any(holds_object(k) or holds_object(v) for k, v in value.items)
        case RecordData():
            return any(holds_object(item) for _, item in value.fields)
    return False
