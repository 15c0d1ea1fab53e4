"""Hidden checks of convolution/multichannel_einsum."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    Case,
    Numbers,
    arrays,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_property,
    assert_raises,
    assert_same,
    assert_untouched,
    batch_and_filters,
    cases,
    evenly,
    general,
    long_fractions,
    seeded_arrays,
    small_floats,
    small_integers,
    whole,
)

HALVES = Numbers(-4, 4, 0.5)
# Whole numbers that no 32 bits hold; sums of their products with small ones are exact in floats.
LONG = Numbers(-(2**45), 2**45, 2**23 - 1)
# A power of two: all digits of a number stay what they are.
FAINT = 2.0**-40
# Not "reversed": there, strides computed by hand read past the array's end, and answers vary.
LAYOUTS = ("C", "F", "step")

few = st.integers(1, 3)


@st.composite
def whole_filters(draw, dtype):
    """Case(x, w, b): filters of integers, whose bias alone is sure to have fractions."""
    channels, filters, kh, kw = draw(few), draw(few), draw(few), draw(few)
    x = arrays((few, channels, st.integers(kh, kh + 2), st.integers(kw, kw + 2)), dtype=dtype)
    w = arrays((filters, channels, kh, kw), dtype="int64")
    return draw(cases(x=x, w=w, b=arrays((filters,), HALVES)))


integer_images = evenly(
    small_floats(batch_and_filters, max_output=2),
    batch_and_filters(dtype="uint8", numbers=whole(0, 9), kernel_numbers=HALVES),
    batch_and_filters(dtype="int64", numbers=whole(), kernel_numbers=HALVES),
    # Only the image has fractions: a dtype taken from w and b loses them.
    batch_and_filters(
        bias=False, numbers=HALVES, kernel_dtype="int64", kernel_numbers=Numbers(-2, 2)
    ),
    # Only the bias has fractions: a dtype taken from x and w loses them.
    whole_filters("int64"),
    whole_filters("float64"),
    cases(
        x=arrays((2, 2, few, few), LONG, dtype="int64"),
        w=arrays((3, 2, 1, 1), Numbers(-2, 2), dtype="int64"),
        b=arrays((3,), LONG, dtype="int64"),
    ),
)

# Twice the same shapes, other pixels, and a call without bias in between.
two_images = cases(
    x=arrays((2, 2, 3, 4)),
    other=arrays((2, 2, 3, 4)),
    w=arrays((3, 2, 2, 3)),
    b=arrays((3,)),
)


@st.composite
def large_batches(draw):
    """Case(x, w, b): more images, channels and filters than elsewhere, and thousands of pixels."""
    x = draw(seeded_arrays((4, st.integers(5, 6), 9, st.integers(11, 13)), long_fractions()))
    return Case(x=x, w=draw(seeded_arrays((6, x.shape[1], 5, 2))), b=draw(seeded_arrays((6,))))


def one_bias(maps):
    """A bias for this many maps, or none: a sum with one may complain of the channels by itself."""
    return evenly(arrays((maps,)), st.none())


# Of images and of filters. 1 is the one einsum would stretch; of more, some can be left out.
CHANNELS = ((1, 3), (3, 1), (1, 2), (2, 3), (4, 2), (3, 2))


@st.composite
def disagreeing(draw):
    """Images and filters with different numbers of channels."""
    images, filters = draw(evenly(*map(st.just, CHANNELS)))
    kh, kw, maps = draw(few), draw(few), draw(few)
    x = arrays((few, images, st.integers(kh, kh + 2), st.integers(kw, kw + 2)))
    w = arrays((maps, filters, kh, kw))
    return draw(cases(x=x, w=w, b=one_bias(maps)))


@pytest.mark.points(2)
@settings(max_examples=120)
@given(case=batch_and_filters(bias=False))
def test_filters_sum_over_all_channels(student, reference, case):
    """Each filter sums its window over all channels."""
    assert_same(student.conv2d_multichannel(*case), reference.conv2d_multichannel(*case))


@pytest.mark.points(2)
@settings(max_examples=100)
@given(case=batch_and_filters(bias=True))
def test_bias_is_added_once(student, reference, case):
    """Each filter adds its own bias once."""
    assert_same(student.conv2d_multichannel(*case), reference.conv2d_multichannel(*case))


@pytest.mark.points(1)
@settings(max_examples=100)
@given(case=integer_images)
def test_integer_images_keep_fractions(student, reference, case):
    """Integer images and narrow floats keep the fractions of kernel and bias."""
    tolerance = {"float16": None, "float32": 1e-5}.get(str(case.x.dtype), 1e-10)
    got, want = student.conv2d_multichannel(*case), reference.conv2d_multichannel(*case)
    assert_same(got, want, tolerance=tolerance)


@pytest.mark.points(1)
@settings(max_examples=100)
@given(case=small_integers(batch_and_filters))
def test_small_integers(student, reference, case):
    """Products and sums of small integer types are exact, however large they get."""
    want = reference.conv2d_multichannel(*case)
    assert_same(student.conv2d_multichannel(*case), want, tolerance=1e-9)


@pytest.mark.points(1)
@settings(max_examples=60)
@given(
    case=batch_and_filters(
        bias=True, numbers=long_fractions(), layouts=LAYOUTS, writeable=False, max_output=2
    )
)
def test_views_and_read_only_arrays(student, reference, case):
    """Views and read-only arrays are read like any other."""
    got = student.conv2d_multichannel(*case)
    assert_same(got, reference.conv2d_multichannel(*case), tolerance=1e-10)


@pytest.mark.points(1)
@settings(max_examples=40)
@given(case=batch_and_filters(numbers=general()))
def test_float64_accuracy(student, reference, case):
    """Float64 in gives float64 accuracy out, however faint images or filters are."""
    x, w, b = case
    for light, press in ((1.0, 1.0), (FAINT, 1.0), (1 / FAINT, FAINT)):
        size = light * press
        call = (light * x, press * w, None if b is None else size * b)
        got, want = (module.conv2d_multichannel(*call) for module in (student, reference))
        assert_same(got, want, tolerance=1e-10 * size)


@pytest.mark.points(1)
@settings(max_examples=4)
@given(case=large_batches())
def test_large_batches(student, reference, case):
    """Thousands of pixels in many channels are convolved like a few, and two batches kept apart."""
    x, w, b = case
    other = x.copy()
    other[2, 2, 4, 5] += 1  # in the middle, which print leaves out
    for images in (x, other):
        got = student.conv2d_multichannel(images, w, b)
        assert_same(got, reference.conv2d_multichannel(images, w, b), tolerance=1e-10)


def turned(array):
    """The same numbers in the same order, as many in a row as a column had."""
    return array.reshape(*array.shape[:-2], *array.shape[:-3:-1])


def one_thing_else(x, w, b):
    """Calls that differ from this one in one thing: who forgets it takes them for the same."""
    yield turned(x), turned(w), b
    yield x, w + 1, b
    yield x, w, b + 1


@pytest.mark.points(1)
@settings(max_examples=16)
@given(case=two_images)
def test_own_array_and_no_memory(student, reference, case):
    """The answer is a new NumPy array, and nothing else changes."""
    student.conv2d_multichannel(case.other, case.w, case.b)
    plain = assert_untouched(student.conv2d_multichannel, case.x, case.w)
    assert_same(plain, reference.conv2d_multichannel(case.x, case.w))
    got = assert_untouched(student.conv2d_multichannel, case.x, w=case.w, b=case.b)
    assert_array(got)
    assert_same(got, reference.conv2d_multichannel(case.x, case.w, case.b))
    for other in one_thing_else(case.x, case.w, case.b):
        assert_same(student.conv2d_multichannel(*other), reference.conv2d_multichannel(*other))
    for b in (None, case.b):
        assert_lasting(student.conv2d_multichannel, case.x, case.w, b)
        assert_fresh(student.conv2d_multichannel, case.x, case.w, b)


@pytest.mark.points(1)
@settings(max_examples=30)
@given(case=disagreeing())
def test_channels_must_agree(student, case):
    """Channels that disagree raise ValueError."""
    student.conv2d_multichannel(case.x, case.x[:1])  # agree: who refuses everything refuses these
    assert_raises(ValueError, student.conv2d_multichannel, *case)


@pytest.mark.points(1)
@settings(max_examples=40)
@given(case=batch_and_filters(max_output=2))
def test_one_einsum(student, case):
    """One einsum for all positions, or one for each position."""
    seen = student.conv2d_multichannel.observe(*case)
    height, width = (n - k + 1 for n, k in zip(case.x.shape[2:], case.w.shape[2:], strict=True))
    calls = seen.calls.get("numpy.einsum", 0)
    assert_property(calls > 0, "no call of np.einsum was seen")
    assert_property(
        calls <= height * width,
        f"there are more calls of np.einsum ({calls}) than output positions ({height * width}):"
        " batch, filters, channels and kernel entries belong inside the einsum",
    )
