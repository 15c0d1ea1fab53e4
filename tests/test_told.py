"""Files that people really handed in, each with what they must be told, and what they must not.

Each stands in tests/submissions/told/. One session per exercise, opened when a test first needs it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from conftest import REPO

from grader import submissions
from grader.grade.session import Options, Session
from grader.sets import library
from grader.views.terminal import report_lines
from grader.wording.file_tokens import Code

CONV = "convolution/padded_strided_conv"
SOBEL = "convolution/sobel_conv2d"
TORCH = "convolution/tf_to_torch"
SAME = "convolution/tf_same_padding"
FIELD = "convolution/receptive_field"
EDGES = "convolution/learn_edges"
POOL_BACK = "pooling/max_pool2d_backward"


@dataclass(frozen=True)
class Told:
    """points: the share that is due, or lost: how many are not. says: what the report says;
    not_a_word: what it doesn't."""

    exercise: str
    says: str = ""
    points: float | None = None
    not_a_word: tuple[str, ...] = ()
    lost: int | None = None


FILES = {
    "stub_pasted_below": Told(
        CONV,
        "conv2d is defined twice, on lines 4 and 10: only the last counts.",
        0,
        ("printed",),
    ),
    "unwritten_stub_pasted_below": Told(CONV, "conv2d is defined twice, on lines 4 and 10", 0),
    "coroutine": Told(
        CONV, "conv2d is made with async def", 0, ("your code printed", "execute.py", "awaited")
    ),
    "default_dtype": Told(EDGES, points=1),
    "default_device": Told(EDGES, points=1),
    "float_without_division": Told(
        FIELD, "Returned a NumPy float64, expected an int.", 0, ("/ always",)
    ),
    "float_by_division": Told(FIELD, "expected an int: / always gives a float", 0),
    "all_masked": Told(CONV, "Returned a masked array (1 of its 1 numbers masked)", 0),
    "partly_masked": Told(CONV, "numbers masked), expected a NumPy array."),
    "no_import": Told(CONV, "why The import is missing: import numpy as np.", 0),
    "imports_under_main": Told(CONV, "why The import is missing: import numpy as np.", 0),
    "exits_in_the_function": Told(
        CONV,
        "why conv2d ends the whole program; a function gives its answer back with return.",
    ),
    "asks_in_the_function": Told(CONV, "why It asks for input, and nobody is there to answer.", 0),
    "reads_a_file_in_the_function": Told(
        CONV, "why The file is handed in alone, without its folder.", 0
    ),
    "long_doubles": Told(CONV, not_a_word=("handed out", "overwritten")),
    "rows_of_a_generator": Told(CONV, "Returned a generator, expected a NumPy array.", lost=2),
    "nested_list": Told(CONV, "Returned a list of lists, expected a NumPy array.", lost=2),
    "tuple_of_tuples": Told(
        CONV, "Returned a tuple of tuples, expected a NumPy array.", lost=2, not_a_word=(" lists",)
    ),
    "zeros_without_device": Told(
        TORCH,
        "every case where w is on a GPU fails, and no other",
        lost=1,
        not_a_word=("contiguous in memory",),
    ),
    "page_without_device": Told(
        SAME,
        "every case where x is on a GPU fails, and no other why The padded page is on the CPU"
        " wherever x is",
        lost=1,
        not_a_word=("contiguous in memory",),
    ),
    "canvas_without_device": Told(
        SOBEL,
        "Something stays on the CPU while the input is on a GPU: a new tensor without device=",
        lost=1,
        not_a_word=("contiguous in memory",),
    ),
    "other_names": Told(
        CONV, "The exercise calls it with stride= and padding=; yours are called s and p."
    ),
    "no_defaults": Told(
        CONV,
        "The exercise also calls it without stride and padding: give defaults, stride=1 and"
        " padding=0.",
    ),
    "keyword_only": Told(
        CONV,
        "The exercise gives x, k, stride and padding by their places, without names: the * among"
        " your parameters forbids that.",
    ),
    "too_few_parameters": Told(
        CONV, "The exercise calls it with padding=; yours takes only x, k and stride."
    ),
    "one_parameter_more": Told(
        CONV,
        "The exercise gives it x, k, stride and padding; yours asks for mode as well.",
        0,
    ),
    "by_place_only": Told(
        CONV, "calls it with stride= and padding=: the / among your parameters forbids the names."
    ),
    "cached_arrays": Told(CONV, "NumPy arrays have none: it refuses each such call.", 0),
    "kept_by_id": Told(CONV, "something is kept from calls before it. id() is only a place in", 0),
    "takes_the_last_layer": Told(FIELD, "IndexError: list index", 0.7, ("first layer", "why")),
    "cut_off_by_detach": Told(
        SAME, "No gradient finds a way back to x and w", lost=1, not_a_word=("runs inside",)
    ),
    "method_given_out": Told(
        CONV, "why conv2d asks for self, as a method does: the exercise calls it as a function."
    ),
    "machine_array": Told(CONV, "Returned an array.array, expected a NumPy array.", 0),
    "sparse": Told(SAME, "Returned a sparse tensor, expected a torch tensor.", 0),
    "float8": Told(SAME, "Returned a tensor of dtype float8_e4m3fn, expected a torch", 0),
    "uint16": Told(SAME, "Returned a tensor of dtype uint16, expected a torch tensor.", 0),
    "nested": Told(SAME, "Returned a nested tensor, expected a torch tensor.", 0),
    "gradients_off": Told(
        SAME, "Your file leaves torch recording no gradients, for everybody who imports it."
    ),
    "gradients_off_for_a_layer": Told(
        SOBEL,
        "all 12 cases fail",
        lost=2,
        not_a_word=("contiguous in memory", "passes"),
    ),
    "array_module": Told(CONV, "Returned shape (1,), expected shape (1, 1).", 0),
    "in_a_class": Told(
        CONV,
        "conv2d is a method of the class Solution, line 5: the exercise calls it as a function of"
        " the file.",
        0,
    ),
    "in_a_function": Told(CONV, "conv2d is defined inside the function main, line 5: the", 0),
    "in_capitals": Told(CONV, "no function conv2d. Yours is called Conv2D: capitals count.", 0),
    "from_a_file_beside": Told(
        CONV,
        "(my_windows is not installed here; a file beside yours is not handed in)",
        0,
    ),
    "loses_the_last_letter": Told(
        "tour/run_length", "called short = squeeze(text='", not_a_word=("expand(short='')",)
    ),
    "complains_in_the_wrong_place": Told(
        "tour/votes", "why What should be on the standard output is on the standard error output:"
    ),
    "main_is_never_called": Told(
        "tour/votes", "why main is defined and never called: none of its lines run.", 0
    ),
    "ends_behind_no_votes": Told("tour/votes", "why Behind `no votes` the program goes on", lost=1),
    "prints_nothing_and_calls_all": Told("tour/votes", "called python votes.py", 0, ("never",)),
    "class_of_one_letter": Told(CONV, "Returned an R, expected a NumPy array.", 0),
    # A frozen weight stops no recording.
    "frozen_stamps": Told(
        SOBEL, "why The stamps are frozen", not_a_word=("records no gradients",), lost=1
    ),
    "cloned_in_its_old_order": Told(
        TORCH, "its numbers lie in memory in another order", not_a_word=("view",), lost=1
    ),
    "starts_far_down": Told(
        POOL_BACK,
        "why The search for the largest pixel starts at a number far down",
        not_a_word=("307",),
    ),
    "rounded_to_nine_places": Told(
        POOL_BACK, "why Pixels that differ by very little are taken for equal", lost=1
    ),
}
# Words of the grader's own, in no report.
INTERNAL = ("the result(", "argument_1", "worked out", "Case(", "Held(", "Ref(", " a a ", "a an ")


