"""Hidden checks of convolution/conv_backward.

Numbers are small integers held in floats, so that every right answer is exact; only the law's
check draws general numbers, and there a float32 on the way shows.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    LAYOUTS,
    Case,
    Mismatch,
    Numbers,
    arrays,
    as_floats,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_property,
    assert_same,
    assert_steady,
    assert_untouched,
    batch_and_filters,
    cases,
    describe,
    evenly,
    general,
    in_other_types,
    long_fractions,
    long_integers,
    seeded_arrays,
    small_floats,
    small_integers,
    whole,
)

HALVES = Numbers(-2, 2, 0.5)
SMALL = whole(-4, 4)
NAMES = ("dx", "dw", "db")
# Whole numbers that no 32 bits hold; sums of their products with small ones are exact in floats.
LONG = Numbers(-(2**45), 2**45, 2**23 - 1)
# A power of two: all digits of a gradient stay what they are.
FAINT = 2.0**-40


def places(x, w, stride, padding):
    """(H', W'): how many windows there are on each axis."""
    axes = zip(x.shape[2:], w.shape[2:], strict=True)
    return tuple((n + 2 * padding - k) // stride + 1 for n, k in axes)


@st.composite
def layers(draw, *, stride=1, padding=0, numbers=SMALL, dy_numbers=SMALL, dy_dtype="float64", **kw):
    """Case(dy, x, w, stride, padding): a layer's input and filters, and a gradient for its output.

    kw goes to batch_and_filters; layouts and writeable are the gradient's as well.
    """
    layer = draw(
        batch_and_filters(bias=False, stride=stride, padding=padding, numbers=numbers, **kw)
    )
    maps = places(**layer)
    alike = {name: kw[name] for name in ("layouts", "writeable") if name in kw}
    shape = (len(layer.x), len(layer.w), *maps)
    dy = draw(arrays(shape, dy_numbers, dy_dtype, **alike))
    return Case(dy=dy, **layer)


@st.composite
def large_layers(draw):
    """Case(dy, x, w): more images, channels and filters than elsewhere, and thousands of pixels."""
    x = draw(seeded_arrays((4, st.integers(5, 6), 9, 10), long_fractions(-4, 4)))
    w = draw(seeded_arrays((6, x.shape[1], 5, 2), SMALL))
    return Case(dy=draw(seeded_arrays((4, 6, 5, 9), SMALL)), x=x, w=w)


def three(got):
    """The answer's parts by name."""
    if not isinstance(got, (tuple, list)) or len(got) != 3:
        said = f"returned {describe(got)}, expected a tuple of three arrays, (dx, dw, db)"
        if isinstance(got, (tuple, list)):
            values = "1 value" if len(got) == 1 else f"{len(got)} values"
            said = f"returned {values}, expected three: (dx, dw, db)"
        raise Mismatch("type", said, got)
    return dict(zip(NAMES, got, strict=True))


def gradients(got, case):
    """dx, dw and db as float arrays, once they are known to be numbers of the right shapes."""
    shapes = (case.x.shape, case.w.shape, case.w.shape[:1])
    return [
        _numbers(part, name, shape)
        for (name, part), shape in zip(three(got).items(), shapes, strict=True)
    ]


def _numbers(got, name, shape):
    try:
        array = as_floats(got)
    except (TypeError, ValueError):
        said = f"{name} is {describe(got)}, expected an array of numbers"
        raise Mismatch("type", said, got) from None
    if array.shape != shape:
        said = f"the shape of {name} is {array.shape}, expected {shape}"
        raise Mismatch("property", said)
    return array


def assert_same_parts(got, want, names=NAMES, tolerance=None):
    """These of the three gradients are right. The student is told which one isn't."""
    mine, right = three(got), three(want)
    for name in names:
        _numbers(mine[name], name, right[name].shape)
        try:
            assert_same(mine[name], right[name], tolerance=tolerance)
        except Mismatch as wrong:
            # As a property: as values, they would be taken for the output of a forward pass.
            said = f"of the three gradients, {name} is wrong"
            said += f": {wrong.message}" if wrong.message else ""
            raise Mismatch("property", said, wrong.got, wrong.want) from None


