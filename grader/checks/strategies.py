"""Hypothesis strategies for the inputs of array exercises.

Everything shrinks towards what a person can compute by hand: first the smallest shapes, then
stride 1, padding 0 and no special layout, then numbers towards 0 and 1. Numbers are drawn as one
block of bytes, so that an image costs a few draws and not one per pixel.

Shapes: x (H, W) or (B, C, H, W), k (kh, kw), w (O, C, kh, kw), b (O,).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

from ..wire.arrays import Tensor
from ..wire.values import Case

# Three numbers a draw. Hypothesis's own bytes are all zeros half of the time, which hides most
# mistakes; integers of more than 24 bits are mostly small ones, which does the same.
PACKED = 2**24 - 1
_CHUNK = st.integers(0, PACKED)
LAYOUTS = ("C", "F", "step", "reversed")
Layouts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A range of numbers, `low` to `high`, on a grid of `step` (1 keeps them whole)."""

    low: float
    high: float
    step: float = 1.0

    @property
    def width(self) -> int:
        """Bytes that one number takes in the draw."""
        return 1 if round((self.high - self.low) / self.step) < 128 else 3

    def decode(self, drawn: bytes) -> np.ndarray[Any, Any]:
        """Numbers from bytes: 0 first, then 1, −1, 2, −2 … as far as the range goes."""
        grid = np.frombuffer(drawn, np.uint8).astype(np.int64)
        if self.width == 3:
            grid = grid.reshape(-1, 3) @ np.array([65536, 256, 1])
        below, above = round(-self.low / self.step), round(self.high / self.step)
        rank = grid % (below + above + 1)
        return _zigzag(rank, below, above) * self.step


