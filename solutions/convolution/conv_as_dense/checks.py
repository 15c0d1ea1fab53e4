"""Hidden checks of convolution/conv_as_dense.

Numbers are small integers held in floats, so that every right answer is exact; only the check of
accuracy draws general numbers.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from grader.checks import (
    Case,
    Mismatch,
    Numbers,
    arrays,
    as_floats,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_same,
    assert_steady,
    assert_untouched,
    cases,
    describe,
    evenly,
    general,
    image_and_kernel,
    in_other_types,
    long_fractions,
    seeded_arrays,
    small_floats,
    small_integers,
    whole,
)

HALVES = Numbers(-4, 4, 0.5)
# Whole numbers that a float64 holds and an int32 doesn't.
LONG = Numbers(-(2**53), 2**53, 2**31 - 1)


def stamps(**options):
    """Case(k, input_shape): a kernel and the shape of an image it fits in."""
    return image_and_kernel(max_output=4, **options).map(
        lambda drawn: Case(k=drawn.k, input_shape=drawn.x.shape)
    )


# An image with more pixels than a byte can count; a kernel with more numbers than print shows.
large_stamps = evenly(
    cases(k=seeded_arrays((14, 14), long_fractions()), input_shape=(17, 16)),
    cases(k=seeded_arrays((34, 33), long_fractions()), input_shape=(35, 33)),
)


def numbers(got, shape):
    """An answer as a float array, once it is known to have numbers and this shape."""
    try:
        array = as_floats(got)
    except (TypeError, ValueError):
        said = f"returned {describe(got)}, expected a matrix of numbers"
        raise Mismatch("type", said, got) from None
    if array.shape != shape:
        said = f"returned shape {array.shape}, expected shape {shape}"
        raise Mismatch("shape", said, got)
    return array


def valid_convolution(x, k):
    """y[i, j] = Σ x[i + u, j + v] · k[u, v], as a sum over kernel entries."""
    height, width = x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1
    return sum(weight * x[u : u + height, v : v + width] for (u, v), weight in np.ndenumerate(k))


@pytest.mark.points(3)
@settings(max_examples=150, deadline=None)
@given(case=stamps())
def test_each_row_is_one_press(student, reference, case):
    """Each row holds the kernel where the stamp is for that output pixel, and zeros elsewhere."""
    assert_same(student.dense_matrix(*case), reference.dense_matrix(*case))


@pytest.mark.points(2)
@settings(max_examples=100, deadline=None)
@given(case=image_and_kernel(max_output=4))
def test_times_an_image_it_convolves(student, case):
    """Times a flattened image, the matrix gives the flattened valid convolution."""
    got = student.dense_matrix(case.k, input_shape=case.x.shape)
    want = valid_convolution(case.x, case.k)
    matrix = numbers(got, (want.size, case.x.size))
    assert_same(matrix @ case.x.ravel(), want.ravel())


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(
    case=cases(
        height=integers(3, 5), width=integers(3, 5), first=arrays((2, 3)), second=arrays((2, 3))
    )
)
def test_linear_in_the_kernel(student, case):
    """Matrices add up as their kernels do: that of k + 2·q is that of k plus twice that of q."""
    height, width = shape = (case.height, case.width)
    size = ((height - 1) * (width - 2), height * width)
    one = numbers(student.dense_matrix(case.first, shape), size)
    other = numbers(student.dense_matrix(case.second, shape), size)
    both = student.dense_matrix(case.first + 2 * case.second, shape)
    assert_same(both, one + 2 * other)
    # A matrix of zeros for all kernels obeys that law, too.
    assert_same(student.dense_matrix(np.ones((1, 1)), (1, 2)), np.eye(2))


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(
    case=evenly(
        stamps(kernel_numbers=HALVES),
        stamps(kernel_dtype="int64"),
        stamps(kernel_dtype="int64", kernel_numbers=LONG),
        small_floats(stamps, ("kernel_",)),
        small_integers(stamps, ("kernel_",)),
    )
)
def test_fractions_and_integers(student, reference, case):
    """Kernels of fractions and kernels of integers of any type keep their numbers."""
    assert_same(student.dense_matrix(*case), reference.dense_matrix(*case), tolerance=0)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(
    case=stamps(kernel_numbers=long_fractions(), layouts=("F", "step", "reversed"), writeable=False)
)
def test_layouts(student, reference, case):
    """Read-only, transposed, sliced and mirrored kernels give the same matrix as plain ones."""
    assert_same(student.dense_matrix(*case), reference.dense_matrix(*case), tolerance=0)


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(
    case=evenly(
        stamps(kernel_numbers=general()), stamps(kernel_numbers=Numbers(-4e-18, 4e-18, 1e-18))
    )
)
def test_accuracy(student, reference, case):
    """The weights are the kernel's numbers to their last digit, however small they are."""
    assert_same(student.dense_matrix(*case), reference.dense_matrix(*case), tolerance=0)


@pytest.mark.points(1)
@settings(max_examples=8, deadline=None)
@given(case=large_stamps)
def test_large_kernels(student, reference, case):
    """Large kernels on large images are printed like small ones, and two of them kept apart."""
    k, shape = case
    other = k.copy()
    other[4, 4] += 1  # away from the corners, which are all that print shows
    for kernel in (k, other):
        got, want = student.dense_matrix(kernel, shape), reference.dense_matrix(kernel, shape)
        assert_same(got, want, tolerance=0)


def one_thing_else(k, input_shape):
    """Calls that differ from this one in one thing: who forgets it takes them for the same."""
    height, width = input_shape
    # The same numbers in the same order, as many in a row as a column had.
    yield k.reshape(k.shape[::-1]), input_shape
    yield k + 1, input_shape
    yield k, (height + 1, width)
    yield k, (height, width + 1)


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(
    case=evenly(
        cases(k=arrays((2, 3), whole(1, 9)), input_shape=(3, 4), earlier=arrays((2, 3))),
        # A kernel as large as the image: its matrix is the kernel in one row, but not its memory.
        cases(k=arrays((2, 2), whole(1, 9)), input_shape=(2, 2), earlier=arrays((2, 2))),
    )
)
def test_a_new_array(student, reference, case):
    """A call returns a new NumPy array, leaves the kernel alone and remembers nothing."""
    call = case.k, case.input_shape
    student.dense_matrix(case.earlier, case.input_shape)
    got = assert_untouched(student.dense_matrix, case.k, case.input_shape)
    assert_array(got)
    assert_same(got, reference.dense_matrix(case.k, case.input_shape))
    for other in (*one_thing_else(*call), *in_other_types(*call)):
        assert_same(student.dense_matrix(*other), reference.dense_matrix(*other))
    # What is made of it over there: a matrix (np.matrix) makes another one of a flattened image.
    x = np.arange(1.0, 1 + np.prod(case.input_shape)).reshape(case.input_shape)
    held = student.dense_matrix.hold(case.k, case.input_shape)
    assert_same(
        student.lib("operator").matmul(held, x.ravel()), valid_convolution(x, case.k).ravel()
    )
    assert_fresh(student.dense_matrix, case.k, case.input_shape)
    assert_steady(student.dense_matrix, case.k, case.input_shape)
    assert_lasting(student.dense_matrix, case.k, case.input_shape)
