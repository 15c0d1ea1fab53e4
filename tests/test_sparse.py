"""SciPy's sparse arrays cross both ways as plain data, and are told by where they differ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import scipy.sparse
from conftest import Grader, check, grader_of, statuses
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import assert_same
from grader.checks.mismatch import Mismatch
from grader.checks.notes import take_notes
from grader.process.altering import alter
from grader.wire import live_arguments, messages
from grader.wire.data import Blob, Seq
from grader.wire.messages import WireError
from grader.wire.sparse import KINDS, Sparse, sparse_of
from grader.wire.values import from_wire, to_wire
from grader.wording import value_text

DENSE = np.array([[0.0, 1.5, 0.0], [0.0, 0.0, -2.0]])


def crossed(value, ours: bool = False):
    return from_wire(messages.value(messages.encode(to_wire(value, exact=ours))), ours=ours)


def answer(value) -> Sparse:
    """As a submission's comes here."""
    made = crossed(value)
    assert type(made) is Sparse
    return made


def argument(value):
    """As a submission gets it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live_arguments, "HANDED", True)
        return crossed(value, ours=True)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_crosses_both_ways(kind):
    real = getattr(scipy.sparse, kind)(DENSE)
    assert np.array_equal(answer(real).toarray(), DENSE)
    again = argument(answer(real))
    assert type(again) is type(real)
    assert np.array_equal(again.toarray(), DENSE)
    assert_same(answer(again), answer(real))
    assert_same(answer(real), real)  # a check may have made one itself
    assert to_wire(again) == to_wire(real)  # so that an argument is not taken for a changed one


matrices = st.lists(st.lists(st.integers(-3, 3), min_size=4, max_size=4), min_size=1, max_size=5)


@given(matrices, st.sampled_from(sorted(KINDS)))
def test_two_are_equal_where_scipy_says_so(rows, kind):
    real = getattr(scipy.sparse, kind)(np.array(rows))
    assert sparse_of(real) == answer(real)
    assert np.array_equal(answer(real).toarray(), real.toarray())
    changed = real.tolil(copy=True)
    changed[0, 2] += 1
    assert answer(changed.asformat(real.format)) != answer(real)


def test_what_is_stored_twice_is_a_sum_and_a_stored_zero_is_one():
    twice = scipy.sparse.coo_array(([1, 2, 0], ([0, 0, 1], [1, 1, 0])), shape=(2, 2))
    assert answer(twice).nnz == 3
    assert_same(answer(twice), scipy.sparse.coo_array(np.array([[0, 3], [0, 0]])))


def test_more_and_fewer_axes_cross():
    line = scipy.sparse.coo_array(np.array([0, 5, 0]))
    assert_same(answer(line), line)
    assert argument(answer(line)).shape == (3,)
    block = scipy.sparse.coo_array(np.arange(8).reshape(2, 2, 2))
    assert answer(block).shape == (2, 2, 2)


csr, csc, coo = scipy.sparse.csr_array, scipy.sparse.csc_array, scipy.sparse.coo_array


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (DENSE, "returned a NumPy array, expected a csr_array"),
        (None, "The function returned None"),
        (csc(DENSE), "returned a csc_array, expected a csr_array"),
        (csr(DENSE.T), "returned shape (3, 2), expected shape (2, 3)"),
        (csr(DENSE * [0, 1, 0]), "at [1, 2]: returned 0 (nothing is stored there), expected -2.0"),
        (csr(DENSE + np.eye(2, 3, 2)), "at [0, 2]: returned 1.0, expected 0 (nothing"),
        (csr(DENSE != 0), "returned dtype bool, expected float64"),
    ],
)
def test_a_wrong_one_is_told(got, said):
    with pytest.raises(Mismatch) as refused:
        assert_same(crossed(got), csr(DENSE))
    assert said in refused.value.message


def test_rounding_is_no_difference_and_neither_is_a_matrix_for_an_array():
    take_notes()
    assert_same(answer(scipy.sparse.csr_matrix(DENSE * (1 + 1e-12))), csr(DENSE))
    assert take_notes() == ("The answer is a csr_matrix; the exercise asks for a csr_array.",)


def test_nothing_as_large_as_its_shape_is_ever_made():
    large = scipy.sparse.coo_array(([1.0], ([10**9], [7])), shape=(2**40, 2**40))
    assert_same(answer(large), large)
    with pytest.raises(ValueError, match="can't be written out in full"):
        answer(large).toarray()
    assert value_text.text(answer(large)).splitlines()[1:] == ["[1000000000, 7] 1"]


def test_one_is_written_out_where_there_is_room_and_its_differences_are_marked():
    shown = value_text.text(answer(csr(DENSE)), answer(csr(np.abs(DENSE))))
    assert shown == "   0   1.5     0\n   0     0   ‹-2›   (csr_array, 2 stored)"
    wide = np.zeros((3, 40))
    wide[:, ::4] = 1
    other = wide.copy()
    other[2, 36] = 5
    lines = value_text.text(answer(csr(other)), answer(csr(wide))).splitlines()
    assert lines == ["shape (3, 40) (csr_array, 30 stored)", "[2, 32] 1", "[2, 36] 5", "…"]


def test_numbers_that_are_stored_can_be_changed_in_place():
    """assert_lasting changes arguments after the call."""
    real = csr(DENSE)
    assert alter(real) == 99
    assert real.data.tolist() == [99, 99]
    assert alter(scipy.sparse.lil_array(DENSE)) is None


def wire(**changed) -> Seq:
    parts = {"kind": "csr_array", "shape": [2, 2], "row": np.array([0]), "column": np.array([1])}
    parts |= {"data": np.ones(1)} | changed
    return Seq("sparse", [to_wire(part) for part in parts.values()])


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "csr_tensor"},
        {"kind": 3},
        {"shape": [2]},
        {"shape": [2, "2"]},
        {"shape": [2, 2**60]},
        {"shape": [2, 2, 2]},
        {"row": np.array([2])},
        {"row": np.array([-1])},
        {"row": np.array([0, 1])},
        {"row": np.array([0.0])},
        {"column": "x"},
        {"data": np.array(["x"])},
        {"data": np.ones((1, 1))},
    ],
)
def test_parts_that_disagree_are_refused(changed):
    assert type(from_wire(wire())) is Sparse
    with pytest.raises(WireError):
        from_wire(wire(**changed))
    with pytest.raises(WireError):
        from_wire(Seq("sparse", [Blob(b"")]))


CHECKS = '''\
import numpy as np
import scipy.sparse
from hypothesis import given, settings

from grader.checks import arrays, assert_lasting, assert_same


@settings(max_examples=20)
@given(x=arrays((3, 4)).map(scipy.sparse.csr_array))
def test_twice(student, reference, x):
    """Each number is doubled."""
    assert_same(student.twice(x), reference.twice(x))
    assert_lasting(student.twice, x)


def test_total(student):
    """The total is that of all."""
    assert_same(student.total(scipy.sparse.eye_array(3, format="csc")), 3.0)
'''
RIGHT = (
    '"""2 x"""\n\n\ndef twice(x):\n    return 2 * x\n\n\ndef total(x):\n    return float(x.sum())\n'
)


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("sparse")
    files = {
        "exercises/sparse/set.toml": (
            'title = "Sparse"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["twice"]\n'
        ),
        "exercises/sparse/twice/exercise.toml": (
            'title = "Twice"\ndifficulty = "easy"\nrequires = ["numpy", "scipy"]\n\n'
            '[[hints]]\ntext = "?"\n'
        ),
        "exercises/sparse/twice/README.md": "# Twice\n",
        "exercises/sparse/twice/twice.py": "def twice(x):\n    raise NotImplementedError\n",
        "exercises/sparse/twice/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/sparse/twice/solution.py": RIGHT,
        "solutions/sparse/twice/checks.py": CHECKS,
    }
    with grader_of(root, files) as found:
        yield found


def test_a_right_submission_passes_and_its_cases_are_recorded(grader):
    assert statuses(grader(RIGHT, "sparse/twice")) == {"passed"}
    recorded = grader.session("sparse/twice").judge.recording.checks
    assert all(one.replayable for one in recorded)


def test_a_wrong_one_is_shown_beside_the_right_one(grader):
    found = check(
        grader(RIGHT.replace("2 * x", "x + x.astype(bool)"), "sparse/twice"), "test_twice"
    )
    assert found.status == "failed"
    assert found.message.startswith("At [")
    assert found.counterexample.call == "twice(x)"
    assert "(csr_array, " in found.counterexample.arguments["x"]
    assert "(csr_array, " in found.counterexample.got


def test_another_format_is_told(grader):
    found = check(grader(RIGHT.replace("2 * x", "(2 * x).toarray()"), "sparse/twice"), "test_twice")
    assert found.message == "Returned a NumPy array, expected a csr_array."