class Sessions:
    """One for each exercise that is asked for, with time enough on a busy machine."""

    def __init__(self):
        self._open = {}

    def of(self, exercise_id):
        if exercise_id not in self._open:
            library.load_set.cache_clear()
            exercise = library.find_exercise(exercise_id)
            limits = replace(exercise.limits, submission_s=300, cpu_s=300)
            session = Session(replace(exercise, limits=limits), Options())
            self._open[exercise_id] = session.__enter__()
        return self._open[exercise_id]

    def report(self, name):
        file = REPO / "tests" / "submissions" / "told" / f"{name}.py"
        return self.of(FILES[name].exercise).grade(submissions.of_bytes(file.read_bytes()))

    def close(self):
        for session in self._open.values():
            session.close()


@pytest.fixture(scope="module")
def sessions(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("KATA_DEBUG", "1")
        patch.delenv("KATA_PATH", raising=False)
        # The sessions' own pytest forgets which test is running; ours must not.
        patch.setenv("PYTEST_CURRENT_TEST", "submissions")
        opened = Sessions()
        yield opened
        opened.close()
        library.load_set.cache_clear()


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_told_what_is_true_of_it(sessions, name):
    """In a student's words, and without a word that is the grader's own."""
    told, report = FILES[name], sessions.report(name)
    text = " ".join(" ".join(line.plain for line in report_lines(report, 100, every=True)).split())
    assert told.says in text
    if told.points is not None:
        assert report.score == pytest.approx(told.points * report.max_score)
    if told.lost is not None:
        assert report.score == report.max_score - told.lost
    for word in (*told.not_a_word, *INTERNAL):
        assert word not in text


def test_what_is_too_large_together_is_not_said_to_be_kept(sessions):
    """Each case alone has room; nothing is left of the one before."""
    file = REPO / "tests" / "submissions" / "lines_of_megabytes.py"
    thorough = Options(thorough=True)
    with Session(library.find_exercise("tour/editor"), thorough) as session:
        report = session.grade(submissions.of_bytes(file.read_bytes()))
    assert any("too large to be kept" in (check.message or "") for check in report.checks)
    assert [check.why for check in report.checks if check.why is not None] == []


# What holds the right numbers and is no array, made of the array `page`.
NO_ARRAYS = {
    "page.tolist()": "a list of lists",
    "[tuple(row) for row in page]": "a list of tuples",
    "list(page)": "a list of NumPy arrays",
    "tuple(tuple(row) for row in page)": "a tuple of tuples",
    "tuple(page)": "a tuple of NumPy arrays",
    "deque(page.tolist())": "a deque of lists",
    "(row for row in page)": "a generator",
    "(list(row) for row in page)": "a generator",
    "map(tuple, page)": "a map",
    "iter(page.tolist())": "a list iterator",
}


@pytest.mark.parametrize(("made", "said"), NO_ARRAYS.items())
def test_whatever_holds_the_numbers_of_an_array_costs_one_point_and_is_named(sessions, made, said):
    """One rule, whatever it is: its numbers count, and the check that asks for an array fails."""
    reference = (REPO / "solutions" / CONV / "solution.py").read_text("utf-8")
    source = f"""
from collections import deque
right = conv2d


def conv2d(x, k, stride=1, padding=0):
    page = right(x, k, stride, padding)
    return {made}
"""
    report = sessions.of(CONV).grade(submissions.of_bytes((reference + source).encode()))
    assert report.score == report.max_score - 1
    (failed,) = (check for check in report.checks if check.status == "failed")
    assert failed.message == f"Returned {said}, expected a NumPy array."


def test_every_submission_here_is_one_that_is_tested():
    files = {path.stem for path in (REPO / "tests" / "submissions" / "told").glob("*.py")}
    assert files == set(FILES)


@pytest.mark.parametrize(
    ("source", "inside"),
    [
        ("class A:\n    x = 1\n    async def f(self): pass\n", ("class", "A", 3)),
        ("class A: pass\nif True:\n    def f(): pass\n", None),
        ("class A:\n    pass\ndef f(): pass\n", None),
        ("def g(a=(1,\n  2)):\n    if a:\n        @g\n        def f(): pass\n", ("def", "g", 5)),
        ("class A:\n    class B:\n        def f(self): pass\n", ("class", "B", 3)),
        ("class A:\n    class f:\n        pass\n", None),
        ("x = '''\nclass A:\n    def f(self): pass\n'''\n", None),
        ("class A:\n  def f(self):\n    x\n )\n", ("class", "A", 2)),
    ],
)
def test_where_a_function_is_that_is_no_function_of_the_file(source, inside):
    """By its tokens: of blocks that are none of its owner's, and of texts, nothing is said."""
    assert Code(source.encode()).inside("f") == inside


def test_a_stub_of_several_functions_is_told_in_one_sentence():
    exercise = library.find_exercise("tour/run_length")
    stub = submissions.read(exercise.public / exercise.file)
    with Session(exercise, Options()) as session:
        report = session.grade(stub)
    said = "Not written yet: squeeze and expand raise NotImplementedError."
    assert report.message == said
    lines = [line.plain for line in report_lines(report, 80)]
    assert lines[0].startswith("run_length ")
    assert [line.strip() for line in lines[1:] if line] == [said]
