"""What a report shows of a call is what a student can type: their function, plain arguments, and
what was expected of exactly this call. Asked of the exercises that come with kata."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

import pytest
from conftest import check

from grader import submissions
from grader.explain.call import Call, call_text
from grader.grade.session import Options, Session
from grader.model import Report
from grader.sets import library
from grader.views.terminal import report_lines

RIGHT = """\
def conv2d_naive(x, k):
    {first}
    kh, kw = len(k), len(k[0])
    return [
        [sum(x[i + a][j + b] * k[a][b] for a in range(kh) for b in range(kw))
         for j in range(len(x[0]) - kw + 1)]
        for i in range(len(x) - kh + 1)
    ]
"""
# Something else at one of the last check's equal calls; those before it make 515 others.
COUNTED = "calls = {{}}\n" + RIGHT.format(
    first="key = repr((x, k)); calls[key] = calls.get(key, 0) + 1\n"
    "    while len(calls) > 515 and calls[key] == {times}: {then}"
)
SIDE_EFFECTS = "test_no_side_effects"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Report]]:
    """graded(source, "set/exercise") → Report, one session for each exercise."""
    sessions: dict[str, Session] = {}

    def grade(source: str, exercise: str) -> Report:
        if exercise not in sessions:
            library.load_set.cache_clear()
            opened = Session(library.find_exercise(exercise), Options(thorough=True))
            sessions[exercise] = opened.__enter__()
        name = exercise.rpartition("/")[2]
        return sessions[exercise].grade(submissions.of_bytes(source.encode(), f"{name}.py"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("KATA_PATH", raising=False)
        patch.setenv("PYTEST_CURRENT_TEST", "shown calls")
        yield grade
        for session in sessions.values():
            session.close()


def shown(report: Report, name: str = SIDE_EFFECTS):
    counterexample = check(report, name).counterexample
    assert counterexample is not None
    return counterexample


def convolved(counterexample) -> list[list[float]]:
    """What the shown arguments give, worked out from what is shown alone."""
    namespace: dict[str, object] = {}
    exec(RIGHT.format(first="pass"), namespace)
    values = counterexample.values.arguments
    return namespace["conv2d_naive"](values["x"].cells, values["k"].cells)  # type: ignore[operator,no-any-return]


@pytest.mark.parametrize(
    "source",
    [
        # Nothing of the last check is run at all.
        "def conv2d_naive(x, k):\n    while True: pass\n",
        # It is, and which of its calls was too much nobody knows.
        COUNTED.format(times=5, then="pass"),
    ],
    ids=["never run", "under way"],
)
def test_of_a_case_that_was_not_answered_the_first_call_is_shown_with_its_own_answer(
    graded, source
):
    """Later calls of a check are made of what it did with the first: kept arguments, other
    numbers in them. A student has written none of that."""
    one = shown(graded(source, "convolution/naive_conv"))
    assert one.call == "conv2d_naive(x, k)"
    assert "getitem" not in "".join(one.arguments.values())
    assert one.values.expected.cells == convolved(one)


def test_which_of_several_calls_did_not_come_back_is_not_made_up(graded):
    """Answers come back case by case: the first call may well have been answered."""
    source = COUNTED.format(times=5, then="pass")
    message = check(graded(source, "convolution/naive_conv"), SIDE_EFFECTS).message
    assert message == "One of several calls did not come back in time. The first of them:"


COUNTS_LAYERS = """\
def layers_until_empty(n, k):
    layers = 0
    while n >= k:
        n, layers = n - (k - 1), layers + 1
    return layers
"""
EDITOR = """\
class Editor:
    def __init__(self, text=""):
        self.text = text

    def write(self, text):
        self.text += text

    def erase(self, count):
        while count:
            self.text = self.text[:-1]

    def __str__(self):
        return self.text
