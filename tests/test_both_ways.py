"""An author's check finds with kata what it finds in one process with plain Python.

Each folder of tests/both_ways is an exercise: its solution, with wrong_lines, and its checks.
"""

from __future__ import annotations

import functools
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import wrong_lines
from conftest import Grader, grader_of
from hypothesis import HealthCheck, Phase, settings
from pasted import ITERATORS_TEXT, ITS_NAMES, Untrue, tried

from grader.model import Report

CORPUS = Path(__file__).with_name("both_ways")
THEMES = sorted(path.name for path in CORPUS.iterdir() if (path / "checks.py").exists())
REQUIRES = {"arrays": '["numpy"]'}
LOADED: list[str] = []


def submissions_of(theme: str) -> Iterator[str]:
    return wrong_lines.submissions_of((CORPUS / theme / "solution.py").read_text("utf-8"))


def loaded(source: str) -> types.ModuleType:
    module = types.ModuleType(f"submission_{len(LOADED)}")
    LOADED.append(module.__name__)
    sys.modules[module.__name__] = module  # where dataclasses look
    exec(compile(source, "submission.py", "exec"), module.__dict__)
    module.constant = functools.partial(getattr, module)  # type: ignore[attr-defined]
    return module


def plain_same(got: Any, want: Any, **options: Any) -> None:
    """assert_same's promise, in plain Python."""
    assert _plainly(got) == _plainly(want)


def _plainly(value: Any) -> Any:
    if isinstance(value, (list, tuple, Iterator)):
        return [_plainly(item) for item in value]
    if isinstance(value, (int, float, complex)):
        # Alone or in a tuple or dict, 1 is no 1.0; True is 1 nowhere.
        return type(value), value if type(value) in (int, bool) else pytest.approx(value)
    if isinstance(value, dict):
        return {key: _plainly(item) for key, item in value.items()}
    return value


def plain_raises(error: Any, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    with pytest.raises(error) as raised:
        function(*args, **kwargs)
    return raised.value


def failing_plainly(theme: str, source: str, right: types.ModuleType) -> set[str]:
    """The checks that fail in this process."""
    code = (CORPUS / theme / "checks.py").read_text("utf-8")
    checks: dict[str, Any] = {"__name__": "checks"}
    exec(compile(code, f"{theme}/checks.py", "exec"), checks)
    checks |= {"assert_same": plain_same, "assert_raises": plain_raises}
    failing = set()
    for name, run in checks.items():
        if name.startswith("test_"):
            given = {"student": loaded(source), "reference": right}
            names = run.__code__.co_varnames[: run.__code__.co_argcount]
            if hasattr(run, "hypothesis"):
                inner = run.hypothesis.inner_test
                names = inner.__code__.co_varnames[: inner.__code__.co_argcount]
                chosen = settings(run._hypothesis_internal_use_settings, **QUIET)
                run._hypothesis_internal_use_settings = chosen
            try:
                run(**{key: given[key] for key in names if key in given})
            except (Exception, pytest.fail.Exception):
                failing.add(name)
    return failing


QUIET: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.generate],
}


@pytest.fixture(scope="module")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    order = ", ".join(f'"{theme}"' for theme in THEMES)
    manifest = f'title = "B"\nversion = "1.0.0"\nlicence = "MIT"\norder = [{order}]\n'
    files = {"exercises/both/set.toml": manifest}
    for theme in THEMES:
        public, private = f"exercises/both/{theme}", f"solutions/both/{theme}"
        requires = f"requires = {REQUIRES.get(theme, '[]')}"
        files |= {
            f"{public}/exercise.toml": f'title = "{theme}"\ndifficulty = "easy"\n{requires}\n',
            f"{public}/README.md": f"# {theme}\n",
            f"{public}/{theme}.py": "",
            f"{public}/test_examples.py": "def test_nothing():\n    pass\n",
            f"{private}/solution.py": next(submissions_of(theme)),
            f"{private}/checks.py": (CORPUS / theme / "checks.py").read_text("utf-8"),
        }
    with grader_of(tmp_path_factory.mktemp("both"), files) as grader:
        yield grader


ITEMS = "What an iterator gave can be walked through more than once."
# Checks that find something in plain Python alone, each with the reason (docs/kinds.md, checks.md).
DIFFERENT = {
    "test_doubled_twice": ITEMS,
    "test_evens_twice": ITEMS,
    "test_copied_stays": "A check's list crosses as a copy: assert_untouched asks if it stays.",
    "test_bag_list_stays": "A check's list crosses as a copy.",
    "test_grid_identity": "A tuple that stands in several places of an answer is several tuples.",
}


@pytest.fixture(scope="module")
def graded(grade: Grader) -> Callable[[str], list[tuple[str, Report]]]:
    """A theme's submissions, the right one first, each with what kata says of it."""

    @functools.cache
    def of(theme: str) -> list[tuple[str, Report]]:
        return [(source, grade(source, f"both/{theme}")) for source in submissions_of(theme)]

    return of


