"""Which memory is on a GPU that the CPU plays: marked by storage, and followed through a backward
pass. Loads torch, so it is loaded only where torch already is."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode


def on_gpu(tensor: Any) -> bool:
    """Whether a tensor's memory is on the GPU."""
    return getattr(memory(tensor), "_on_gpu", False)


def put(tensor: Any, there: bool = True) -> Any:
    """The tensor, which is on the GPU from here on; or no longer."""
    memory(tensor)._on_gpu = there
    return tensor


def memory(tensor: Any) -> Any:
    """The storage that its values lie in. A tensor without one (a sparse one) is its own."""
    functorch = torch._C._functorch
    while functorch.is_functorch_wrapped_tensor(tensor):
        tensor = functorch.get_unwrapped(tensor)
    # A subclass may answer otherwise, and a lazy module's parameter not at all.
    with torch._C.DisableTorchFunctionSubclass():
        try:
            # One Python object for each storage, as long as the storage lives.
            return tensor.untyped_storage()
        except (NotImplementedError, RuntimeError):
            return tensor


def tensors(value: Any) -> Iterator[Any]:
    """The tensors in a nest of arguments."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from tensors(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors(item)


class _Followed(TorchDispatchMode):  # type: ignore[misc]  # torch has no types that mypy is shown
    """Follows what a backward pass computes, where no call comes by: what is made of something on
    the GPU is there too. Refuses nothing, as gradients cross from device to device."""

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing is compiled here. With torch's own answer the first backward pass would load its
        compiler, in the time of the student's call: seconds, where it has no bytecode yet."""
        return False

    def __torch_dispatch__(
        self, function: Callable[..., Any], types: Any, args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        answer = function(*args, **(kwargs or {}))
        paused = getattr(_pause, "on", False)
        if not paused and any(map(on_gpu, tensors((args, kwargs)))):
            for tensor in tensors(answer):
                put(tensor)
        return answer


def _followed(outputs: Any, gradients: Any, *args: Any, **kwargs: Any) -> Any:
    for output, gradient in zip(outputs, gradients, strict=False):
        if isinstance(output, torch.Tensor) and gradient is not None and on_gpu(output):
            put(gradient)  # ones, which torch has just made
    with _Followed():
        return _engine(outputs, gradients, *args, **kwargs)


@contextlib.contextmanager
def not_followed() -> Iterator[None]:
    """Here every call comes by, even in a backward pass."""
    before, _pause.on = getattr(_pause, "on", False), True
    try:
        yield
    finally:
        _pause.on = before


_pause = threading.local()
# Torch's own name for its engine, since 2.3; before that nothing is followed.
_engine: Any = getattr(torch.autograd, "_engine_run_backward", None)
ENGINE: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
    ((torch.autograd, "_engine_run_backward", _followed),) if _engine else ()
)
