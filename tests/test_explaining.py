"""What a student with half of it right is shown: a legal call, a true condition, no riddle.

One session per exercise, opened when a test first needs it. Each source is a plausible try.
"""

from __future__ import annotations

import ast
import itertools
import math
import re
import shutil
import warnings
from dataclasses import replace

import numpy as np
import pytest
from conftest import REPO, check

from grader import submissions
from grader.explain import counterexample, explain, known_mistakes, shrink
from grader.explain.call import simplicity_of
from grader.grade.session import Options, Session
from grader.judge.attempt import Attempt
from grader.judge.judge import Judge
from grader.process.parent import no_room
from grader.sets import library
from grader.views import redact
from grader.views.terminal import report_lines
from grader.wording import plain_words


class Explained:
    """Grades against shipped exercises; of their known-wrong variants it keeps those asked for."""

    def __init__(self, folder):
        self._folder = folder
        self._sessions = {}

    def _session(self, exercise_id, variants):
        key = (exercise_id, variants)
        if key not in self._sessions:
            library.load_set.cache_clear()
            exercise = library.find_exercise(exercise_id)
            private = self._folder / str(len(self._sessions)) / exercise.name
            # With what is recorded of its cases, which are the same.
            shutil.copytree(exercise.private, private, ignore=shutil.ignore_patterns("wrong"))
            (private / "wrong").mkdir()
            for variant in variants:
                shutil.copy(exercise.private / "wrong" / f"{variant}.py", private / "wrong")
            # A submission here may have many checks explained.
            limits = replace(exercise.limits, submission_s=300, cpu_s=300)
            exercise = replace(exercise, private=private, limits=limits)
            self._sessions[key] = Session(exercise, Options(thorough=True)).__enter__()
        return self._sessions[key]

    def __call__(self, exercise_id, source, variants=()):
        return self._session(exercise_id, variants).grade(submissions.of_bytes(source.encode()))

    def close(self):
        for session in self._sessions.values():
            session.close()


