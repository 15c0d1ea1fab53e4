"""The decision table of assert_same, and the other assertions that a check can make."""

from __future__ import annotations

from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import (
    Handle,
    Mismatch,
    StudentError,
    Tensor,
    assert_array,
    assert_property,
    assert_same,
    assert_steady,
    assert_untouched,
    note,
    proxy,
)
from grader.checks.as_array import differing, numeric_array
from grader.checks.channel import student_error
from grader.checks.mismatch import MAX_MESSAGE, describe, shown
from grader.checks.notes import take_notes
from grader.checks.proxy import Observed
from grader.checks.raising import assert_raises
from grader.wire.data import Held
from grader.wire.kinds import Yielded
from grader.wire.messages import Operation, Outcome, Raised, Returned
from grader.wire.values import to_wire


@pytest.fixture(autouse=True)
def no_notes_left_over():
    """Notes are collected between two takes; each test begins with none."""
    take_notes()


def f8(*numbers: Any) -> np.ndarray[Any, Any]:
    return np.array(numbers, "f8")


def tensor(*numbers: float, dtype: str = "float32", device: str = "cpu") -> Tensor:
    base = "float32" if dtype == "bfloat16" else dtype
    return Tensor(np.array(numbers, base), dtype, device)


A_HANDLE = Handle(None, 0, ("torch.nn.modules.linear.Linear", "object"))  # type: ignore[arg-type]

ACCEPTED = {
    "equal arrays": (f8(1, 2), f8(1, 2)),
    "nearly equal": (f8(1e3 + 1e-4), f8(1e3)),
    "another order of summation": (f8(0.1 + 0.2 + 0.3), f8(0.3 + 0.2 + 0.1)),
    "integers where floats were due": (np.array([1, 2]), f8(1, 2)),
    "float32 within float32's digits": (np.array([1.00001], "f4"), f8(1)),
    "an empty list for an array of truths": ([], np.array([], bool)),
    "a list of numbers for an array": ([1.0, 2.0], f8(1, 2)),
    "a nested tuple for an array": (((1, 2), (3, 4)), f8([1, 2], [3, 4])),
    "a list of NumPy scalars for an array": ([np.float64(1)], f8(1)),
    "a tensor for an array": (tensor(1, 2), f8(1, 2)),
    "an array for a tensor": (f8(1, 2), tensor(1, 2)),
    "bfloat16's few digits": (tensor(1.01, dtype="bfloat16"), tensor(1, dtype="bfloat16")),
    "negative zero": (f8(-0.0), f8(0.0)),
    "empty": (np.zeros((0, 3)), np.zeros((0, 3))),
    "NaN where NaN is expected": (f8(np.nan, 1), f8(np.nan, 1)),
    "infinity where infinity is expected": (f8(np.inf, 1), f8(np.inf, 1)),
    "bools": (np.array([True]), np.array([False]) ^ True),
    "a float": (0.5, 0.5),
    "an int for a float": (2, 2.0),
    "a NumPy float for a float": (np.float32(0.5), 0.5),
    "a 0-d array for a float": (np.array(0.5), 0.5),
    "a 0-d tensor for a float": (Tensor(np.array(0.5, "f4")), 0.5),
    "an int": (3, 3),
    "a NumPy int for an int": (np.int64(3), 3),
    "True": (True, True),
    "a NumPy bool for a bool": (np.True_, True),
    "text": ("a", "a"),
    "None": (None, None),
    "a slice": (slice(1, 2), slice(1, 2)),
    "a list": ([1, 2], [1, 2]),
    "a tuple for a list of numbers": ((1, 2), [1, 2]),
    "a list for a tuple": ([1, 2], (1, 2)),
    "a list of texts": (["a", "b"], ["a", "b"]),
    "a tuple of arrays": ((f8(1), f8(2, 3)), (f8(1), f8(2, 3))),
    "an empty list": ([], []),
}

