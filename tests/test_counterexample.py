"""A failing call as a report shows it: in names that Python allows and with nothing made up."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import replace

import numpy as np
import pytest

from grader.checks.proxy import Handle
from grader.explain import own_answers
from grader.explain.besides_values import COMPUTED, sentence
from grader.explain.call import call_of
from grader.explain.counterexample import counterexample
from grader.explain.plain import plain, stopped
from grader.judge.outcomes import Failure, Judged
from grader.judge.recording import RecordedCheck, Recording
from grader.model import Exercise
from grader.wire.data import Held, Ref, Seq
from grader.wire.messages import TOO_LARGE, Operation, Returned
from grader.wire.values import to_wire

CASSETTE = Recording("key", {"f": ("x",)}, {}, [])
LAYER = Held(("torch.nn.modules.conv.Conv2d", "torch.nn.modules.module.Module"))
X = np.array([[1.0, 2.0]])


@pytest.fixture
def exercise(grade) -> Exercise:
    return grade.exercise("slide")


def call(name, *args, target=None) -> Operation:
    wired = [a if isinstance(a, Ref) else to_wire(a) for a in args]
    return Operation("call", target, name, wired)


def back(value) -> Returned:
    return Returned(value if isinstance(value, Held) else to_wire(value))


def failed(kind, *steps, message="", got=None, want=None, right=()) -> Failure:
    failure = Failure(kind, message, got, want, steps)
    return failure.beside([operation for operation, _ in steps], right) if right else failure


def test_a_layer_that_is_called_is_called_a_layer(exercise):
    steps = [(call("make"), back(LAYER)), (call(None, X, target=0), back(X))]
    shown = counterexample(failed("values", *steps, got=X, want=X + 1), CASSETTE, exercise)
    assert shown.call == "layer(x)"
    assert shown.arguments == {"layer": "make()", "x": "[[1, 2]]"}


@pytest.mark.parametrize("kind", ["torch.nn.modules.conv.Conv2d", "torch.optim.sgd.SGD"])
def test_of_what_a_call_made_only_that_is_shown_where_a_sentence_says_it_all(exercise, kind):
    """What the check asked of it, and worked out, no lines of Python do: it has weights."""
    steps = [(call("f", X), back(Held((kind,)))), (call("step", target=0), back(3))]
    failure = failed("property", *steps, message="it has no gradients", got=5)
    shown = counterexample(failure, CASSETTE, exercise)
    assert (shown.call, shown.got, shown.expected) == ("f(x)", "", "")
    assert shown.arguments == {"x": "[[1, 2]]"}


def test_of_another_object_the_lines_are_shown_that_led_to_what_was_worked_out(exercise):
    steps = [(call("f", 1), back(Held(("slide.Stamp",)))), (call("press", target=0), back(3))]
    failure = failed("property", *steps, message="it is too loud", got=5)
    assert counterexample(failure, CASSETTE, exercise).call == "f(1).press()"


def test_another_objects_method_is_called_as_it_is_typed(exercise):
    steps = [
        (call("make"), back(Held(("slide.Stamp",)))),
        (call("press", X, X, target=0), back(X)),
    ]
    shown = counterexample(failed("values", *steps, got=X, want=X + 1), CASSETTE, exercise)
    assert shown.call == "make().press(a, b)"
    assert set(shown.arguments) == {"a", "b"}


def test_arguments_that_nobody_named_have_letters():
    one = call_of(Operation("call", None, "g", [1, 2], {"a": 3}), CASSETTE)
    assert one.arguments == {"b": 1, "c": 2, "a": 3}


def test_what_a_check_computes_is_called_so(exercise):
    """Neither the call nor an attribute gave these numbers."""
    failure = failed("values", (call("f", X), back(X)), got=np.array([9.0]), want=np.array([8.0]))
    shown = counterexample(failure, CASSETTE, exercise)
    assert (shown.how, shown.got, shown.expected) == ("computed", "[‹9›]", "[‹8›]")
    assert sentence(failure, CASSETTE) == COMPUTED


def test_a_shape_alone_is_shown_with_the_right_numbers_and_never_with_zeros(exercise):
    message = "returned shape (1, 2), expected shape (2, 1)"
    steps = (call("f", X), back(X))
    known = failed("shape", steps, message=message, got=X, right=[back(X.T)])
    shown = counterexample(known, CASSETTE, exercise)
    assert shown.expected == "shape (2, 1)\n1\n2"
    assert sentence(known, CASSETTE) is None
    rows = failed("shape", steps, message=message, got=[1.0, 2.0], right=[back(X.T)])
    assert sentence(rows, CASSETTE) == "Returned shape (1, 2), expected shape (2, 1)."
    # A shape on one side alone has nothing to be compared with.
    beside = failed("shape", steps, message=message, got=[1.0, 2.0], want=X.T)
    assert counterexample(beside, CASSETTE, exercise).expected == "1\n2"
    unknown = failed("shape", steps, message=message, got=X)
    assert counterexample(unknown, CASSETTE, exercise).expected == ""
    assert sentence(unknown, CASSETTE) == "Returned shape (1, 2), expected shape (2, 1)."


def test_an_answer_that_a_check_cannot_use_is_told_by_its_type(exercise):
    steps = (call("f", X), back({"a": 1}))
    failure = failed("unusable", steps, message="the check can't use it", right=[back(X)])
    said = "The check can't go on with this answer: it is a dict, where a NumPy array is asked for."
    assert sentence(failure, CASSETTE) == said
    assert counterexample(failure, CASSETTE, exercise).expected == "[[1, 2]]"
    alike = failed("unusable", (call("f", X), back(X)), right=[back(X)])
    assert sentence(alike, CASSETTE) == "The check can't go on with this answer."


def test_a_list_that_a_check_cannot_use_for_its_length_is_not_told_by_its_type(exercise):
    """A list of the right length would have passed."""
    with pytest.raises(ValueError, match="shapes") as numpys:
        np.allclose([1.0, 2.0], np.zeros(3))
    said = f"ValueError: {numpys.value}"
    for got in ([1.0, 2.0], np.array([1.0, 2.0])):
        failure = failed(
            "unusable", (call("f", X), back(got)), message=said, right=[back(np.zeros(3))]
        )
        assert sentence(failure, CASSETTE) == (
            "The check can't go on with this answer: its shape is (2,), where (3,) is asked for."
        )
    other = failed(
        "unusable", (call("f", X), back([1.0, 2.0])), message="TypeError: no", right=[back(X)]
    )
    assert "it is a list, where a NumPy array" in (sentence(other, CASSETTE) or "")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("side 3 came out", "Side 3 came out."),
        ("is_bad was called twice", "is_bad was called twice."),
        ("f(x) is no number", "f(x) is no number."),
        ("dx is missing", "dx is missing."),
    ],
)
def test_a_sentence_has_a_capital_unless_it_begins_with_a_name(exercise, said, shown):
    assert sentence(failed("property", (call("f", X), back(X)), message=said), CASSETTE) == shown


def test_an_object_is_not_asked_for_a_shape(exercise):
    """It lives in the student's process, which may be gone, and answers as it likes."""
    handle = Handle(None, 0, ("slide.Stamp",))  # type: ignore[arg-type]
    steps = (call("f", X), back(Held(("slide.Stamp",))))
    failure = failed("shape", steps, message="no array", got=handle, right=[back(X)])
    assert counterexample(failure, CASSETTE, exercise).got == "a Stamp"


