"""Explanations: small enough to compute by hand, true on every case, silent where nothing is sure.

One session per exercise, opened when a test first needs it.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import REPO, check
from rich.console import Console

from grader import submissions
from grader.explain.call import Call
from grader.explain.case_features import CaseFeatures
from grader.explain.condition_choice import chosen
from grader.explain.convolution_sum import window
from grader.grade.session import Options, Session
from grader.sets import library
from grader.views import redact
from grader.views.json import to_json
from grader.views.terminal import report_lines
from grader.wire.arrays import Tensor
from grader.wording.value_text import text

SOLUTIONS = REPO / "solutions" / "convolution"
WHENS = Path(__file__).parent / "whens"
CONV = """\
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    {first}
    page = np.pad(x, padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    y = np.einsum("ijuv,uv->ij", windows, k)
    return {answer}
"""


def conv(answer: str = "y", first: str = "pass") -> bytes:
    """A conv2d that does something else at its beginning or with its answer."""
    return CONV.format(answer=answer, first=first).encode()


# The bank is run when first needed; a dozen variants tell as much here as seventy.
BANK = (
    "flipped_*", "transposed_*", "mean_*", "rounds_*", "dtype_from_*", "ignores_*", "missing_*",
)  # fmt: skip


class Explained:
    """Grades against the convolution set, with one session for each exercise and policy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sessions: dict[tuple[str, str], Session] = {}

    def _private(self, name: str) -> Path:
        """The exercise's private half, with a smaller bank."""
        folder = self._folder / name
        if not folder.exists():
            # With what is recorded of its cases, which are the same.
            shutil.copytree(SOLUTIONS / name, folder, ignore=shutil.ignore_patterns("wrong"))
            (folder / "wrong").mkdir()
            for pattern in BANK:
                for variant in (SOLUTIONS / name / "wrong").glob(f"{pattern}.py"):
                    shutil.copy(variant, folder / "wrong")
        return folder

    def session(self, name: str, feedback: str = "full") -> Session:
        if (name, feedback) not in self._sessions:
            library.load_set.cache_clear()
            exercise = library.find_exercise(f"convolution/{name}")
            exercise = replace(
                exercise,
                feedback=feedback,
                private=self._private(name),
                limits=replace(exercise.limits, call_s=2.0),
            )
            self._sessions[name, feedback] = Session(exercise, Options()).__enter__()
        return self._sessions[name, feedback]

    def __call__(self, source: bytes, name: str = "padded_strided_conv", feedback: str = "full"):
        """As much of the report as that policy lets a student see."""
        submission = submissions.of_bytes(source, f"{name}.py")
        return redact.for_student(self.session(name, feedback).grade(submission))

    def wrong(self, variant: str, name: str = "padded_strided_conv"):
        return self((SOLUTIONS / name / "wrong" / f"{variant}.py").read_bytes(), name)

    def close(self) -> None:
        for session in self._sessions.values():
            session.close()


@pytest.fixture(scope="module")
def explained(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("KATA_PATH", raising=False)
        # The sessions' own pytest forgets which test is running; ours must not.
        patch.setenv("PYTEST_CURRENT_TEST", "explain")
        grader = Explained(tmp_path_factory.mktemp("private"))
        yield grader
        grader.close()
        library.load_set.cache_clear()


def first_failed(report):
    return next(c for c in report.checks if c.status != "passed")


def numbers_in(block: str) -> list[str]:
    return re.findall(r"-?\d+(?:\.\d+)?", block.partition("   (")[0])


def lines(report) -> str:
    console = Console(width=100, file=None, color_system=None)
    with console.capture() as captured:
        for line in report_lines(report, every=True):
            console.print(line)
    return captured.get()


# What: the smallest failing call ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["padded_strided_conv", "naive_conv"])
def test_a_flipped_kernel_is_shown_on_at_most_six_numbers(explained, name):
    """Three on three would be as many as it takes to lose a reader."""
    shown = first_failed(explained.wrong("flipped_kernel", name)).counterexample
    assert sum(len(numbers_in(block)) for block in shown.arguments.values()) <= 6


def test_an_output_rounded_up_is_shown_on_at_most_three_by_three_pixels(explained):
    report = explained.wrong("rounds_output_up")
    rows = first_failed(report).counterexample.arguments["x"].splitlines()
    assert len(rows) <= 3
    assert all(len(numbers_in(row)) <= 3 for row in rows)


@pytest.mark.parametrize("variant", ["flipped_kernel", "flipped_columns", "mean_instead_of_sum"])
def test_the_products_of_the_window_add_up_to_the_expected_cell(explained, variant):
    shown = first_failed(explained.wrong(variant)).counterexample
    place, terms, total = re.fullmatch(r"output\[(.*)\] = (.*) = (.*)", shown.window).groups()
    products = [tuple(map(float, term.split("·"))) for term in terms.split(" + ")]
    assert sum(a * b for a, b in products) == float(total)
    row, column = map(int, place.split(", "))
    expected = [numbers_in(line) for line in shown.expected.splitlines()]
    assert float(expected[row][column]) == float(total)


def test_a_case_that_never_comes_back_is_the_one_shown(explained):
    """The status says too slow, so the call below it is the slow one and not another failure."""
    slow = b"""\
def output_size(n, k, stride=1, padding=0):
    while stride > 1 and n == k:
        pass
    return 0.5
"""
    one = check(explained(slow, "output_size"), "test_stride")
    assert one.status == "timeout"
    assert one.counterexample.got == "nothing, within the time allowed"


# Views of strange answers ----------------------------------------------------------------------

STRANGE = [
    None, "text", b"bytes", 3, True, 2.5, 1j, float("nan"), [], [[]], [[1], [2, 3]], [1, [2]],
    ["a", None], {"a": 1}, (), ([1], 2), slice(1, 2), np.zeros(()), np.zeros(0), np.zeros((0, 3)),
    np.zeros((2, 2), complex), np.zeros((2, 2), bool), np.array([[None, 1]], object),
    np.full((2, 2), np.nan), np.zeros((2, 2, 2)), np.array([["a", "b"]]), 10**400, [[10**400]],
    np.array([[np.inf, -np.inf]]), np.zeros((1, 2, 3, 4, 5)), Tensor(np.zeros((2, 2)), "bfloat16"),
    Tensor(np.zeros((2, 2)), device="cuda"), [Tensor(np.zeros(2))],
]  # fmt: skip
IDS = [f"{n}-{type(v).__name__}" for n, v in enumerate(STRANGE)]


@pytest.mark.parametrize("got", STRANGE, ids=IDS)
def test_any_answer_can_be_shown_against_any_other(got):
    for want in STRANGE:
        assert isinstance(text(got, want), str)


@pytest.mark.parametrize("value", STRANGE, ids=IDS)
def test_a_window_is_shown_or_not_but_never_fails(value):
    """Whatever is in the place of an argument, of the answer or of the expected answer."""
    plain = {"x": np.ones((2, 2)), "k": np.ones((1, 1)), "stride": 1, "padding": 0}
    right = np.ones((2, 2))
    window(Call("conv2d", plain), value, right)
    window(Call("conv2d", plain), right, value)
    for name in (*plain, "b"):
        window(Call("conv2d", plain | {name: value}), np.zeros((2, 2)), right)


@pytest.mark.parametrize("option", ["stride", "padding"])
def test_a_window_of_an_impossible_step_or_border_is_not_shown(option):
    call = Call("conv2d", {"x": np.ones((2, 2)), "k": np.ones((1, 1)), option: -1})
    assert window(call, np.zeros((2, 2)), np.ones((2, 2))) is None


def test_a_filter_bank_with_its_axes_elsewhere_has_no_window():
    """TensorFlow's order: what stands first is a row of the kernel, no filter."""
    call = Call("conv2d", {"x": np.ones((1, 1, 3, 3)), "w": np.ones((1, 1, 1, 4))})
    got, want = np.ones((1, 4, 3, 3)), np.ones((1, 4, 3, 3))
    got[0, 3] = 0
    assert window(call, got, want) is None


@pytest.mark.parametrize(
    "answer",
    [
        "None", "'text'", "y.tolist()[0]", "[[1.0], [2.0, 3.0]]", "y.astype(object)", "y + 0j",
        "y.sum()", "np.zeros((0, 0))", "[]", "{'y': y}", "y[None]", "y > 0", "y * np.nan",
        "(i for i in y)", "object()", "10 ** 400", "y.astype(str)", "...", "1j",
    ],
)  # fmt: skip
def test_a_strange_answer_is_told_in_full(explained, answer):
    """From the worker to the last line on the terminal, without a fault of the grader's."""
    report = explained(conv(answer))
    assert report.verdict == "failed"
    assert first_failed(report).counterexample is not None
    assert "returned" in lines(report)
    assert to_json(report)


# Why: nothing that is not certain ---------------------------------------------------------------


def test_a_known_mistake_is_named_and_its_hint_comes_first(explained):
    report = explained.wrong("flipped_kernel")
    assert first_failed(report).why.id == "flipped_kernel"
    hints = explained.session("padded_strided_conv").judge.exercise.hints
    assert report.hint == next(h.text for h in hints if "flipped_kernel" in h.after)


def test_an_undiagnosed_mistake_has_no_hint_of_its_own(explained):
    assert explained(conv("y + y.size")).hint is None


@pytest.mark.parametrize(
    ("answer", "first"),
    [
        ("y + x.shape[0]", "k = k[::-1, ::-1]"),
        ("np.round(y) + padding + 1", "k = k.T[:, ::-1] if k.shape[0] == k.shape[1] else -k"),
        ("(y - stride)[::-1]", "x = np.abs(x)"),
    ],
)
def test_two_mistakes_at_once_get_no_why(explained, answer, first):
    """Neither mistake's answers are these, so neither is named."""
    report = explained(conv(answer, first))
    assert report.verdict == "failed"
    assert {c.why for c in report.checks} == {None}


def test_a_mistake_that_nobody_knows_is_named_by_a_law(explained):
    report = explained(conv("3 * y"))
    assert {c.why.id for c in report.checks if c.why} == {"law:scaled"}


def test_lost_digits_are_no_law(explained):
    """Answers that only rounding tells apart would satisfy half of all laws."""
    one = check(explained(conv("np.round(y, 8)")), "test_accuracy")
    assert one.status == "failed"
    assert one.why is None


def test_one_failing_function_is_not_explained_by_calls_of_another(explained):
    """Every kernel fails; what tells same_padding's calls from output_size's is no condition."""
    source = (SOLUTIONS / "output_size" / "solution.py").read_bytes()
    broken = source.replace(b"    if k % 2 == 0:\n", b"    return 'no'\n    if k % 2 == 0:\n")
    one = check(explained(broken, "output_size"), "test_same_padding")
    assert one.when == f"it fails on every case ({one.cases} of {one.cases})"


# When: conditions that are known ----------------------------------------------------------------

KNOWN = sorted(WHENS.glob("*/*.py"))
# How many of them are said in the words of the variant's docstring, and in how many what is said
# is the same on all recorded cases of the exercise. Raise them when they rise.
VERBATIM, SAME = 18, 19


SMALL = "test_small_integers"


def said_and_true(explained, path: Path) -> tuple[str | None, bool, bool]:
    """What is said first, whether it is the docstring's condition, and whether it is the same on
    every recorded case of the exercise."""
    session = explained.session(path.parent.name)
    report = explained(path.read_bytes(), path.parent.name)
    # Most are written plainly and so wrap small integers too, which is another mistake.
    others = (c for c in report.checks if c.status == "failed" and c.name != SMALL)
    said = next(others, first_failed(report)).when
    true = re.search(r"Fails where (.*)\.", path.read_text("utf-8"))[1]
    exact = re.fullmatch(r"every case where (.*) fails, and no other", said or "")
    if exact is None:
        return said, False, False
    features = CaseFeatures(session.judge)
    masks = [features.masks(c) for c in session.judge.recording.checks]
    same = all(_mask(m, exact[1]) == _mask(m, true) for m in masks)
    return said, set(exact[1].split(" and ")) == set(true.split(" and ")), same


def _mask(masks: dict[str, int], condition: str) -> int | None:
    first, *others = (masks.get(term, 0) for term in condition.split(" and "))
    for other in others:
        first &= other
    return first


def test_known_conditions_are_found(explained):
    """Mistakes that no bank has, each with a condition of one or two terms."""
    found = [said_and_true(explained, path) for path in KNOWN]
    for path, (said, verbatim, same) in zip(KNOWN, found, strict=True):
        print(f"{path.stem:32} {'=' if verbatim else '~' if same else ' '} {said}")
    assert sum(verbatim for _, verbatim, _ in found) >= VERBATIM
    assert sum(same for _, _, same in found) >= SAME


def test_no_condition_is_said_that_another_check_of_the_report_refutes(explained):
    """Where nothing is padded and no stride is taken, one number comes of H = kh and W = kw; the
    check of strides beside it fails for images that are larger."""
    session = explained.session("padded_strided_conv")
    every: list[str] = []
    for name in ("scalar_for_one_press", "one_ring_of_padding", "square_with_stride"):
        source = (WHENS / "padded_strided_conv" / f"{name}.py").read_bytes()
        judged = [j for j in session.judge.judge(source) if j.failures]
        said = [c.when for c in explained(source).checks if c.when]
        every += said
        assert_not_refuted(session, judged, said)
    assert len(every) > 3


def assert_not_refuted(session, judged, said):
    for sentence in said:
        exact = re.fullmatch(r"every case where (.*) fails, and no other", sentence)
        passes = re.fullmatch(r"every case where (.*) passes", sentence)
        for one in judged:
            if one.check.name == "test_a_new_array":
                continue  # it is about what a call does besides
            masks = CaseFeatures(session.judge).masks(one.check)
            failed = sum(1 << number for number in one.failures)
            assert not exact or not failed & ~_mask(masks, exact[1]), (sentence, one.check.name)
            assert not passes or not failed & _mask(masks, passes[1]), (sentence, one.check.name)


def test_a_check_that_counts_calls_says_of_wrong_values_what_the_others_bear_out(explained):
    """It said "where W ≠ kw and b is given, and only there", which no other check bore out."""
    source = (SOLUTIONS / "multichannel_einsum" / "wrong" / "bias_on_the_columns.py").read_bytes()
    session = explained.session("multichannel_einsum")
    judged = session.judge.judge(source)
    (counting,) = (one for one in judged if one.check.name == "test_one_einsum")
    shown = next(iter(counting.failures.values()))
    said = chosen(CaseFeatures(session.judge), counting, judged, shown, True)
    assert said in (None, "every case where b is None passes")


# Policies: nothing that is withheld leaks -------------------------------------------------------

TELLTALE = "424242"
LEAKS = {
    "prints its inputs": ("y + 424242", f"print('{TELLTALE}', x, k)"),
    "raises with its inputs": ("y", f"raise ValueError('{TELLTALE}', x.tolist())"),
    "exits with its inputs": ("y", f"raise SystemExit('{TELLTALE}')"),
    "returns its inputs": (f"'{TELLTALE}' + str(x)", "pass"),
    "writes to the error stream": ("-y", f"import sys; sys.stderr.write('{TELLTALE}')"),
}


@pytest.mark.parametrize("feedback", ["titles", "score"])
@pytest.mark.parametrize("way", LEAKS)
def test_inputs_that_are_withheld_stay_so(explained, feedback, way):
    """Student code sees the hidden inputs; nothing that it says may come back."""
    answer, first = LEAKS[way]
    report = explained(conv(answer, first), feedback=feedback)
    assert report.verdict == "failed"
    for shown in (to_json(report), lines(report), repr(report)):
        assert TELLTALE not in shown
    assert report.output is None
    assert all(c.counterexample is None and c.message is None for c in report.checks)
    assert all(c.when is None and c.why is None and c.notes == () for c in report.checks)


@pytest.mark.parametrize("variant", ["flipped_kernel", "rounds_output_up", "returns_nested_list"])
def test_the_failing_call_is_shown_without_the_right_answer(explained, variant):
    source = (SOLUTIONS / "padded_strided_conv" / "wrong" / f"{variant}.py").read_bytes()
    report = explained(source, feedback="counterexample")
    shown = first_failed(report).counterexample
    assert shown.call.startswith("conv2d(")
    assert (shown.expected, shown.window) == ("", None)
    assert "‹" not in shown.got
    assert all(c.when is None and c.why is None and c.notes == () for c in report.checks)
    assert report.hint is None
    for said in (to_json(report), lines(report)):
        assert not re.search(r"expected\s+\S|expected shape", said.replace('"expected"', ""))


def test_a_check_that_runs_out_of_time_does_not_mark_wrong_cells(explained):
    """A wrong answer on one case and an endless loop on another: the marks stay away too."""
    source = conv("y + np.eye(*y.shape)", "while padding == 3: pass")
    report = explained(source, feedback="counterexample")
    said = to_json(report)
    assert "timeout" in said
    assert "‹" not in said


@pytest.mark.parametrize("feedback", ["counterexample", "titles", "score"])
def test_what_is_withheld_is_said(explained, feedback):
    report = explained(conv("-y"), feedback=feedback)
    assert "when" in report.withheld
    assert "why" in report.withheld
    assert (report.checks == ()) == (feedback == "score")


def test_full_feedback_withholds_nothing(explained):
    report = explained(conv("-y", "print(7)"))
    assert report.withheld == ()
    assert "7" in report.output
    assert first_failed(report).counterexample.expected
