"""What CUDA accepts and refuses, as far as it shows in Python: which functions may be given tensors
of two devices, and the sentence for those that may not. Knows names and arguments; that a tensor
is on the GPU it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

OnGpu = Callable[[Any], bool]
TWO_DEVICES = (
    "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!"
)
# fmt: off
# Make a tensor of whatever they are given, a tensor included; some without copying it.
COPIERS = frozenset({"tensor", "as_tensor", "asarray"})
SHARERS = frozenset({"as_tensor", "asarray"})
# Of the operands but the first only the shape matters.
BY_SHAPE = frozenset({
    "expand_as", "view_as", "reshape_as", "is_same_size", "resize_as_", "broadcast_tensors",
    "atleast_1d", "atleast_2d", "atleast_3d", "align_as", "align_tensors",
})
# Copy between devices, ask about types, take an operand that has to be on the CPU, or look after
# both devices themselves.
_ANYWHERE = BY_SHAPE | {
    "copy_", "_foreach_copy_", "set_", "fill_", "data.__set__", "__deepcopy__", "backward",
    "result_type", "promote_types", "can_cast", "_has_compatible_shallow_copy_type", "is_set_to",
    "tensor_split", "_pack_padded_sequence", "ctc_loss", "_group_tensors_by_device_and_dtype",
}
# Everywhere else a CPU tensor without axes counts as a plain number.
_NO_NUMBERS = frozenset({
    "cat", "concat", "concatenate", "stack", "hstack", "vstack", "dstack", "column_stack",
    "row_stack",
})
_BY_INDEX = frozenset({"index", "index_put", "index_put_", "_index_put_impl_", "_unsafe_index"})
_CONVOLUTIONS = frozenset({
    "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d",
    "convolution", "_convolution",
})
# fmt: on


def name_of(function: Any) -> str:
    """A function's name; a property's with what is done to it: device.__get__."""
    name = str(getattr(function, "__name__", ""))
    if name in ("__get__", "__set__", "__delete__"):
        return f"{getattr(function.__self__, '__name__', '')}.{name}"
    return name.rpartition("::")[2].partition(".")[0] if "::" in name or "." in name else name


def refused(
    name: str,
    args: Sequence[Any],
    kwargs: dict[str, Any],
    operands: Sequence[Any],
    on_gpu: OnGpu,
) -> str | None:
    """Why CUDA would not compute with these operands, some of which it has; None where it would."""
    if name in _ANYWHERE:
        return None
    if name in _BY_INDEX:
        operands = [t for t in (args[0], *args[2:3]) if isinstance(t, torch.Tensor)]
    stray = [t for t in operands if not on_gpu(t)]
    if not stray:
        return None
    written = kwargs.get("out") if "out" in kwargs else args[0] if _in_place(name) else None
    numbers_pass = name not in _NO_NUMBERS
    if numbers_pass and all(t.dim() == 0 and t is not written for t in stray):
        return None
    if name in _CONVOLUTIONS:
        return _convolution(args, kwargs, on_gpu)
    return TWO_DEVICES


def other_generator(kwargs: dict[str, Any], wanted: Any) -> str | None:
    """Why random numbers for a device can't come from this generator; None where they can."""
    generator = kwargs.get("generator")
    if generator is None or generator.device.type == wanted.type:
        return None
    return (
        f"Expected a '{wanted.type}' device type for generator but found '{generator.device.type}'"
    )


def _in_place(name: str) -> bool:
    plain = name.endswith("_") and not name.endswith("__")
    return plain or (name.startswith("__i") and name not in ("__iter__", "__index__", "__int__"))


def _convolution(args: Sequence[Any], kwargs: dict[str, Any], on_gpu: OnGpu) -> str:
    named = dict(zip(("input", "weight", "bias"), args, strict=False)) | kwargs
    image = named["input"]
    for other in ("weight", "bias"):
        if isinstance(named.get(other), torch.Tensor) and on_gpu(named[other]) != on_gpu(image):
            kinds = [type_name(t, on_gpu) for t in (image, named[other])]
            return f"Input type ({kinds[0]}) and {other} type ({kinds[1]}) should be the same"
    return TWO_DEVICES


def type_name(tensor: Any, on_gpu: OnGpu) -> str:
    """torch.cuda.FloatTensor and its like."""
    name = str(torch.Tensor.type(tensor))
    return name.replace("torch.", "torch.cuda.", 1) if on_gpu(tensor) else name


def by_index(index: Any) -> bool:
    """Whether an index picks elements one by one, and not whole slices."""
    parts = index if isinstance(index, tuple) else (index,)
    return any(isinstance(p, (list, range)) or getattr(p, "ndim", 0) for p in parts)
