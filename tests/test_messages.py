"""The wire: what is encoded comes back, and anything else is a WireError and nothing worse."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.wire import messages
from grader.wire.data import Seq
from grader.wire.messages import (
    HEADER,
    MAX_FRAME,
    MAX_NAMES,
    MAX_TEXT,
    Batch,
    BatchDone,
    CaseDone,
    Load,
    Loaded,
    NotLoaded,
    Operation,
    Raised,
    Returned,
    WireError,
)
from grader.wire.msgpack_size import count
from grader.wire.parent_messages import End, from_parent, to_parent

DECODERS = {
    "from_worker": messages.from_worker,
    "to_worker": messages.to_worker,
    "to_parent": to_parent,
    "from_parent": from_parent,
    "outcome": messages.outcome,
    "operation": messages.operation,
    "value": messages.value,
}


def decoded(decoder: Any, data: bytes) -> Any:
    """What a decoder makes of bytes; None where it refuses them in the one way it may."""
    try:
        return decoder(data)
    except WireError:
        return None


@pytest.mark.parametrize("name", DECODERS)
@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_are_a_wire_error_and_nothing_else(name, data):
    """A worker can send anything at all; the grader survives each byte of it."""
    decoded(DECODERS[name], data)


@given(
    position=st.integers(0, 10**6),
    byte=st.integers(0, 255),
    sent=st.sampled_from(
        [
            Loaded(("f",), {"f": ("x",)}, {"f": {"x": 1}}),
            NotLoaded("raised", "ValueError: no", 3, "x = 1", ()),
            CaseDone([msgspec.Raw(messages.encode(Returned(Seq("list", [1, 2.5, "three"]))))]),
            BatchDone("printed", 3),
        ]
    ),
)
def test_a_mutated_frame_is_another_message_or_a_wire_error(sent, position, byte):
    """One flipped byte must not reach further than the decoder."""
    data = bytearray(messages.encode(sent))
    data[position % len(data)] = byte
    answer = decoded(messages.from_worker, bytes(data))
    if isinstance(answer, CaseDone):
        for raw in answer.outcomes:
            decoded(messages.outcome, raw)


@given(cut=st.integers(0, 10**6))
def test_a_frame_that_is_cut_off_is_a_wire_error(cut):
    """A worker that dies in the middle of an answer has not answered."""
    data = messages.encode(Loaded(("f", "g"), {"f": ("x", "y")}))
    with pytest.raises(WireError):
        messages.from_worker(data[: cut % len(data)])


def test_messages_come_back_as_they_were():
    """Each message a session sends survives its own encoding."""
    operation = Operation("call", None, "f", [1, "two"], {"three": Seq("tuple", [None, True])})
    load = Load(b"x = 1", "f.py", "f", None, (), ("numpy.convolve",), 1024)
    assert messages.operation(messages.encode(operation)) == operation
    assert messages.to_worker(messages.encode(load)) == load
    assert messages.to_worker(messages.encode(Batch([[operation]], True))).resume


def test_an_answer_to_one_question_is_no_answer_to_another():
    """Each direction has messages of its own: a worker can't send orders to the parent."""
    with pytest.raises(WireError):
        messages.from_worker(messages.encode(End(1)))
    with pytest.raises(WireError):
        to_parent(messages.encode(BatchDone()))


def test_deep_nesting_is_a_wire_error():
    """Ten thousand lists in each other must not exhaust the grader's stack."""
    with pytest.raises(WireError):
        messages.value(b"\x93\xa1l\xa4list\x91" * 10_000 + b"\xc0")


def test_a_frame_is_its_length_and_its_payload():
    """The other side reads the length first, so it must be the payload's."""
    framed = messages.frame(b"abc")
    assert HEADER.unpack(framed[: HEADER.size]) == (3,)
    assert framed[HEADER.size :] == b"abc"


def test_a_frame_that_is_too_long_is_not_sent(monkeypatch):
    """The bound holds on the sending side too, where it can still be explained."""
    monkeypatch.setattr(messages, "MAX_FRAME", 10)
    with pytest.raises(WireError, match="11 bytes"):
        messages.frame(b"x" * 11)
    assert MAX_FRAME > 2**20  # the true bound leaves room for an honest answer


@pytest.mark.parametrize(
    "forged",
    [
        Raised("E" * (MAX_TEXT + 1), (), ""),
        Raised("E", (), "x" * (MAX_TEXT + 1)),
        Raised("E", (), "", (), "x" * (MAX_TEXT + 1)),
    ],
    ids=["name", "message", "forbidden"],
)
def test_an_exception_with_endless_text_is_a_wire_error(forged):
    """A report must not grow as long as a worker likes."""
    with pytest.raises(WireError):
        messages.outcome(messages.encode(forged))


def test_a_refusal_with_endless_text_is_a_wire_error():
    """What keeps a file from being loaded ends up in the report as well."""
    with pytest.raises(WireError):
        messages.from_worker(messages.encode(NotLoaded("raised", "x" * (MAX_TEXT + 1))))


def test_a_file_with_endless_names_is_a_wire_error():
    """Names are searched for near misses, which takes time for each of them."""
    names = tuple(map(str, range(MAX_NAMES + 1)))
    with pytest.raises(WireError):
        messages.from_worker(messages.encode(Loaded(names, {})))


@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_made_sendable(text):
    """Python's strings may hold lone surrogates, which UTF-8 and the wire can't."""
    sent = messages.sendable(text)
    assert messages.value(messages.encode(sent)) == sent
    if not any("\ud800" <= c <= "\udfff" for c in text):
        assert sent == text


nested = st.recursive(
    st.none() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(st.text(), inner, max_size=20),
)


def values_in(value):
    """How many values there are, as Python counts them."""
    if isinstance(value, list):
        return 1 + sum(map(values_in, value))
    if isinstance(value, dict):
        return 1 + sum(1 + values_in(inner) for inner in value.values())
    return 1


@given(value=nested)
def test_values_are_counted_without_being_made(value):
    """The count decides what is decoded at all, so that it has to be right."""
    assert count(messages.encode(value), 10**9) == values_in(value)


@given(data=st.binary(max_size=50), most=st.integers(0, 60))
def test_counting_never_fails_and_stops_in_time(data, most):
    """Also where the bytes are no message."""
    assert count(data, most) <= most + 1


def test_a_message_of_too_many_values_is_not_decoded():
    """Four bytes for a dict that fills fifty times as many."""
    with pytest.raises(WireError, match="too large to be kept"):
        messages.weigh(b"\xdd\x00\x1e\x84\x80" + b"\x90" * 2_000_000)
