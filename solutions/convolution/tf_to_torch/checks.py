"""Hidden checks of convolution/tf_to_torch."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    Mismatch,
    Numbers,
    Tensor,
    assert_fresh,
    assert_lasting,
    assert_property,
    assert_same,
    assert_untouched,
    cases,
    describe,
    evenly,
    general,
    seeded_arrays,
    tensors,
    whole,
)

few = st.integers(1, 4)
two = st.integers(2, 3)
LAYOUTS = ("C", "F", "step")
# Whole numbers that int64 holds and float64 doesn't.
LONG = Numbers(-(2**62), 2**62, 2**40 - 1)

# (kh, kw, in, out) or (kh, kw, in, mult)
kernels = tensors((few, few, few, few))


@st.composite
def dense(draw, sides=few, units=few, **options):
    """Case(w, feature_shape): w (H·W·C, units), feature_shape (H, W, C)."""
    height, width, channels = (draw(sides) for _ in range(3))
    w = tensors((height * width * channels, units), **options)
    return draw(cases(w=w, feature_shape=(height, width, channels)))


@st.composite
def all_three(draw, **options):
    """Case(kernel, rows, feature_shape): something for each of the three functions."""
    case = draw(dense(two, two, **options))
    kernel = tensors((two, two, two, two), **options)
    return draw(cases(kernel=kernel, rows=case.w, feature_shape=case.feature_shape))


# float64 with more digits than float32 has; halves, which float16 and bfloat16 hold exactly.
any_dtype = evenly(
    all_three(numbers=general(), dtype="float64"),
    all_three(numbers=whole(-99_999, 99_999), dtype="float32"),
    all_three(numbers=Numbers(-4, 4, 0.5), dtype="float16"),
    all_three(numbers=Numbers(-4, 4, 0.5), dtype="bfloat16"),
    # Quantised weights are integers.
    all_three(numbers=whole(-128, 127), dtype="int8"),
    all_three(numbers=whole(0, 255), dtype="uint8"),
    all_three(dtype="int64"),
    all_three(numbers=Numbers(-4, 4, 0.5), dtype="float32"),
    all_three(numbers=LONG, dtype="int64"),
)

# More numbers than print shows.
large_layers = cases(
    kernel=seeded_arrays((5, 4, st.integers(8, 9), 7), dtype="float32"),
    rows=seeded_arrays((5 * 4 * 9, st.integers(7, 8)), dtype="float32"),
)


def calls(kernel, rows, feature_shape):
    """The three functions by name, with what each is asked."""
    return [
        ("tf_to_torch", (kernel,)),
        ("tf_depthwise_to_torch", (kernel,)),
        ("tf_dense_to_torch", (rows, feature_shape)),
    ]


@pytest.mark.points(2)
@settings(max_examples=80)
@given(w=kernels)
def test_filters_come_first(student, reference, w):
    """tf_to_torch: filters come first, and each kernel stays as it was."""
    assert_same(student.tf_to_torch(w), reference.tf_to_torch(w))


@pytest.mark.points(1)
@settings(max_examples=60)
@given(w=tensors((few, few, few, few), layouts=LAYOUTS))
def test_contiguous(student, reference, w):
    """tf_to_torch: the answer is contiguous, however w lies in memory."""
    got = student.tf_to_torch(w)
    assert_same(got, reference.tf_to_torch(w))
    if not isinstance(got, Tensor):
        raise Mismatch("type", f"returned {describe(got)}, expected a torch tensor", got)
    said = "the answer is not contiguous: its numbers lie in memory in another order"
    assert_property(got.contiguous, said, got)


@pytest.mark.points(1)
@settings(max_examples=80)
@given(w=kernels)
def test_depthwise(student, reference, w):
    """tf_depthwise_to_torch: kernels become filters, the multiplier changing fastest."""
    assert_same(student.tf_depthwise_to_torch(w), reference.tf_depthwise_to_torch(w))


@pytest.mark.points(2)
@settings(max_examples=80)
@given(case=dense())
def test_dense_rows_follow_their_pixels(student, reference, case):
    """tf_dense_to_torch: weights follow their pixels to channels first."""
    assert_same(student.tf_dense_to_torch(*case), reference.tf_dense_to_torch(*case))


@pytest.mark.points(1)
@settings(max_examples=50)
@given(case=all_three(layouts=LAYOUTS))
def test_layouts(student, reference, case):
    """tf_depthwise_to_torch, tf_dense_to_torch: weights may lie in memory in any order."""
    for name, arguments in calls(**case)[1:]:
        assert_same(getattr(student, name)(*arguments), getattr(reference, name)(*arguments))


@pytest.mark.points(1)
@settings(max_examples=90)
@given(case=any_dtype)
def test_numbers_and_dtype_stay(student, reference, case):
    """Numbers and dtype stay, from int8 and bfloat16 to float64."""
    for name, arguments in calls(**case):
        got = getattr(student, name)(*arguments)
        want = getattr(reference, name)(*arguments)
        # Integers are compared as what they are; beside a tolerance they would be floats.
        assert_same(got, want, tolerance=0 if "float" in want.dtype else None)
        if str(getattr(got, "dtype", want.dtype)) != want.dtype:
            raise Mismatch("dtype", f"returned {got.dtype}, expected {want.dtype}", got, want)


@pytest.mark.points(1)
@settings(max_examples=4)
@given(case=large_layers)
def test_large_layers(student, reference, case):
    """Layers of a thousand weights are reordered like small ones, and two of them kept apart."""
    kernel, rows = case.kernel.copy(), case.rows.copy()
    kernel[2, 2, 4, 3] += 1  # in the middle, which print leaves out
    rows[len(rows) // 2, 3] += 1
    for first, second in ((case.kernel, case.rows), (kernel, rows)):
        for name, arguments in calls(Tensor(first), Tensor(second), (5, 4, 9)):
            assert_same(getattr(student, name)(*arguments), getattr(reference, name)(*arguments))


@pytest.mark.points(1)
@settings(max_examples=16)
@given(case=all_three(numbers=whole(1, 60)), earlier=all_three())
def test_arguments_stay(student, reference, case, earlier):
    """Arguments stay as they were, answers stay as they are, and nothing is remembered."""
    student.tf_to_torch(earlier.kernel)
    got = assert_untouched(student.tf_to_torch, case.kernel)
    assert_same(got, reference.tf_to_torch(case.kernel))
    student.tf_depthwise_to_torch(earlier.kernel)
    got = assert_untouched(student.tf_depthwise_to_torch, case.kernel)
    assert_same(got, reference.tf_depthwise_to_torch(case.kernel))
    student.tf_dense_to_torch(earlier.rows, earlier.feature_shape)
    got = assert_untouched(student.tf_dense_to_torch, case.rows, feature_shape=case.feature_shape)
    assert_same(got, reference.tf_dense_to_torch(case.rows, case.feature_shape))
    dense_call = (student.tf_dense_to_torch, case.rows, case.feature_shape)
    for call in ((student.tf_to_torch, case.kernel), dense_call):
        assert_lasting(*call)
        # No axis has length 1 here, so numbers have to move.
        assert_fresh(*call)
    # Its axes can be merged without moving a number: this answer may be a view of w.
    assert_lasting(student.tf_depthwise_to_torch, case.kernel)


@pytest.mark.points(1)
@settings(max_examples=8)
@given(case=all_three())
def test_device(student, reference, device, case):
    """The weights stay on their device."""
    for name in ("tf_to_torch", "tf_depthwise_to_torch"):
        want = getattr(reference, name)(case.kernel)
        for place in ("cpu", device):
            got = getattr(student, name)(case.kernel.to(place))
            assert_same(got, want, device=place)
    want = reference.tf_dense_to_torch(case.rows, case.feature_shape)
    for place in ("cpu", device):
        got = student.tf_dense_to_torch(case.rows.to(place), case.feature_shape)
        assert_same(got, want, device=place)
