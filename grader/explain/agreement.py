"""Whether two files answered alike: the same values but for rounding, the same exceptions.

Two exceptions are the same where they are of one class and come about alike. What Python or a
library raises has to say the same, unless another version may have worded it; what a file raises
itself is worded as its author likes, but then both have to raise it themselves. So are the
exceptions that end programs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import islice

import msgspec
import numpy as np

from ..checks.assertions import assert_same
from ..checks.mismatch import Mismatch
from ..process.batches import Batched
from ..wire import messages
from ..wire.data import BigInt, Given, Held, Ref, Scalar, Seq, TensorData, Value
from ..wire.messages import Raised, Returned, WireError
from ..wire.values import from_wire
from ..wording.file_tokens import Code
from .program_endings import taken_apart

Answers = Sequence[Sequence[msgspec.Raw]]
# Objects are told with the place where they happen to lie.
_ADDRESS = re.compile(r"0x[0-9a-f]+")
# How an encoded Raised begins, behind the byte that says how many fields it has.
_RAISED = b"\xa2no"


# Whether two answers that are values agree, for those that were compared before: many mistakes give
# the same answer to a case.
Compared = dict[tuple[bytes, bytes], bool]
ROUNDING = 1e-9
# What float32 loses, and adds up, where another processor adds in another order.
ELSEWHERE = 1e-3
# And of so many cases one: beside a jump, as where a sign decides, rounding becomes a whole step.
ONE_OF = 8


class Agreement:
    """Compares the answers of two files whose code is known. compared: by others, too, in the same
    way. more: mine may change more arguments than theirs, and share memory with more. elsewhere:
    theirs may be of another machine, whose Python and torch word their errors otherwise. torchs:
    they are torch's, whose processor rounds otherwise there."""

    def __init__(
        self,
        theirs: Code,
        mine: Code,
        compared: Compared | None = None,
        more: bool = False,
        elsewhere: bool = False,
        torchs: bool = False,
    ) -> None:
        self._theirs = theirs
        self._mine = mine
        self._more = more
        self._elsewhere = elsewhere
        self._torchs = torchs
        self._compared: Compared = {} if compared is None else compared

    def on_all(self, theirs: Answers, mine: Answers) -> bool:
        """Whether two lists of answers, a case's each, agree as far as both go, and both have
        begun."""
        if not (theirs and mine):
            return bool(theirs) == bool(mine)
        both = list(zip(theirs, mine, strict=False))
        spared = len(both) // ONE_OF if self._torchs else 0
        unlike = (one for one, other in both if one != other and not self._on_case(one, other))
        return len(list(islice(unlike, spared + 1))) <= spared

    def _on_case(self, one: Sequence[msgspec.Raw], other: Sequence[msgspec.Raw]) -> bool:
        if len(one) != len(other) and not self._more:
            return False
        try:
            for a, b in zip(one, other, strict=False):
                if a != b and not self._agree(a, b):
                    return False
                if self._more and a != b and _does_more(a, b):
                    return True  # what comes after may follow from that
        except WireError:
            return False
        return len(one) == len(other)

    def _agree(self, one: msgspec.Raw, other: msgspec.Raw) -> bool:
        pair = bytes(one), bytes(other)
        if pair not in self._compared:
            first, second = messages.outcome(one), messages.outcome(other)
            same = self._same(first, second)
            # Whether exceptions are the same hangs on whose code raised them.
            if any(isinstance(o, Raised) or taken_apart(o.value)[0] for o in (first, second)):
                return same
            self._compared[pair] = same
        return self._compared[pair]

    def _same(self, one: messages.Outcome, other: messages.Outcome) -> bool:
        """The same exception; or the same sort of value, equal but for rounding, with the same
        effects on its arguments."""
        if isinstance(one, Raised) or isinstance(other, Raised):
            both = isinstance(one, Raised) and isinstance(other, Raised)
            return both and self._same_error(one, other)  # type: ignore[arg-type]
        return (
            type(one.value) is type(other.value)
            and _sort(one.value) == _sort(other.value)
            and self._same_effects(one, other)
            and one.calls == other.calls
            # Encoded: 2 is asked of a function, or 2.0, and Python takes them for the same.
            and messages.encode(one.asked) == messages.encode(other.asked)
            and self._same_values(one.value, other.value)
        )

    def _same_values(self, one: Value, other: Value) -> bool:
        """Equal but for rounding. Of programs that an exception ended, what else they gave, and
        the exception."""
        mine, one = taken_apart(one)
        theirs, other = taken_apart(other)
        if mine is None or theirs is None:
            if mine is not theirs:
                return False
        elif not self._same_error(mine, theirs):
            return False
        return _equal_values(one, other, ELSEWHERE if self._torchs else ROUNDING)

    def _same_effects(self, one: Returned, other: Returned) -> bool:
        if self._more:
            changes = {*one.changed} <= {*other.changed}
            return changes and {*one.shares} <= {*other.shares}
        return (one.changed, one.shares) == (other.changed, other.shares)

    def _same_error(self, one: Raised, other: Raised) -> bool:
        if one.error != other.error or bool(one.frames) != bool(other.frames):
            return False
        own = [_is_own(one, self._theirs), _is_own(other, self._mine)]
        if any(own):
            return all(own)
        if self._elsewhere:
            return True
        said, told = (_ADDRESS.sub("", raised.message) for raised in (one, other))
        return said == told