CHECK = RecordedCheck(
    name="test_f", title="F.", points=1.0, device="cpu", takes_device=False, cases=[]
)
Talked = namedtuple("Talked", "value printed files")
Ran = namedtuple("Ran", "stdout stderr code error files")


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (
            Talked(["The sea"], "", {}),
            "it is a value that can't be looked at here, where a list is",
        ),
        (Ran("", "", 0, None, {}), "The check can't go on with this answer."),
    ],
)
def test_a_sentence_says_what_the_student_returns_and_not_what_was_noted_of_it(right, said):
    unreadable = Returned(Seq("decimal.Decimal", ["sNaN"]))
    failure = failed("unusable", (call("f", "x"), unreadable), right=[back(right)])
    told = sentence(failure, CASSETTE)
    assert said in told
    assert "Talked" not in told
    assert "Ran" not in told


def test_a_check_is_told_by_the_case_that_ended_its_process():
    """Whatever went wrong in other cases before: the status is of that one."""
    wrong = failed("type", (call("f", "x"), back(1)), message="returned an int")
    ended = failed("garbled", (call("f", "y"), None), message="its answers are too large")
    judged = Judged(check=CHECK, failures={0: wrong, 3: ended}, ran=4)
    assert plain(judged) == (
        "The process your code ran in sent something that is no answer: its answers are too large."
    )


def test_the_sentence_is_of_the_case_that_the_status_is_about():
    """What ran out of memory was told to be killed by SIGSEGV, as another case was."""
    killed = failed("crashed", (call("f", "x"), None), message="it was killed by SIGSEGV")
    full = failed("out_of_memory", (call("f", "y"), None))
    detail = "it was killed by SIGSEGV"
    judged = Judged(
        check=CHECK, failures={0: killed, 3: full}, ran=9, ending="crashed", detail=detail
    )
    assert stopped(judged) == 3
    assert plain(judged) == "The call used more memory than this exercise allows."
    del judged.failures[3]
    assert plain(judged) == f"The process your code ran in stopped: {detail}."


