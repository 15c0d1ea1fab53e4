"""Arguments that do something: generators of random numbers in a given state, and functions.

Both are only ever sent to a worker. A function crosses as its source, so that the student's code
can call it there; what it was called with is remembered and comes back with the call.
"""

from __future__ import annotations

import math
import sys
import textwrap
import types
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from .data import Map, Seq, Value

# Calls of one function in one call of the student's.
MAX_CALLS = 10_000
GENERATORS = ("numpy.random.Generator", "random.Random", "torch.Generator")
# Whether functions are handed to a student's code: in a worker, a Callback becomes one.
HANDED = False
_handed: WeakKeyDictionary[Any, Callback] = WeakKeyDictionary()
_BITS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


class Callback:
    """A function that a check hands to the student's code: a sort key, a right-hand side.

    source: a `lambda`, a `def` or an `async def` as text, or a function written with one of the
    latter in a file. It may use its arguments, builtins and `math`, nothing around it. What the
    student's code called it with, `student.f.observe(callback).asked` says: what crosses is a
    copy. `asked` is what it was called with here, named arguments in the order of its own. Raises
    TypeError for what is none of these, and for `asked` of one that has crossed.
    """

    def __init__(self, source: Any) -> None:
        if getattr(source, "__name__", "") == "<lambda>":
            raise TypeError('a Callback takes a lambda as text, "lambda x: -x", or a def')
        if not isinstance(source, str):
            import inspect

            source = textwrap.dedent(inspect.getsource(source))
        self.source = source
        try:
            self._code = self._compiled()
        except (SyntaxError, ValueError):
            raise TypeError(f"a Callback is a def, or a lambda as text; it is {source!r}") from None
        self._asked: list[tuple[Any, ...]] = []
        self.crossed = False
        self._function: Any = None

    def __call__(self, /, *args: Any, **named: Any) -> Any:
        function = self._made()
        if len(self._asked) >= MAX_CALLS:
            raise RuntimeError(f"{function.__name__} was called more than {MAX_CALLS:,} times")
        own = getattr(getattr(function, "__code__", None), "co_varnames", ())  # none in C
        names = [*(name for name in own if name in named), *(n for n in named if n not in own)]
        self._asked.append((*args, *(named[name] for name in names)))
        return function(*args, **named)

    def __repr__(self) -> str:
        return str(self.source).strip()

    @property
    def asked(self) -> list[tuple[Any, ...]]:
        if self.crossed and not HANDED:
            raise TypeError(
                "what the student's code called a Callback with is said by what observe gives: "
                "student.f.observe(callback).asked"
            )
        return self._asked

    @property
    def is_async(self) -> bool:
        return str(self.source).lstrip().startswith("async def ")

    def _compiled(self) -> types.CodeType:
        if self.is_async or self.source.lstrip().startswith("def "):
            return compile(self.source, "<callback>", "exec")
        return compile(self.source.strip(), "<callback>", "eval")

    def _made(self) -> Any:
        if self._function is None:
            namespace: dict[str, Any] = {"math": math}
            value = eval(self._code, namespace)
            made = [f for f in namespace.values() if isinstance(f, types.FunctionType)]
            self._function = made[-1] if value is None else value
        return self._function


def handed(callback: Callback, plain: Callable[[Any], Any]) -> Any:
    """The callback as a function that says nothing of itself: neither what it is made of, which
    can be the answer, nor what it was asked, which could be changed; nor what it compares with,
    which an argument's own operators would be told. plain: takes those away."""

    def function(*args: Any, **named: Any) -> Any:
        return callback(*map(plain, args), **{plain(n): plain(one) for n, one in named.items()})

    async def awaited(*args: Any, **named: Any) -> Any:
        return await function(*args, **named)

    given = awaited if callback.is_async else function
    given.__name__ = given.__qualname__ = "function"
    _handed[given] = callback
    return given


def callback_of(value: Any) -> Callback | None:
    """The callback that a value is, or that a function was handed out for."""
    if type(value) is Callback:
        return value
    return _handed.get(value) if type(value) is types.FunctionType else None


def generator_parts(value: Any, kind: type) -> tuple[str, list[Any]] | None:
    """A random generator's kind and state; None for anything else."""
    # By its own name: NumPy loads numpy.random when it is first asked for.
    drawing, torch = sys.modules.get("numpy.random"), sys.modules.get("torch")
    if drawing is not None and kind is drawing.Generator:
        bits = value.bit_generator
        # `spawn` asks what it was seeded with, which the state doesn't have.
        seeds: Any = getattr(bits, "seed_seq", None)
        ordinary = type(seeds) is drawing.SeedSequence
        return GENERATORS[0], [type(bits).__name__, bits.state, seeds.state if ordinary else {}]
    if kind.__module__ == "random" and kind.__name__ == "Random":
        return GENERATORS[1], list(value.getstate())
    if torch is not None and kind is torch.Generator and value.device.type == "cpu":
        return GENERATORS[2], [value.get_state().numpy().tobytes()]
    return None


def generator(kind: str, parts: list[Any]) -> Any:
    """The generator in that state. Raises TypeError or ValueError for parts of anything else."""
    if kind == GENERATORS[0]:
        import numpy

        name, state, *seeds = parts  # recordings of earlier versions have none
        if name not in _BITS:
            raise ValueError(name)
        seeded = seeds[0] if seeds and seeds[0] else {"entropy": 0}
        bits = getattr(numpy.random, name)(numpy.random.SeedSequence(**seeded))
        bits.state = state
        return numpy.random.Generator(bits)
    if kind == GENERATORS[1]:
        import random

        made = random.Random(0)
        made.setstate(tuple(parts))
        return made
    torch = sys.modules.get("torch")
    if torch is None:
        raise ValueError("torch is not loaded here")
    found = torch.Generator()
    found.set_state(torch.frombuffer(bytearray(parts[0]), dtype=torch.uint8))
    return found


def without_states(wire: Value) -> Value:
    """Without the state of random generators: one that moves on is used, and not changed."""
    if isinstance(wire, Seq) and wire.kind in GENERATORS:
        return Seq(wire.kind, [])
    if isinstance(wire, Seq):
        return Seq(wire.kind, [without_states(item) for item in wire.items])
    if isinstance(wire, Map):
        return Map([(key, without_states(item)) for key, item in wire.items])
    return wire