REFUSED = {
    "None": (None, f8(1), "missing", "Is a return missing?"),
    "None for a number": (None, 3, "missing", "Is a return missing?"),
    "a value where None is expected": (1, None, "type", "returned an int, expected None"),
    "a string": ("1", f8(1), "type", "returned a str, expected a NumPy array"),
    "a number for an array": (1.0, f8(1), "type", "returned a float, expected a NumPy array"),
    "a handle": (A_HANDLE, f8(1), "type", "returned a Linear, expected a NumPy array"),
    "an array of texts": (
        Held(("a NumPy array of <U7",)),
        f8(1),
        "type",
        "returned a NumPy array of <U7, expected a NumPy array of numbers",
    ),
    "a dict": ({}, f8(1), "type", "returned a dict"),
    "ragged rows": ([[1], [1, 2]], f8([1], [2]), "type", "rows of different lengths ([1, 2])"),
    "another shape": (f8(1, 2), f8(1, 2, 3), "shape", "returned shape (2,), expected shape (3,)"),
    "no rows": ([], [[1.0]], "shape", "returned an empty list, expected 1 row of 1 number"),
    "numbers for rows": (
        [1.0],
        [[1.0, 2.0], [3.0, 4.0]],
        "shape",
        "returned a list of 1 number, expected 2 rows of 2 numbers each",
    ),
    "swapped rows": ([[1.0], [2.0]], [[1.0, 2.0]], "shape", "rows and columns are swapped"),
    "swapped axes": (np.zeros((2, 3)), np.zeros((3, 2)), "shape", "rows and columns are swapped"),
    "reversed axes": (np.zeros((2, 3, 4)), np.zeros((4, 3, 2)), "shape", "axes are reversed"),
    "a shape that would broadcast": (f8(1), f8(1, 1), "shape", "returned shape (1,)"),
    "the answer's shape": (
        (2, 1),
        f8([1], [2]),
        "shape",
        "returned (2, 1), which is the right answer's shape and not the answer",
    ),
    "a pair that is no shape": ((1, 2), f8([1], [2]), "shape", "returned shape (2,)"),
    "a 0-d array": (np.array(1.0), f8(1), "shape", "returned shape ()"),
    "an axis of one too many": (f8([1]), f8(1), "shape", "returned shape (1, 1)"),
    "an array of objects": (np.array([1, "a"], object), f8(1, 2), "dtype", "dtype object"),
    "bools for numbers": (np.array([True]), f8(1), "dtype", "returned dtype bool"),
    "numbers for bools": (f8(1), np.array([True]), "dtype", "expected bool"),
    "complex for real": (f8(1) + 0j, f8(1), "dtype", "returned dtype complex128"),
    "NaN": (f8(np.nan), f8(1), "finite", "contains NaN"),
    "NaN in place of one of many": (f8(1, np.nan), f8(1, 2), "finite", "contains NaN"),
    "infinity": (f8(np.inf), f8(1), "finite", "contains infinity"),
    "another infinity": (f8(-np.inf), f8(np.inf), "values", ""),
    "a wrong number beside an infinity": (f8(np.inf, 5), f8(np.inf, 1), "values", ""),
    "a wrong number of more than a float can hold": (1 + 1j, 1.7e308 * (1 + 1j), "values", ""),
    "a number where NaN is expected": (f8(0), f8(np.nan), "values", ""),
    "another value": (f8(1, 2), f8(1, 3), "values", ""),
    "a small difference": (f8(1 + 1e-5), f8(1), "values", ""),
    "a float for an int": (2.0, 2, "type", "returned a float, expected an int"),
    "a bool for an int": (True, 1, "type", "returned a bool, expected an int"),
    "another int": (3, 2, "values", ""),
    "a list for a float": ([1.0], 1.0, "type", "returned a list, expected a float"),
    "a bool for a float": (True, 1.0, "type", "returned a bool, expected a float"),
    "NaN for a float": (float("nan"), 1.0, "finite", "contains NaN"),
    "another float": (1.1, 1.0, "values", ""),
    "1 for True": (1, True, "type", "returned an int, expected a bool"),
    "texts for numbers": (["7"], [4], "type", "numbers, expected a list of numbers"),
    "another text": ("b", "a", "values", ""),
    "fewer items": (("a",), ("a", "b"), "items", "returned 1 item, expected 2 items"),
    "a number for a tuple": (1, ("a", "b"), "type", "returned an int, expected a tuple"),
    "another item": (["a", "c"], ["a", "b"], "values", "at [1]: returned 'c', expected 'b'"),
    "another array in a tuple": ((f8(1), f8(2)), (f8(1), f8(3)), "values", ""),
    "another device": (tensor(1), tensor(1, device="cuda"), "device", "is on cpu"),
}


