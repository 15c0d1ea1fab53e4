"""NumPy arrays and torch tensors ↔ their wire values: bytes with a dtype, a shape and a layout.

The grader never needs torch: there a tensor is a `Tensor`, NumPy data with a dtype, a device and
a layout. In a worker that has imported torch the same wire value becomes a real tensor.
"""

from __future__ import annotations

import functools
import math
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .data import Array, TensorData
from .messages import MAX_FRAME, WireError
from .names import short

if TYPE_CHECKING:
    import numpy as np

# How often the memory of its elements an array may be spread over: a view of every 64th element
# is a legal argument. Of an answer only whether it is contiguous matters, not how wide it lies.
WIDEST = 64
WIDEST_ANSWER = 2
# Numbers; text and bytes of a fixed length; moments and lengths of time, in one of NumPy's units.
DTYPE = re.compile(
    r"[<>|=]?(?:b1|[iu][1248]|f[248]|f16|c8|c16|c32|[US][0-9]{1,6}"
    r"|[mM]8(?:\[[0-9]{0,4}(?:[YMWDhms]|ms|us|ns|ps|fs|as)\])?)\Z"
)
# What tells x86's long double, 10 bytes in 12 or 16, from every other one.
_BITS_OF_X86 = 63
MAX_COLUMNS = 1_000
# Each axis is a bracket around every number, wherever an array is written.
MAX_AXES = 16
# Rows of no cells take no memory, and a line each wherever they are shown.
MAX_EMPTY = 10**6
TORCH_DTYPES = {
    "float64": "<f8",
    "float32": "<f4",
    "float16": "<f2",
    "bfloat16": "<u2",  # NumPy has no bfloat16: its bits travel as they are
    "int64": "<i8",
    "int32": "<i4",
    "int16": "<i2",
    "int8": "|i1",
    "uint8": "|u1",
    "bool": "|b1",
    "complex64": "<c8",
    "complex128": "<c16",
}
# Memory between an array's elements is filled with this byte, never zero: code that reads the
# wrong place with hand-computed strides must not get away with it.
GAP = b"\x40"
# Set once, in a worker: the grader's own tensors stay plain even where torch happens to be loaded.
REAL_TENSORS = False


_numpy: Any = None


def loaded_numpy() -> Any:
    """NumPy, which nothing here needs before there is an array. An import statement in a function
    that turns every array would ask each time, and in a worker that is asking who imports: a
    function of this module's own may, and one in a wrapper would not be known as such."""
    global _numpy
    if _numpy is None:
        import numpy

        _numpy = numpy
    return _numpy


class Tensor:
    """A torch tensor as the grader sees it: `array` holds its values (bfloat16 widened)."""

    __slots__ = ("array", "contiguous", "device", "dtype", "kind", "requires_grad")

    def __init__(
        self,
        array: np.ndarray[Any, Any],
        dtype: str | None = None,
        device: str = "cpu",
        requires_grad: bool = False,
        contiguous: bool | None = None,
        kind: str = "Tensor",
    ) -> None:
        self.array = array
        self.dtype = dtype or str(array.dtype)
        self.device = device
        self.requires_grad = requires_grad
        self.contiguous = array.flags.c_contiguous if contiguous is None else contiguous
        self.kind = kind

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.array.shape)

    def to(self, device: str) -> Tensor:
        """The same tensor asked for on another device; the move happens in the worker."""
        return Tensor(self.array, self.dtype, device, self.requires_grad, self.contiguous)

    def numpy(self) -> np.ndarray[Any, Any]:
        return self.array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        np = loaded_numpy()
        return np.array(self.array, dtype=dtype) if copy or dtype else self.array

    def __repr__(self) -> str:
        values = self.array.tolist() if self.array.size <= 100 else f"shape {self.shape}"
        return f"Tensor({values}, dtype={self.dtype}, device={self.device})"


def is_sendable_text(plain: Any) -> bool:
    """Whether an array of text holds what Unicode can, and no half of a pair."""
    if plain.dtype.kind != "U" or not plain.size:
        return True
    np = loaded_numpy()
    points = np.ascontiguousarray(plain).view(f"{plain.dtype.byteorder.replace('|', '=')}u4")
    return bool(points.max() <= 0x10FFFF and not ((points >= 0xD800) & (points <= 0xDFFF)).any())


