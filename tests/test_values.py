"""Values on the wire: each comes back as it was, layout included; a forged one is a WireError."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.checks.mismatch import describe
from grader.checks.strategies import LAYOUTS, laid_out
from grader.wire import messages
from grader.wire.arrays import GAP, Tensor
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
    TensorData,
    Value,
)
from grader.wire.kinds import MAX_DIGITS
from grader.wire.messages import WireError
from grader.wire.values import MAX_DEPTH, Case, from_wire, to_wire


def round_trip(value: Any) -> Any:
    """Encoded, sent as bytes, decoded."""
    return from_wire(messages.value(messages.encode(to_wire(value))), ours=True)


def alike(one: Any, other: Any) -> bool:
    """The same value of the same type, NaN included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[k], other[k]) for k in one)
    if isinstance(one, float):
        return (one == other and math.copysign(1, one) == math.copysign(1, other)) or (
            math.isnan(one) and math.isnan(other)
        )
    return bool(one == other)


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**300), 10**300),
    st.floats(),
    st.text(),
    st.binary(),
    st.complex_numbers(allow_nan=False),
    st.builds(slice, st.none() | st.integers(), st.none() | st.integers(), st.none()),
)
nested = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3),
    ),
    max_leaves=8,
)
number_arrays = npst.arrays(
    st.sampled_from(
        ["f8", "f4", "f2", ">f8", "i8", "i4", "i1", "u1", "u8", ">i4", "?", "c8", "c16"]
    ),
    npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)


@given(value=nested)
def test_plain_values_come_back_with_their_types(value):
    """A tuple stays a tuple, True stays True, −0.0 keeps its sign."""
    assert alike(round_trip(value), value)


@given(array=number_arrays, layout=st.sampled_from(LAYOUTS), writeable=st.booleans())
def test_arrays_come_back_with_values_dtype_layout_and_protection(array, layout, writeable):
    """A student's function must meet the very memory layout that the check drew."""
    if array.ndim:
        array = laid_out(array, layout)
    array.flags.writeable = writeable
    back = round_trip(array)
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()
    assert back.flags.writeable == writeable
    if array.size:
        assert back.flags.c_contiguous == array.flags.c_contiguous
        assert back.flags.c_contiguous or back.strides == array.strides


@given(array=number_arrays.filter(lambda a: a.ndim == 0))
def test_numpy_scalars_come_back_as_numpy_scalars(array):
    """np.float32(1) is neither a float nor an array."""
    scalar = array[()]
    back = round_trip(scalar)
    assert type(back) is type(scalar)
    assert back.tobytes() == scalar.tobytes()


@given(
    array=npst.arrays("f4", npst.array_shapes(max_dims=3, max_side=3), elements=st.integers(-8, 8)),
    dtype=st.sampled_from(["float32", "float64", "float16", "bfloat16", "int32", "uint8", "bool"]),
    layout=st.sampled_from(["C", "F", "step"]),
    grad=st.booleans(),
)
def test_tensors_come_back_without_torch(array, dtype, layout, grad):
    """The grader handles tensors as data: dtype, device, layout and values all cross."""
    numbers = laid_out(array if dtype != "uint8" else np.abs(array), layout)
    if dtype not in ("bfloat16", "float32"):
        numbers = laid_out(numbers.astype(dtype), layout)
    back = round_trip(Tensor(numbers, dtype, requires_grad=grad))
    assert isinstance(back, Tensor)
    assert (back.dtype, back.device, back.requires_grad) == (dtype, "cpu", grad)
    assert back.contiguous == numbers.flags.c_contiguous
    assert np.array_equal(back.array, numbers)


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_a_tensor_that_is_to_be_negated_when_it_is_read_crosses(dtype):
    """As the imaginary part of a conjugate is. Its bits are those of the number's opposite."""
    torch = pytest.importorskip("torch")
    lazy = torch._neg_view(torch.tensor([1.0, -2.0], dtype=getattr(torch, dtype)))
    assert lazy.is_neg()
    assert round_trip(lazy).array.tolist() == [-1.0, 2.0]


