"""General laws: named for answers made that way, on five cases or more, and for no others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.explain.answer_patterns import MIN_CASES, is_moved, law
from grader.explain.call import Call

CALL = Call("conv2d", {})
ENOUGH = st.integers(MIN_CASES, 8)
TOO_FEW = st.integers(0, MIN_CASES - 1)
# Answers no symmetry of which hides a mistake: no two entries alike, signs mixed, fractions.
MAPPED = {
    "zero": lambda w: 0 * w,
    "transposed": lambda w: w.T,
    "sign": lambda w: -w,
    "upside_down": lambda w: w[::-1],
    "mirrored": lambda w: w[:, ::-1],
    "absolute": np.abs,
    "clipped": lambda w: np.maximum(w, 0),
    "truncated": np.trunc,
    "rounded": np.round,
    "scaled": lambda w: 2.5 * w,
    "short": lambda w: w[:-1],
    "long": lambda w: np.pad(w, ((0, 0), (0, 1))),
    "shifted": lambda w: np.roll(w, 1, axis=1),
    "border": lambda w: w + np.pad(np.zeros((w.shape[0] - 2, w.shape[1] - 2)), 1,
                                   constant_values=7.25),
    "permuted": lambda w: np.roll(w, 2, axis=0)[:, ::-1],
}  # fmt: skip


@st.composite
def answers(draw, cases=ENOUGH):
    """Right answers of 4×5 numbers and larger, all different, none half way between integers."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shapes = [(draw(st.integers(4, 6)), draw(st.integers(5, 7))) for _ in range(draw(cases))]
    return [rng.permutation(np.arange(-20.0, 29.0))[: h * w].reshape(h, w) + 0.3
            for h, w in shapes]  # fmt: skip


def named(pairs, call=CALL):
    why = law([(got, want, call) for got, want in pairs])
    return None if why is None else why.id.removeprefix("law:")


@pytest.mark.parametrize("name", MAPPED)
@settings(max_examples=25)
@given(wants=answers())
def test_an_answer_made_that_way_is_named_so(name, wants):
    assert named([(MAPPED[name](w), w) for w in wants]) == name


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda w: w[::-1], "The answer is the right one in reverse order."),
        (lambda w: w[:-1], "The answer is right as far as it goes, but one number short."),
        (lambda w: np.append(w, 1.5), "The answer is right, but has one number too many."),
        (lambda w: np.roll(w, 1), "The answer is the right one shifted by one place."),
    ],
)
@settings(max_examples=10)
@given(wants=answers())
def test_numbers_in_a_row_have_no_rows_and_columns(change, said, wants):
    why = law([(change(w[0]), w[0], CALL) for w in wants])
    assert why is not None
    assert why.text == said


@pytest.mark.parametrize("wants", [[1] * 5, [3, 5, 4, 7, 1], [-2, 5, 8, 1, 9]])
def test_a_single_number_that_is_always_zero_needs_no_law(wants):
    """An exit status, say: it stands there."""
    assert named([(0, want) for want in wants]) is None


@pytest.mark.parametrize("name", MAPPED)
@settings(max_examples=10)
@given(wants=answers(TOO_FEW))
def test_fewer_than_five_cases_prove_nothing(name, wants):
    assert named([(MAPPED[name](w), w) for w in wants]) is None


def test_an_empty_answer_is_not_right_as_far_as_it_goes():
    """[] for [3.5] was said to be right, but a row short."""
    wants = [np.array([3.5 + n]) for n in range(MIN_CASES)]
    assert named([(want[:0], want) for want in wants]) is None
    assert (
        named([(want[:0], want) for want in wants] + [(wants[0], np.append(wants[0], 1.0))])
        == "short"
    )


def test_signs_that_are_lost_are_not_called_flipped_where_all_are_negative():
    """abs() was said to flip the sign, beside a check in which it lost it."""
    wants = [np.array([[-1.0 - n]]) for n in range(MIN_CASES)]
    assert named([(-want, want) for want in wants]) == "absolute"


def test_a_law_that_the_shown_answer_breaks_is_not_named():
    """Beside 2³¹ a −100 is as good as a zero; alone, where it is shown, it isn't."""
    wants = [np.array([[-(2.0**31), 2.0**31 - n]]) for n in range(MIN_CASES)]
    failures = [(np.maximum(want, -100), want, CALL) for want in wants]
    why = law(failures, failures[0])
    assert why is not None
    assert why.id == "law:clipped"
    assert law(failures, (np.array([[-100.0]]), np.array([[-(2.0**31)]]), CALL)) is None


@pytest.mark.parametrize("name", MAPPED)
@settings(max_examples=10)
@given(wants=answers())
def test_one_case_that_breaks_it_is_enough(name, wants):
    """A different number in the middle of the last answer, and no law holds of all of them."""
    pairs = [(MAPPED[name](w), w) for w in wants]
    broken = pairs[-1][0].copy()
    broken[1, 1] += 1000.5
    assert named([*pairs[:-1], (broken, pairs[-1][1])]) != name


@settings(max_examples=25)
@given(wants=answers(), noise=st.integers(0, 2**32 - 1))
def test_an_answer_of_chance_has_no_law(wants, noise):
    rng = np.random.default_rng(noise)
    assert named([(rng.normal(size=w.shape), w) for w in wants]) is None


