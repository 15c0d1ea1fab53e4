"""What `==` and assert_same say of two objects in an author's own check."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses

from grader.errors import CheckFault

SET = 'title = "Ratios"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["ratio"]\n'
RATIO = '''\
"""Numbers that nobody else looks at."""


class Ratio:
    def __init__(self, n, d):
        self._n, self._d = n, d

    def __eq__(self, other):
        return self._n * other._d == other._n * self._d

    def times(self, k):
        self._n *= k
        return self

    def value(self):
        return self._n / self._d


def half():
    return Ratio(1, 2)
'''
CHECKS = """\
import pytest
from hypothesis import given
from hypothesis.strategies import integers

from grader.checks import assert_same_program, programs


def test_equal(student):
    assert student.Ratio(1, 2) == student.Ratio(2, 4)


def test_unequal(student):
    assert student.Ratio(1, 2) != student.Ratio(1, 3)


def test_in_a_list(student):
    assert student.half() in [student.Ratio(1, 3), student.Ratio(3, 6)]


@given(program=programs(integers(1, 3), integers(1, 3), times=integers(1, 3), value=()))
def test_steps(student, reference, program):
    assert_same_program(student.Ratio, reference.Ratio, program)
"""


def files(checks: str) -> dict[str, str]:
    return {
        "exercises/ratios/set.toml": SET,
        "exercises/ratios/ratio/exercise.toml": 'title = "Ratio"\ndifficulty = "easy"\n',
        "exercises/ratios/ratio/README.md": "# Ratio\n",
        "exercises/ratios/ratio/ratio.py": "class Ratio:\n    pass\n",
        "exercises/ratios/ratio/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/ratios/ratio/solution.py": RATIO,
        "solutions/ratios/ratio/checks.py": checks,
    }


@pytest.fixture(scope="module")
def ratios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with grader_of(tmp_path_factory.mktemp("ratios"), files(CHECKS)) as grader:
        yield grader


@pytest.mark.parametrize("fields", ["_n _d", "n d", "_top _bottom"])
def test_whose_fields_are_called_otherwise_is_right(ratios, fields):
    n, d = fields.split()
    source = RATIO.replace("._n", f".{n}").replace("._d", f".{d}")
    assert statuses(ratios(source, "ratios/ratio")) == {"passed"}


EQ = "return self._n * other._d == other._n * self._d"


@pytest.mark.parametrize(
    ("equality", "failed"),
    [
        ("return self is other", {"test_equal", "test_in_a_list"}),
        ("return (self._n, self._d) == (other._n, other._d)", {"test_equal", "test_in_a_list"}),
        ("return True", {"test_unequal"}),
        ("pass", {"test_equal", "test_in_a_list"}),
    ],
)
def test_the_class_itself_says_what_is_equal(ratios, equality, failed):
    report = ratios(RATIO.replace(EQ, equality), "ratios/ratio")
    assert {one.name for one in report.checks if one.status != "passed"} == failed


def test_what_was_compared_is_shown(ratios):
    report = ratios(RATIO.replace("def __eq__", "def same"), "ratios/ratio")
    shown = check(report, "test_equal").counterexample
    assert (shown.call, shown.got, shown.expected) == (
        "Ratio(1, 2) == Ratio(2, 4)",
        "False",
        "True",
    )


def test_of_a_step_that_returns_the_object_its_class_is_compared(ratios):
    report = ratios(RATIO.replace("return self\n", "return None\n"), "ratios/ratio")
    assert check(report, "test_steps").status == "failed"
    assert "self" not in (check(report, "test_steps").message or "")


@pytest.mark.parametrize(
    ("compared", "said"),
    [
        (
            "assert_same(student.half(), reference.half())",
            "a Ratio, all of whose fields are private",
        ),
        ("assert student.half() == reference.half()", "assert student.half() == reference.half()"),
        ("assert_same([student.half()], [reference.half()])", "a Ratio, all of whose fields"),
    ],
)
def test_objects_that_show_nothing_are_not_compared_by_their_class_alone(tmp_path, compared, said):
    """Every wrong file passed."""
    checks = "from grader.checks import assert_same\n\n\ndef test_half(student, reference):\n"
    checks += f"    {compared}\n"
    with (
        grader_of(tmp_path, files(checks)) as grader,
        pytest.raises(CheckFault, match="on its own reference") as fault,
    ):
        grader(RATIO, "ratios/ratio")
    assert said in str(fault.value)