@pytest.mark.parametrize(("got", "want"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_right_answer_is_accepted(got, want):
    """A wrong reject is the worst thing a student can meet."""
    assert_same(got, want)


@pytest.mark.parametrize(("got", "want", "kind", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_wrong_answer_is_refused_for_the_first_reason_that_holds(got, want, kind, message):
    """Each with its kind, and a sentence where the values alone don't say it."""
    with pytest.raises(Mismatch) as refused:
        assert_same(got, want)
    assert refused.value.kind == kind
    assert message in refused.value.message
    assert bool(message) == bool(refused.value.message)


@pytest.mark.parametrize("want", [object(), len, int, compile("1", "", "eval")])
def test_an_expectation_that_cannot_be_compared_is_the_authors_mistake(want):
    """Not a Mismatch: the student did nothing wrong."""
    with pytest.raises(TypeError, match="can't compare"):
        assert_same(1, want)


def test_who_gives_a_function_and_its_arguments_reads_what_is_taken():
    """assert_same(student.f, reference.f, args): Python's own words count arguments."""
    asked = proxy.Function(mock.Mock(), None, "f")
    for sides in ((asked, 1), (1, asked), (len, len, [1])):
        with pytest.raises(TypeError, match="takes two answers"):
            assert_same(*sides)


@pytest.mark.parametrize(
    ("got", "want"),
    [(f8(1 + 1e-9), f8(1)), (1 + 1e-9, 1.0), ([1 + 1e-9], [1.0])],
    ids=["array", "float", "list"],
)
def test_a_tolerance_of_zero_means_exact(got, want):
    """0 is a tolerance, not the absence of one."""
    assert_same(got, want)
    with pytest.raises(Mismatch):
        assert_same(got, want, tolerance=0)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (np.array([2**40 + 1]), np.array([2**40])),
        (np.array([2**60 + 1]), np.array([2**60])),
        (np.array([2**63 + 1], np.uint64), np.array([2**63], np.uint64)),
        (np.array([-1]), np.array([2**64 - 1], np.uint64)),
        ([2**60 + 1], [2**60]),
        (np.array([2**60 + 1]), [2**60]),
    ],
)
def test_integers_beside_integers_are_equal_or_not(got, want):
    """A tolerance that follows from floats would let a millionth of a large number through."""
    assert_same(want, want)
    with pytest.raises(Mismatch) as refused:
        assert_same(got, want)
    assert refused.value.kind == "values"
    assert differing(got, want).all()


def test_floats_where_integers_are_right_have_a_float_s_tolerance():
    assert_same(f8(3 + 1e-9), np.array([3]))
    assert_same(f8(2**60 + 2**20), np.array([2**60]))


def test_integers_may_differ_by_a_tolerance_that_is_given():
    """Gray levels that are rounded in one way or the other, say."""
    assert_same(np.array([101], np.uint8), np.array([100], np.uint8), tolerance=0.01)


def test_beside_float16_a_tolerance_is_what_it_was_given_as():
    """NumPy takes it for a float16 there: 1e-12 was 0, and an FFT's rounding too much."""
    right = np.array([0, 1], "float16")
    assert_same(f8(1e-13, 1), right, tolerance=1e-12)
    with pytest.raises(Mismatch):
        assert_same(f8(1e-11, 1), right, tolerance=1e-12)


def test_a_wider_tolerance_is_taken_as_given():
    """An author may allow more than the dtype would."""
    assert_same(f8(1.2), f8(1), tolerance=0.5)
    assert_same([f8(1.2), "a"], [f8(1), "a"], tolerance=0.5)


@given(
    numbers=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5),
    dtype=st.sampled_from(["float64", "float32", "float16"]),
)
def test_an_answer_rounded_to_its_own_dtype_is_accepted(numbers, dtype):
    """Whoever computes in float16 can't do better than float16."""
    if dtype == "float16":
        numbers = [n / 1e3 for n in numbers]
    want = np.array(numbers)
    assert_same(want.astype(dtype), want)


@given(
    numbers=st.lists(st.integers(-50, 50), min_size=1, max_size=6),
    place=st.integers(0, 5),
    off=st.integers(1, 9),
)
def test_a_whole_number_that_is_off_by_one_is_never_close_enough(numbers, place, off):
    """Tolerances are for rounding, not for mistakes."""
    want = np.array(numbers, "f8")
    got = want.copy()
    got[place % len(got)] += off
    with pytest.raises(Mismatch):
        assert_same(got, want)


@pytest.mark.parametrize(
    ("got", "want", "said"),
    [
        ([1.0], f8(1), "a list; the exercise asks for a NumPy array"),
        (tensor(1), f8(1), "a torch tensor; the exercise asks for a NumPy array"),
        (f8(1), tensor(1), "a NumPy array; the exercise asks for a torch tensor"),
        (f8(1), [1.0], "a NumPy array; the exercise asks for a list"),
    ],
)
def test_another_type_with_the_right_numbers_is_a_note_and_no_failure(got, want, said):
    """It costs nothing, and the student hears of it once."""
    assert_same(got, want)
    assert_same(got, want)
    (only,) = take_notes()
    assert said in only


def test_the_right_type_makes_no_note():
    """Most answers are just right."""
    assert_same(f8(1), f8(1))
    assert_same((1, 2), [1, 2])
    assert take_notes() == ()


def test_on_another_device_place_and_values_are_compared():
    """The reference may be asked on the CPU for what the code does on a GPU."""
    want = tensor(1, 2)
    assert_same(tensor(1, 2, device="cuda"), want, device="cuda")
    for got, kind in [
        (tensor(1, device="cuda"), "shape"),
        (tensor(1, 3, device="cuda"), "values"),
        (tensor(1, 2), "device"),
    ]:
        with pytest.raises(Mismatch) as refused:
            assert_same(got, want, device="cuda")
        assert refused.value.kind == kind


def test_differing_cells_are_found_as_the_comparison_finds_them():
    """What is marked is what was wrong."""
    marks = differing(f8(1, 2 + 1e-9, 5), f8(1, 2, 3))
    assert marks is not None
    assert marks.tolist() == [False, False, True]
    assert differing(f8(np.nan, np.inf), f8(0, np.inf)).tolist() == [True, False]
    assert differing(f8(1), f8(1, 2)) is None
    assert differing("a", f8(1)) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "None"),
        (A_HANDLE, "a Linear"),
        (Handle(None, 0, ()), "an object"),  # type: ignore[arg-type]
        (tensor(1), "a torch tensor"),
        (f8(1), "a NumPy array"),
        (1, "an int"),
        ((), "a tuple"),
        (Yielded([1]), "a generator"),
        (np.float64(1), "a NumPy float64"),
    ],
)
def test_a_type_is_described_as_a_student_would_say_it(value, said):
    """With its article."""
    assert describe(value) == said


