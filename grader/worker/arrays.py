"""NumPy arrays and torch tensors ↔ their wire values: bytes with a dtype, a shape and a layout.

The grader never needs torch: there a tensor is a `Tensor`, NumPy data with a dtype, a device and
a layout. In a worker that has imported torch the same wire value becomes a real tensor.
"""

from __future__ import annotations

import math
import re
import sys
from typing import TYPE_CHECKING, Any

from .messages import MAX_FRAME, Array, TensorData, WireError
from .names import short

if TYPE_CHECKING:
    import numpy as np

# How often the memory of its elements an array may be spread over: a view of every 64th element
# is a legal argument. Of an answer only whether it is contiguous matters, not how wide it lies.
WIDEST = 64
WIDEST_ANSWER = 2
DTYPE = re.compile(r"[<>|=]?(?:b1|[iu][1248]|f[248]|f16|c8|c16)\Z")
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
        import numpy as np

        return np.array(self.array, dtype=dtype) if copy or dtype else self.array

    def __repr__(self) -> str:
        return f"Tensor({self.array.tolist()}, dtype={self.dtype}, device={self.device})"


def array_to_wire(plain: Any, kind: str) -> Array:
    """A plain ndarray of numbers; kind: the name of the class that it was."""
    strides = None if plain.flags.c_contiguous else tuple(plain.strides)
    writeable = bool(plain.flags.writeable)
    return Array(plain.dtype.str, plain.shape, plain.tobytes(), strides, writeable, kind)


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
    dtype, device = str(value.dtype).removeprefix("torch."), value.device.type
    if dtype not in TORCH_DTYPES or value.layout is not torch.strided:
        return None
    if value.is_nested or device == "meta":
        return None
    kind = short(type(value).__name__)
    strides = None if value.is_contiguous() else tuple(value.stride())
    grad = bool(value.requires_grad)
    # The base class's own methods: a subclass may override them, or answer through a hook.
    with torch._C.DisableTorchFunctionSubclass():
        plain = torch.Tensor.detach(value).to("cpu").contiguous()
        bits = (
            plain.view(torch.int16) if dtype == "bfloat16" else plain.resolve_conj().resolve_neg()
        )
        data = bits.numpy().tobytes()
    return TensorData(dtype, tuple(value.shape), data, strides, device, grad, kind)


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
    import numpy as np

    if not DTYPE.match(dtype) or len(shape) > 32 or any(n < 0 for n in shape):
        raise WireError(f"an array of dtype {dtype[:20]!r} and shape {shape[:8]}")
    kind = np.dtype(dtype)
    if math.prod(shape) * kind.itemsize != len(data):
        raise WireError("an array whose shape and length disagree")
    source = np.frombuffer(data, kind).reshape(shape)
    if kind.kind == "b":  # a byte of 2 is neither True nor False
        source = np.asarray(source.view(np.uint8) != 0)
    copied = strides is None or not source.size
    array = source.copy() if copied else _laid_out(source, strides or (), widest)
    array.flags.writeable = writeable
    return array


def _laid_out(source: Any, strides: tuple[int, ...], widest: int) -> Any:
    """A copy of `source` whose elements lie `strides` bytes apart, with GAP bytes in between;
    where that is wider than `widest`, every second element of a row."""
    import numpy as np

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
    import numpy as np

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