@pytest.fixture(scope="module")
def explained(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("KATA_DEBUG", "1")
        patch.delenv("KATA_PATH", raising=False)
        # The sessions' own pytest forgets which test is running; ours must not.
        patch.setenv("PYTEST_CURRENT_TEST", "explaining")
        grader = Explained(tmp_path_factory.mktemp("private"))
        yield grader
        grader.close()
        library.load_set.cache_clear()


def failed(report):
    return [c for c in report.checks if c.status not in ("passed", "skipped")]


def numbers(call: str) -> dict[str, int]:
    """The whole numbers among a shown call's arguments."""
    return {name: int(value) for name, value in re.findall(r"(\w+)=(-?\d+)\b(?!\.)", call)}


def shown(report, width=80):
    return "\n".join(line.plain for line in report_lines(report, width))


# Counterexamples keep to the contract ------------------------------------------------------------

RAISES = "def {name}(*args, **more):\n    raise RuntimeError('x')\n"
LEAST = {
    "convolution/output_size": ("output_size", "layers_until_empty", "same_padding"),
    "convolution/parameter_count": ("conv_parameters", "dense_parameters", "sharing_factor"),
    "convolution/im2col": ("im2col", "conv2d_gemm"),
    "convolution/conv_backward": ("conv2d_backward",),
    "pooling/avg_pool2d": ("avg_pool2d",),
    "pooling/max_pool2d_backward": ("max_pool2d_backward",),
}


@pytest.mark.parametrize("exercise", LEAST)
def test_the_smallest_call_is_one_that_the_contract_allows(explained, exercise):
    """Whatever is called fails here, so the call is as small as it gets: sizes of at least 1."""
    report = explained(exercise, "".join(RAISES.format(name=name) for name in LEAST[exercise]))
    for one in failed(report):
        given = numbers(one.counterexample.call)
        if one.counterexample.expected.endswith("to be raised"):
            continue
        assert all(n >= 1 for name, n in given.items() if name != "padding"), given
        assert given.get("padding", 0) >= 0


NO_NUMBERS = {
    "None": "None",
    "a list": "[[1.0], [1.0, 2.0]]",
    "an array of dtype complex128": "__import__('numpy').zeros((2, 2), complex)",
}


@pytest.mark.parametrize(
    ("exercise", "function", "test"),
    [
        ("convolution/conv_as_dense", "dense_matrix", "test_linear_in_the_kernel"),
        ("pooling/max_pool2d_backward", "max_pool2d_backward", "test_total_gradient"),
    ],
)
@pytest.mark.parametrize("said", NO_NUMBERS)
def test_what_a_check_reckons_with_is_told_by_what_it_is(explained, exercise, function, test, said):
    """None once was "shape ()", and a complex answer of the right shape had the wrong one."""
    report = explained(exercise, f"def {function}(*a, **k):\n    return {NO_NUMBERS[said]}\n")
    message = check(report, test).message
    if "conv_as_dense" in exercise and said.startswith("an array"):
        said = "a NumPy array"
    assert message.startswith(f"Returned {said}, expected "), message


COUNTS_WHAT_IS_NOT_ZERO = """
import numpy as np
def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    k, s, p = kernel_size, stride or kernel_size, padding
    h, w = ((n + 2 * p - k) // s + 1 for n in x.shape[2:])
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    y = np.zeros((*x.shape[:2], h, w))
    for i, j in np.ndindex(h, w):
        under = page[:, :, i * s : i * s + k, j * s : j * s + k]
        n = k * k if count_include_pad else np.maximum((under != 0).sum((2, 3)), 1)
        y[:, :, i, j] = under.sum((2, 3)) / n
    return y
"""


def test_a_window_is_never_smaller_than_a_pixel(explained):
    """A mean of nothing is no number, and nobody asked for one."""
    first = failed(explained("pooling/avg_pool2d", COUNTS_WHAT_IS_NOT_ZERO))[0]
    assert numbers(first.counterexample.call)["kernel_size"] > 1
    assert "nan" not in first.counterexample.expected
    assert first.when == "every case where kernel_size = 1 passes"


LAST_TIE = """
import numpy as np
def max_pool2d_backward(dy, x, kernel_size, stride=None, padding=0):
    k, s = kernel_size, stride or kernel_size
    dx = np.zeros(x.shape)
    for b, c, i, j in np.ndindex(dy.shape):
        under = x[b, c, i * s : i * s + k, j * s : j * s + k][::-1, ::-1]
        u, v = np.unravel_index(under.argmax(), under.shape)
        dx[b, c, i * s + k - 1 - u, j * s + k - 1 - v] += dy[b, c, i, j]
    return dx
"""


def test_the_condition_holds_for_the_call_that_is_shown(explained):
    first = failed(explained("pooling/max_pool2d_backward", LAST_TIE))[0]
    given = numbers(first.counterexample.call)
    assert given["kernel_size"] > 1
    assert given.get("stride", 1) >= 1
    assert first.when in (None, "every case where kernel_size = 1 passes")


# When: about arguments and sizes -----------------------------------------------------------------

SQUARE_ONLY = """
def conv2d_naive(x, k):
    H, W, kh, kw = len(x), len(x[0]), len(k), len(k)
    return [[sum(x[i + u][j + v] * k[u][v] for u in range(kh) for v in range(kw))
             for j in range(W - kw + 1)] for i in range(H - kh + 1)]
"""


def test_a_kernel_taken_for_square_fails_where_the_kernel_is_not(explained):
    """In that check the image is as large as the kernel, so it isn't square either."""
    report = explained("convolution/naive_conv", SQUARE_ONLY)
    assert failed(report)[0].when == "every case where kh ≠ kw fails, and no other"


def test_an_empty_answer_of_lists_is_shown_as_one(explained):
    first = failed(explained("convolution/naive_conv", SQUARE_ONLY))[0]
    assert first.counterexample.got == "[[]]"


ROWS_AS_LONG_AS_THE_ANSWERS = """
import numpy as np
def dense_matrix(k, input_shape):
    H, W = input_shape
    (kh, kw), (h, w) = k.shape, (H - k.shape[0] + 1, W - k.shape[1] + 1)
    m = np.zeros((h * w, H * W))
    for i, j, u, v in np.ndindex(h, w, kh, kw):
        m[i * w + j, (i + u) * w + j + v] = k[u, v]
    return m
"""
ONE_ARRAY_FOR_ALL = """
import numpy as np
S = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
BLUR, SHARP = np.full((3, 3), 1 / 9), 2 * np.eye(3)[1][:, None] * np.eye(3)[1] - 1 / 9
def sobel_x(): return S
def sobel_y(): return S.T
def box_blur(): return BLUR
def sharpen(): return SHARP
"""
NEGATIVE_TOTAL = """
import torch
from torch.nn import functional as F
def same_pad_conv2d(x, w, stride):
    pads = []
    for n, k in zip(x.shape[2:], w.shape[2:]):
        total = (-(-n // stride) - 1) * stride + k - n
        pads = [total // 2, total - total // 2] + pads
    return F.conv2d(F.pad(x, pads), w, stride=stride)
"""


@pytest.mark.parametrize(
    ("exercise", "source"),
    [
        ("convolution/conv_as_dense", ROWS_AS_LONG_AS_THE_ANSWERS),
        ("convolution/filter_gallery", ONE_ARRAY_FOR_ALL),
        ("convolution/tf_same_padding", NEGATIVE_TOTAL),
    ],
)
def test_nothing_is_said_of_what_the_numbers_happen_to_be_like(explained, exercise, source):
    """A symmetric kernel, a whole answer: they hide the mistake and have nothing to do with it."""
    said = " ".join(c.when or "" for c in failed(explained(exercise, source)))
    assert not re.search(r"rotated|transpose|whole|even\b|odd|answer|entr", said)


PAIRS_ONLY = """
import numpy as np
def im2col(x, kernel_size, stride=1, padding=0):
    kh, kw = kernel_size
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))
    v = v[:, :, ::stride, ::stride]
    return v.transpose(0, 1, 4, 5, 2, 3).reshape(len(x), -1, v.shape[2] * v.shape[3])
def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    y = w.reshape(len(w), -1) @ im2col(x, w.shape[2:], stride, padding)
    h = (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1
    return (y + (0 if b is None else b[:, None])).reshape(len(x), len(w), h, -1)
"""


def test_an_int_where_a_pair_was_thought_of_is_called_an_int(explained):
    one, *_ = failed(explained("convolution/im2col", PAIRS_ONLY))
    assert "(x, 1" in one.counterexample.call  # by place, as it was given
    assert one.when == "every case where kernel_size is an int fails, and no other"
    assert one.counterexample.how == "raised"
    assert one.counterexample.expected.startswith("[0] = 0")


# Exceptions, types, parts ------------------------------------------------------------------------

ANOTHER_EXCEPTION = """
def output_size(n, k, stride=1, padding=0):
    if stride < 1 or k < 1 or n < 0 or padding < 0 or n + 2 * padding < k:
        raise TypeError("no")
    return (n + 2 * padding - k) / stride + 1
def same_padding(k):
    if k % 2 == 0: raise ValueError
    return k // 2
def layers_until_empty(n, k):
    assert k > 1
    return max(0, (n - 1) // (k - 1))
"""


def test_another_exception_is_shown_by_its_own_name(explained):
    report = explained("convolution/output_size", ANOTHER_EXCEPTION)
    one = check(report, "test_impossible")
    there = one.counterexample
    assert (there.how, there.expected) == ("raised", "ValueError to be raised")
    assert there.got.startswith("TypeError: no\n  output_size.py, line 4, in output_size")
    assert one.when == f"it fails on every case ({one.cases} of {one.cases})"


def test_a_float_in_the_place_of_an_int_has_its_point(explained):
    """1 for 1 would be a riddle."""
    there = failed(explained("convolution/output_size", ANOTHER_EXCEPTION))[0].counterexample
    assert (there.call, there.got, there.expected) == ("output_size(n=1, k=1)", "1.0", "1")


PAGE_OF_THE_IMAGES_TYPE = """
import numpy as np
def conv2d(x, k, stride=1, padding=0):
    x = np.pad(x, padding)
    v = np.lib.stride_tricks.sliding_window_view(x, k.shape)[::stride, ::stride]
    y = np.zeros(v.shape[:2], x.dtype)
    for i, j in np.ndindex(y.shape):
        y[i, j] = (v[i, j] * k).sum()
    return y
"""


def test_beside_an_unusual_dtype_every_dtype_is_said(explained):
    """A float 1 next to integers looks like one of them."""
    report = explained("convolution/padded_strided_conv", PAGE_OF_THE_IMAGES_TYPE)
    there = failed(report)[0].counterexample
    assert re.search(r"\(u?int\d+\)", there.arguments["x"])
    assert there.arguments["k"].endswith("(float64)")
    assert there.expected.endswith("(float64)")


CUT_BY_NO_PADDING = """
import numpy as np
def conv2d_backward(dy, x, w, stride=1, padding=0):
    p, (kh, kw) = padding, w.shape[2:]
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p))).astype(float)
    dx, dw = np.zeros(page.shape), np.zeros(w.shape)
    for i, j in np.ndindex(dy.shape[2:]):
        at = np.s_[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
        dx[at] += np.einsum("bo,ocuv->bcuv", dy[:, :, i, j], w)
        dw += np.einsum("bo,bcuv->ocuv", dy[:, :, i, j], page[at])
    return dx[:, :, p : x.shape[2] + p, p : x.shape[3] + p], dw, dy.mean((0, 2, 3))
"""


def test_of_several_arrays_the_wrong_one_is_named(explained):
    """0.5 for 1, of a function that returns three arrays?"""
    report = explained("convolution/conv_backward", CUT_BY_NO_PADDING)
    for name in ("test_bias", "test_stride_and_padding"):
        there = check(report, name).counterexample
        assert there.got.startswith("part 3 of 3:\n"), name
        assert there.expected.startswith("part 3 of 3:\n")


def test_a_number_that_the_check_worked_out_is_not_called_the_answer(explained):
    source = CUT_BY_NO_PADDING.replace("dw, dy.mean", "dw / 2, dy.sum")
    one = check(explained("convolution/conv_backward", source), "test_adjoint")
    assert one.counterexample.how == "computed"
    assert one.message == "The check computes the numbers below from what your code returned."


# Answers that did not last -----------------------------------------------------------------------

ONE_PAGE = """
page = []
def conv2d_naive(x, k):
    rows, columns = range(len(x) - len(k) + 1), range(len(x[0]) - len(k[0]) + 1)
    page[:] = [[sum(x[i + u][j + v] * k[u][v] for u in range(len(k)) for v in range(len(k[0])))
                for j in columns] for i in rows]
    return page
"""


def test_an_overwritten_answer_is_shown_between_both_calls(explained):
    """The first call, the second with its arguments, and what the first answer has become."""
    report = explained("convolution/naive_conv", ONE_PAGE)
    (wrong,) = failed(report)
    there = wrong.counterexample
    assert wrong.message == "The list that the first call returned was overwritten by the second."
    assert (there.call, there.arguments) == ("conv2d_naive(x, k)", {"x": "[[0]]", "k": "[[0]]"})
    assert (there.then, there.then_arguments) == (
        "conv2d_naive(x, k)",
        {"x": "[[1]]", "k": "[[1]]"},
    )
    assert there.how == "afterwards"
    assert there.got == "the first answer is now:\n[[‹1›]]"
    assert there.expected == "what it was:\n[[‹0›]]"


def test_with_the_right_answer_withheld_the_calls_are_still_shown(explained, monkeypatch):
    """What the first answer has become is the student's own; what it was would be the right one."""
    session = explained._session("convolution/naive_conv", ())
    monkeypatch.setattr(
        session.judge, "exercise", replace(session.judge.exercise, feedback="counterexample")
    )
    (wrong,) = failed(redact.for_student(explained("convolution/naive_conv", ONE_PAGE)))
    assert wrong.counterexample.then == "conv2d_naive(x, k)"
    assert wrong.counterexample.then_arguments == {"x": "[[1]]", "k": "[[1]]"}
    assert wrong.counterexample.expected == ""


def test_an_answer_that_shares_an_image_is_shown_with_the_change_to_the_image(explained):
    source = (
        "import numpy as np\n"
        "def im2col(x, kernel_size, stride=1, padding=0):\n"
        "    size = (kernel_size,) * 2 if isinstance(kernel_size, int) else kernel_size\n"
        "    p = padding\n"
        "    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p))) if p else x\n"
        "    windows = np.lib.stride_tricks.sliding_window_view(page, size, axis=(2, 3))\n"
        "    windows = windows[:, :, ::stride, ::stride]\n"
        "    b, c, h, w, kh, kw = windows.shape\n"
        "    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(b, c * kh * kw, h * w)\n"
        "def conv2d_gemm(x, w, b=None, stride=1, padding=0):\n"
        "    y = w.reshape(len(w), -1) @ im2col(x, w.shape[2:], stride, padding)\n"
        "    y = y if b is None else y + b[:, None]\n"
        "    rows = (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1\n"
        "    return y.reshape(len(x), len(w), rows, -1)\n"
    )
    report = explained("convolution/im2col", source)
    (wrong,) = (c for c in failed(report) if c.name != "test_small_integers")
    assert wrong.message.startswith("The answer changed when its argument x was changed afterwards")
    there = wrong.counterexample
    assert there.call == "im2col(x, kernel_size, stride=1, padding=0)"
    assert (there.then, there.then_arguments) == ("x[...] = 99", {})
    assert there.got == "the first answer is now:\n[0] = ‹99›"


BY_IDENTITY = """
kept = []
def conv2d_naive(x, k):
    for a, b, y in kept:
        if a is x and b is k:
            return [row[:] for row in y]
    rows, columns = range(len(x) - len(k) + 1), range(len(x[0]) - len(k[0]) + 1)
    y = [[sum(x[i + u][j + v] * k[u][v] for u in range(len(k)) for v in range(len(k[0])))
          for j in columns] for i in rows]
    kept.append((x, k, y))
    return [row[:] for row in y]
"""


def test_an_answer_out_of_date_is_shown_with_the_change_and_the_call_again(explained):
    """The arguments as they were, how they were changed, and both answers to what they are now."""
    (wrong,) = failed(explained("convolution/naive_conv", BY_IDENTITY))
    assert wrong.message == (
        "The answer is the one for what the argument k was before it was changed: "
        "results are kept by the argument's identity."
    )
    there = wrong.counterexample
    assert (there.call, there.arguments) == ("conv2d_naive(x, k)", {"x": "[[0]]", "k": "[[0]]"})
    assert there.then.splitlines() == [
        "every number in x is changed to 99",
        "every number in k is changed to 99",
        "conv2d_naive(x, k), with the same objects",
    ]
    assert there.how == "afterwards"
    assert there.got == "the answer after the change:\n[[‹0›]]"
    assert there.expected == "the right answer after the change:\n[[‹9801›]]"


def test_rows_of_a_list_are_changed_in_words(explained):
    """`x[...] = 99` is no code for lists."""
    handed_back = ONE_PAGE.replace("page[:] =", "y = x if k == [[1]] else").replace("page\n", "y\n")
    (wrong,) = failed(explained("convolution/naive_conv", handed_back.replace("y = []", "")))
    assert wrong.counterexample.then == "every number in x is changed to 99"


def test_rows_that_are_generators_have_nothing_left_when_they_are_read_again(explained):
    """Nothing was changed in between, and no memory is shared."""
    rows = """
def conv2d_naive(x, k):
    kh, kw = len(k), len(k[0])
    def press(i, j):
        return sum(x[i + u][j + v] * k[u][v] for u in range(kh) for v in range(kw))
    def row(i):
        yield from (press(i, j) for j in range(len(x[0]) - kw + 1))
    return [row(i) for i in range(len(x) - kh + 1)]
"""
    (wrong,) = failed(explained("convolution/naive_conv", rows))
    assert wrong.message == "The answer has a generator in it, which gives its items only once."
    there = wrong.counterexample
    assert there.then == "the answer is read again"
    assert (there.got, there.expected) == (
        "the first answer is now:\n[[]]",
        "what it was:\n[[0]]",
    )


GALLERY = """
import numpy as np
page = np.zeros((3, 3))
def drawn(numbers):
    {body}
def sobel_x(): return drawn([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
def sobel_y(): return drawn([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
def box_blur(): return drawn(np.full((3, 3), 1 / 9))
def sharpen(): return drawn(2 * np.eye(3)[1] * np.eye(3)[1][:, None] - 1 / 9)
"""


@pytest.mark.parametrize(
    ("body", "then"),
    [
        ("page[:] = numbers; return page", r"(sobel_\w)\(\)\[...\] = 99"),
        ("page[:] += 1; return page", r"(sobel_\w|sharpen|box_blur)\(\), the same call again"),
        # The next call writes into the answer of this one, and makes a page of its own.
        (
            "global page; page[:] = numbers; page = np.array(numbers, float); return page",
            r"(sobel_\w|sharpen|box_blur)\(\)",
        ),
    ],
)
def test_what_happened_to_the_answer_is_said_of_calls_without_arguments(explained, body, then):
    """Two callers of one array, a page that grows, and a function that spoils another's answer."""
    report = explained("convolution/filter_gallery", GALLERY.format(body=body))
    there = check(report, "test_a_new_array_at_each_call").counterexample
    assert re.fullmatch(then, there.then)
    assert there.then_arguments == {}
    assert there.then.startswith(there.call) == ("global" not in body)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "return 0 * np.array(numbers)",
            "On a step from 0 to 1 to the right, this stamp answers 0",
        ),
        ("return np.asarry(numbers)", ""),
        ("return None", "A stamp is a NumPy array of nine numbers, of shape (3, 3), and this is"),
        ("return np.ones(3)", "A stamp is a NumPy array of nine numbers, of shape (3, 3)."),
    ],
)
def test_what_a_function_without_arguments_should_return_is_never_written_out(
    explained, body, said
):
    """There is one such answer, and it is the whole solution."""
    report = explained("convolution/filter_gallery", GALLERY.format(body=body))
    found = failed(report)
    assert (found[0].message or "").startswith(said)
    assert {c.counterexample.expected for c in found} <= {"", None, "no exception"}