@given(value=nested)
def test_a_case_comes_back_with_its_names_in_order(value):
    """A recorded Case is unpacked in a check's body just like the drawn one."""
    back = round_trip(Case(x=value, k=[1]))
    assert list(back.keys()) == ["x", "k"]
    assert alike(back.x, value)
    assert alike([*back], [value, [1]])


def test_object_arrays_keep_their_items():
    """Rows of one length are still items: the student is told of dtype object, not of the wire."""
    array = np.empty((2,), object)
    array[0], array[1] = [1, 2], [3, 4]
    back = round_trip(array)
    assert back.dtype == object
    assert back.tolist() == [[1, 2], [3, 4]]


def test_the_memory_between_an_arrays_elements_is_never_zero():
    """Code that reads the gaps must not see zeros, which would hide its mistake."""
    wide = np.lib.stride_tricks.as_strided(round_trip(np.zeros(8)[::2]), (7,), (8,))
    assert wide[0] == wide[6] == 0
    assert wide[1] == np.frombuffer(GAP * 8)[0]


class Shouting(list):
    """A list that lies about what it holds."""

    def __iter__(self):
        return iter([42])

    def __len__(self):
        return 1

    def __eq__(self, other):
        return True

    __hash__ = None


def test_equal_numbers_of_eighty_bits_are_equal_bytes():
    """They lie 16 bytes apart, and what is between them is whatever was there before."""
    clean = np.array([1, -2, 3], np.longdouble)
    dirty = np.frombuffer(b"\xff" * clean.nbytes, clean.dtype).copy()
    memory = dirty.view(np.uint8).reshape(3, -1)
    used = 10 if np.finfo(clean.dtype).nmant == 63 else memory.shape[1]
    memory[:, :used] = clean.view(np.uint8).reshape(3, -1)[:, :used]
    swapped = [a.byteswap().view(a.dtype.newbyteorder()) for a in (clean, dirty)]
    both = [a * np.complex64(1) for a in (clean, dirty)]
    for one, other in ((clean, dirty), swapped, both, (clean[0], dirty[0])):
        assert messages.encode(to_wire(one)) == messages.encode(to_wire(other))
        assert np.array_equal(from_wire(to_wire(other)), one)


def test_a_subclass_of_list_crosses_as_what_the_list_really_holds():
    """None of a subclass's own methods is asked."""
    assert to_wire(Shouting([1, 2])) == Seq("list", [1, 2])


class Lying(np.ndarray):
    def tobytes(self, *args):
        return b"\0" * 8

    def __array__(self, *args, **kwargs):
        return np.zeros(1)


def test_a_subclass_of_ndarray_crosses_as_the_array_underneath():
    """The bytes of the buffer, not those that the subclass would like us to see."""
    assert round_trip(np.array([3.0]).view(Lying)).tolist() == [3.0]


class Strange:
    pass


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (Strange(), "Strange"),
        (10**5000, "an int of"),
        ("\ud800", "not valid Unicode"),
        ("a" * (messages.MAX_FRAME + 1), "a str of 67,108,865 characters"),
        (bytes(messages.MAX_FRAME + 1), "a bytes of 67,108,865 bytes"),
        (np.array([None, 1] * 9000), "a NumPy array of object"),
    ],
    ids=["object", "huge int", "lone surrogate", "huge str", "huge bytes", "array of objects"],
)
def test_what_cannot_cross_is_held(value, word):
    """It stays in the worker under a name that a report can show."""
    wired = to_wire(value)
    assert isinstance(wired, Held)
    assert word in " ".join(wired.types)


def test_a_list_that_holds_itself_is_cut_off():
    """Endless structures end where the wire's depth ends."""
    endless: list[Any] = []
    endless.append(endless)
    assert "more than 40 levels" in repr(to_wire(endless))


def nest(depth: int) -> Value:
    value: Value = 1
    for _ in range(depth):
        value = Seq("list", [value])
    return value


def test_what_to_wire_sends_from_wire_takes():
    """The two agree on how deep is too deep, or honest answers would be refused."""
    deep: Any = 1
    for _ in range(MAX_DEPTH):
        deep = [deep]
    assert round_trip(deep) == deep