def test_what_a_generator_gave_equals_no_list_as_a_generator_does_not():
    """Else a plain `assert f(x) == [1]` would be met by one. assert_same takes it, with a note."""
    assert Yielded([1]) == Yielded([1]) != Yielded([2])
    plain: list[Any] = [1]
    assert Yielded(plain) != plain
    assert plain != Yielded(plain)
    assert [plain] != [Yielded(plain)]
    assert not Yielded(plain) == plain  # noqa: SIM201
    assert Yielded([1]) == mock.ANY
    assert_same(Yielded([1]), [1])


# Assertions about calls -----------------------------------------------------------------------


class Function:
    """Stands in for a student's function: answers in turn, and what a call would observe."""

    def __init__(self, *answers: Any, changed: tuple[str, ...] = ()):
        self.answers = list(answers)
        self.changed = changed

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def observe(self, *args: Any, **kwargs: Any) -> Observed:
        return Observed(self(), self.changed, (), {})


def raising(name: str, *bases: str) -> StudentError:
    return student_error(Raised(name, (*bases, "Exception", "BaseException", "object"), "no"))


def test_the_exception_that_was_asked_for_is_accepted_with_its_subclasses():
    """class Mine(ValueError) is a ValueError."""
    assert_raises(ValueError, Function(raising("ValueError", "ValueError")))
    assert_raises(ValueError, Function(raising("Mine", "ValueError")))