"""


def test_the_call_that_does_not_come_back_is_shown(graded):
    """Not the first of its case, which was answered at once."""
    report = graded(COUNTS_LAYERS, "convolution/output_size")
    one = check(report, "test_layers_that_take_nothing")
    assert one.status == "timeout"
    assert one.message == "The call below did not come back in time."
    assert one.counterexample is not None
    asked = re.fullmatch(r"layers_until_empty\(n=(\d+), k=(\d+)\)", one.counterexample.call)
    assert asked is not None
    assert int(asked[1]) >= int(asked[2]) <= 1


def test_nothing_is_shown_behind_the_call_that_does_not_come_back(graded):
    found = [c.counterexample for c in graded(EDITOR, "tour/editor").checks if c.counterexample]
    assert re.search(r"\.erase\([1-9]\d*\)\Z", found[0].call)
    assert found[0].call.count("erase") == 1


def test_arguments_that_the_check_kept_are_shown_as_the_values_that_they_are(graded):
    """The check holds on to a call's arguments to change them later; the student's code, which
    fails in such a call, was given lists like any other."""
    source = COUNTED.format(times=6, then="raise ValueError('enough')")
    one = shown(graded(source, "convolution/naive_conv"))
    assert one.got.startswith("ValueError: enough")
    assert "getitem" not in "".join(one.arguments.values())
    assert one.values.expected.cells == convolved(one)


def test_behind_an_argument_that_is_written_with_its_name_none_stands_without():
    """Python refuses a positional argument behind one by keyword."""
    mixed = Call("f", {"count": 3, "is_bad": [1], "other": None, "last": [2]}, ("last",))
    assert call_text(mixed) == "f(3, is_bad, other=None, last=last)"
    ast.parse(call_text(mixed))
    plain = Call("f", {"x": [1], "stride": 2})
    assert call_text(plain) == "f(x, stride=2)"
    nameless = Call("f", {"x": 1, "a": 2}, made_up=("a",))
    assert call_text(nameless) == "f(1, 2)"


def test_a_call_of_the_counting_exercise_can_be_pasted(graded):
    source = (
        "def conv_parameters(in_channels, out_channels, kernel_size, bias=True):\n"
        "    if isinstance(kernel_size, tuple): return 0\n"
        "    return out_channels * (in_channels * kernel_size**2 + bool(bias))\n"
    )
    report = graded(source, "convolution/parameter_count")
    calls = [c.counterexample.call for c in report.checks if c.counterexample is not None]
    assert any(", kernel_size, bias=" in call for call in calls)
    for call in calls:
        ast.parse(call)


def test_a_note_says_whose_answer_it_is_about(graded):
    """The report's notes stand above the first failed check, which may be another function's."""
    source = (
        "import numpy as np\n"
        "def sobel_x(): return [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]\n"
        "def sobel_y(): return np.array(sobel_x()).T\n"
        "def box_blur(): return np.full((3, 3), 0.11)\n"
        "def sharpen(): return np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])\n"
    )
    report = graded(source, "convolution/filter_gallery")
    notes = {note for one in report.checks for note in one.notes}
    assert notes == {"The answer of sobel_x is a list; the exercise asks for a NumPy array."}


def test_what_the_code_printed_stands_behind_the_explanation(graded):
    """What is to be done is read first."""
    source = RIGHT.format(first="print('busy')\n    k = [row[::-1] for row in k]")
    report = graded(source, "convolution/naive_conv")
    lines = [line.plain for line in report_lines(report, 80)]
    explained = next(n for n, line in enumerate(lines) if line.startswith("      called"))
    assert explained < lines.index("  your code printed")
    assert lines[-1]


def test_a_report_ends_with_a_line_that_says_something(graded):
    """The one empty line before the next step is the command's."""
    report = graded(RIGHT.format(first="return 0"), "convolution/naive_conv")
    for every in (False, True):
        assert list(report_lines(report, 80, every))[-1].plain.strip()


def test_an_argument_that_was_changed_is_shown_before_and_after(graded):
    changing = RIGHT.format(first="pass").replace("    return [\n", "    y = [\n")
    changing += "    k[0][0] += 1\n    return y\n"
    one = shown(graded(changing, "convolution/naive_conv"))
    assert one.then == "k is no longer what was given:"
    before, after = one.values.arguments["k"], one.values.then_arguments["k"]
    assert after.cells[0][0] == before.cells[0][0] + 1


