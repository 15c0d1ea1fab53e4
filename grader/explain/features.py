"""Features of a call: everything a condition may be about, as named truths.

A feature is a sentence fragment that is true or false of one call: "stride > 1", "H ≠ W",
"x has negative entries". Sizes are named by the axes that the exercise's manifest gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np

from ..checks.as_array import numeric_array
from ..wire.arrays import Tensor
from . import text_features
from .call import Call, numbers

Axes = Mapping[str, tuple[str, ...]]
# Pairs of an input size and the kernel size that slides along it.
_WINDOWS = (("H", "kh"), ("W", "kw"), ("n", "k"))
# Kernel sizes that a stride may be smaller or larger than: windows overlap, or pixels are skipped.
_KERNELS = ("kh", "kw", "k", "kernel_size")
# What an array that isn't of one type is likely to be of instead.
_DTYPES = ("float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "bool")
# Numbers of images and channels: how many of them there are beside pixels is an accident, and
# whether there are more images than channels.
_COUNTS = ("B", "C", "O", "in", "out")


# What numbers happen to be like, rather than which argument has which size, is seldom the reason
# for a mistake and often true where it fails.
_EXOTIC = re.compile(
    r"( is even| is odd| entry| entries| rotated by 180°| its transpose| all zeros)$"
    r"| entries that |^the (right )?answer "
)


# That nothing is to be found, or the very first, is what mistakes are made about.
_PLAIN_ANSWER = re.compile(r"^the right answer is (None|a number|0|not 0)$|^the right answer [>≤] ")


def is_plain(feature: str) -> bool:
    """Whether a feature is about arguments by name and their sizes, types and layouts, or whether
    there is an answer at all."""
    return _EXOTIC.search(feature) is None or _PLAIN_ANSWER.match(feature) is not None


def is_of_answer(feature: str) -> bool:
    """Whether a feature is about the right answer."""
    return feature.startswith(("the right answer ", "the answer "))


# Of a right answer that isn't known.
UNKNOWN = object()


def features(call: Call, axes: Axes, want: Any = UNKNOWN) -> dict[str, bool]:
    """All features of a call, the most telling first; both a truth and its opposite are named."""
    sizes = _sizes(call, axes)
    found: dict[str, bool] = {}
    for name, holds in (
        *_places(call),
        *_options(call),
        *(named for one in call.arguments.items() for named in text_features.of_value(*one)),
        *_axis_pairs(sizes),
        *_strides(call, sizes),
        *_exactness(call, sizes),
        *_single_sizes(sizes),
        *_contents(call),
        *_memory(call),
        *text_features.of_answer(want),
        *_answer(want),
    ):
        found.setdefault(name, holds)
    return found


def of_trial_calls() -> dict[str, bool]:
    """All features of calls that have one of everything. It stands for what is said above in
    a key: a feature that is new, goes, or is decided otherwise makes this another dict."""
    x = np.array([[0.5, -1.0, 2.0], [3.0, 0.0, 1.0]])
    k = np.array([[1, 2], [0, 1]], "uint8")
    tensor = Tensor(np.zeros((1, 1), "float32"), "float32", "cuda")
    axes = {"x": ("H", "W"), "y": ("H", "W"), "k": ("kh", "kw"), "tensor": ("B", "C")}
    calls: list[tuple[dict[str, Any], Any]] = [
        ({"x": x, "k": k, "stride": 2, "padding": 1, "b": None}, x),
        ({"x": x.T, "y": x, "k": k[:1, :1], "stride": 1, "flip": True, "size": (1, 2)}, k),
        ({"tensor": tensor, "n": 5, "k": 3, "stride": 3, "x": np.zeros((0, 2))}, UNKNOWN),
        ({"text": "aA 12bba", "more": "", "layers": [(1, 2), (2, 1, 3)]}, None),
        ({"text": "3", "layers": [(1, 1)], "items": []}, 0),
    ]
    found: dict[str, bool] = {}
    for number, (arguments, want) in enumerate(calls):
        here = features(Call("trial", arguments), axes, want)
        found |= {f"{number} {name}": bool(holds) for name, holds in here.items()}
    return found


def _sizes(call: Call, axes: Axes) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for name, value in call.arguments.items():
        array = numbers(value)
        if array is not None and len(axes.get(name, ())) == array.ndim:
            for letter, length in zip(axes[name], array.shape, strict=True):
                if sizes.setdefault(letter, length) != length:
                    sizes[f"{name}'s {letter}"] = length
        for letter, length in _given_sizes(value, axes.get(name, ())):
            sizes.setdefault(letter, length)
    for name, value in call.arguments.items():
        if type(value) is int and name not in ("stride", "padding"):
            sizes.setdefault(name, value)
    return sizes


def _given_sizes(value: Any, letters: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """The sizes that an argument is, (kh, kw) say; a single number is all of them."""
    sizes = (value,) * len(letters) if type(value) is int else value
    whole = isinstance(sizes, tuple) and all(type(size) is int for size in sizes)
    if whole and len(sizes) == len(letters):
        yield from zip(letters, sizes, strict=True)


def _places(call: Call) -> Iterator[tuple[str, bool]]:
    """Where tensors are."""
    for name, value in call.arguments.items():
        if isinstance(value, Tensor):
            yield f"{name} is on a GPU", value.device == "cuda"
            yield f"{name} is on the CPU", value.device == "cpu"


def _options(call: Call) -> Iterator[tuple[str, bool]]:
    """Plain numbers among the arguments, and arguments that may be left out."""
    given = call.all_arguments
    for name, value in given.items():
        if isinstance(value, tuple) or type(value) is int:
            yield f"{name} is an int", not isinstance(value, tuple)
            yield f"{name} is a tuple", isinstance(value, tuple)
        if isinstance(value, bool):
            yield f"{name} is {value}", True
            yield f"{name} is {not value}", False
        elif isinstance(value, int):
            for bound in (1, 0, 2):
                yield f"{name} = {bound}", value == bound
                yield f"{name} > {bound}", value > bound
            yield f"{name} < 0", value < 0
            yield f"{name} is even", value % 2 == 0
            yield f"{name} is odd", value % 2 == 1
    for name in ("b", "bias"):
        if name in given:
            yield f"{name} is given", given[name] is not None
            yield f"{name} is None", given[name] is None


def _axis_pairs(sizes: dict[str, int]) -> Iterator[tuple[str, bool]]:
    """Sizes against each other: square or not, equal channel counts or not, which is longer."""
    pairs = [(a, b) for a, b in combinations(sizes, 2) if (a in _COUNTS) == (b in _COUNTS)]
    for one, other in pairs:
        yield f"{one} ≠ {other}", sizes[one] != sizes[other]
        yield f"{one} = {other}", sizes[one] == sizes[other]
    for one, other in pairs:
        if "B" in (one, other):
            continue
        yield f"{one} > {other}", sizes[one] > sizes[other]
        yield f"{one} < {other}", sizes[one] < sizes[other]
    squares = [letters for letters in (("H", "W"), ("kh", "kw")) if set(letters) <= set(sizes)]
    if len(squares) == 2:
        square = all(sizes[a] == sizes[b] for a, b in squares)
        yield "image and kernel are square", square
        yield "image or kernel is not square", not square


def _strides(call: Call, sizes: dict[str, int]) -> Iterator[tuple[str, bool]]:
    """The stride against the kernel's sizes."""
    stride = call.all_arguments.get("stride")
    if type(stride) is not int:
        return
    for kernel in _KERNELS:
        if kernel in sizes:
            length = sizes[kernel]
            yield f"stride > {kernel}", stride > length
            yield f"stride < {kernel}", stride < length
            yield f"stride ≤ {kernel}", stride <= length
            yield f"stride ≥ {kernel}", stride >= length
            yield f"stride = {kernel}", stride == length
            yield f"stride ≠ {kernel}", stride != length