def test_checks_that_all_pass_have_no_say_in_which_feature_is_the_reason(explained):
    """Only where no stride is given do the windows overlap: the other checks, which pass, knew of
    fewer cases where W' ≠ W, which was called the reason."""
    wrong = REPO / "solutions/pooling/max_pool2d_backward/wrong/stride_one_by_default.py"
    first = failed(explained("pooling/max_pool2d_backward", wrong.read_text("utf-8")))[0]
    assert first.when in (
        "every case where kernel_size > 1 fails, and no other",
        "every case where kernel_size = 1 passes",
        "every case where W' = W passes",  # as kernel_size is 1 there
    )


def test_of_several_arrays_the_one_that_changed_is_named(explained):
    source = CUT_BY_NO_PADDING.replace("dy.mean((0, 2, 3))", "total(dy)")
    source += (
        "sums = {}\ndef total(dy):\n    y = sums.setdefault(dy.shape[1], np.zeros(dy.shape[1]))\n"
    )
    source += "    y[:] = dy.sum((0, 2, 3))\n    return y\n"
    report = explained("convolution/conv_backward", source)
    there = check(report, "test_new_arrays").counterexample
    assert there.got.startswith("part 3 of 3 of the first answer is now:\n")
    assert there.expected.startswith("what it was:\n")


