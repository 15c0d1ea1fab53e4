"""Whatever assertion an author wrote, a failed one says what was called, what it returned and what
was expected: in a hidden check, in a public example, and in a test that was imported.

One row for each kind of assertion. The three homes grade the same wrong file; a row says what a
student reads in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from grader import submissions
from grader.grade.examples import ExamplesSession
from grader.grade.session import Options, Session
from grader.import_tests.find_files import find_sources
from grader.import_tests.importer import Adopted, adopt
from grader.model import CheckResult, Report
from grader.sets import library

SOLUTION = '''\
"""Small things to ask."""
import numpy as np


def double(n):
    """Twice n."""
    return 2 * n


def items(n):
    """0 to n - 1."""
    return list(range(n))


def word(n):
    """n times a."""
    return "a" * n


def table(n):
    """n and its square."""
    return {"n": n, "square": n * n}


def even(n):
    """Whether n is even."""
    return n % 2 == 0


def positive(n):
    """1 for numbers above 0, else 0."""
    return int(n > 0)


def root(n):
    """The square root of n."""
    if n < 0:
        raise ValueError("n is negative")
    return n**0.5


def grid(n):
    """The identity."""
    return np.eye(n)


def nothing(n):
    """None."""


class Clock:
    """Minutes of a day."""

    def __init__(self, minutes):
        self.minutes = minutes % 1440
        self.shown = self.minutes

    def later(self, minutes):
        """A clock that shows what this one will."""
        return Clock(self.minutes + minutes)

    def wind(self, minutes):
        """Turns the hands."""
        self.minutes += minutes

    def __eq__(self, other):
        return self.minutes == other.minutes

    def __repr__(self):
        return f"Clock({self.minutes})"
'''
WRONG = (
    SOLUTION.replace("return 2 * n", "return 2 * n + 1")
    .replace("range(n)", "range(n + 1)")
    .replace('return "a" * n', 'return "b" * n')
    .replace("n * n}", "n + n}")
    .replace("n % 2 == 0", "n % 2 == 1")
    .replace("int(n > 0)", "int(n >= 0)")
    .replace("if n < 0:\n        raise ValueError", "if n < -9:\n        raise KeyError")
    .replace("n**0.5", "n * 0.5")
    .replace("np.eye(n)", "np.ones((n, n))")
    .replace('"""None."""', '"""None."""\n    return 0')
    .replace("self.minutes = minutes % 1440", "self.minutes = minutes")
    .replace("        self.shown = self.minutes\n", "")
)
NAMES = ("double", "items", "word", "table", "even", "positive", "root", "grid", "nothing", "Clock")


@dataclass(frozen=True)
class Row:
    """body: the test's statements. call, got, expected: what the report says; message: a part of
    its sentence."""

    name: str
    body: str
    call: str
    got: str
    expected: str
    message: str = ""
    how: str = "returned"
    homes: tuple[str, ...] = ("hidden", "public", "imported")


ROWS = [
    # Plain asserts: every operator, whichever way round.
    Row("equal", "assert double(3) == 6", "double(3)", "7", "6"),
    Row("equal_turned", "assert 6 == double(3)", "double(3)", "7", "6"),
    Row("unequal", "assert double(3) != 7", "double(3)", "7", "anything but 7"),
    Row("less", "assert double(3) < 7", "double(3)", "7", "less than 7"),
    Row("at_most", "assert double(3) <= 6", "double(3)", "7", "at most 6"),
    Row("more", "assert double(-3) < -5 < 0", "double(-3)", "-5", "less than -5"),
    Row("at_least_turned", "assert 6 >= double(3)", "double(3)", "7", "at most 6"),
    Row("chain", "assert 0 < double(3) < 7", "double(3)", "7", "less than 7"),
    Row("member", "assert double(3) in (5, 6)", "double(3)", "7", "one of (5, 6)"),
    Row("no_member", "assert double(3) not in [7]", "double(3)", "7", "none of [7]"),
    Row("contains", "assert 'a' in word(2)", "word(2)", "'bb'", "something with 'a' in it"),
    Row("lacks", "assert 3 not in items(3)", "items(3)", "[0, 1, 2, 3]",
        "something without 3 in it"),
    Row("is_none", "assert nothing(1) is None", "nothing(1)", "0", "None"),
    Row("is_true", "assert even(2) is True", "even(2)", "False", "True"),
    Row("truth", "assert even(2)", "even(2)", "False", "True"),
    Row("falsehood", "assert not even(3)", "even(3)", "True", "False"),
    Row("first_of_two", "assert double(3) == 6 and even(2)", "double(3)", "7", "6"),
    Row("either", "assert double(3) == 6 or double(3) == 5", "double(3)", "7",
        "double(3) == 6 or double(3) == 5", "is false"),
    Row("through_a_name", "got = double(3)\n    want = 6\n    assert got == want",
        "double(3)", "7", "6"),
    Row("of_a_length", "assert len(items(3)) == 3", "items(3)", "[0, 1, 2, 3]",
        "len(items(3)) == 3", "`len(items(3)) == 3` is false: 4 == 3."),
    Row("in_brackets", "assert (double(3) or 8) == 6", "double(3)", "7",
        "(double(3) or 8) == 6", "`(double(3) or 8) == 6` is false: 7 == 6."),
    Row("of_a_comparison", "assert (word(2) == 'aa') is (3 > 2)", "word(2)", "'bb'",
        "(word(2) == 'aa') is (3 > 2)"),
    Row("not_the_one_or_other", "assert not (0 if word(2) == 'aa' else 1)", "word(2)", "'bb'",
        "not (0 if word(2) == 'aa' else 1)", homes=("hidden", "public")),
    # What a name has of the student's answer isn't what was expected; what the test gave is.
    Row("through_a_total", "total = 0\n    for n in (1, 2):\n        total += double(n)\n"
        "    assert total == 3 * 2", "double(1)", "3", "total == 3 * 2",
        "`total == 3 * 2` is false: 8 == 6.", homes=("hidden",)),
    Row("through_a_part", "n = 2\n    got = word(n)\n    assert got.count('a') == n", "word(2)",
        "'bb'", "got.count('a') == 2", "`got.count('a') == 2` is false: 0 == 2.",
        homes=("hidden", "public")),
    Row("through_other_names", "line = word(2).upper()\n    with_end = line + '.'\n"
        "    assert with_end[0] == 'A'", "word(2)", "'bb'", "with_end[0] == 'A'",
        homes=("hidden",)),
    Row("close_by", "assert 1e9 + root(9) == 1000000003.0", "root(9)", "4.5",
        "1000000000.0 + root(9) == 1000000003.0", "is false: 1000000004.5 == 1000000003."),
    Row("of_a_part", "assert table(3)['square'] == 9", "table(3)", "{'n': 3, 'square': 6}",
        "table(3)['square'] == 9", "`table(3)['square'] == 9` is false: 6 == 9.",
        homes=("hidden", "public")),
    Row("of_a_key", "assert table(3)['square'] == 9", "table(3)", "['square']: 6",
        "['square']: 9", homes=("imported",)),
    Row("of_a_method", "assert word(2).startswith('a')", "word(2)", "'bb'",
        "word(2).startswith('a')", "is false"),
    Row("of_every_one", "assert all(double(n) == 2 * n for n in range(3))", "double(0)",
        "1", "0", homes=("hidden", "imported")),
    Row("of_none", "assert not any(n > 2 for n in items(3))", "items(3)", "[0, 1, 2, 3]",
        "not any((n > 2 for n in items(3)))", "`any((n > 2 for n in items(3)))` should be false.",
        homes=("hidden", "imported")),
    # Both calls gave 1; the one that should have is not shown.
    Row("of_a_name", "found = re.search('a', word(2))\n    assert found, 'no letter'", "word(2)",
        "'bb'", "found to be true", "No letter.", homes=("hidden",)),
    Row("own_words_and_a_value", "got = double(3)\n    assert got == 6, f'twice 3: {got}'",
        "double(3)", "7", "6", "Twice 3: 7", homes=("hidden", "imported")),
    Row("of_several", "assert [positive(n) for n in (-1, 0, 1, 2)] == [0, 0, 1, 1]",
        "positive(0)", "1", "0", homes=("hidden", "imported")),
    Row("of_several_by_name", "got = {n: positive(n) for n in (1, 0)}\n"
        "    assert {1: 1, 0: 0} == got", "positive(0)", "1", "0", homes=("hidden", "imported")),
    Row("instance", "assert isinstance(double(3), str) or double(3) == 6", "double(3)", "7",
        "isinstance(double(3), str) or double(3) == 6"),
    Row("own_words", "assert double(3) == 6, 'three and three'", "double(3)", "7", "6",
        "Three and three."),
    # pytest's.
    Row("approx_of_a_part", "assert sum(items(3)) == pytest.approx(3)", "items(3)", "[0, 1, 2, 3]",
        "sum(items(3)) ≈ 3", "`sum(items(3)) ≈ 3` is false: 6 ≈ 3"),
    Row("approx", "assert root(4) == pytest.approx(2.1, abs=0.2)\n"
        "    assert root(9) == pytest.approx(3.0)", "root(9)", "4.5", "3.0 ± 3.0e-06"),
    Row("approx_list", "assert items(2) == pytest.approx([0, 1])", "items(2)", "[0, 1, 2]",
        "[0, 1]"),
    Row("raises", "with pytest.raises(ValueError):\n        root(-4)", "root(-4)", "-2",
        "ValueError to be raised"),
    Row("raises_match", "with pytest.raises(ValueError, match='is neg'):\n        root(-4)",
        "root(-4)", "-2", "ValueError to be raised, with a message that matches 'is neg'"),
    Row("raises_another", "with pytest.raises(ValueError):\n        root(-16)", "root(-16)",
        "KeyError: 'n is negative'", "ValueError to be raised", how="raised"),
    Row("raises_and_says", "with pytest.raises((ValueError, KeyError)) as caught:\n"
        "        root(-16)\n    assert str(caught.value) == 'n is negative'", "root(-16)",
        "KeyError: 'n is negative'", "KeyError: n is negative", how="raised"),
    # unittest's.
    Row("assert_equal", "case.assertEqual(double(3), 6)", "double(3)", "7", "6"),
    Row("assert_equal_turned", "case.assertEqual(6, double(3))", "double(3)", "7", "6"),
    Row("assert_not_equal", "case.assertNotEqual(double(3), 7)", "double(3)", "7",
        "anything but 7"),
    Row("assert_true", "case.assertTrue(even(2))", "even(2)", "False", "True"),
    Row("assert_false", "case.assertFalse(even(3))", "even(3)", "True", "False"),
    Row("assert_true_of", "case.assertTrue(len(items(3)) == 3)", "items(3)", "[0, 1, 2, 3]",
        "len(items(3)) == 3", "is false: 4 == 3."),
    Row("assert_is", "case.assertIs(even(2), True)", "even(2)", "False", "True"),
    Row("assert_is_none", "case.assertIsNone(nothing(1))", "nothing(1)", "0", "None"),
    Row("assert_in", "case.assertIn('a', word(2))", "word(2)", "'bb'",
        "something with 'a' in it"),
    Row("assert_not_in", "case.assertNotIn(3, items(3))", "items(3)", "[0, 1, 2, 3]",
        "something without 3 in it"),
    Row("assert_is_instance", "case.assertIsInstance(nothing(1), type(None))", "nothing(1)", "0",
        "a NoneType"),
    Row("assert_almost_equal", "case.assertAlmostEqual(root(9), 3.0, places=3)", "root(9)", "4.5",
        "3"),
    Row("assert_greater", "case.assertGreater(6, double(3) - 1)", "double(3)", "7",
        "6 > double(3) - 1", "is false: 6 > 6."),
    Row("assert_less", "case.assertLess(double(3), 7)", "double(3)", "7", "less than 7"),
    Row("assert_list_equal", "case.assertListEqual(items(2), [0, 1])", "items(2)", "[0, 1, 2]",
        "[0, 1]"),
    Row("assert_dict_equal", "case.assertDictEqual(table(3), {'n': 3, 'square': 9})", "table(3)",
        "{'n': 3, 'square': 6}", "{'n': 3, 'square': 9}"),
    Row("assert_count_equal", "case.assertCountEqual(items(2), [1, 0])", "items(2)", "[0, 1, 2]",
        "[1, 0], in any order"),
    Row("assert_regex", "case.assertRegex(word(2), 'a+')", "word(2)", "'bb'",
        "text that matches 'a+'"),
    Row("assert_says", "case.assertEqual(double(3), 6, 'three and three')", "double(3)", "7", "6",
        "Three and three."),
    Row("assert_raises", "with case.assertRaises(ValueError):\n        root(-4)", "root(-4)", "-2",
        "ValueError to be raised"),
    Row("assert_raises_regex", "with case.assertRaisesRegex(ValueError, 'neg'):\n        root(-4)",
        "root(-4)", "-2", "ValueError to be raised, with a message that matches 'neg'"),
    Row("assert_raises_called", "case.assertRaises(ValueError, root, -4)", "root(-4)", "-2",
        "ValueError to be raised", homes=("hidden", "imported")),
    # NumPy's: the cells that differ are marked.
    Row("array_equal", "np.testing.assert_array_equal(grid(2), np.eye(2))", "grid(2)",
        " 1  ‹1›\n‹1›  1", " 1  ‹0›\n‹0›  1"),
    Row("allclose", "np.testing.assert_allclose(grid(2), np.eye(2))", "grid(2)",
        " 1  ‹1›\n‹1›  1", " 1  ‹0›\n‹0›  1"),
    Row("all_of_an_array", "assert (grid(2) == np.eye(2)).all()", "grid(2)",
        " 1  ‹1›\n‹1›  1", " 1  ‹0›\n‹0›  1"),
    Row("np_allclose", "assert np.allclose(np.eye(2), grid(2))", "grid(2)",
        " 1  ‹1›\n‹1›  1", " 1  ‹0›\n‹0›  1"),
    Row("array_shape", "assert grid(2).sum() == 2", "grid(2)", "1 1\n1 1", "grid(2).sum() == 2",
        "is false: 4"),
    # Objects of the student's.
    Row("attribute", "assert Clock(1500).minutes == 60", "Clock(1500).minutes", "1500", "60",
        homes=("public", "imported")),
    Row("method", "assert Clock(1000).later(500).minutes == 60", "Clock(1000).later(500).minutes",
        "1500", "60", homes=("public", "imported")),
    Row("changed", "clock = Clock(1500)\n    clock.wind(5)\n    assert clock.minutes == 65",
        "clock = Clock(1500)\nclock.wind(5)\nclock.minutes", "1505", "65",
        homes=("public", "imported")),
    Row("lacking", "assert Clock(60).shown == 60", "Clock(60).shown",
        "AttributeError: 'Clock' object has no attribute 'shown'", "60", how="raised",
        homes=("imported",)),
    Row("objects", "assert Clock(1500) == Clock(60)", "Clock(1500) == Clock(60)", "False", "True",
        homes=("imported",)),
    # Both are the student's: neither is what the other should be.
    Row("objects_here", "assert Clock(1500) == Clock(60)", "Clock(1500)", "Clock(1500)",
        "Clock(1500) == Clock(60)", homes=("public",)),
    Row("text_of_an_object", "assert repr(Clock(1500)) == 'Clock(60)'", "repr(Clock(1500))",
        "'Clock(1500)'", "'Clock(60)'", homes=("public", "imported")),
]  # fmt: skip
HEAD = """\
import re
import unittest