def _exactness(call: Call, sizes: dict[str, int]) -> Iterator[tuple[str, bool]]:
    """Whether the last window ends exactly at the edge."""
    given = call.all_arguments
    stride, padding = given.get("stride"), given.get("padding", 0)
    if not isinstance(stride, int) or not isinstance(padding, int) or stride < 1:
        return
    padded = " + 2p" if "padding" in given else ""
    exact: list[bool] = []
    for length, kernel in _WINDOWS:
        if length in sizes and kernel in sizes:
            fits = (sizes[length] + 2 * padding - sizes[kernel]) % stride == 0
            exact.append(fits)
            plain = f"({length}{padded} − {kernel})"
            yield f"{plain} is divisible by the stride", fits
            yield f"{plain} is not divisible by the stride", not fits
    if len(exact) > 1:
        yield "the stride divides evenly along both axes", all(exact)
        yield "the stride does not divide evenly along some axis", not all(exact)
        yield "the stride divides evenly along some axis", any(exact)
        yield "the stride divides evenly along no axis", not any(exact)


def _single_sizes(sizes: dict[str, int]) -> Iterator[tuple[str, bool]]:
    for letter, length in sizes.items():
        for bound in (1, 2):
            yield f"{letter} = {bound}", length == bound
            yield f"{letter} > {bound}", length > bound
    for letter, length in sizes.items():
        yield f"{letter} is even", length % 2 == 0
        yield f"{letter} is odd", length % 2 == 1
    if {"kh", "kw"} <= set(sizes):
        single = sizes["kh"] == 1 and sizes["kw"] == 1
        yield "the kernel is 1×1", single
        yield "the kernel is larger than 1×1", not single