def test_a_layer_that_is_given_twice_is_told_once(explained):
    """What the second call shares with the first stands above already."""
    source = TRAIN.replace("    losses = []\n", "    losses.clear()\n")
    source = "losses = []\n" + source.format(
        mean="mean()", before="conv.zero_grad()", after="", item=".item()"
    )
    (wrong,) = failed(explained("convolution/learn_edges", source))
    assert "conv" in wrong.counterexample.arguments
    assert set(wrong.counterexample.then_arguments) == {"images", "targets"}


# Objects that stay in the worker -----------------------------------------------------------------

TRAIN = """
import torch
def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        loss = ((conv(images) - targets) ** 2).{mean}
        {before}
        loss.backward()
        with torch.no_grad():
            conv.weight -= lr * conv.weight.grad
        {after}
        losses.append(loss{item})
    return losses
"""


def trains(explained, mean="mean()", before="conv.zero_grad()", after="", item=".item()"):
    source = TRAIN.format(mean=mean, before=before, after=after, item=item)
    variants = ("left_gradients_count", "losses_keep_their_graph", "mean_over_images_only")
    return explained("convolution/learn_edges", source, variants)


def test_two_mistakes_at_once_are_still_explained(explained):
    """A list of tensors next to an array of numbers once ended the explanation of every check."""
    report = trains(explained, mean="sum() / len(images)", item="")
    assert len(failed(report)) == sum(c.status != "skipped" for c in report.checks)
    for one in failed(report):
        assert one.counterexample is not None
        assert one.counterexample.got
        assert one.counterexample.expected or one.message  # a law has a sentence


