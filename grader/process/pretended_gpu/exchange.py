"""Tensors of a played GPU that are handed on by DLPack: torch takes them, NumPy refuses them, as it
knows only the CPU. Loads torch, so it is loaded only where torch already is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from .storages import on_gpu, put

# Those made of tensors on the GPU and not taken yet.
_capsules: list[Any] = []
_to_capsule: Callable[..., Any] = torch.utils.dlpack.to_dlpack
_from_numpys: Callable[..., Any] = np.from_dlpack
_from_torchs: Callable[..., Any] = torch.from_dlpack


def packed(tensor: Any) -> Any:
    """A capsule, as Tensor.__dlpack__ makes it; of a tensor that is on the GPU or not."""
    with torch._C.DisableTorchFunction():
        capsule = _to_capsule(tensor)
    if on_gpu(tensor):
        _capsules.append(capsule)
    return capsule


def _unpacked(given: Any, **options: Any) -> Any:
    """torch.from_dlpack, of a tensor or of a capsule."""
    if isinstance(given, torch.Tensor) and on_gpu(given):
        given = packed(given)
    if not any(given is capsule for capsule in _capsules):
        return _from_torchs(given, **options)
    _capsules[:] = [capsule for capsule in _capsules if capsule is not given]
    return put(_from_torchs(given))


def _refused_by_numpy(given: Any, **options: Any) -> Any:
    if isinstance(given, torch.Tensor) and on_gpu(given):
        raise RuntimeError("Unsupported device in DLTensor.")
    return _from_numpys(given, **options)


EXCHANGE: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
    (torch, "from_dlpack", _unpacked),
    (torch.utils.dlpack, "from_dlpack", _unpacked),
    (torch.utils.dlpack, "to_dlpack", packed),
    (torch, "to_dlpack", packed),
    (np, "from_dlpack", _refused_by_numpy),
)