@settings(max_examples=25)
@given(wants=answers(), digits=st.floats(1e-14, 1e-8))
def test_lost_digits_have_no_law(wants, digits):
    """The inside, the order and the signs are all right then; the law is about none of them."""
    positive = [np.abs(w) for w in wants]
    assert named([(w * (1 + digits), w) for w in positive]) is None


@settings(max_examples=25)
@given(wants=answers())
def test_two_laws_for_two_halves_are_none(wants):
    pairs = [(-w if n % 2 else 2 * w, w) for n, w in enumerate(wants)]
    assert named(pairs) is None


def test_a_factor_that_changes_with_the_case_is_no_constant():
    wants = [np.arange(1.0, 13.0).reshape(3, 4) for _ in range(6)]
    assert named([((n + 2) * w, w) for n, w in enumerate(wants)]) is None


def test_a_single_wrong_number_of_small_answers_is_not_put_down_to_their_border():
    """Of nine numbers eight are border: gradients that go to a window's first pixel lie there.
    Of larger ones, too, where all cases are wrong at the same place: they were drawn alike."""
    for length in (3, 9):
        wants = [np.arange(1.0, 3 * length + 1).reshape(3, length) * (n + 2) for n in range(6)]
        corner = 7.25 * (np.arange(3 * length).reshape(3, length) == 0)
        assert named([(want + corner, want) for want in wants]) is None
    wants = [np.arange(1.0, 6 * n + 1).reshape(n, 6) for n in range(3, 8)]
    assert named([(MAPPED["border"](want), want) for want in wants]) == "border"


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_an_answer_wrapped_around_is_an_overflow(seed):
    rng = np.random.default_rng(seed)
    call = Call("conv2d", {"x": np.zeros((3, 3), np.uint8), "k": np.zeros((1, 1))})
    wants = [rng.integers(256, 999, (3, 4)).astype(float) for _ in range(6)]
    assert named([(w.astype(np.uint8), w) for w in wants], call) == "overflow"


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_fractions_cut_from_a_byte_are_no_overflow(seed):
    """Nothing was wrapped around: the numbers fit, only their fractions are gone."""
    rng = np.random.default_rng(seed)
    call = Call("conv2d", {"x": np.zeros((3, 3), np.uint8)})
    wants = [rng.integers(1, 255, (3, 4)) + 0.25 for _ in range(6)]
    assert named([(np.trunc(w), w) for w in wants], call) == "truncated"


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_an_answer_without_the_bias_is_named_so(seed):
    rng = np.random.default_rng(seed)
    bias = np.array([3.0, -5.0])
    call = Call("conv2d", {"b": bias})
    plain = [rng.integers(-9, 9, (2, 2, 3, 4)).astype(float) for _ in range(6)]
    assert named([(y, y + bias[:, None, None]) for y in plain], call) == "bias"
    assert named([(y, y + 2 * bias[:, None, None]) for y in plain], call) is None


@pytest.mark.parametrize(
    "got",
    [None, "text", [[1], [2, 3]], np.array([[None]]), np.ones((2, 2)) * 1j, np.ones((2, 2)) > 0,
     np.full((2, 2), np.nan), np.full((2, 2), np.inf), np.zeros((0, 2)), np.ones(()), 10**400],
)  # fmt: skip
def test_a_strange_answer_has_no_law(got):
    wants = [np.array([[1.5, -2.0], [3.0, 4.5 + n]]) for n in range(6)]
    assert named([(got, w) for w in wants]) is None
    assert named([(w, got) for w in wants]) is None


@pytest.mark.parametrize(
    ("got", "want", "moved"),
    [
        (np.array([1.0, 2, 3]), np.array([3.0, 1, 2]), True),
        (np.array([[1, 2], [3, 4]]), np.array([[1, 3], [2, 4]]), True),
        (np.array([1.0, 2]), np.array([1.0, 3]), False),
        (np.array([1.0, 2]), np.array([[1.0, 2]]), False),
        (np.array([5.0]), np.array([5.0]), False),
        (np.array([np.nan, 1]), np.array([1, np.nan]), False),
        (None, np.array([1.0, 2]), False),
    ],
)
def test_the_right_numbers_in_the_wrong_places_are_known_for_it(got, want, moved):
    """Then no condition speaks of what the numbers are like. One number has no other place."""
    assert is_moved(got, want) is moved


@pytest.mark.skipif(np.longdouble(1).nbytes != 16, reason="no type of 80 bits here")
def test_bits_that_are_no_number_have_no_law_and_no_warning():
    """An answer's bytes may be anything; of 80-bit numbers, some are none. A warning would fail
    this test, and be printed into a report."""
    odd = np.frombuffer(bytes(range(1, 11)) + bytes(6) + b"\1" * 8 + bytes(8), "f16")
    want = np.array([1.0, 2.0])
    with pytest.warns(RuntimeWarning), np.errstate(invalid="warn"):
        odd.astype(float)
    assert law([(odd, want, None)] * MIN_CASES) is None
    assert not is_moved(odd, want)


def test_numbers_that_were_cut_to_32_bits_are_no_multiples_of_the_right_ones():
    """−1 is 2³³ − 1 times something, and so are all its multiples below that."""
    wants = [(2.0**33 - 1) * np.arange(first, first + 6).reshape(2, 3) for first in range(1, 8)]
    pairs = [(want.astype(np.int64).astype(np.int32), want) for want in wants]
    assert named(pairs) is None
    assert named([(want / 255, want) for want in wants]) == "scaled"