def test_a_layer_is_shown_as_what_made_it(explained):
    """And what was done to it before the call, left gradients among it."""
    report = trains(explained, before="", after="conv.zero_grad()")
    there = check(report, "test_left_gradients").counterexample
    lines = there.arguments["conv"].splitlines()
    assert lines[0] == "nn.Conv2d(1, 2, 3, padding=1, bias=False, device='cpu')"
    assert lines[1] == "conv.float()"
    assert lines[2] == "conv.load_state_dict({'weight': weight})"
    assert lines[3] == "conv.weight.grad = grad"
    assert {"weight", "grad"} <= there.arguments.keys()
    assert (there.how, there.got.partition("\n")[0]) == ("afterwards", "conv.weight:")
    assert "Ref(" not in shown(report)


def test_what_was_drawn_for_an_object_is_made_simple_too(explained):
    """Its weights are no argument of the call, but on the screen all the same."""
    report = trains(explained, mean="sum() / len(images)")
    weight = check(report, "test_losses").counterexample.arguments["weight"]
    assert sum(n != "0" for n in re.findall(r"(?<=[ ])-?\d+(?= |\n|$)", weight)) <= 3


def test_a_list_of_tensors_is_no_list_of_floats_to_the_bank(explained):
    """Each mistake alone is known; the cause of one must not stand below the other."""
    kept = trains(explained, before="", after="conv.zero_grad()", item="")
    assert {c.why for c in failed(kept)} == {None}
    alone = trains(explained, before="", after="conv.zero_grad()")
    assert {c.why.id for c in failed(alone)} == {"left_gradients_count"}