def padded_windows(case):
    """(B, C, H', W', kh, kw): what each output pixel read, zeros of the padding included."""
    p, s = case.padding, case.stride
    page = np.pad(case.x, ((0, 0), (0, 0), (p, p), (p, p)))
    windows = np.lib.stride_tricks.sliding_window_view(page, case.w.shape[2:], axis=(2, 3))
    return windows[:, :, ::s, ::s]


def is_read(case):
    """(H, W): whether any window reads that pixel."""
    rows, columns = (
        np.isin(np.arange(n) + case.padding, np.add.outer(case.stride * np.arange(m), np.arange(k)))
        for n, m, k in zip(case.x.shape[2:], case.dy.shape[2:], case.w.shape[2:], strict=True)
    )
    return np.logical_and.outer(rows, columns)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(case=layers(stride=st.integers(1, 3), padding=st.integers(0, 1)))
def test_three_gradients(student, case):
    """The answer is a tuple (dx, dw, db): shaped as x, as w, and one number for each filter."""
    gradients(student.conv2d_backward(*case), case)


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(case=layers())
def test_bias(student, reference, case):
    """db: each bias gets the sum of its map's gradients, over all images."""
    call = (case.dy, case.x, case.w)
    assert_same_parts(student.conv2d_backward(*call), reference.conv2d_backward(*call), ["db"])


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(case=layers())
def test_weights(student, reference, case):
    """dw: each weight gets the pixels it lay on, times the gradients there (stride 1)."""
    call = (case.dy, case.x, case.w)
    assert_same_parts(student.conv2d_backward(*call), reference.conv2d_backward(*call), ["dw"])


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(case=layers())
def test_pixels(student, reference, case):
    """dx: each pixel gets the weights that lay on it, times the gradients there (stride 1)."""
    call = (case.dy, case.x, case.w)
    assert_same_parts(student.conv2d_backward(*call), reference.conv2d_backward(*call), ["dx"])


@pytest.mark.points(2)
@settings(max_examples=150, deadline=None)
@given(case=layers(stride=st.integers(1, 3), padding=st.integers(0, 2)))
def test_stride_and_padding(student, reference, case):
    """With stride and padding, gradients go back to where the windows were."""
    assert_same_parts(student.conv2d_backward(*case), reference.conv2d_backward(*case))


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(
    case=layers(
        stride=st.integers(2, 4), padding=st.integers(0, 1), max_kernel=2, dy_numbers=whole(1, 4)
    ).filter(lambda case: not is_read(case).all())
)
def test_unread_pixels_get_nothing(student, case):
    """Pixels that no window read are in dx, with gradient 0."""
    got = student.conv2d_backward(case.dy, case.x, case.w, case.stride, padding=case.padding)
    dx, _, _ = gradients(got, case)
    assert_property(
        not dx[:, :, ~is_read(case)].any(), "a pixel that no window read has a gradient", got[0]
    )


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(
    case=layers(
        stride=st.integers(1, 3),
        padding=st.integers(0, 1),
        numbers=general(),
        dy_numbers=general(),
    )
)
def test_adjoint(student, case):
    """⟨conv(x, w), dy⟩ = ⟨x, dx⟩ = ⟨w, dw⟩ to float64's accuracy, however faint one of them is."""
    y = np.einsum("bcijuv,ocuv->boij", padded_windows(case), case.w)
    product = float((y * case.dy).sum())
    # Faint pixels and weights next to large gradients: what is lost of them is seen in dw and dx.
    for light in ((1, 1, 1), (FAINT, 1, 1), (1 / FAINT, FAINT, 1), (1 / FAINT, 1, FAINT)):
        dy, x, w = (f * array for f, array in zip(light, (case.dy, case.x, case.w), strict=True))
        size = float(np.prod(light))
        got = student.conv2d_backward(dy=dy, x=x, w=w, stride=case.stride, padding=case.padding)
        dx, dw, db = gradients(got, case)
        assert_same(float((x * dx).sum()), size * product, tolerance=1e-10 * size)
        assert_same(float((w * dw).sum()), size * product, tolerance=1e-10 * size)
        assert_same(db, dy.sum(axis=(0, 2, 3)), tolerance=1e-10 * light[0])


