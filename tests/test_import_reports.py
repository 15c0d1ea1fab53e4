"""What students read of an imported test: its name as a sentence, and both sides in words of their
own file."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader import submissions
from grader.asserts.claims import Part
from grader.grade.session import Options, Session
from grader.import_tests.find_files import find_sources
from grader.import_tests.importer import adopt
from grader.import_tests.trial_run import _short
from grader.model import CheckResult
from grader.sets import library
from grader.wording.claim_words import quoted
from grader.wording.test_names import sentence_of
from grader.wording.worked_out import part_of

MARKS = """\
class Mark:
    def __init__(self, points, of=10):
        self.points, self.of = points, of
        self.note = None

    def __eq__(self, other):
        return self.points * other.of == other.points * self.of

    def __add__(self, points):
        self.points += points
        return self

    def __str__(self):
        return f"{self.points}/{self.of}"

    def comment(self, text):
        self.note = text


def grade(points):
    for least in (9, 7, 5):
        if points >= least:
            return f"at least {least}"
    return "fail"


def extremes(points):
    return max(points), [p for p in points if p < 5]


def table(points):
    return [{"points": p, "rank": n} for n, p in enumerate(sorted(points, reverse=True), 1)]


def label(points):
    return f"P{points:02d}"
"""

TEST_MARKS = '''\
import unittest

from marks import Mark, extremes, grade, label, table


def by_points(rows):
    return sorted(rows, key=lambda row: row["points"])


class MarksTest(unittest.TestCase):
    def test_a_mark_that_can_t_be_better(self):
        for points, expected in ((9, "at least 9"), (7, "at least 7"), (3, "fail")):
            with self.subTest(points=points):
                got = grade(points)
                self.assertEqual(got, expected, f"{points} points gave {got}")

    def test_extremes(self):
        """The best mark comes first, and then every one that fails."""
        best, failing = extremes([9, 4, 6])
        self.assertEqual(best, 9)
        self.assertEqual(failing, [4])

    def test_table_has_the_best_first(self):
        rows = table([4, 9])
        self.assertEqual(rows[0]["rank"], 1)
        expected = [{"points": 9, "rank": 1}, {"points": 4, "rank": 2}]
        self.assertEqual(by_points(rows), by_points(expected))

    def test_points_are_added(self):
        mark = Mark(3)
        mark + 4
        self.assertEqual(str(mark), "7/10")

    def test_a_comment_is_kept(self):
        mark = Mark(3)
        mark.comment("fair")
        self.assertEqual(mark.note, "fair")

    def test_equal_marks(self):
        self.assertEqual(Mark(1, 2), Mark(2, 4))

    def test_label(self):
        self.assertRegex(label(7), r"^P\\d\\d$")
'''


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("reports"), "marks", MARKS, TEST_MARKS) as found:
        yield found


def failed(graded: Imported, old: str, new: str) -> dict[str, CheckResult]:
    """The checks that fail after this change, by the test's name alone."""
    return {name.rpartition(".")[2]: c for name, c in graded.changed(old, new).items()}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("test_an_empty_word_has_no_letters", "An empty word has no letters."),
        ("testEmptyWord", "Empty word."),
        ("test_area[one]", "Area (one)."),
        ("test_a_singleton_that_can_t_be_chained", "A singleton that can't be chained."),
        ("test_a_cell_s_value", "A cell's value."),
        ("test_the_t_shirt", "The t shirt."),
        ("test_malformed_EDGE", "Malformed EDGE."),
        ("test_1", "Test 1."),
        ("test", "Test."),
    ],
)
def test_a_name_becomes_a_sentence(name, sentence):
    assert sentence_of(name) == sentence


def test_every_imported_test_is_taken(graded):
    assert graded.adopted.named == ()
    assert len(graded.adopted.checks) == 7


def test_a_failed_subtest_is_shown_with_its_own_values(graded):
    """And not with those of the last one, which the test went on to."""
    check = failed(graded, "(9, 7, 5)", "(9, 8, 5)")["test_a_mark_that_can_t_be_better"]
    assert check.title == "A mark that can't be better."
    shown = check.counterexample
    assert (shown.call, shown.got, shown.expected) == (
        "grade(points=7)", "'at least 5'", "'at least 7'",
    )  # fmt: skip


def test_a_part_of_an_answer_is_shown_as_that_part(graded):
    """A student knows none of the test's variables."""
    check = failed(graded, "return max(", "return min(")["test_extremes"]
    assert check.title == "The best mark comes first, and then every one that fails."
    shown = check.counterexample
    assert shown.got == "part 1 of 2:\n4"
    assert shown.expected == "part 1 of 2:\n9"


@pytest.mark.parametrize(
    ("key", "number"), [("1", 1), ("-1", 1), ("~0", None), ("not 0", None), ("0 + 1", None)]
)
def test_a_part_is_known_by_a_key_that_is_written_out(key: str, number: int | None) -> None:
    """Of any other the report shows what the test says, and doesn't break."""
    node = ast.parse(f"x[{key}]", mode="eval").body
    found = part_of(Part("", 5, inner=([4, 5],), node=node), 0, [4, 5])
    assert (found.part if found is not None else None) == number