import numpy as np
import pytest

case = unittest.TestCase()


"""


def file_of(home: str) -> str:
    """The file of tests that a home has."""
    parameter = "student" if home == "hidden" else ""
    text = HEAD if home == "hidden" else HEAD.replace("import pytest", f"import pytest\n{IMPORT}")
    for row in ROWS:
        if home in row.homes:
            body = CALL.sub(r"student.\1\2", row.body) if parameter else row.body
            text += f"def test_{row.name}({parameter}):\n    {body}\n\n\n"
    return text


IMPORT = f"from small import {', '.join(NAMES)}"
CALL = re.compile(rf"\b({'|'.join(NAMES)})([(,])")


@dataclass(frozen=True)
class Homes:
    reports: dict[str, Report]

    def check(self, home: str, name: str) -> CheckResult:
        return next(c for c in self.reports[home].checks if c.name == f"test_{name}")


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    """The wrong file's reports, one of each home."""
    root = tmp_path_factory.mktemp("telling")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_PATH", str(root / "out"))
        patch.setenv("KATA_CACHE", str(root / "cache"))
        library.load_set.cache_clear()
        folder = root / "in"
        folder.mkdir()
        (folder / "small.py").write_text(SOLUTION, "utf-8")
        (folder / "test_small.py").write_text(file_of("imported"), "utf-8")
        adopted = adopt(find_sources(folder), "mine/small_", root / "out")
        assert [(n.test, n.why) for n in adopted.named] == []
        yield Homes({home: report_in(home, adopted) for home in ("imported", "hidden", "public")})
    library.load_set.cache_clear()


