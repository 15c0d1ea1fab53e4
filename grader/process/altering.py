"""Whether an answer shares memory with an argument: by where both lie, and by changing the argument
in place after the call, as its owner may at any time. Knows nothing about operations or the wire.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from ..wire.yielded import as_listed

# The first of them that is not in the argument: every number in it becomes another.
NUMBERS = range(99, 0, -1)


def alter(value: Any) -> int | None:
    """Makes every number in an array, a tensor, or a nest of lists and dicts another one.

    Returns that one; None where nothing could be changed: in what is immutable, read-only, empty,
    without values, or of other things than numbers.
    """
    value = as_listed(value)
    if isinstance(value, (list, tuple, dict)):
        there = set(_numbers(value))
        number = next((n for n in NUMBERS if n not in there), None)
        return number if number is not None and _fill_nest(value, number) else None
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if numpy is not None and isinstance(value, numpy.ndarray):
        return _fill_array(value)
    if torch is not None and isinstance(value, torch.Tensor):
        return _fill_tensor(torch, value)
    if numpy is not None and type(value).__module__.startswith("scipy.sparse"):
        # What is stored, as long as it lies in one array.
        stored = getattr(value, "data", None)
        return alter(stored) if isinstance(stored, numpy.ndarray) else None
    return None


def _fill_array(array: Any) -> int | None:
    if array.dtype.kind not in "iuf" or not array.flags.writeable or not array.size:
        return None
    number = next((n for n in NUMBERS if not (array == n).any()), None)
    if number is not None:
        array.fill(number)
    return number


def _fill_tensor(torch: Any, tensor: Any) -> int | None:
    if tensor.device.type == "meta" or tensor.dtype is torch.bool or not tensor.numel():
        return None
    try:
        return _fill_cells(torch, tensor)
    except RuntimeError:
        # What torch doesn't change in place, nobody who got it can.
        return None


def _fill_cells(torch: Any, tensor: Any) -> int | None:
    number = next((n for n in NUMBERS if not bool((tensor == n).any())), None)
    if number is not None:
        # One that was made without history may be changed there only; one that asks for gradients,
        # outside of history only.
        mode = torch.inference_mode() if tensor.is_inference() else torch.no_grad()
        with mode:
            # An expanded axis is one cell seen many times, which torch refuses to fill.
            cells = (slice(0, 1 if stride == 0 else None) for stride in tensor.stride())
            tensor[tuple(cells)].fill_(number)
    return number


def _numbers(value: Any) -> Iterator[int | float]:
    if type(value) in (int, float):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _numbers(item)


def _fill_nest(nest: Any, number: int) -> bool:
    """Whether anything could be changed. A tuple can't be, but what is in it may."""
    changed = False
    for key in list(nest) if isinstance(nest, dict) else range(len(nest)):
        item = nest[key]
        if type(item) in (int, float) and not isinstance(nest, tuple):
            nest[key] = number
            changed = True
        elif isinstance(item, (list, tuple, dict)):
            changed = _fill_nest(item, number) or changed
        else:
            changed = alter(item) is not None or changed
    return changed


def share_memory(argument: Any, result: Any) -> bool:
    """Whether a result's memory overlaps an argument's."""
    first, second = _memory(argument), _memory(result)
    if first is None or second is None:
        return not _lists(argument).isdisjoint(_lists(result))
    return first[0] < second[1] and second[0] < first[1]


def _lists(value: Any) -> set[int]:
    """Which lists a value is made of: itself, and its rows."""
    if type(value) not in (list, tuple):
        return set()
    return {id(part) for part in (value, *value) if isinstance(part, list)}


def _memory(value: Any) -> tuple[int, int] | None:
    """First and past-the-last address of an array's or tensor's data; None for anything else."""
    kind = type(value)
    if kind.__module__ == "numpy" and kind.__name__ == "ndarray":
        return _bounds(value) if value.size else None
    if kind.__module__.startswith("torch") and kind.__name__ in ("Tensor", "Parameter"):
        if value.device.type == "meta" or not value.numel():
            return None
        storage = value.untyped_storage()
        return storage.data_ptr(), storage.data_ptr() + storage.nbytes()
    return None


def _bounds(array: Any) -> tuple[int, int]:
    """As NumPy's byte_bounds, which lies elsewhere in each of its major versions."""
    first = array.__array_interface__["data"][0]
    ways = [(n - 1) * stride for n, stride in zip(array.shape, array.strides, strict=True)]
    low, high = sum(w for w in ways if w < 0), sum(w for w in ways if w > 0)
    return first + low, first + high + array.itemsize