def test_laws_are_not_asked_about_what_a_call_left_behind(explained):
    """An untouched weight of whole numbers is not an answer that was rounded."""
    report = trains(explained, before="conv = type(conv)(1, 2, 3, padding=1, bias=False)")
    assert {c.why for c in failed(report) if c.counterexample.how == "afterwards"} <= {None}


# Faults of ours ----------------------------------------------------------------------------------


@pytest.mark.parametrize("culprit", [(counterexample, "window"), (explain.Explainer, "_facts")])
def test_what_cannot_be_explained_is_still_told(explained, monkeypatch, culprit):
    """A fault of the explainer's own leaves the plain sentence, never a blank."""
    monkeypatch.delenv("KATA_DEBUG")

    def fails(*_args, **_more):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(*culprit, fails)
    report = explained("convolution/padded_strided_conv", PAGE_OF_THE_IMAGES_TYPE)
    one, *_ = failed(report)
    assert one.message == "The answer of conv2d is not the right one."
    assert one.message in shown(report)


def test_where_no_more_workers_can_be_started_the_recorded_call_is_shown(explained, monkeypatch):
    """All checks of a session said "No call"."""
    monkeypatch.delenv("KATA_DEBUG")
    attempt, before = Judge.attempt, itertools.count()

    def is_the_only_one(judge, source):
        if next(before):
            raise no_room("no more processes")
        return attempt(judge, source)

    monkeypatch.setattr(Judge, "attempt", is_the_only_one)
    report = explained("convolution/padded_strided_conv", PAGE_OF_THE_IMAGES_TYPE)
    assert all(one.counterexample is not None for one in failed(report))
    assert next(before) > 1


def test_known_mistakes_that_cannot_be_tried_leave_the_rest_to_be_told(explained, monkeypatch):
    monkeypatch.delenv("KATA_DEBUG")

    def fails(*_):
        raise no_room("no more processes")

    monkeypatch.setattr(known_mistakes.KnownMistakes, "why", fails)
    one, *_ = failed(explained("convolution/padded_strided_conv", PAGE_OF_THE_IMAGES_TYPE))
    assert one.counterexample is not None


