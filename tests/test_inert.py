"""What a worker sends is data that nothing obeys: its types are a closed list, whatever it sends.

Python, NumPy and torch ask an object for methods and attributes of certain names, and do what those
say. A name or a value that came over the wire must never be found that way.
"""

from __future__ import annotations

import collections
import contextlib
import datetime
import decimal
import fractions
import itertools
import random
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks.as_array import differing, numeric_array
from grader.checks.assertions import assert_same
from grader.checks.channel import StudentError
from grader.checks.mismatch import Mismatch, describe
from grader.checks.proxy import Handle, Module
from grader.wire import messages, values
from grader.wire.arrays import TORCH_DTYPES, Tensor
from grader.wire.data import (
    Array,
    BigInt,
    Blob,
    CaseData,
    Complex,
    Held,
    Map,
    Ref,
    Scalar,
    Seq,
    SliceData,
    TensorData,
)
from grader.wire.kinds import Record
from grader.wire.messages import Frame, Loaded, Operation, Raised, Returned, WireError
from grader.wire.values import Case, from_wire
from grader.wording import value_text
from grader.wording.origin import alike, answer_of

# What Python, NumPy, torch, Hypothesis, pytest and rich look for on a stranger's object.
PROTOCOLS = (
    *("__array__", "__array_interface__", "__array_struct__", "__array_priority__"),
    *("__array_function__", "__array_ufunc__", "__array_finalize__", "__array_wrap__"),
    *("__torch_function__", "__torch_dispatch__", "__dlpack__", "__dlpack_device__"),
    *("__cuda_array_interface__", "__buffer__", "__float__", "__index__", "__int__", "__complex__"),
    *("__bool__", "__len__", "__length_hint__", "__iter__", "__next__", "__getitem__"),
    *("__contains__", "__hash__", "__eq__", "__ne__", "__lt__", "__repr__", "__str__"),
    *("__format__", "__bytes__", "__class__", "__dict__", "__getattribute__", "__getattr__"),
    *("__reduce__", "__reduce_ex__", "__getstate__", "__del__", "__call__", "__instancecheck__"),
    *("__rich__", "__rich_console__", "__rich_repr__", "_repr_pretty_", "_repr_html_"),
    *("__pytest_wrapped__", "__tracebackhide__", "__wrapped__", "__copy__", "__deepcopy__"),
    *("__mro_entries__", "__set_name__", "__fspath__", "__round__", "__dataclass_fields__"),
)
LIBRARY = {
    range,
    datetime.date,
    datetime.time,
    datetime.datetime,
    datetime.timedelta,
    decimal.Decimal,
    fractions.Fraction,
}
CLOSED = values.INERT | LIBRARY | {np.ndarray, Tensor}


def parts(value: Any) -> Iterator[Any]:
    """A value and everything in it."""
    yield value
    inner: Any = ()
    if type(value) in (list, tuple, set, frozenset):
        inner = value
    elif type(value) is dict:
        inner = itertools.chain(value, value.values())
    elif type(value) is slice:
        inner = (value.start, value.stop, value.step)
    elif type(value) is Tensor:
        inner = (value.array, value.dtype, value.device, value.kind, value.requires_grad)
    elif type(value) is np.ndarray and value.dtype == object:
        inner = value.ravel().tolist()
    for part in inner:
        yield from parts(part)


def is_closed(part: Any) -> bool:
    return type(part) in CLOSED or (
        isinstance(part, np.generic) and type(part) in np.sctypeDict.values()
    )