def test_an_argument_that_asks_for_gradients_after_a_call_is_said_to(graded):
    """Its numbers are what they were: shown again, they would say nothing."""
    source = (
        "import torch\n"
        "from torch import nn\n"
        "def make_sobel():\n"
        "    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)\n"
        "    stamp = torch.tensor(((-1.0, 0, 1), (-2, 0, 2), (-1, 0, 1)))\n"
        "    conv.weight = nn.Parameter(torch.stack([stamp, stamp.T]).unsqueeze(1))\n"
        "    return conv\n"
        "def edge_maps(image):\n"
        "    return make_sobel().to(image)(image.requires_grad_()[None])\n"
    )
    report = graded(source, "convolution/sobel_conv2d")
    one = shown(report, "test_layers_share_nothing")
    assert (one.then, one.values.then_arguments) == ("image asks for gradients now", {})


def test_of_a_layer_only_the_students_call_is_shown_where_a_sentence_says_it_all(graded):
    """What the check asked of it, and worked out, is nothing that they have written."""
    source = (
        "import torch\n"
        "from torch import nn\n"
        "def make_sobel():\n"
        "    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)\n"
        "    stamp = torch.tensor(((-1.0, 0, 1), (-2, 0, 2), (-1, 0, 1)))\n"
        "    weight = torch.stack([stamp, stamp.T]).unsqueeze(1)\n"
        "    conv.weight = nn.Parameter(weight, requires_grad=False)\n"
        "    return conv\n"
        "def edge_maps(image):\n"
        "    return make_sobel().to(image)(image[None, None]).squeeze(0)\n"
    )
    report = graded(source, "convolution/sobel_conv2d")
    train = check(report, "test_weights_train")
    assert train.message == "The weight does not ask for gradients as a parameter of the layer."
    one = shown(report, "test_weights_train")
    assert (one.call, one.arguments, one.got, one.expected) == ("make_sobel()", {}, "", "")


HANGS = """\
class workdays:
    def __init__(self, start, holidays=()):
        self.day, self.given = start, 0

    def __iter__(self):
        return self

    def __next__(self):
        while self.given == 1:
            pass
        self.given += 1
        return self.day
"""


def test_an_iterator_that_hangs_is_shown_with_all_that_was_asked_of_it(graded):
    """The call that made it did come back."""
    report = graded(HANGS, "tour/workdays")
    weeks = check(report, "test_weeks")
    assert weeks.message == "The call below did not come back in time."
    assert weeks.counterexample is not None
    made, *asked = weeks.counterexample.call.splitlines()
    assert made.startswith("kept = workdays(")
    assert asked[-1] == "next(kept)"
    # The answers are taken there, where nobody sees how far it came.
    far = check(report, "test_no_end")
    assert far.message == "What the check asks of the answer below did not come back in time."


def test_what_hangs_among_many_calls_of_a_method_is_said_by_its_name(graded):
    """The call that made the object came back, and says so."""
    source = (
        "class Editor:\n"
        "    def __init__(self, text=''):\n"
        "        self.text, self.before, self.after = text, [], []\n"
        "    def write(self, text):\n"
        "        self.before.append(self.text)\n"
        "        self.after, self.text = [], self.text + text\n"
        "    def erase(self, n):\n"
        "        self.write('')\n"
        "        self.text = self.text[:max(len(self.text) - n, 0)]\n"
        "    def undo(self):\n"
        "        while len(self.before) > 100:\n"
        "            pass\n"
        "        return self.move(self.before, self.after)\n"
        "    def redo(self):\n"
        "        return self.move(self.after, self.before)\n"
        "    def move(self, source, target):\n"
        "        if not source:\n"
        "            return False\n"
        "        target.append(self.text)\n"
        "        self.text = source.pop()\n"
        "        return True\n"
        "    def __len__(self):\n"
        "        return len(self.text)\n"
    )
    many = check(graded(source, "tour/editor"), "test_many_changes")
    assert many.message == (
        "What the check asks of the answer below, calling its undo, did not come back in time."
    )
    one = many.counterexample
    assert one is not None
    assert one.call in ("Editor('')", "Editor('xY')", "Editor(' z ')", "Editor('aba')")
    assert (one.got, one.expected) == ("an object", "")