@pytest.mark.points(1)
@settings(max_examples=130, deadline=None)
@given(
    case=evenly(
        layers(
            stride=st.integers(1, 2),
            padding=st.integers(0, 1),
            numbers=long_fractions(),
            dy_numbers=long_fractions(),
            layouts=LAYOUTS,
            writeable=False,
        ),
        layers(dtype="int64", kernel_numbers=HALVES, dy_numbers=HALVES),
        layers(dtype="uint8", numbers=Numbers(0, 255), kernel_numbers=HALVES, dy_numbers=HALVES),
        layers(numbers=HALVES, kernel_numbers=SMALL, kernel_dtype="int64", dy_numbers=HALVES),
        layers(numbers=HALVES, kernel_numbers=HALVES, dy_dtype="int64"),
        layers(
            dtype="int64",
            numbers=LONG,
            kernel_dtype="int64",
            kernel_numbers=LONG,
            dy_dtype="int64",
            dy_numbers=whole(-2, 2),
        ),
        layers(numbers=long_integers(), dy_numbers=long_integers()),
        small_floats(layers, ("dy_", "", "kernel_"), max_output=2),
    )
)
def test_layouts_and_types(student, reference, case):
    """Views, read-only arrays, narrow floats and integers next to fractions give the gradients."""
    got, want = student.conv2d_backward(*case), reference.conv2d_backward(*case)
    tolerance = {"float16": None, "float32": 1e-5}.get(str(case.x.dtype), 1e-10)
    assert_same_parts(got, want, tolerance=tolerance)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(
    case=small_integers(
        layers, ("dy_", "", "kernel_"), stride=st.integers(1, 2), padding=st.integers(0, 1)
    )
)
def test_small_integers(student, reference, case):
    """Products and sums of small integer types are exact, however large they get."""
    got, want = student.conv2d_backward(*case), reference.conv2d_backward(*case)
    assert_same_parts(got, want, tolerance=1e-9)


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(case=large_layers())
def test_large_batches(student, reference, case):
    """Thousands of pixels in many channels get gradients like a few, and batches are kept apart."""
    dy, x, w = case
    other = x.copy()
    other[2, 2, 4, 5] += 1  # in the middle, which print leaves out
    for images in (x, other):
        got, want = (module.conv2d_backward(dy, images, w) for module in (student, reference))
        assert_same_parts(got, want, tolerance=1e-10)


def turned(array):
    """The same numbers in the same order, as many in a row as a column had."""
    return array.reshape(*array.shape[:-2], *array.shape[:-3:-1])


def one_thing_else(dy, x, w, stride, padding):
    """Calls that differ from this one in one thing: who forgets it takes them for the same."""
    yield turned(dy), turned(x), turned(w), stride, padding
    yield dy + 1, x, w, stride, padding
    yield dy, x + 1, w, stride, padding
    yield dy, x, w + 1, stride, padding
    for s, p in ((stride + 1, padding), (stride, padding + 1)):
        if places(x, w, s, p) == dy.shape[2:]:
            yield dy, x, w, s, p


# Two windows on each axis, for either stride and with stride 3 also for a padding of 1.
two_by_two = cases(
    dy=arrays((2, 2, 2, 2), whole(1, 4)),
    x=arrays((2, 1, 5, 6), whole(1, 4)),
    w=arrays((2, 1, 2, 3), whole(1, 4)),
    stride=st.integers(2, 3),
    padding=0,
)


@pytest.mark.points(1)
@settings(max_examples=24, deadline=None)
@given(
    case=evenly(layers(numbers=whole(1, 4), dy_numbers=whole(1, 4), max_output=2), two_by_two),
    earlier=arrays((2, 1, 3, 3)),
)
def test_new_arrays(student, reference, case, earlier):
    """A call returns three new NumPy arrays, changes no argument and remembers nothing."""
    student.conv2d_backward(earlier[:, :, :2, :2], earlier, earlier[:1, :, :2, :2])
    got = assert_untouched(student.conv2d_backward, *case)
    gradients(got, case)
    for gradient in got:
        assert_array(gradient)
    assert_same_parts(got, reference.conv2d_backward(*case))
    for other in one_thing_else(*case):
        assert_same_parts(student.conv2d_backward(*other), reference.conv2d_backward(*other))
    assert_steady(student.conv2d_backward, *case)
    assert_lasting(student.conv2d_backward, *case)
    assert_fresh(student.conv2d_backward, *case)
    for other in in_other_types(*case):
        assert_same_parts(student.conv2d_backward(*other), reference.conv2d_backward(*other))