@pytest.mark.parametrize("theme", THEMES)
def test_what_fails_is_the_same_both_ways(graded, theme):
    known, different = set(), set()
    (right, _), *_ = graded(theme)
    for source, report in graded(theme):
        plainly = failing_plainly(theme, source, loaded(right))
        failing = {c.name for c in report.checks if c.status != "passed"}
        assert bool(plainly) == (source != right), plainly
        known |= (plainly - failing) & set(DIFFERENT)
        different |= {f"{name}, only plainly:\n{source}" for name in plainly - failing - known}
        different |= {f"{name}, only with kata:\n{source}" for name in failing - plainly}
    assert not different, "\n".join(sorted(different))
    checks = {c.name for c in report.checks}
    assert known == checks & set(DIFFERENT), "what is a difference no more is none to be listed"


# Reports of which not all can be tried in plain Python, by the check, with the reason.
NOT_TRIED = {
    ITS_NAMES: """
        test_accounts test_accounts_differ test_alias_kept test_applied test_bounds_unpack
        test_counter_plus test_counts test_cut test_cut_total test_doubled_changes
        test_doubled_enumerate test_doubled_items test_doubled_loop test_doubled_twice
        test_doubled_unpacks test_encoded_parts test_endless_next test_evens_lazy test_evens_twice
        test_full_cards test_grid_identity test_grid_rows test_grid_shape
        test_hello_parts test_latest_left test_latest_pop test_letters_set test_mask
        test_mean_between test_middle_parts test_normalised_is_an_array test_padded test_people
        test_parsed_else test_places_loop test_places_parts test_row_parts test_sign_zip
        test_sort_length test_split test_squares_next test_squares_star test_statistics
    """,
    ITERATORS_TEXT: "test_doubled_text",
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("theme", THEMES)
def test_what_a_report_says_of_its_lines_is_so_in_plain_python(graded, theme):
    """Whoever pastes what stands behind "called" gets what stands behind "returned"."""
    untrue, not_tried = set(), set()
    for source, report in graded(theme):
        for check in (c for c in report.checks if c.status != "passed"):
            try:
                why = tried(report, check, lambda source=source: dict(vars(loaded(source))))
                not_tried |= {(check.name, reason) for reason in why}
            except Untrue as error:
                shown = check.counterexample.call
                untrue.add(f"{check.name}: {check.message}\n{shown}\n{error}\n")
    assert not untrue, "\n".join(sorted(untrue))
    checks = {c.name for c in report.checks}
    listed = {(name, why) for why, names in NOT_TRIED.items() for name in names.split()}
    assert not_tried == {(name, why) for name, why in listed if name in checks}


# What is wrong; the check; the lines that are shown, what they gave and what was expected.
BLAMED = [
    ("range(n)", "range(n - 1)", "test_full", "len(Deck.full(3))", "2", "3"),
    ("return n\n", "return n + 1\n", "test_full", "Deck.size(3)", "4", "3"),
    ("self.cards[-1]", "self.cards[0]", "test_top", "Deck([1, 2, 3]).top()", "1", "3"),
    ("sorted(numbers)", "list(numbers)", "test_sort", "sort(numbers)", "[3, 1, 2]", "[1, 2, 3]"),
    ("LIMIT = 3", "LIMIT = 4", "test_limit_is", "LIMIT", "4", "3"),
    (
        "w * h",
        "w * w",
        "test_area_mirrored",
        "area(2, 3)  # gives 4\narea(3, 2)",
        "9",
        "area(2, 3) == area(3, 2)",
    ),
    (
        "sum(self.cards)",
        "sum(self.cards[:-1])",
        "test_cut_total",
        "deck = Deck([1, 2, 3])\ndeck.cut(1).total()  # gives 5\ndeck.total()",
        "3",
        "deck.cut(1).total() == deck.total()",
    ),
    ("min(n, LIMIT)", "n + LIMIT", "test_limit", "limited(n=9)", "12", "3"),
]


@pytest.mark.parametrize(("right", "wrong", "name", "call", "got", "expected"), BLAMED)
def test_of_two_answers_the_wrong_one_is_shown_and_both_where_nobody_knows(
    grade, right, wrong, name, call, got, expected
):
    source = next(submissions_of("sides"))
    assert right in source
    report = grade(source.replace(right, wrong), "both/sides")
    shown = next(c for c in report.checks if c.name == name).counterexample
    assert (shown.call, shown.got, shown.expected) == (call, got, expected)


def test_a_comparison_that_max_was_misled_by_is_shown(grade):
    source = next(submissions_of("operators"))
    right = "return self.cents < other.cents"
    report = grade(source.replace(right, right.replace("<", ">")), "both/operators")
    shown = next(c for c in report.checks if c.name == "test_money_best").counterexample
    assert (shown.call, shown.got) == ("Money(3) > Money(1)", "False")


def test_a_constant_goes_by_its_name(grade):
    source = next(submissions_of("sides")).replace("min(n, LIMIT)", "n").replace("T = 3", "T = 4")
    check = next(c for c in grade(source, "both/sides").checks if c.name == "test_limit")
    assert check.message == "`limited(9) == LIMIT` is false: 9 == 4."