def test_where_a_body_goes_another_way_nothing_is_said_of_what_it_compares_with():
    """`if got is None: assert_same(got, right)` before other things: right was said to be made of
    the student's answers."""
    failure = replace(failed("missing", (call("f", "x"), back(None)), want=[]), compared=0)
    assert own_answers.marked(failure, [None, []]).made is None
    assert own_answers.marked(failure, [[1]]).made is True
    assert own_answers.marked(failure, [[]]).made is False


def test_an_argument_that_was_a_wrong_answer_is_shown_with_the_call_that_gave_it(exercise):
    """Alone, the second call would be blamed for what the first one lost."""
    steps = [(call("g", "ab"), back("a")), (call("f", "a"), back("a"))]
    lost = failed("values", *steps, got="a", want="ab", right=[back("ab")])
    shown = counterexample(lost, CASSETTE, exercise)
    assert shown.call == "x = g('ab')\nf(x)"
    assert (shown.arguments, shown.got, shown.expected) == ({"x": "'a'"}, "'a'", "'ab'")


def test_an_argument_that_was_a_right_answer_stands_in_the_call(exercise):
    steps = [(call("g", "ab"), back("ab")), (call("f", "ab"), back("a"))]
    wrong = failed("values", *steps, got="a", want="ab", right=[back("ab"), back("ab")])
    assert counterexample(wrong, CASSETTE, exercise).call == "f(x='ab')"


def test_an_array_that_was_a_wrong_answer_has_its_own_argument_below_it(exercise):
    steps = [(call("g", X), back(X + 1)), (call("f", X + 1), back(X + 1))]
    lost = failed("values", *steps, got=X + 1, want=X, right=[back(X)])
    shown = counterexample(lost, Recording("key", {"f": ("x",), "g": ("y",)}, {}, []), exercise)
    assert shown.call == "x = g(y)\nf(x)"
    assert shown.arguments == {"x": "[[2, 3]]", "y": "[[1, 2]]"}


def test_what_a_check_makes_of_the_second_answer_is_still_called_computed(exercise):
    steps = [(call("g", "ab"), back("a")), (call("f", "a"), back("a"))]
    lost = failed("values", *steps, got=1, want=2, right=[back("ab")])
    shown = counterexample(lost, CASSETTE, exercise)
    assert (shown.how, shown.call) == ("computed", "x = g('ab')\nf(x)")


def test_answers_that_are_too_large_were_answers_all_the_same():
    stopped = Failure("garbled", TOO_LARGE, None, None, ((call("f", X), None),))
    said = plain(Judged(check=CHECK, failures={0: stopped}, ran=1))
    assert said == "Your code's answers are too large to be kept."


def test_two_arguments_that_were_made_of_values_have_names_of_their_own_for_them(exercise):
    """Of images = clone(a) and targets = clone(a) with one a, nobody could make the call."""
    kept = Held(("torch.Tensor",))
    steps = [
        (Operation("call", "torch", "clone", [to_wire(X)], keep=True), back(kept)),
        (Operation("call", "torch", "clone", [to_wire(X + 1)], keep=True), back(kept)),
        (call("train", Ref(0), Ref(1)), back(X)),
    ]
    recording = Recording("key", {"train": ("images", "targets")}, {}, [])
    shown = counterexample(failed("values", *steps, got=X, want=X + 1), recording, exercise)
    assert shown.call == "train(images, targets)"
    made = {"images": "torch.clone(a)", "targets": "torch.clone(b)"}
    assert shown.arguments == {**made, "a": "[[1, 2]]", "b": "[[2, 3]]"}


@pytest.mark.parametrize(
    ("value", "got", "want", "shown"),
    [
        # 1·1 is 1, and not 1.00000012.
        (np.array([[1 + 2**-24]]), np.float32([[1]]), np.array([[1 + 2**-23]]), "[[1.00000006]]"),
        (
            np.array([[16777217.0]]),
            np.array([[16777216.0]]),
            np.array([[16777217]]),
            "[[16777217]]",
        ),
        ([[1 / 3, 1.0]], [[0.33333334]], [[1 / 3]], "[[0.333333333, 1]]"),
        ([1 / 3, 1.0], 0.33333334, 1 / 3, "[0.333333333, 1]"),
        (np.array([1 + 2**-24, 1 / 3]), np.array([2.0]), np.array([1.0]), "1 0.333333"),
    ],
)
def test_what_was_given_has_as_many_digits_as_what_came_of_it(exercise, value, got, want, shown):
    failure = failed("values", (call("f", value), back(got)), got=got, want=want)
    arguments = counterexample(failure, CASSETTE, exercise).arguments
    assert " ".join(arguments["x"].split()) == shown