def report_in(home: str, adopted: Adopted) -> Report:
    """What stands in the other homes by then is not asked."""
    if home == "hidden":
        (adopted.private / "checks.py").write_text(file_of(home), "utf-8")
    if home == "public":
        (adopted.public / "test_examples.py").write_text(file_of(home), "utf-8")
    library.load_set.cache_clear()
    exercise = library.find_exercise("mine/small_")
    kind = ExamplesSession if home == "public" else Session
    with kind(exercise, Options(thorough=True)) as session:
        return session.grade(submissions.of_bytes(WRONG.encode(), "small.py"))


CASES = [(home, row) for row in ROWS for home in row.homes]


@pytest.mark.parametrize(("home", "row"), CASES, ids=[f"{r.name}-{h}" for h, r in CASES])
def test_a_failed_assertion_says_what_was_called_what_came_and_what_should_have(homes, home, row):
    """In that order, and in names that the student knows."""
    check = homes.check(home, row.name)
    shown = check.counterexample
    assert shown is not None, check.message
    call = re.sub(r"\b\w+=", "", shown.call)
    got = shown.got.split("\n")[0] if shown.how == "raised" else shown.got
    assert (call, shown.how) == (row.call, row.how)
    assert (unspaced(got), unspaced(shown.expected)) == (unspaced(row.got), unspaced(row.expected))
    assert row.message in (check.message or "")


def unspaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


INTERNAL = re.compile(r"argument \d|the result|object at 0x|student\.|@kept|False is not True")


@pytest.mark.parametrize("home", ["hidden", "public", "imported"])
def test_no_word_of_a_report_is_the_graders_own(homes, home):
    """Names that a student has never seen explain nothing."""
    for check in homes.reports[home].checks:
        shown = check.counterexample
        said = [check.message or "", *(shown.arguments if shown else ())]
        said += [shown.call, shown.got, shown.expected] if shown else []
        assert not INTERNAL.search("\n".join(said)), check.name