@pytest.mark.parametrize(
    ("function", "kind", "said"),
    [
        (Function(3), "not_raised", "returned a value, expected ValueError"),
        (Function(raising("KeyError", "KeyError", "LookupError")), "raised", "raised KeyError"),
        (Function(raising("Own")), "raised", "raised Own, expected ValueError"),
    ],
)
def test_another_exception_or_none_is_a_mismatch(function, kind, said):
    """`except Exception` in a check would take anything; this does not."""
    with pytest.raises(Mismatch, match=said) as refused:
        assert_raises(ValueError, function)
    assert refused.value.kind == kind


def test_changed_arguments_are_named():
    """The sentence has the place; the view knows the name."""
    assert assert_untouched(Function(1)) == 1
    with pytest.raises(Mismatch, match="changed its argument «0»"):
        assert_untouched(Function(1, changed=("0",)))


def test_a_function_that_keeps_state_is_told_so():
    """The same call twice must answer the same."""
    assert assert_steady(Function(1.0, 1.0)) == 1.0
    with pytest.raises(Mismatch, match="something is kept between calls") as refused:
        assert_steady(Function(1.0, 2.0))
    assert refused.value.kind == "state"


def test_assert_array_asks_for_an_array_of_real_numbers():
    """A tensor passes with a note."""
    assert_array(f8(1))
    assert_array(tensor(1))
    assert len(take_notes()) == 1
    for value, kind in [([1.0], "type"), (np.array(["a"]), "dtype"), (f8(1) + 0j, "dtype")]:
        with pytest.raises(Mismatch) as refused:
            assert_array(value)
        assert refused.value.kind == kind


def test_a_property_that_does_not_hold_says_the_authors_sentence():
    """And nothing else."""
    assert_property(True, "never")
    with pytest.raises(Mismatch, match=r"^the sum is not 1$"):
        assert_property(False, "the sum is not 1")


def test_a_note_is_kept_once():
    """A hundred cases make one note."""
    note("a")
    note("b")
    note("a")
    assert take_notes() == ("a", "b")
    assert take_notes() == ()


@pytest.mark.parametrize("name", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "Exception"])
def test_an_exit_over_there_is_a_plain_student_error_here(name):
    """A submission's SystemExit must not end the grader."""
    error = student_error(Raised(name, (name, "BaseException", "object"), "0"))
    assert type(error) is StudentError


@pytest.mark.parametrize(
    "name", ["ValueError", "UnicodeDecodeError", "ExceptionGroup", "OSError", "StopIteration"]
)
def test_any_builtin_exception_can_cross(name):
    """Even those that want other arguments than a message."""
    error = student_error(Raised(name, (name, "Exception"), "no"))
    assert isinstance(error, StudentError)
    assert error.raised.error == name


