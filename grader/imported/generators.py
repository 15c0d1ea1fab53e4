"""Random generators that a test gives to the student's code, which draws from a copy: what was
drawn over there is gone here, too. A state is data from a worker, and NumPy takes some on trust:
only those are taken that have no place of their own in memory to read from.
"""

from __future__ import annotations

import random
from typing import Any

from ..wire.data import Seq, Value
from ..wire.live_arguments import GENERATORS, generator_parts
from ..wire.messages import WireError
from ..wire.values import from_wire

_NUMPYS, _PYTHONS = GENERATORS[:2]
_PCG = ("PCG64", "PCG64DXSM")
_BELOW = {"state": 2**128, "inc": 2**128, "has_uint32": 2, "uinteger": 2**32}


def is_generator(value: Any) -> bool:
    return generator_parts(value, type(value)) is not None


def can_follow(value: Any) -> bool:
    """Whether a generator can be told what was drawn from its copy."""
    if type(value) is random.Random:
        return True
    parts = generator_parts(value, type(value))
    return parts is not None and parts[0] == _NUMPYS and parts[1][0] in _PCG


def follow(value: Any, wire: Value) -> bool:
    """Puts a generator into the state that its copy is in now. False where that can't be done.

    Raises WireError for what is no state.
    """
    if not isinstance(wire, Seq) or not can_follow(value):
        raise WireError("a generator that became something else")
    parts = [from_wire(part, None) for part in wire.items]
    try:
        if type(value) is random.Random and wire.kind == _PYTHONS:
            value.setstate(tuple(parts))
            return True
        if wire.kind == _NUMPYS:
            return _numpys_follows(value, *parts)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise WireError(f"a state that is none: {error}") from None
    raise WireError("a generator that became another one")


def _numpys_follows(value: Any, name: str, state: dict[str, Any], seeds: dict[str, Any]) -> bool:
    own = generator_parts(value, type(value))
    assert own is not None
    if own[1][0] != name or own[1][2] != seeds:  # children were spawned over there
        return False
    known = {key: {**state, **state["state"]}[key] for key in _BELOW}
    if not all(type(n) is int and 0 <= n < _BELOW[key] for key, n in known.items()):
        raise ValueError("its numbers")
    inner = {key: known.pop(key) for key in ("state", "inc")}
    value.bit_generator.state = {"bit_generator": name, "state": inner, **known}
    return True