def array_to_wire(plain: Any, kind: str) -> Array:
    """A plain ndarray of numbers; kind: the name of the class that it was."""
    strides = None if plain.flags.c_contiguous else tuple(plain.strides)
    writeable = bool(plain.flags.writeable)
    return Array(plain.dtype.str, plain.shape, number_bytes(plain), strides, writeable, kind)


def number_bytes(plain: Any) -> bytes:
    """An array's numbers, with zeros where a long double of 80 bits leaves its memory as it was:
    equal numbers are equal bytes."""
    data = bytes(plain.tobytes())
    if plain.dtype.char not in "gG":
        return data
    np = loaded_numpy()
    if np.finfo(plain.dtype).nmant != _BITS_OF_X86:
        return data
    every = np.frombuffer(bytearray(data), np.uint8).reshape(-1, np.dtype("g").itemsize)
    every[:, slice(10, None) if plain.dtype.isnative else slice(0, -10)] = 0
    return bytes(every.tobytes())


def plain_tensor_to_wire(value: Tensor) -> TensorData:
    """What the worker is to make a tensor of."""
    array, item = value.array, value.array.itemsize
    strides = None
    if not array.flags.c_contiguous:
        strides = tuple(step // item for step in array.strides)
    data = _tensor_bytes(array, value.dtype)
    return TensorData(value.dtype, value.shape, data, strides, value.device, value.requires_grad)


def _tensor_bytes(array: Any, dtype: str) -> bytes:
    if dtype != "bfloat16":
        return bytes(array.astype(TORCH_DTYPES[dtype]).tobytes())
    bits = array.astype("<f4").view("<u4")
    return bytes((bits >> 16).astype("<u2").tobytes())


def tensor_to_wire(torch: Any, value: Any) -> TensorData | None:
    """A torch tensor; None for one that has no wire value. Calls no method of a subclass."""
    # The base class's own methods: a subclass may override them, or answer through a hook.
    with torch._C.DisableTorchFunctionSubclass():
        dtype, device = str(value.dtype).removeprefix("torch."), value.device.type
        if dtype not in TORCH_DTYPES or value.layout is not torch.strided or value.is_nested:
            return None
        if device == "meta":
            return None
        strides = None if value.is_contiguous() else tuple(value.stride())
        shape, grad = tuple(value.shape), bool(value.requires_grad)
        plain = torch.Tensor.detach(value).to("cpu").contiguous().resolve_conj().resolve_neg()
        bits = plain.view(torch.int16) if dtype == "bfloat16" else plain
        data = bits.numpy().tobytes()
    return TensorData(dtype, shape, data, strides, device, grad, short(type(value).__name__))


def ndarray(
    dtype: str,
    shape: tuple[int, ...],
    data: bytes,
    strides: tuple[int, ...] | None = None,
    writeable: bool = True,
    widest: int = WIDEST,
) -> Any:
    """An array from its parts, laid out over at most `widest` times the memory of its elements.

    Raises WireError when dtype, shape and length disagree.
    """
    np = loaded_numpy()
    kind = plain_dtype(dtype)
    if kind is None or len(shape) > MAX_AXES or min(shape, default=0) < 0:
        raise WireError(f"an array of dtype {dtype[:20]!r} and shape {shape[:8]}")
    source = _array_over(data, kind, shape)
    if kind.kind == "b":  # a byte of 2 is neither True nor False
        source = np.asarray(source.view(np.uint8) != 0)
    copied = strides is None or not source.size
    array = source.copy() if copied else _laid_out(source, strides or (), widest)
    if not writeable:
        array.flags.writeable = False
    return array


@functools.lru_cache(maxsize=64)
def plain_dtype(dtype: str) -> Any:
    """A dtype of numbers, texts or moments; None for any other."""
    return loaded_numpy().dtype(dtype) if DTYPE.match(dtype) else None


def columns_of(dtype: Any) -> list[Any] | None:
    """A record dtype without its gaps, as lists and texts: each column's name, dtype and shape.
    None where a column is of objects."""
    columns: list[Any] = []
    for name in dtype.names:
        part = dtype.fields[name][0]
        base, shape = part.subdtype or (part, ())
        told = columns_of(base) if base.names else base.str
        if told is None or (type(told) is str and not DTYPE.match(told)):
            return None
        columns.append([name, told, list(shape)])
    return columns


def record_dtype(columns: Any, left: list[int] | None = None) -> Any:
    """The dtype that columns_of took apart. Raises WireError for anything else."""
    np = loaded_numpy()
    left = [MAX_COLUMNS] if left is None else left
    fields = []
    for column in columns if type(columns) is list else [None]:
        left[0] -= 1
        if type(column) is not list or len(column) != 3 or left[0] < 0:
            raise WireError("a column that is none")
        name, told, shape = column
        if type(name) is not str or type(shape) is not list or len(name) > 200:
            raise WireError("a column that is none")
        if type(told) is str and not DTYPE.match(told):
            raise WireError(f"a column of dtype {told[:20]!r}")
        if not all(type(n) is int and 0 <= n < 2**16 for n in shape):
            raise WireError("a column whose shape is none")
        base = told if type(told) is str else record_dtype(told, left)
        fields.append((name, base, tuple(shape)))
    return np.dtype(fields)


def record_array(columns: Any, shape: Any, data: Any) -> Any:
    """An array of records from its parts. Raises WireError where they disagree."""
    if type(data) is not bytes or type(shape) is not list or len(shape) > MAX_AXES:
        raise WireError("an array of records of something else")
    if not all(type(n) is int and n >= 0 for n in shape):
        raise WireError("an array of records whose shape is none")
    dtype = record_dtype(columns)
    if not dtype.itemsize:
        raise WireError("an array of records of nothing")
    return _array_over(data, dtype, shape).copy()


def _array_over(data: bytes, dtype: Any, shape: Sequence[int]) -> Any:
    if 0 in shape and math.prod(n for n in shape if n) > MAX_EMPTY:
        raise WireError("an array of nothing, with more rows than anybody could show")
    if math.prod(shape) * dtype.itemsize != len(data):
        raise WireError("an array whose shape and length disagree")
    array = loaded_numpy().ndarray(shape, dtype, data)
    if not all(map(is_sendable_text, [array[n] for n in dtype.names] if dtype.names else [array])):
        raise WireError("an array of text that is not valid Unicode")
    return array


def _laid_out(source: Any, strides: tuple[int, ...], widest: int) -> Any:
    """A copy of `source` whose elements lie `strides` bytes apart, with GAP bytes in between;
    where that is wider than `widest`, every second element of a row."""
    np = loaded_numpy()
    if len(strides) != source.ndim:
        raise WireError("an array with strides for another shape")
    reach = [(n - 1) * step for n, step in zip(source.shape, strides, strict=True)]
    start = -sum(r for r in reach if r < 0)
    length = start + sum(r for r in reach if r > 0) + source.itemsize
    if widest != WIDEST_ANSWER and length > min(WIDEST * source.nbytes + 4096, 2 * MAX_FRAME):
        raise WireError("an array spread over far more memory than it fills")
    if length > widest * source.nbytes:
        # An answer may well be a slice of a far larger work area, of which only this has come.
        return np.repeat(source, 2, axis=-1)[..., ::2] if source.ndim else source.copy()
    buffer = bytearray(GAP * length)
    array = np.ndarray(source.shape, source.dtype, buffer, start, strides)
    array[...] = source
    return array


def tensor(value: TensorData, widest: int) -> Any:
    """A real tensor where REAL_TENSORS says so, else a Tensor; laid out as `ndarray` does."""
    if value.dtype not in TORCH_DTYPES:
        raise WireError(f"a tensor of dtype {value.dtype[:20]!r}")
    array = _tensor_array(value, widest)
    torch = sys.modules.get("torch") if REAL_TENSORS else None
    if torch is None:
        contiguous = value.strides is None
        return Tensor(array, value.dtype, value.device, value.requires_grad, contiguous, value.kind)
    made = torch.from_numpy(array)
    if value.dtype == "bfloat16":
        made = made.to(torch.bfloat16)
    made = made.to(value.device)
    return made.requires_grad_() if value.requires_grad else made


def _tensor_array(value: TensorData, widest: int) -> Any:
    np = loaded_numpy()
    numpy_dtype = TORCH_DTYPES[value.dtype]
    item = np.dtype(numpy_dtype).itemsize
    strides = None if value.strides is None else tuple(step * item for step in value.strides)
    try:
        array = ndarray(numpy_dtype, value.shape, value.data, strides, True, widest)
    except ValueError as error:
        raise WireError(str(error)) from None
    if value.dtype == "bfloat16":
        array = (array.astype("<u4") << 16).view("<f4")
    return array