def _does_more(one: msgspec.Raw, other: msgspec.Raw) -> bool:
    """Whether the second of two answers that agree did more to its arguments."""
    first, second = messages.outcome(one), messages.outcome(other)
    if not (isinstance(first, Returned) and isinstance(second, Returned)):
        return False
    return (first.changed, first.shares) != (second.changed, second.shares)


def digest(batched: Batched, code: Code) -> bytes:
    """Of all answers to a check, and of how they ended. Where two files' digests are the same, they
    agree; not the other way round, since rounding makes other bytes."""
    total = hashlib.blake2b(repr(batched.ending).encode(), digest_size=16)
    for case in batched.cases:
        total.update(b"case %d:" % len(case))
        for answer in case:
            content = bytes(answer)
            if content[1:4] == _RAISED:
                content = _as_compared(content, code)
            total.update(b"%d:" % len(content) + content)
    return total.digest()


def _as_compared(content: bytes, code: Code) -> bytes:
    """What counts of an exception, when two are compared."""
    try:
        raised = messages.outcome(content)
    except WireError:
        return content
    if not isinstance(raised, Raised):
        return content
    own = _is_own(raised, code)
    said = None if own else _ADDRESS.sub("", raised.message)
    return repr((raised.error, bool(raised.frames), own, said)).encode()


def _is_own(raised: Raised, code: Code) -> bool:
    return bool(raised.frames) and code.raises_itself(raised.frames[-1].line)


def _sort(value: Value) -> object:
    """The sort of thing that a value is, and those in it: a list of floats is no list of tensors,
    and a tensor that keeps its graph, or of another dtype, is not one that doesn't."""
    if isinstance(value, Seq):
        return [_sort(item) for item in value.items]
    if isinstance(value, TensorData):
        return (TensorData, value.dtype, value.requires_grad)
    return "number" if isinstance(value, (int, float, Scalar, BigInt)) else type(value)


def _equal_values(one: Value, other: Value, tolerance: float) -> bool:
    if one == other:
        return True
    first, second = (from_wire(value, _classes) for value in (one, other))
    try:
        assert_same(first, second, tolerance=tolerance)
    except (Mismatch, TypeError):
        return _both_nan(first, second)
    return True


def _classes(kept: Held | Given | Ref) -> tuple[str, ...]:
    """What an object that stayed in a worker is compared by."""
    return kept.types if isinstance(kept, Held) else ()


def _both_nan(first: object, second: object) -> bool:
    if not isinstance(first, np.ndarray) or not isinstance(second, np.ndarray):
        return False
    if {first.dtype.kind, second.dtype.kind} - set("biufc"):
        return False
    return first.shape == second.shape and bool(np.array_equal(first, second, equal_nan=True))