def test_a_fault_of_the_explainers_shows_itself_to_its_developers(explained, monkeypatch):
    monkeypatch.setattr(explain, "counterexample", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        explained("convolution/padded_strided_conv", PAGE_OF_THE_IMAGES_TYPE)


def test_a_slow_function_is_told_with_the_smallest_call_that_was_found_in_time(
    explained, monkeypatch
):
    """Hundreds of calls of a second each would be minutes. Here the student's time grows by a
    second whenever somebody asks how much there was."""
    source = RAISES.format(name="conv2d")
    searches: list[list[object]] = []
    begin, call = shrink._Search.run, shrink._Search._failure

    def begun(search, start):
        searches.append([])
        return begin(search, start)

    def called(search, arguments):
        failure = call(search, arguments)
        searches[-1].append(failure)
        return failure

    monkeypatch.setattr(shrink._Search, "run", begun)
    monkeypatch.setattr(shrink._Search, "_failure", called)
    explained("convolution/padded_strided_conv", source)
    quick = max(map(len, searches))
    searches.clear()
    seconds = itertools.count()
    monkeypatch.setattr(Attempt, "spent_s", lambda attempt, matters_from=0.0: float(next(seconds)))
    slow = failed(explained("convolution/padded_strided_conv", source))
    assert max(map(len, searches)) < shrink.MOST_S < quick
    assert all(one.counterexample is not None for one in slow)


HALF_WRITTEN = """
import numpy as np


def shift(x, dy, dx):
    return np.roll(x, (dy, dx), axis=(0, 1))


def commuting_region(shape, kernel_shape, dy, dx):
    raise NotImplementedError
"""


def test_a_function_that_isnt_written_yet_hides_no_misconception_of_another(explained):
    """One writes them one after the other, and asks in between."""
    variants = ("wraps_around", "shifts_backwards")
    report = explained("convolution/translation_equivariance", HALF_WRITTEN, variants)
    wrapped = failed(report)
    named = {check.why.id for check in wrapped if check.why is not None}
    assert named == {"wraps_around"}
    assert any(check.why is None for check in wrapped)


def test_a_mistake_that_passes_a_check_is_not_why_another_file_fails_it(explained):
    """It makes two. Of right numbers in another order in memory the other is no cause."""
    known = "dense_rows_not_reordered"
    there = REPO / f"solutions/convolution/tf_to_torch/wrong/{known}.py"
    source = there.read_text("utf-8").replace("contiguous()", "clone()")
    report = explained("convolution/tf_to_torch", source, (known,))
    assert check(report, "test_contiguous").why is None
    assert check(report, "test_dense_rows_follow_their_pixels").why.id == known


def test_none_that_a_function_should_return_is_written_where_it_raised(explained):
    """It is an answer to what was asked, and nothing besides tells of it."""
    raises = "def first_bad(count, is_bad):\n    return list(filter(is_bad, range(count)))[0]\n"
    report = explained("tour/first_bad", raises)
    there = check(report, "test_few_versions").counterexample
    assert there.got.startswith("IndexError")
    assert there.expected == "None"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("matplotlib", "matplotlib is not installed here"),
        ("matplotlip", "matplotlip is not installed here; is matplotlib meant?"),
        ("my_windows", "my_windows is not installed here; a file beside yours is not handed in"),
    ],
)
def test_a_library_that_is_not_installed_is_not_taken_for_another_one(name, said):
    message = f"ModuleNotFoundError: No module named '{name}'"
    assert plain_words.meaning(message, library.find_exercise("tour/votes")) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("scipy.ndimage", "scipy.ndimage, and what you import needs it"),
        ("scipy.ndimage._filters", "scipy.ndimage, and what you import needs it"),
        ("torch", "torch, and what you import needs it"),
    ],
)
def test_a_library_of_which_one_part_is_forbidden_is_not_said_to_be(missing, said):
    """SciPy may be used there, and scipy.stats is kept out by the part that it needs."""
    exercise = library.find_exercise("convolution/padded_strided_conv")
    message = f"ModuleNotFoundError: No module named '{missing}'"
    assert plain_words.meaning(message, exercise) == f"this exercise is to be done without {said}"
    message = "ModuleNotFoundError: No module named 'scipy'"
    assert plain_words.meaning(message, exercise) == "scipy is not installed here"


def test_what_the_reference_threw_is_one_example_where_code_that_throws_raises(explained):
    """Other throws would do as well: the generator may be asked for whatever the code likes."""
    bag = """
def rolls(rng, weights, n):
    sides = [i for i, weight in enumerate(weights) for _ in range(round(weight))]
    return [rng.choice(sides) for _ in range(n)]
"""
    report = explained("tour/loaded_die", bag)
    wrong = next(check for check in failed(report) if check.name == "test_chances")
    assert wrong.counterexample.got.startswith("IndexError")
    assert wrong.counterexample.expected.startswith("such as [")


EDITOR = """
class Editor:
    def __init__(self, text=""):
        self.text = text
    def write(self, text):
        self.text += text
    def erase(self, n):
        self.text = self.text[: max(len(self.text) - n, 0)]
    def undo(self):
        return False
    def redo(self):
        return False
    def __len__(self):
        return len(self.text)
"""


def test_no_condition_is_about_an_argument_that_has_no_name_in_the_report(explained):
    """It said `x is not empty` of the text in editor.write('a')."""
    lines = EDITOR.replace("def write(self, text)", "def write(text)")
    wrong = next(check for check in explained("tour/editor", lines).checks)
    assert wrong.status == "error"
    assert wrong.failed_cases < wrong.cases
    assert wrong.when is None