@pytest.mark.parametrize("depth", [MAX_DEPTH + 10, 300, 900])
def test_a_nest_deeper_than_the_wire_allows_is_a_wire_error(depth):
    """Views and comparisons walk values recursively; none may be deep enough to stop them."""
    with pytest.raises(WireError):
        from_wire(nest(depth))


FORGED = {
    "shape and length disagree": Array("<f8", (2, 3), b"\0" * 8),
    "negative side": Array("<f8", (-1,), b""),
    "huge empty shape": Array("<f8", (0, 2**63), b""),
    "shape beyond memory": Array("<f8", (2**62, 2**62), b"\0" * 8),
    "too many axes": Array("<f8", (1,) * 40, b"\0" * 8),
    "dtype that is no dtype": Array("O", (1,), b"\0" * 8),
    "dtype with fields": Array("f8,f8", (1,), b"\0" * 16),
    "strides for another shape": Array("<f8", (2,), b"\0" * 16, (8, 8)),
    "strides far apart": Array("<f8", (2,), b"\0" * 16, (2**40,)),
    "strides that overflow": Array("<f8", (1,), b"\0" * 8, (2**63,)),
    "scalar without data": Scalar("<f8", b""),
    "int of letters": BigInt("12a"),
    "int with two signs": BigInt("--5"),
    "int of other digits": BigInt("²"),
    "int too long": BigInt("1" * (MAX_DIGITS + 1)),
    "unknown kind of sequence": Seq("bag", []),
    "object array of the wrong size": Seq("object array 3", [1]),
    "object array beyond memory": Seq("object array 0x" + "9" * 30, []),
    "object array of endless digits": Seq("object array " + "9" * 5000, []),
    "list as a key": Map([(Seq("list", []), 1)]),
    "more names than items": CaseData(("a", "b"), [1]),
    "tensor of unknown dtype": TensorData("float8", (1,), b"\0"),
    "tensor whose length disagrees": TensorData("float32", (3,), b"\0" * 4),
    "tensor without values": TensorData("float32", (1,), b"", None, "meta"),
    "tensor beyond memory": TensorData("float32", (2**62, 2**62), b"", None, "cuda"),
    "tensor of many axes": TensorData("float32", (1,) * 100, b"\0" * 4, None, "cuda"),
    "held without a holder": Held(("x",)),
    "reference without a holder": Ref(0),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_value_whose_parts_disagree_is_a_wire_error(forged):
    """Each is legal msgpack and fits the schema; none may raise anything else, or allocate."""
    with pytest.raises(WireError):
        from_wire(messages.value(messages.encode(forged)), ours=True)


big = st.integers(-(2**63), 2**64 - 1) | st.integers(-3, 3)
forgeries = st.recursive(
    st.one_of(
        st.builds(
            Array,
            st.sampled_from(["<f8", "|b1", "<c16", "|u1", "<f16", "<i3", ""]),
            st.lists(big, max_size=3).map(tuple),
            st.binary(max_size=16),
            st.none() | st.lists(big, max_size=3).map(tuple),
        ),
        st.builds(
            TensorData,
            st.sampled_from(["float32", "bfloat16", "bool", "nonsense"]),
            st.lists(big, max_size=3).map(tuple),
            st.binary(max_size=16),
            st.none() | st.lists(big, max_size=3).map(tuple),
            st.sampled_from(["cpu", "meta", "cuda"]),
        ),
        st.builds(Scalar, st.sampled_from(["<f8", "|b1", "V8"]), st.binary(max_size=9)),
        st.builds(BigInt, st.text(max_size=5)),
        st.builds(Blob, st.binary(max_size=3)),
        st.none() | st.booleans() | st.floats() | big,
    ),
    lambda inner: st.one_of(
        st.builds(Seq, st.sampled_from(["list", "tuple", "object array 1", "x"]), st.lists(inner)),
        st.builds(Map, st.lists(st.tuples(inner, inner), max_size=2)),
        st.builds(CaseData, st.lists(st.text(max_size=2), max_size=2).map(tuple), st.lists(inner)),
    ),
    max_leaves=5,
)


@given(forged=forgeries)
def test_whatever_fits_the_schema_is_a_value_or_a_wire_error(forged):
    """The schema can't say that a shape and a length agree; decoding must."""
    with contextlib.suppress(WireError):
        from_wire(messages.value(messages.encode(forged)), lambda held: held)


def test_a_case_says_which_names_it_has():
    """A check that misspells a field should read the right spellings."""
    case = Case(x=1, k=2)
    with pytest.raises(AttributeError, match=r"no y, only \['x', 'k'\]"):
        case.y  # noqa: B018
    with pytest.raises(AttributeError, match="frozen"):
        case.x = 3


def test_an_answer_spread_wide_lies_on_twice_its_memory_at_most():
    """32 KiB that ask for 2 MiB, in every case, are how a grader is filled."""
    spread = to_wire(np.zeros(64 * 512)[::64])
    answer = from_wire(spread)
    assert (answer.shape, answer.flags.c_contiguous) == ((512,), False)
    assert answer.base.nbytes <= 2 * answer.nbytes
    assert from_wire(spread, ours=True).strides == (512,)  # an argument lies as it did


@pytest.mark.parametrize("kind", ["dict", "set"])
def test_keys_that_share_a_hash_on_purpose_are_a_wire_error(kind):
    """A dict of them takes hours; honest numbers that hash alike come to a hundred."""
    alike = [Complex(float(-1_000_003 * n), float(n)) for n in range(1, 1000)]
    forged = Map([(k, None) for k in alike]) if kind == "dict" else Seq("set", alike)
    with pytest.raises(WireError, match="same hash"):
        from_wire(forged)
    powers = {2**n: n for n in range(-1000, 5000) if n >= 0} | {2.0**n: n for n in range(-900, 0)}
    assert round_trip(powers) == powers
    assert round_trip(set(powers)) == set(powers)


@pytest.mark.parametrize("parts", [["1e999999999"], [1.5], [1, "2"]])
def test_a_fraction_is_made_of_whole_numbers_only(parts):
    """Python writes every digit of the first one out."""
    with pytest.raises(WireError, match="can't be one"):
        from_wire(Seq("fractions.Fraction", parts))


def test_a_case_takes_names_that_python_could_write_and_no_others():
    """`self` is one; a name that libraries look for on a stranger's object is none."""
    assert from_wire(CaseData(("self",), [1]), ours=True).self == 1
    for name in ("__array_interface__", "_fields", "keys", "x y", "", "x\n", "a" * 300):
        with pytest.raises(WireError):
            from_wire(CaseData((name,), [1]), ours=True)


def test_a_class_that_is_called_like_words_in_place_of_a_value_is_told_as_a_class():
    said = {"__module__": "builtins", "__slots__": (), "__call__": print}
    stayed = to_wire(type("a text as expected: right", (), said)())
    assert isinstance(stayed, Held)
    assert describe(stayed) == "an a_text_as_expected:_right"


def test_a_signalling_nan_is_no_answer():
    """It raises wherever it is compared or hashed, in whoever looks at it."""
    from decimal import Decimal

    with pytest.raises(WireError, match="can't be one"):
        from_wire(to_wire(Decimal("sNaN")))
    assert from_wire(to_wire(Decimal("NaN"))).is_nan()


@pytest.mark.parametrize("text", ["1e6000000", "-1e-6000000", "0e6000000", "1." + "3" * 2000])
def test_a_decimal_that_nobody_could_write_out_is_no_answer(text):
    """To round it, or to make a fraction of it, is to write out all of its digits."""
    from decimal import Decimal

    stayed = to_wire(Decimal(text))
    assert isinstance(stayed, Held)
    assert "a Decimal of" in stayed.types[0]
    with pytest.raises(WireError, match="can't be one"):
        from_wire(Seq("decimal.Decimal", [text]))


@pytest.mark.parametrize("number", ["1.10", "1e1999", "1e-2000", 5e-324, 1.7e308, "Infinity", "-0"])
def test_a_decimal_as_exact_as_any_float_crosses_as_it_is(number):
    from decimal import Decimal

    sent = Decimal(number)
    assert from_wire(to_wire(sent)).as_tuple() == sent.as_tuple()