# Each way in for a name, as a whole message around it.
ENTRIES = {
    "a case's field": lambda name: Returned(CaseData((name,), [{}])),
    "a case's field, deep down": lambda name: Returned(
        Seq("list", [Map([("k", CaseData((name,), [1]))])])
    ),
    "a kind of sequence": lambda name: Returned(Seq(name, [])),
    "a kind of array": lambda name: Returned(Array("<f8", (1,), bytes(8), None, True, name)),
    "a dtype": lambda name: Returned(Array(name, (1,), bytes(8))),
    "a scalar's dtype": lambda name: Returned(Scalar(name, bytes(8))),
    "a tensor's kind": lambda name: Returned(
        TensorData("float32", (1,), bytes(4), None, "cpu", False, name)
    ),
    "a tensor's device": lambda name: Returned(TensorData("float32", (1,), bytes(4), None, name)),
    "a class": lambda name: Returned(Held((name,))),
    "a special method": lambda name: Returned(Held(("C",), (name,))),
    "a key": lambda name: Returned(Map([(name, 1)])),
    "a changed argument": lambda name: Returned(1, changed=(name,)),
    "a shared argument": lambda name: Returned(1, shares=(name,)),
    "a watched call": lambda name: Returned(1, calls={name: 1}),
    "an error": lambda name: Raised(name, ("ValueError",), "m"),
    "an error's base": lambda name: Raised("E", (name,), "m"),
    "an error's classes": lambda name: Raised("E", ("ValueError",), "m", types=(name,)),
    "a frame's function": lambda name: Raised("E", (), "m", (Frame(1, name),)),
    "a function of the file": lambda name: Loaded((name,), {}),
    "a signature": lambda name: Loaded((), {name: ("x",)}),
    "a parameter": lambda name: Loaded((), {"f": (name,)}),
    "a default": lambda name: Loaded((), {"f": ("x",)}, {name: {"x": 1}}),
}


class Sent:
    """A channel to a worker that answers whatever it likes, and remembers being asked."""

    in_step = None

    def __init__(self, answer: Any) -> None:
        self.answer = messages.encode(answer)
        self.asked: list[Operation] = []

    def run(self, operation: Operation) -> tuple[int, messages.Outcome]:
        self.asked.append(operation)
        return len(self.asked) - 1, messages.outcome(self.answer)


def looked_at(value: Any) -> None:
    """Everything that a grader does with an answer before it says whether it is right."""
    describe(value)
    numeric_array(value)
    differing(value, np.ones(2))
    alike(value, np.ones(2))
    alike([value], [1])
    value_text.text(value)
    value_text.text([value, value], [1, 2])
    repr(value), f"{value!r:.20}"
    for want in (np.ones(2), Tensor(np.ones(2)), True, 3, 2.5, "text", None, [1, 2], (1, [2])):
        with contextlib.suppress(Mismatch):
            assert_same(value, want)
        with contextlib.suppress(Mismatch):
            assert_same([value], [want])


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES.keys())
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_no_protocol_is_reached_by_a_name_from_the_wire(entry, protocol):
    """The message is refused, or what it becomes has that method from its own class or not at all,
    and looking at it asks nobody anything."""
    message = entry(protocol)
    if isinstance(message, Loaded):
        with contextlib.suppress(WireError):
            known = messages.from_worker(messages.encode(message))
            assert all(type(name) is str for name in known.names)
        return
    channel = Sent(message)
    try:
        value = Module(channel).f()
    except WireError:
        return
    except (StudentError, ValueError) as error:
        value = error
    for part in [value] if isinstance(value, Handle | Exception) else parts(value):
        assert protocol in dir(type(part)) or not hasattr(part, protocol), type(part)
    if not isinstance(value, Exception):
        looked_at(value)
    assert len(channel.asked) == 1


def test_a_stranger_s_case_is_no_answer():
    """NumPy asks an object for `__array_interface__`, and would read from that address."""
    address = Map([("shape", Seq("tuple", [4])), ("typestr", "<f8"), ("version", 3),
                   ("data", Seq("tuple", [2**40, False]))])  # fmt: skip
    for forged in (
        CaseData(("__array_interface__",), [address]),
        CaseData(("x",), [1]),
        Seq("list", [CaseData(("x",), [1])]),
    ):
        with pytest.raises(WireError):
            from_wire(messages.value(messages.encode(forged)))


