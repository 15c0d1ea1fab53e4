"""What a driver knows of its GPU, as far as code asks before it computes: a name, numbers of its
own, memory that is never full, streams that never run ahead. Nothing here says anything about what
was computed. Loads torch, so it is loaded only where torch already is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import torch

Answers = tuple[tuple[Any, str, Callable[..., Any]], ...]
# Torch has it since 2.6.
ACCELERATOR = getattr(torch, "accelerator", SimpleNamespace())
_MEMORY = 16 * 2**30
_PROPERTIES = SimpleNamespace(
    name="a stand-in for a GPU",
    major=8,
    minor=0,
    total_memory=_MEMORY,
    multi_processor_count=64,
    warp_size=32,
    is_integrated=False,
    is_multi_gpu_board=False,
    max_threads_per_multi_processor=2048,
    regs_per_multiprocessor=65536,
    shared_memory_per_block=49152,
    L2_cache_size=40 * 2**20,
    gcnArchName="",
)


class Stream:
    """Work that is done by the time it was asked for."""

    cuda_stream = stream_id = device_index = 0
    device_type = 1

    def __init__(self, device: Any = None, priority: int = 0, **_: Any) -> None:
        self.device = torch.device("cuda", 0)
        self.priority = priority

    def is_capturing(self) -> bool:
        return False

    def query(self) -> bool:
        return True

    def synchronize(self) -> None:
        pass

    def wait_stream(self, stream: Any) -> None:
        pass

    def wait_event(self, event: Any) -> None:
        pass

    def record_event(self, event: Any = None) -> Any:
        return Event() if event is None else event

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Event:
    """A moment of a stream's. All of them are the same one."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def record(self, stream: Any = None) -> None:
        pass

    def wait(self, stream: Any = None) -> None:
        pass

    def query(self) -> bool:
        return True

    def synchronize(self) -> None:
        pass

    def elapsed_time(self, other: Any) -> float:
        return 0.0


_Generator: Any = torch.Generator
_Metaclass: Any = type(_Generator)


class _AnyGenerator(_Metaclass):  # type: ignore[misc]  # torch has no types for mypy
    def __instancecheck__(cls, made: Any) -> bool:
        return isinstance(made, _Generator)


class Generator(_Generator, metaclass=_AnyGenerator):  # type: ignore[misc]  # as above
    """One that says where it is; its numbers come from the CPU, as all numbers do here."""

    def __new__(cls, device: Any = "cpu") -> Any:
        wanted = torch.device(device)
        made = super().__new__(cls, "cpu" if wanted.type == "cuda" else wanted)
        made._wanted = torch.device("cuda", 0) if wanted.type == "cuda" else wanted
        return made

    @property
    def device(self) -> Any:
        return self._wanted


def _no_more(*_: Any, **__: Any) -> None:
    return None


_STREAM = Stream()
_MODULES = (torch.cuda, ACCELERATOR)


def _for_both(names: Sequence[str], answer: Callable[..., Any]) -> Answers:
    """For torch.cuda and for torch.accelerator, where they have it."""
    return tuple(
        (module, name, answer) for module in _MODULES for name in names if hasattr(module, name)
    )


def _set_state(state: Any, device: Any = None) -> None:
    torch.set_rng_state(state)


def _set_states(states: Sequence[Any]) -> None:
    for state in states:
        torch.set_rng_state(state)


def _seeded(seed: int) -> None:
    torch.default_generator.manual_seed(int(seed))


# The random numbers of the GPU are the CPU's: there is one generator for both.
_RANDOM: Answers = (
    (torch.cuda, "get_rng_state", lambda device=None: torch.get_rng_state()),
    (torch.cuda, "get_rng_state_all", lambda: [torch.get_rng_state()]),
    (torch.cuda, "set_rng_state", _set_state),
    (torch.cuda, "set_rng_state_all", _set_states),
    (torch.cuda, "manual_seed", _seeded),
    (torch.cuda, "manual_seed_all", _seeded),
    (torch.cuda, "seed", lambda: _seeded(torch.seed())),
    (torch.cuda, "seed_all", lambda: _seeded(torch.seed())),
    (torch.cuda, "initial_seed", torch.initial_seed),
    (torch, "Generator", Generator),
)
_NVTX = getattr(torch.cuda, "nvtx", SimpleNamespace())
DRIVER: Answers = (
    *_RANDOM,
    (torch.cuda, "init", _no_more),
    (torch.cuda, "get_device_properties", lambda device=None: _PROPERTIES),
    (torch.cuda, "get_device_name", lambda device=None: _PROPERTIES.name),
    (torch.cuda, "get_device_capability", lambda device=None: (8, 0)),
    (torch.cuda, "is_bf16_supported", lambda including_emulation=True: True),
    (torch.cuda, "can_device_access_peer", lambda device, peer: False),
    (torch.cuda, "mem_get_info", lambda device=None: (_MEMORY, _MEMORY)),
    (torch.cuda, "memory_summary", lambda device=None, abbreviated=False: ""),
    (torch.cuda, "set_per_process_memory_fraction", _no_more),
    (torch.cuda, "ipc_collect", _no_more),
    (torch.cuda, "utilization", lambda device=None: 0),
    (torch.cuda, "get_sync_debug_mode", lambda: 0),
    (torch.cuda, "set_sync_debug_mode", _no_more),
    *_for_both(["empty_cache", "reset_peak_memory_stats"], _no_more),
    *_for_both(["reset_accumulated_memory_stats", "reset_max_memory_allocated"], _no_more),
    *_for_both(["memory_allocated", "max_memory_allocated"], lambda device=None: 0),
    *_for_both(["memory_reserved", "max_memory_reserved"], lambda device=None: 0),
    *_for_both(["current_stream", "default_stream"], lambda device=None: _STREAM),
    *_for_both(["set_stream", "set_device_index", "set_device_idx", "synchronize"], _no_more),
    (torch.cuda, "stream", lambda stream: contextlib.nullcontext()),
    # On its one GPU it calls the model that it has.
    (torch.nn.DataParallel, "forward", lambda self, *args, **named: self.module(*args, **named)),
    (torch.cuda, "Stream", Stream),
    (torch.cuda, "Event", Event),
    *((_NVTX, name, _no_more) for name in ("range_push", "range_pop", "mark")),
)