def test_an_exception_that_wants_other_arguments_is_still_what_its_bases_are():
    """A UnicodeDecodeError is a ValueError, and can't be made of a message alone."""
    wide = raising("UnicodeDecodeError", "UnicodeDecodeError", "UnicodeError", "ValueError")
    assert_raises(ValueError, Function(wide))


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("a str that is not valid Unicode", "a str that is not valid Unicode"),
        ("an int of 9000 bits", "an int of 9000 bits"),
        ("a NumPy array of [('a', '<f8')]", "a NumPy array of [('a', '<f8')]"),
        ("torch.nn.Linear", "a Linear"),
        ("iterator", "an iterator"),
        ("array.array", "an array.array"),
        ("naive_conv.R", "an R"),
        ("naive_conv.Unit", "a Unit"),
        ("", "an object"),
    ],
)
def test_what_stayed_in_the_worker_has_one_article(held, said):
    """Its class's name, or the words that were sent in place of a value."""
    assert describe(Handle(None, 0, (held,))) == said


def test_what_would_fill_the_memory_as_an_array_is_no_array():
    """Text is as wide everywhere as the longest; a range is a small thing."""
    for answer in (["a", "b"], range(10**12), [range(10**6)] * 10):
        assert numeric_array(answer) is None
    assert numeric_array([range(3), range(3)]).tolist() == [[0, 1, 2], [0, 1, 2]]


def test_what_is_said_of_one_wrong_answer_is_kept_at_a_bounded_length():
    """It is kept for each case that fails, and may quote what the answer was asked about."""
    with pytest.raises(Mismatch) as wrong:
        assert_property(False, "asked about " + "\N{GRINNING FACE}" * 10**6)
    assert len(wrong.value.message) == len(str(wrong.value)) == MAX_MESSAGE
    assert wrong.value.message.endswith("\N{GRINNING FACE}…")


def test_arrays_inside_an_answer_are_written_in_short():
    """NumPy writes every number of up to a thousand, each in as many brackets as there are axes."""
    assert str(Mismatch("values", "", [np.zeros(999)], [])).count("0.") == 6
    assert shown([np.zeros(999)]).startswith("[array([0., 0., 0., ..., 0., 0., 0.]")


def test_two_values_are_written_out_only_for_whoever_asks():
    """Hundreds of cases may fail, and a report shows one: to write them all out took most of the
    time in which a wrong file was judged."""
    asked: list[str] = []

    class Answer:
        def __repr__(self) -> str:
            asked.append("repr")
            return "<answer>"

    wrong = Mismatch("values", "", Answer(), 3)
    assert not asked
    assert str(wrong) == "values: got <answer>, expected 3"


ALIKE = {
    "at any depth": ([["d", 1]], [("d", 1)], "at [0]: returned a list, expected a tuple"),
    "of numbers": ((1, 2), [1, 2], "returned a tuple, expected a list"),
    "an array": (np.array([1, 2]), [1, 2], "returned a NumPy array, expected a list"),
    "rows": ([[1, 2], (3, 4)], [[1, 2], [3, 4]], "at [1]: returned a tuple, expected a list"),
}


@pytest.mark.parametrize("name", ALIKE)
def test_a_list_counts_for_a_tuple_unless_it_is_asked_for_strictly(name):
    """One rule for what holds values in order; an exercise about tuples needs another."""
    got, want, said = ALIKE[name]
    assert_same(got, want)
    with pytest.raises(Mismatch) as found:
        assert_same(got, want, strict=True)
    assert (found.value.kind, found.value.message) == ("type", said)
    assert_same(want, want, strict=True)


def nested(levels: int) -> list[Any]:
    nest: list[Any] = []
    for _ in range(levels - 1):
        nest = [nest]
    return nest


def test_how_deep_a_nest_may_be_is_said_with_what_to_do():
    """An author was told that it has no fields, or that it can't cross."""
    asked: list[Operation] = []

    class Kept:
        in_step = None

        def run(self, operation: Operation) -> tuple[int, Outcome]:
            asked.append(operation)
            return 0, Returned(to_wire(nested(60)))

    function = proxy.Function(Kept(), None, "f")
    with pytest.raises(TypeError, match=r"a nest of more than 40 levels: compare its text, str\("):
        assert_same(function(1), function(2))
    with pytest.raises(TypeError, match=r"more than 40 levels can't cross .* of its text"):
        function({"x": nested(60)})
    assert function(nested(40)) is not None
    assert len(asked) == 3