def test_a_case_of_ours_has_no_name_that_a_library_looks_for():
    """Neither as an argument of its making nor by asking for it."""
    for protocol in PROTOCOLS:
        with pytest.raises(ValueError, match="can't be the name"):
            Case(**{protocol: 1})
        with pytest.raises(AttributeError):
            Case.__getattr__(Case(x=1), protocol)


@pytest.mark.parametrize(
    "name", ["x\x00y", "a\nb", "\x1b[31m", "a" * 500, "<img onerror=x>", "é\u202e"]
)
def test_a_class_may_be_called_anything_and_crosses_by_a_name_that_can_be_told(name):
    """The worker makes it fit; a message that doesn't is no honest worker's."""
    wired = values.to_wire(type(name.replace("\x00", "_"), (), {})())
    messages.value(messages.encode(wired))
    with pytest.raises(WireError):
        messages.value(messages.encode(Held((name,))))


def test_a_byte_that_is_no_truth_is_true():
    """NumPy takes 2 for True in one place and for something else in another."""
    got = from_wire(Array("|b1", (3,), b"\x02\x00\x01"))
    assert got.view(np.uint8).tolist() == [1, 0, 1]
    assert from_wire(Scalar("|b1", b"\x07")) == np.True_


def test_an_array_has_no_more_axes_than_can_be_written():
    """A thousand numbers in 31 brackets each take NumPy a tenth of a second, wherever they are."""
    for axes in (16, 17):
        shape = (1000,) + (1,) * (axes - 1)
        with pytest.raises(WireError) if axes > 16 else contextlib.nullcontext():
            assert from_wire(Array("|b1", shape, bytes(1000))).ndim == axes


def test_what_can_not_be_compared_is_like_nothing_else():
    """Of two arrays NumPy says neither that they are equal nor that they are not; an object whose
    fields hold them says it too, as a key of a dict or inside what compares by itself."""
    key, also = (Record("object", "Key", {"array": np.zeros(2)}) for _ in range(2))
    queue, another = (collections.deque([np.zeros(2)]) for _ in range(2))
    assert not alike(queue, another)
    assert not alike({key: 0}, {also: 0})


def test_an_answer_that_can_not_be_decoded_is_not_taken_for_none():
    """It is said to be something, where it is shown."""
    answer = answer_of(Returned(Seq("decimal.Decimal", ["sNaN"])))
    assert describe(answer) == "a value that can't be looked at here"


text = st.sampled_from([*PROTOCOLS, "x", "list", "tuple", "dict", "set", "ndarray", "", "é", "1"])
sizes = st.lists(st.integers(-1, 3) | st.sampled_from([2**31, 2**63]), max_size=3).map(tuple)
data = st.sampled_from([0, 1, 2, 4, 8, 16, 24, 32]).flatmap(
    lambda n: st.binary(min_size=n, max_size=n)
)
leaves = st.one_of(
    st.none() | st.booleans() | st.floats() | st.integers(-(2**63), 2**64 - 1) | text,
    st.builds(Array, st.sampled_from(["<f8", "|b1", "<c16", "|u1", "<f16", "O", "V4"]) | text,
              sizes, data, st.none() | sizes, st.booleans(), text),
    st.builds(TensorData, st.sampled_from([*TORCH_DTYPES, "object"]) | text, sizes, data,
              st.none() | sizes, st.sampled_from(["cpu", "cuda", "meta"]) | text, st.booleans(),
              text),
    st.builds(Scalar, st.sampled_from(["<f8", "|b1", "<f16", "<c8", "O", "V8"]) | text, data),
    st.builds(BigInt, st.sampled_from(["1" * 30, "-5", "1_0", "0x1"]) | text),
    st.builds(Blob, st.binary(max_size=3)),
    st.builds(Complex, st.floats(), st.floats()),
    st.builds(Held, st.lists(text, max_size=2).map(tuple), st.lists(text, max_size=2).map(tuple)),
    st.builds(Ref, st.integers(-2, 5)),
)  # fmt: skip
kinds = st.sampled_from(
    ["list", "tuple", "set", "frozenset", "object array 1", "object array 2", "builtins.range",
     "decimal.Decimal", "fractions.Fraction", "datetime.date", "datetime.timedelta"]
)  # fmt: skip
wires = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Seq, kinds | text, st.lists(inner, max_size=3)),
        st.builds(Map, st.lists(st.tuples(inner, inner), max_size=2)),
        st.builds(SliceData, inner, inner, inner),
        st.builds(CaseData, st.lists(text, max_size=2).map(tuple), st.lists(inner, max_size=2)),
    ),
    max_leaves=6,
)