def test_what_a_test_makes_of_an_answer_is_shown_without_its_helpers(graded):
    check = failed(graded, '"points": p, ', '"points": p + 1, ')["test_table_has_the_best_first"]
    shown = check.counterexample
    assert shown.call == "table(points)"
    assert "{'points': 10, 'rank': 1}" in shown.got
    assert shown.expected.endswith("{'points': 9, 'rank': 1}], made of it by the test")
    assert check.message.startswith("The test makes [{'points': 5")
    assert "by_points" not in f"{check.message}{shown}"


def test_an_operator_that_changes_its_object_is_shown_with_it(graded):
    check = failed(graded, "self.points += points", "self.points -= points")[
        "test_points_are_added"
    ]
    shown = check.counterexample
    name = shown.call.partition(" = ")[0]
    assert shown.call.splitlines() == [f"{name} = Mark(3)", f"{name} + 4", f"str({name})"]
    assert (shown.got, shown.expected) == ("'-1/10'", "'7/10'")


def test_an_attribute_that_is_none_is_shown_as_the_attribute(graded):
    check = failed(graded, "self.note = text", "pass")["test_a_comment_is_kept"]
    shown = check.counterexample
    assert shown.call.splitlines()[-1].endswith(".note")
    assert (shown.got, shown.expected) == ("None", "'fair'")


def test_a_comparison_that_raises_is_shown_as_the_comparison(graded):
    """unittest asks for the objects' text after it, which is nothing that the test asked."""
    check = failed(graded, "other.of == other", "other.off == other")["test_equal_marks"]
    assert check.counterexample.call == "Mark(1, 2) == Mark(2, 4)"
    assert "AttributeError" in check.counterexample.got


def test_a_pattern_is_shown_as_it_is_written(graded):
    check = failed(graded, 'f"P{points:02d}"', 'f"P{points}"')["test_label"]
    assert check.counterexample.expected == r"text that matches '^P\d\d$'"
    assert quoted("it's") == '"it\'s"'


def test_a_long_reason_keeps_its_line():
    """What raises stands at the start, where it was raised at the end."""
    said = _short(f"ValueError: {'x' * 900} (test_f.py:19)")
    assert said.startswith("ValueError: xxx")
    assert said.endswith("x (test_f.py:19)")
    assert len(said) < 320


APPLY = """\
def keep(items, wanted):
    return [item for item in items if wanted(item)]


def fold(function, items, start):
    for item in items:
        start = function(start, item)
    return start
"""

TEST_APPLY = """\
from apply import fold, keep

LEAST = 2


def test_keep():
    assert keep([1, 2, 3], lambda n: n % 2 == 1) == [1, 3]


def test_fold_goes_from_the_left():
    def minus(total, item):
        return total - item

    assert fold(minus, [1, 2], 10) == 7


def test_seen():
    seen = []
    keep([1, 2], lambda n: seen.append(n))
    assert seen == [1, 2]


def test_least():
    assert keep([1, 2, 3], lambda n: n > LEAST) == [3]


def test_two_on_a_line():
    assert keep(keep([1, 2, 3], lambda n: n > 1), lambda n: n < 3) == [2]
"""


def test_a_function_of_a_tests_is_called_where_it_is_or_taken_along(tmp_path, monkeypatch):
    """One that is nothing but its source goes over; what notes its calls, or reads the test's
    variables, is asked for each time."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "apply.py").write_text(APPLY, "utf-8")
    (folder / "test_apply.py").write_text(TEST_APPLY, "utf-8")
    adopted = adopt(find_sources(folder), "mine/apply_", tmp_path / "out")
    assert len(adopted.checks) == 5
    assert adopted.named == ()
    monkeypatch.setenv("KATA_PATH", str(tmp_path / "out"))
    library.load_set.cache_clear()
    swapped = APPLY.replace("function(start, item)", "function(item, start)")
    with Session(library.find_exercise("mine/apply_"), Options(store=False)) as session:
        report = session.grade(submissions.of_bytes(swapped.encode()))
    library.load_set.cache_clear()
    failed = [check for check in report.checks if check.status != "passed"]
    assert [check.title for check in failed] == ["Fold goes from the left."]
    assert (failed[0].counterexample.got, failed[0].counterexample.expected) == ("11", "7")


def test_what_a_patch_puts_back_is_not_what_was_called(tmp_path):
    """It reads the function's name when it ends, and a mock's own assertion comes after."""
    source = "def fetch(city):\n    return 1\n\n\ndef warm(city):\n    return fetch(city) > 20\n"
    tests = "from unittest.mock import patch\nimport weather\n\n\ndef test_warm():\n"
    tests += "    with patch('weather.fetch', return_value=30) as fetch:\n"
    tests += "        assert weather.warm('Rome')\n    fetch.assert_called_once_with('Rome')\n"
    with imported(tmp_path, "weather", source, tests) as found:
        check = found.changed("return fetch(city)", "fetch(city)\n    return fetch(city)")
    shown = check["test_warm"].counterexample
    assert "Called 2 times" in check["test_warm"].message
    lines = ["# the test replaces fetch by a mock", "warm(city='Rome')"]
    assert (shown.call.splitlines(), shown.got) == (lines, "True")
