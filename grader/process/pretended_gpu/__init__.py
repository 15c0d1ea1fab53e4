"""A GPU played by the CPU, for checks of devices where there is none.

    memory  a tensor is on the GPU if its storage says so: views, gradients' owners and parameters
            that were moved share it, as they share the memory on a real one
    rules   every call into torch's Python interface comes by here (Gpu): operands on two devices
            are refused with CUDA's own sentences, and answers lie where CUDA would put them

Tensors stay ordinary ones of the CPU, so values, autograd, modules and optimisers are torch's own.
What is played is the interface; what has no counterpart here ends as torch ends it where there is
no GPU, for the grader to know that nothing was learnt about the code. It's honest, not safe: a
submission can take it off, and has then shown that it looks for it. Loads torch, so it is loaded
only where torch already is.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch.overrides import TorchFunctionMode, _get_current_function_mode_stack
from torch.utils._device import DeviceContext, _device_constructors

from . import rules
from .answers import QUESTIONS
from .exchange import packed
from .storages import ENGINE, memory, not_followed, on_gpu, put, tensors

CUDA = torch.device("cuda", 0)
CPU = torch.device("cpu")
Call = Callable[..., Any]


class Gpu(TorchFunctionMode):  # type: ignore[misc]  # torch has no types that mypy is shown
    """Inside it, tensors can be on cuda:0. Torch switches it off while it runs __torch_function__,
    so that what torch's own functions do in there is done on the CPU and asked nothing."""

    def __torch_function__(
        self, function: Call, types: Any, args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        kwargs = dict(kwargs or {})
        name = rules.name_of(function)
        played = _PLAYED.get(name)
        if played is not None:
            return played(function, *args, **kwargs)
        if function in _device_constructors():
            return _made(function, name, args, kwargs)
        if kwargs.get("device") is not None or name.startswith("new_") or name == "new":
            return _made_like(function, args, kwargs)
        return _computed(function, name, args, kwargs)


# Where answers lie -----------------------------------------------------------------------------


def _computed(function: Call, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Anything that computes with tensors: all on one device, and so is the answer."""
    operands = list(tensors((args, kwargs)))
    if not any(map(on_gpu, operands)):
        return function(*args, **kwargs)
    refused = rules.refused(name, args, kwargs, operands, on_gpu)
    refused = refused or rules.other_generator(kwargs, _device(operands[0]))
    if refused is not None:
        raise RuntimeError(refused)
    first_only = name in rules.BY_SHAPE
    answer = function(*args, **kwargs)
    if not first_only or on_gpu(operands[0]):
        _place(answer, [t for t in operands if not on_gpu(t)])
    return answer


def _place(answer: Any, elsewhere: Sequence[Any]) -> None:
    """Puts an answer on the GPU, unless it is a view of an operand that is elsewhere."""
    theirs = [memory(tensor) for tensor in elsewhere]
    for tensor in tensors(answer):
        if not any(memory(tensor) is lent for lent in theirs):
            put(tensor)


def _made(function: Call, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """torch.zeros, torch.tensor and their like: where they are told to, else on the default
    device; a copy of a tensor, where that is."""
    asked = kwargs.get("device")
    source = args[0] if name in rules.COPIERS and args else None
    if not isinstance(source, torch.Tensor):
        source = None
    if asked is None:
        asked = _default_device() if source is None else _device(source)
    wanted = _wanted(asked)
    if wanted is None:
        return function(*args, **kwargs)
    if (refused := rules.other_generator(kwargs, wanted)) is not None:
        raise RuntimeError(refused)
    made = function(*args, **kwargs | {"device": "cpu"})
    if name in rules.SHARERS and on_gpu(made) != (wanted == CUDA):
        made = _copied(made)
    return put(made) if wanted == CUDA else made


def _made_like(function: Call, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """zeros_like, new_zeros and their like: where they are told to, else where the first is."""
    like = next(tensors(args), None)
    asked = kwargs.pop("device", None)
    wanted = _wanted(_device(like) if asked is None and like is not None else asked)
    if wanted is None:
        return function(*args, device=asked, **kwargs)
    made = function(*args, **kwargs | ({} if asked is None else {"device": "cpu"}))
    if wanted == CUDA:
        for tensor in tensors(made):
            put(tensor)
    return made


# Devices by name -------------------------------------------------------------------------------


def _device(tensor: Any) -> Any:
    return CUDA if on_gpu(tensor) else tensor.device


def _wanted(asked: Any) -> Any:
    """CUDA or CPU for a device in any spelling; None for one that is neither."""
    if isinstance(asked, int) and not isinstance(asked, bool):
        device = torch.device("cuda", asked)
    else:
        device = torch.device(asked)
    if device.type == "cuda" and device.index not in (None, 0):
        raise RuntimeError("CUDA error: invalid device ordinal")
    return {"cuda": CUDA, "cpu": CPU}.get(device.type)


def _default_device() -> Any:
    """What torch.set_default_device has set, or `with torch.device(…):`."""
    contexts = [m for m in _get_current_function_mode_stack() if isinstance(m, DeviceContext)]
    return contexts[-1].device if contexts else CPU


def _copied(tensor: Any, **options: Any) -> Any:
    # Not clone(), which a lazy module's parameters refuse.
    return tensor.to("cpu", copy=True, **options)


def _moved(function: Call, tensor: Any, wanted: Any, *args: Any, **kwargs: Any) -> Any:
    """tensor on another device, by a copy; itself where it is there and nothing else is asked."""
    moved = function(tensor, *args, **kwargs)
    if on_gpu(tensor) == (wanted == CUDA):
        if moved is not tensor and wanted == CUDA:
            put(moved)
        return moved
    if memory(moved) is memory(tensor):
        moved = _copied(moved)
    return put(moved) if wanted == CUDA else moved


# Functions that are about devices --------------------------------------------------------------


def _to(function: Call, tensor: Any, *args: Any, **kwargs: Any) -> Any:
    """Tensor.to: a device, a dtype, both, or another tensor to imitate."""
    given = list(args)
    like = given[0] if given and isinstance(given[0], torch.Tensor) else kwargs.get("other")
    if like is not None:
        return _moved(function, tensor, _wanted(_device(like)), *args, **kwargs)
    positional = bool(given) and not isinstance(given[0], torch.dtype)
    asked = given[0] if positional else kwargs.get("device")
    wanted = _wanted(_device(tensor) if asked is None else asked)
    if wanted is None:
        return function(tensor, *args, **kwargs)
    if positional:
        given[0] = "cpu"
    elif asked is not None:
        kwargs["device"] = "cpu"
    return _moved(function, tensor, wanted, *given, **kwargs)


def _cuda(function: Call, tensor: Any, device: Any = None, *_: Any, **options: Any) -> Any:
    options.pop("non_blocking", None)
    wanted = _wanted("cuda" if device is None else device)
    return _moved(torch.Tensor.to, tensor, wanted, "cpu", **options)


def _cpu(function: Call, tensor: Any, **options: Any) -> Any:
    return _moved(function, tensor, CPU, **options)


def _type(function: Call, tensor: Any, dtype: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Tensor.type: a question, or a move to where the type named lies."""
    if dtype is None:
        return rules.type_name(tensor, on_gpu)
    if not isinstance(dtype, str):
        return _moved(function, tensor, _wanted(_device(tensor)), dtype, *args, **kwargs)
    wanted = CUDA if ".cuda." in dtype else CPU
    return _moved(function, tensor, wanted, dtype.replace(".cuda.", "."), *args, **kwargs)


def _type_as(function: Call, tensor: Any, other: Any) -> Any:
    return _moved(function, tensor, _wanted(_device(other)), other)


def _parse_to(function: Call, *args: Any, **kwargs: Any) -> Any:
    """What nn.Module.to makes of its arguments."""
    if args and isinstance(args[0], int):
        args = (f"cuda:{args[0]}", *args[1:])
    device, *rest = function(*args, **kwargs)
    given = next(tensors((args, kwargs)), None)
    return (device if given is None else _device(given), *rest)


def _refused_by_numpy(function: Call, tensor: Any, *args: Any, **kwargs: Any) -> Any:
    forced = kwargs.get("force", False) or True in args
    if on_gpu(tensor) and not forced:
        raise TypeError(
            "can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu() to copy the "
            "tensor to host memory first."
        )
    return function(_copied(tensor) if on_gpu(tensor) else tensor, *args, **kwargs)


def _on_the_cpu_only(function: Call, tensor: Any, *args: Any) -> Any:
    if on_gpu(tensor):
        raise TypeError(f"{rules.name_of(function)} is only implemented on CPU tensors")
    return function(tensor, *args)


def _dlpack_device(function: Call, tensor: Any) -> Any:
    return (2, 0) if on_gpu(tensor) else function(tensor)


def _dlpack(function: Call, tensor: Any, *args: Any, **kwargs: Any) -> Any:
    return packed(tensor) if on_gpu(tensor) else function(tensor, *args, **kwargs)


def _setitem(function: Call, tensor: Any, index: Any, value: Any) -> None:
    """Slices are copied into, from any device; what is put by index is on the same one."""
    _require_index(tensor, index)
    several = isinstance(value, torch.Tensor) and value.dim()
    if several and rules.by_index(index) and on_gpu(value) != on_gpu(tensor):
        raise RuntimeError(rules.TWO_DEVICES)
    function(tensor, index, value)


def _getitem(function: Call, tensor: Any, index: Any) -> Any:
    _require_index(tensor, index)
    got = function(tensor, index)
    return put(got) if on_gpu(tensor) else got


def _require_index(tensor: Any, index: Any) -> None:
    """An index on the CPU is welcome anywhere; one on the GPU, only there."""
    if not on_gpu(tensor) and any(t.dim() and on_gpu(t) for t in tensors(index)):
        raise RuntimeError(
            "indices should be either on cpu or on the same device as the indexed tensor (cpu)"
        )


def _beside(tensor: Any, gradient: Any) -> Any:
    """A gradient where its tensor is. What a GPU's gradient is for a tensor of the CPU is a copy:
    torch took it over a move that it saw none of."""
    if gradient is None or on_gpu(gradient) == on_gpu(tensor):
        return gradient
    if on_gpu(tensor):
        return put(gradient)
    return put(gradient.clone(), False)


def _grad(function: Call, tensor: Any, *args: Any) -> Any:
    gradient = function(tensor, *args)
    beside = _beside(tensor, gradient)
    if beside is not gradient:
        tensor.grad = beside
    return beside


def _set_grad(function: Call, tensor: Any, gradient: Any) -> None:
    if gradient is not None and on_gpu(gradient) != on_gpu(tensor):
        raise RuntimeError("assigned grad has data located on a different device")
    function(tensor, gradient)


def _gradients(function: Call, outputs: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
    """torch.autograd.grad: each gradient is where its input is."""
    found = function(outputs, inputs, *args, **kwargs)
    beside = map(_beside, tensors(inputs), found)
    return (*beside, *found[len(list(tensors(inputs))) :])


def _repr(function: Call, tensor: Any, *args: Any, **kwargs: Any) -> str:
    text = str(function(tensor, *args, **kwargs))
    return f"{text.removesuffix(')')}, device='{CUDA}')" if on_gpu(tensor) else text


def _register_hook(function: Call, tensor: Any, hook: Call) -> Any:
    """A hook is handed a gradient, which is where the tensor is."""

    def played(gradient: Any) -> Any:
        with _seen():
            return hook(_beside(tensor, gradient))

    return function(tensor, played)


def _register_late_hook(function: Call, tensor: Any, hook: Call) -> Any:
    """A hook that is handed the tensor itself, once its gradient is there."""

    def played(whole: Any) -> Any:
        with _seen():
            return hook(whole)

    return function(tensor, played)


@contextlib.contextmanager
def _seen() -> Iterator[None]:
    """What runs inside of a function of torch's is out of our sight; a student's code is not."""
    there = any(isinstance(mode, Gpu) for mode in _get_current_function_mode_stack())
    with not_followed(), contextlib.nullcontext() if there else Gpu():
        yield


_PLAYED: dict[str, Call] = {
    "to": _to,
    "cuda": _cuda,
    "cpu": _cpu,
    "type": _type,
    "type_as": _type_as,
    "_parse_to": _parse_to,
    "numpy": _refused_by_numpy,
    "__array__": _refused_by_numpy,
    "apply_": _on_the_cpu_only,
    "map_": _on_the_cpu_only,
    "map2_": _on_the_cpu_only,
    "__dlpack__": _dlpack,
    "__dlpack_device__": _dlpack_device,
    "__getitem__": _getitem,
    "__setitem__": _setitem,
    "device.__get__": lambda function, tensor, *_: _device(tensor),
    "is_cuda.__get__": lambda function, tensor, *_: on_gpu(tensor),
    "is_cpu.__get__": lambda function, tensor, *rest: (
        not on_gpu(tensor) and function(tensor, *rest)
    ),
    "get_device": lambda function, tensor: 0 if on_gpu(tensor) else function(tensor),
    "pin_memory": lambda function, tensor, *_, **__: _copied(tensor),
    "record_stream": lambda function, tensor, *_: None,
    "grad.__get__": _grad,
    "grad.__set__": _set_grad,
    "grad": _gradients,
    "register_hook": _register_hook,
    "register_post_accumulate_grad_hook": _register_late_hook,
    "__repr__": _repr,
}


# Entering --------------------------------------------------------------------------------------


def enter() -> None:
    """From here on, and for good, this process has a GPU as far as its Python code can see."""
    for owner, name, answer in ANSWERS:
        setattr(owner, name, answer)
    Gpu().__enter__()


def _run_with_gpu(thread: threading.Thread) -> None:
    with Gpu():  # a mode is one thread's
        _run(thread)


_run = threading.Thread.run
ANSWERS = (*QUESTIONS, *ENGINE, (threading.Thread, "run", _run_with_gpu))


def warm() -> None:
    """Does once what imports on its first use, so that forks needn't: torch takes seconds."""
    with Gpu():
        layer = torch.nn.Conv2d(1, 1, 1).to("cuda")
        image = torch.ones(1, 1, 2, 2, device="cuda")
        # No backward pass: it would ask CUDA for its devices, and no fork could use them then.
        torch.nn.functional.pad(layer(image), (1, 1))
        torch.einsum("ij,ij->i", image[0, 0], image[0, 0]).cpu().numpy()