class Stayed:
    """Stands for what a decoder puts where something stayed in the worker."""


def decoded(wire: bytes) -> Any:
    """As an answer is; None where it is refused."""
    try:
        return from_wire(messages.value(wire), lambda held: Stayed())
    except WireError:
        return None


@settings(max_examples=1500)
@given(wire=wires)
def test_whatever_fits_the_schema_has_types_of_the_closed_list(wire):
    for part in parts(decoded(messages.encode(wire))):
        assert type(part) is Stayed or is_closed(part), type(part)


def test_bytes_without_any_plan_have_types_of_the_closed_list():
    """A million of them by hand: python tests/test_inert.py 1000000."""
    refused = any_bytes(20_000, seed=1)
    assert refused < 20_000


def any_bytes(count: int, seed: int) -> int:
    """Decodes random wires, half of them a legal one with some bytes changed. How many were
    refused."""
    chance = random.Random(seed)
    legal = [messages.encode(wire) for wire in _samples()]
    refused = 0
    for _ in range(count):
        wire = bytearray(chance.choice(legal))
        for _ in range(chance.randrange(4)):
            wire[chance.randrange(len(wire))] = chance.randrange(256)
        if chance.random() < 0.2:
            wire = bytearray(chance.randbytes(chance.randrange(1, 40)))
        value = decoded(bytes(wire))
        refused += value is None
        for part in parts(value):
            assert type(part) is Stayed or is_closed(part), (type(part), bytes(wire))
    return refused


def _samples() -> list[Any]:
    """A wire of each kind."""
    each = [
        None, True, 3, 2.5, "text", Blob(b"ab"), BigInt("9" * 25), Complex(1.0, 2.0),
        Array("<f8", (2,), bytes(16)), Array("|b1", (2,), b"\x01\x02"),
        Array("<i4", (2, 2), bytes(16), (4, 8)), Scalar("<f8", bytes(8)),
        TensorData("float32", (2,), bytes(8)), TensorData("bfloat16", (1,), bytes(2)),
        TensorData("float32", (2, 2), b"", None, "meta"), Held(("C",), ("__len__",)), Ref(0),
        SliceData(1, None, 2), CaseData(("x",), [1]), Seq("datetime.date", [2020, 1, 2]),
        Seq("decimal.Decimal", ["1.5"]), Seq("fractions.Fraction", [1, 3]),
        Seq("builtins.range", [0, 5, 1]),
    ]  # fmt: skip
    nests = [Seq(kind, each[:5]) for kind in ("list", "tuple", "set", "frozenset")]
    return [*each, *nests, Seq("object array 2x1", each[3:5]), Map([("k", each[8]), (1, nests[0])])]


@given(message=st.binary(max_size=60))
def test_any_bytes_are_an_outcome_of_exact_types_or_a_wire_error(message):
    """Structs of the schema, whose fields are what the schema says."""
    with contextlib.suppress(WireError):
        outcome = messages.outcome(message)
        assert type(outcome) in (Returned, Raised)
        assert msgspec.structs.asdict(outcome)


if __name__ == "__main__":
    import sys

    total = int(sys.argv[1])
    print(f"{total} random wires, {any_bytes(total, random.getrandbits(32))} refused, none obeyed")
