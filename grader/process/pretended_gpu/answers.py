"""What is asked of torch about the GPU otherwise than with a tensor, and what a stand-in says:
there is one, it is ready, and nothing has to be waited for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import torch

from .driver import ACCELERATOR, DRIVER, Answers
from .exchange import EXCHANGE


def _uncompiled(compiler: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled code would be out of our sight; what it computes is the same."""

    def answer(model: Any = None, *args: Any, **options: Any) -> Any:
        if str(sys._getframe(1).f_globals.get("__name__", "")).partition(".")[0] == "torch":
            return compiler(model, *args, **options)  # torch looks into what it has compiled
        return answer if model is None else model

    return answer


QUESTIONS: Answers = (
    *DRIVER,
    *EXCHANGE,
    (torch.cuda, "is_available", lambda: True),
    (torch.cuda, "device_count", lambda: 1),
    (torch.cuda, "current_device", lambda: 0),
    (torch.cuda, "set_device", lambda device: None),
    (torch.cuda, "is_current_stream_capturing", lambda: False),
    (torch.cuda, "_exchange_device", lambda device: 0),
    (torch.cuda, "_maybe_exchange_device", lambda device: 0),
    (ACCELERATOR, "is_available", lambda: True),
    (ACCELERATOR, "device_count", lambda: 1),
    (ACCELERATOR, "current_accelerator", lambda check_available=False: torch.device("cuda")),
    (ACCELERATOR, "current_device_index", lambda: 0),
    # Else a recurrent layer asks cuDNN whether it is there.
    (torch._C, "_get_cudnn_enabled", lambda: False),
    (torch.jit, "script", _uncompiled(torch.jit.script)),
    (torch.jit, "trace", _uncompiled(torch.jit.trace)),
    (torch, "compile", _uncompiled(torch.compile)),
)