def test_of_many_items_that_a_check_took_the_students_own_call_is_shown(explained):
    """What took them is the check's; pasted, it gave something else than what stands below."""
    ends = "def workdays(start, holidays=()):\n    return iter([start][start.weekday() > 4 :])\n"
    there = check(explained("tour/workdays", ends), "test_no_end").counterexample
    assert there.call == "workdays(start)"
    assert there.got.startswith("[datetime.date(2026, 5, 4)]")


def test_rows_in_any_order_are_expected_as_the_statement_orders_them(explained):
    """The check that adds up asks for no order; what it expects is right all the same."""
    folder = library.find_exercise("tour/league_table").private
    winners = (folder / "wrong/only_winners_have_rows.py").read_text()
    kept = 'r["points"] > 0'
    assert kept in winners
    # By the alphabet, the loser would be first.
    source = winners.replace(kept, f'{kept} or r["team"] != min(table)')
    there = check(explained("tour/league_table", source), "test_sums").counterexample
    rows = ast.literal_eval(there.expected.replace("\n", ""))
    teams = [row["team"] for row in rows]
    assert len(teams) == 2
    assert teams == sorted(teams, reverse=True)


def test_of_two_functions_that_disagree_neither_is_what_is_expected_of_the_other(explained):
    """The convolution counts right there, and what is expected of it is not the dense layer's 4."""
    parameters = (
        "def conv_parameters(inside, outside, size, bias=True):\n"
        "    kh, kw = size if isinstance(size, tuple) else (size, size)\n"
        "    return inside * outside * kh * kw + outside * bias\n\n\n"
        "def dense_parameters(inside, outside, bias=True):\n"
        "    return inside * outside + inside * bias\n\n\n"
        "def sharing_factor(h, w, k):\n"
        "    return (h * w / k) ** 2\n"
    )
    failed = check(
        explained("convolution/parameter_count", parameters), "test_a_dense_layer_is_a_convolution"
    )
    assert "which is the same layer, gives" in failed.message
    assert failed.counterexample.expected in (None, "")


PARAMETERS = """\
def conv_parameters(inside, outside, size, bias=True):
    height = size[0] if isinstance(size, tuple) else size
    return inside * outside * height + outside * bias


def dense_parameters(inside, outside, bias=True):
    return inside * outside + outside * bias


def sharing_factor(h, w, k):
    return (h * w / k) ** 2
"""


@pytest.mark.parametrize("thorough", [True, False])
def test_what_is_computed_from_wrong_answers_is_not_called_what_is_expected(
    explained, monkeypatch, thorough
):
    """sharing_factor is right, and one of the counts that it is compared with isn't."""
    if not thorough:  # the recorded case is shown as it is
        monkeypatch.setattr(explain, "THOROUGH", None)
    report = explained("convolution/parameter_count", PARAMETERS)
    failed = check(report, "test_the_factor_of_your_counts")
    shown = failed.counterexample
    assert shown.call.startswith("sharing_factor(h=")
    assert shown.expected.startswith("computed from your answers:\n")
    assert re.search(r"\nconv_parameters\(1, 1, \d+, False\) returned \d+$", failed.message)


def test_what_is_computed_from_right_answers_is_expected(explained):
    source = PARAMETERS.replace("* height", "* height * (size[1] if size != height else size)")
    report = explained("convolution/parameter_count", source.replace("/ k", "/ k / 2"))
    failed = check(report, "test_the_factor_of_your_counts")
    assert not failed.message
    assert re.fullmatch(r"[\d.e+]+", failed.counterexample.expected)


def test_the_border_of_a_students_answer_is_never_expected(explained):
    """Where only the inside is compared, too, and both are wrong."""
    source = """\
import torch
from torch import nn


def make_sobel():
    return nn.Conv2d(1, 2, 3, bias=False)


def edge_maps(image):
    return torch.full((2, *image.shape), 987.0)
"""
    failed = check(explained("convolution/sobel_conv2d", source), "test_scipy_agrees_inside")
    assert "987" in failed.counterexample.got
    assert "987" not in failed.counterexample.expected


def test_none_that_may_be_right_is_no_missing_return(explained):
    """Of no version None is the answer; version 0 taken for nothing found is another mistake."""
    search = """
def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_bad(middle) else (middle + 1, high)
    return low if 0 < low < count else None
"""
    found = failed(explained("tour/first_bad", search))
    assert any(one.counterexample.got == "None" for one in found)
    assert not any("return missing" in (one.message or "") for one in found)
    found = failed(explained("tour/first_bad", "def first_bad(count, is_bad):\n    is_bad(0)\n"))
    assert not any("return missing" in (one.message or "") for one in found)
    squeeze = "def squeeze(text):\n    text\n\n\ndef expand(short):\n    short\n"
    found = failed(explained("tour/run_length", squeeze))
    assert any("return missing" in one.message for one in found)


def test_pixels_near_the_largest_float_are_weighed_without_a_warning():
    """NumPy's would stand on the student's terminal, with a path of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        *_, total, _ = simplicity_of([np.full((2, 2), -1.7e308)])
    assert total == math.inf
