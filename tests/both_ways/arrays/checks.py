import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import integers, lists
from numpy.testing import assert_allclose, assert_array_equal

from grader.checks import assert_raises


def test_normalised(student):
    got = student.normalised(np.array([2.0, 4.0, 6.0]))
    np.testing.assert_allclose(got, [0, 0.5, 1], atol=1e-6)


def test_normalised_is_an_array(student):
    got = student.normalised(np.array([2.0, 4.0]))
    assert isinstance(got, np.ndarray)
    assert got.dtype == np.float64
    assert got.shape == (2,)
    assert got.min() == 0 and got.max() == 1


@settings(max_examples=20)
@given(x=lists(integers(-50, 50), min_size=2, max_size=5, unique=True))
def test_normalised_any(student, reference, x):
    x = np.array(x, dtype=float)
    assert np.allclose(student.normalised(x), reference.normalised(x))


def test_counts(student):
    got = student.counts(np.array([0, 1, 1]), 4)
    assert_array_equal(got, [1, 2, 0, 0])
    assert got.dtype.kind == "i"
    assert got.ndim == 1
    assert len(got) == 4


@settings(max_examples=20)
@given(labels=arrays(np.int64, integers(0, 6), elements=integers(0, 3)))
def test_counts_sum(student, labels):
    assert student.counts(labels, 5).sum() == len(labels)
    assert (student.counts(labels, 5)[4:] == 0).all()


def test_mask(student):
    x = np.array([1, 5, 3])
    got = student.mask(x, 3)
    assert got.tolist() == [False, True, True]
    assert list(x[got]) == [5, 3]
    assert not student.mask(x, 9).any()


def test_largest(student):
    got = student.largest(np.array([-3.5, 2.5]))
    assert got == 2.5
    assert np.ndim(got) == 0
    assert float(got) == pytest.approx(2.5)


def test_split(student):
    even, odd = student.split(np.arange(5))
    assert even.tolist() == [0, 2, 4]
    assert odd.tolist() == [1, 3]
    assert isinstance(student.split(np.arange(4)), tuple)


def test_padded(student, reference):
    x = np.arange(6).reshape(2, 3)
    got = student.padded(x, 1)
    assert got.shape == (4, 5)
    assert got[0].sum() == 0 and got[:, 0].sum() == 0
    assert (got[1:-1, 1:-1] == x).all()
    assert np.array_equal(got, reference.padded(x, 1))


def test_with_gaps(student):
    got = student.with_gaps(np.array([-1.0, 0.0, 2.0]))
    assert_array_equal(got, [np.nan, 0, 2])
    assert np.isnan(got).sum() == 1
    assert np.nansum(got) == 2


def test_named(student):
    got = student.named(["ann", "bob"], [4, 5])
    assert got["age"].tolist() == [4, 5]
    assert got.dtype.names == ("name", "age")


def test_statistics(student):
    got = student.statistics(np.array([[3.0, 1.0], [2.0, 6.0]]))
    assert set(got) == {"mean", "shape", "sorted"}
    assert got["mean"] == 3
    assert got["shape"] == (2, 2)
    assert_allclose(got["sorted"], [1, 2, 3, 6])


def test_diagonal(student):
    assert_array_equal(student.diagonal(2), [[1, 0], [0, 1]])
    assert student.diagonal(3).dtype == float
    assert student.diagonal(0).size == 0


def test_diagonal_raises(student):
    with pytest.raises(ValueError, match="at least 0"):
        student.diagonal(-1)
    assert "-2" in str(assert_raises(ValueError, student.diagonal, -2))


def test_running(student):
    running = student.Running(2)
    running.add(np.array([1.0, 2.0]))
    running.add(np.array([3.0, 4.0]))
    assert running.seen == 2
    assert_allclose(running.mean, [2, 3])
    assert running.total[1] == 6