def _contents(call: Call) -> Iterator[tuple[str, bool]]:
    """What the numbers in an array are like."""
    for name, value in call.arguments.items():
        array = numbers(value)
        if array is None or array.dtype.kind not in "iuf" or not array.size:
            continue
        negative = bool(array.min() < 0)
        yield f"{name} has negative entries", negative
        yield f"{name} has no negative entry", not negative
        whole = array.dtype.kind != "f" or np.array_equal(array, np.rint(array))
        yield f"{name} has entries that are not whole", not whole
        yield f"{name} has only whole entries", whole
        if array.ndim >= 2:
            turned = np.array_equal(array, array[..., ::-1, ::-1])
            yield f"{name} is the same rotated by 180°", turned
            yield f"{name} is not the same rotated by 180°", not turned
            same = np.array_equal(array, array.swapaxes(-1, -2))
            yield f"{name} equals its transpose", same
            yield f"{name} does not equal its transpose", not same
        anything = bool(array.any())
        yield f"{name} is all zeros", not anything
        yield f"{name} is not all zeros", anything


def _memory(call: Call) -> Iterator[tuple[str, bool]]:
    """dtype, layout and protection."""
    for name, value in call.arguments.items():
        array = numbers(value)
        if array is None or not isinstance(value, (np.ndarray, Tensor)):
            continue
        dtype = value.dtype if isinstance(value, Tensor) else str(array.dtype)
        yield f"{name} is {dtype}", True
        integer = array.dtype.kind in "iu"
        yield f"{name} holds integers", integer
        yield f"{name} holds floats", not integer
        for other in _DTYPES:
            yield f"{name} is not {other}", dtype != other
        # numpy calls an array of one element contiguous whatever its strides.
        yield f"{name} is not contiguous in memory", not array.flags.c_contiguous
        yield f"{name} is contiguous in memory", bool(array.flags.c_contiguous)
        if isinstance(value, np.ndarray):
            yield f"{name} is read-only", not array.flags.writeable


def _answer(want: Any) -> Iterator[tuple[str, bool]]:
    """What the right answer is like, for mistakes that are made at the very end."""
    known = want is not None and want is not UNKNOWN
    array = numeric_array(want) if known and type(want) is not int else None
    if array is None or array.dtype.kind not in "iuf":
        return
    if not array.size:
        return
    negative = bool(array.min() < 0)
    yield "the right answer has negative entries", negative
    yield "the right answer has no negative entry", not negative
    whole = array.dtype.kind != "f" or np.array_equal(array, np.rint(array))
    yield "the right answer has entries that are not whole", not whole
    yield "the right answer is whole", whole
    if array.ndim >= 2:
        yield "the answer is a single number", array.shape[-2:] == (1, 1)
        yield "the answer is larger than a single number", array.shape[-2:] != (1, 1)
        yield "the answer is square", array.shape[-1] == array.shape[-2]
        yield "the answer is not square", array.shape[-1] != array.shape[-2]