def _zigzag(rank: np.ndarray[Any, Any], below: int, above: int) -> np.ndarray[Any, Any]:
    """0, 1, −1, 2, −2 … for ranks 0, 1, 2, …; one-sided once the shorter side is used up."""
    if below < 0 or above < 0:  # the range does not contain 0: count from its end nearest to it
        return rank - below if below < 0 else -(rank - above)
    both = 2 * min(below, above)
    alternating = np.where(rank % 2 == 1, (rank + 1) // 2, -(rank // 2))
    rest = rank - both + min(below, above)
    return np.where(rank <= both, alternating, rest if above >= below else -rest)


def whole(low: int = -9, high: int = 9) -> Numbers:
    """Small integers, so that right answers are exact whatever the order of summation."""
    return Numbers(low, high)


def general(low: float = -2.0, high: float = 2.0) -> Numbers:
    """Numbers that no binary fraction holds exactly: answers need a tolerance."""
    return Numbers(low, high, 1 / 9999)


# Float32 holds no multiple of it but 0, up to millions of times.
_LONG = 1 + 2**-24


def long_fractions(low: int = -9, high: int = 9) -> Numbers:
    """Multiples of 1 + 2⁻²⁴, which float32 rounds. There are as few as of whole numbers, and sums
    of their products with these are exact: answers take little room where they are recorded."""
    return Numbers(low * _LONG, high * _LONG, _LONG)


def long_integers(low: int = -9, high: int = 9) -> Numbers:
    """Multiples of 2²⁴ + 1: whole numbers that float32 rounds."""
    return Numbers(low * 2**24 * _LONG, high * 2**24 * _LONG, 2**24 * _LONG)


# What small integer types hold. Of those of 32 bits as many numbers as a draw has bytes for, from
# end to end.
_SMALL_TYPES = {
    "uint8": whole(0, 255),
    "int8": whole(-128, 127),
    "uint16": whole(0, 2**16 - 1),
    "int16": whole(-(2**15), 2**15 - 1),
    "uint32": Numbers(0, 255 * (2**24 - 1), 255),
    "int32": Numbers(-255 * 8_421_504, 255 * 8_421_504, 255),
}
# Of all operands after the first: sums of products still fit in a float64.
_FACTORS = _SMALL_TYPES | {"uint32": whole(0, 999), "int32": whole(-999, 999)}
# Few enough of them that products, and sums of dozens of these, are exact in float16.
_HALVES = Numbers(-4, 4, 0.5)
# Multiples of 0.5 + 2⁻¹², which float16 rounds; products with halves, and sums of dozens of these,
# are exact in float32.
_LONG_HALVES = Numbers(-4 - 2**-9, 4 + 2**-9, 0.5 + 2**-12)


def laid_out(array: np.ndarray[Any, Any], layout: str) -> np.ndarray[Any, Any]:
    """The same values in another memory layout: "C", "F", "step" (every second element of a
    larger array) or "reversed" (negative strides along the last axis)."""
    if layout == "F":
        return np.asfortranarray(array)
    if layout == "step":
        wide = np.full((*array.shape[:-1], 2 * array.shape[-1] + 1), 77, array.dtype)
        wide[..., 1::2] = array
        return wide[..., 1::2]
    if layout == "reversed":
        return array[..., ::-1].copy()[..., ::-1]
    return np.ascontiguousarray(array)


@st.composite
def arrays(
    draw: st.DrawFn,
    shape: Sequence[int | st.SearchStrategy[int]],
    numbers: Numbers | None = None,
    dtype: str = "float64",
    layouts: Layouts = ("C",),
    writeable: bool = True,
) -> np.ndarray[Any, Any]:
    """An ndarray of `shape`, each side an int or a strategy."""
    sides = [n if isinstance(n, int) else draw(n) for n in shape]
    layout = draw(st.sampled_from(layouts)) if len(layouts) > 1 else layouts[0]
    return _filled(draw, sides, numbers or whole(), dtype, layout, writeable)


def _filled(
    draw: st.DrawFn,
    sides: Sequence[int],
    numbers: Numbers,
    dtype: str,
    layout: str,
    writeable: bool,
) -> np.ndarray[Any, Any]:
    length = int(np.prod(sides)) * numbers.width
    drawn = b"".join(draw(_CHUNK).to_bytes(3) for _ in range(-(-length // 3)))[:length]
    array = laid_out(numbers.decode(drawn).reshape(sides).astype(dtype), layout)
    array.flags.writeable = writeable
    return array


@st.composite
def seeded_arrays(
    draw: st.DrawFn,
    shape: Sequence[int | st.SearchStrategy[int]],
    numbers: Numbers | None = None,
    dtype: str = "float64",
) -> np.ndarray[Any, Any]:
    """An ndarray for which one draw a number would be too much: all its numbers come from one seed.

    Take it for the few cases that are large, as its numbers don't shrink towards 0 one by one.
    """
    sides = [n if isinstance(n, int) else draw(n) for n in shape]
    numbers = numbers or whole()
    seed = draw(_CHUNK).to_bytes(3)
    drawn = hashlib.shake_128(seed).digest(int(np.prod(sides)) * numbers.width)
    return numbers.decode(drawn).reshape(sides).astype(dtype)


@st.composite
def tensors(
    draw: st.DrawFn,
    shape: Sequence[int | st.SearchStrategy[int]],
    numbers: Numbers | None = None,
    dtype: str = "float32",
    layouts: Layouts = ("C",),
) -> Tensor:
    """A torch tensor as the worker will see it; "reversed" is not a layout torch has."""
    array = draw(arrays(shape, numbers, "float32" if dtype == "bfloat16" else dtype, layouts))
    return Tensor(array, dtype)


@st.composite
def evenly(draw: st.DrawFn, *strategies: st.SearchStrategy[Any]) -> Any:
    """From one of these strategies, each about as often as the others.

    Of a hundred draws, st.one_of may take one from the third of five: what only that one finds is
    found by luck. Shrinks towards the first.
    """
    return draw(strategies[draw(_CHUNK) % len(strategies)])


def small_integers(
    made: Callable[..., st.SearchStrategy[Any]],
    operands: Sequence[str] = ("", "kernel_"),
    **options: Any,
) -> st.SearchStrategy[Any]:
    """What `made` draws, all of its operands of a small integer type and as large as that allows.

    Products and sums of such numbers leave their type's range: who computes in it is found out.
    operands: what stands before `dtype` and `numbers` in the names of made's options, as for
    image_and_kernel and batch_and_filters; ("",) where there is one array. options are made's too.
    The types are signed and unsigned, of 8, 16 and 32 bits, and bytes next to signed bytes.
    """
    types = [(one,) * len(operands) for one in _SMALL_TYPES]
    if len(operands) > 1:
        types.append(("uint8", *("int8" for _ in operands[1:])))
    return evenly(*(made(**_typed(operands, kinds), **options) for kinds in types))


def small_floats(
    made: Callable[..., st.SearchStrategy[Any]],
    operands: Sequence[str] = ("", "kernel_"),
    **options: Any,
) -> st.SearchStrategy[Any]:
    """What `made` draws, all of its operands float16, or all float32.

    Numbers are halves, but one operand of float32 has more digits than a float16. Answers are exact
    for who computes in the operands' type. Who takes whatever is no float64 for integers is found
    out, and so is who computes float32 in float16: compare with a tolerance of at most 1e-5 there.
    operands and options as for small_integers; numbers that options have are theirs.
    """
    halves = {f"{name}numbers": _HALVES for name in operands}
    of_type = {kind: {f"{name}dtype": kind for name in operands} for kind in ("float16", "float32")}
    drawn = [
        of_type["float32"] | halves | {f"{name}numbers": _LONG_HALVES} | options
        for name in operands
    ]
    return evenly(*(made(**each) for each in (*drawn, of_type["float16"] | halves | options)))


def _typed(operands: Sequence[str], types: Sequence[str]) -> dict[str, Any]:
    """The options that give each operand its type, and the numbers of that type."""
    ranges = [_SMALL_TYPES[types[0]], *(_FACTORS[one] for one in types[1:])]
    dtypes = {f"{name}dtype": one for name, one in zip(operands, types, strict=True)}
    return dtypes | {f"{name}numbers": one for name, one in zip(operands, ranges, strict=True)}


@st.composite
def cases(draw: st.DrawFn, /, **fields: Any) -> Case:
    """A Case whose fields are strategies, or plain values; drawn in the order given."""
    return Case(
        **{
            name: draw(field) if isinstance(field, st.SearchStrategy) else field
            for name, field in fields.items()
        }
    )


def _or_just(value: Any) -> st.SearchStrategy[Any]:
    return value if isinstance(value, st.SearchStrategy) else st.just(value)


@st.composite
def _axes(
    draw: st.DrawFn, max_output: int, max_kernel: int, stride: Any, padding: Any, exact: bool
) -> tuple[list[int], list[int], int, int]:
    """Image sides, kernel sides, stride, padding: the kernel always fits, and the last window
    may stop short of the edge (never, with exact=True)."""
    kernel = [draw(st.integers(1, max_kernel)) for _ in range(2)]
    windows = [draw(st.integers(1, max_output)) for _ in range(2)]
    s = draw(_or_just(1 if stride is None else stride))
    p = draw(_or_just(0 if padding is None else padding))
    # Padding brings windows of its own: without them most padded images would be a single pixel.
    windows = [n + 2 * p // s for n in windows]
    rest = [0 if exact or s == 1 else draw(st.integers(0, s - 1)) for _ in range(2)]
    sides = [
        max((n - 1) * s + k + r - 2 * p, 1) for n, k, r in zip(windows, kernel, rest, strict=True)
    ]
    return sides, kernel, s, p


def _options(stride: Any, padding: Any, s: int, p: int) -> dict[str, int]:
    options = (("stride", stride, s), ("padding", padding, p))
    return {name: drawn for name, asked, drawn in options if asked is not None}


@st.composite
def image_and_kernel(
    draw: st.DrawFn,
    *,
    stride: Any = None,
    padding: Any = None,
    numbers: Numbers | None = None,
    kernel_numbers: Numbers | None = None,
    dtype: str = "float64",
    kernel_dtype: str = "float64",
    layouts: Layouts = ("C",),
    writeable: bool = True,
    max_output: int = 5,
    max_kernel: int = 4,
    exact: bool = False,
    as_lists: bool = False,
) -> Case:
    """Case(x, k[, stride][, padding]): x (H, W), k (kh, kw), the kernel fitting the padded image.

    stride, padding: an int or a strategy; None leaves the argument out. Sides are drawn apart, so
    images and kernels are rarely square. as_lists: lists of lists of floats.
    """
    sides, kernel, s, p = draw(_axes(max_output, max_kernel, stride, padding, exact))
    layout = draw(st.sampled_from(layouts)) if len(layouts) > 1 else layouts[0]
    numbers = numbers or whole()
    k = _filled(draw, kernel, kernel_numbers or numbers, kernel_dtype, layout, writeable)
    x = _filled(draw, sides, numbers, dtype, layout, writeable)
    if as_lists:
        return Case(x=x.tolist(), k=k.tolist())
    return Case(x=x, k=k, **_options(stride, padding, s, p))


@st.composite
def batch_and_filters(
    draw: st.DrawFn,
    *,
    bias: bool | None = None,
    stride: Any = None,
    padding: Any = None,
    numbers: Numbers | None = None,
    kernel_numbers: Numbers | None = None,
    dtype: str = "float64",
    kernel_dtype: str = "float64",
    layouts: Layouts = ("C",),
    writeable: bool = True,
    max_batch: int = 3,
    max_channels: int = 3,
    max_filters: int = 4,
    max_output: int = 3,
    max_kernel: int = 3,
    exact: bool = False,
    torch: bool = False,
) -> Case:
    """Case(x, w, b[, stride][, padding]): x (B, C, H, W), w (O, C, kh, kw), b (O,) or None.

    bias: True always, False leaves b out of the case, None either. torch: tensors, not arrays.
    """
    sides, kernel, s, p = draw(_axes(max_output, max_kernel, stride, padding, exact))
    batch, channels = draw(st.integers(1, max_batch)), draw(st.integers(1, max_channels))
    filters = draw(st.integers(1, max_filters))
    biased = bias if bias is not None else draw(st.booleans())
    layout = draw(st.sampled_from(layouts)) if len(layouts) > 1 else layouts[0]
    numbers = numbers or whole()
    kernels = kernel_numbers or numbers
    w = _filled(draw, [filters, channels, *kernel], kernels, kernel_dtype, layout, writeable)
    b = _filled(draw, [filters], kernels, kernel_dtype, "C", writeable) if biased else None
    x = _filled(draw, [batch, channels, *sides], numbers, dtype, layout, writeable)
    made: dict[str, Any] = {"x": x, "w": w} | ({} if bias is False else {"b": b})
    if torch:
        made = {name: None if a is None else Tensor(a) for name, a in made.items()}
    return Case(**made, **_options(stride, padding, s, p))


@st.composite
def pools(
    draw: st.DrawFn,
    *,
    stride: Any = None,
    padded: bool = False,
    numbers: Numbers | None = None,
    dtype: str = "float64",
    layouts: Layouts = ("C",),
    writeable: bool = True,
    max_kernel: int = 4,
    min_batch: int = 1,
) -> Case:
    """Case(x, kernel_size, stride, padding): x (B, C, H, W), with windows that fit, and with or
    without a rest at the edge.

    stride: an int or a strategy; None means kernel_size, and a strategy may draw None. padded:
    padding of up to half a window, else 0.
    """
    k = draw(st.integers(1, max_kernel))
    s = draw(_or_just(stride))
    p = draw(st.integers(0, k // 2)) if padded else 0
    step = s or k
    sides = []
    for _ in range(2):
        windows, rest = draw(st.integers(1, 3)), draw(st.integers(0, step - 1))
        sides.append(max((windows - 1 + 2 * p // step) * step + k + rest - 2 * p, 1))
    shape = (draw(st.integers(min_batch, 3)), draw(st.integers(1, 3)), *sides)
    x = draw(arrays(shape, numbers or whole(), dtype, layouts, writeable))
    return Case(x=x, kernel_size=k, stride=s, padding=p)
