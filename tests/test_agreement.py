"""When two files' answers count as the same, and what a file's code must have for a cause."""

from __future__ import annotations

from collections import namedtuple

import msgspec
import numpy as np
import pytest

from grader import submissions
from grader.explain.agreement import Agreement, Compared
from grader.explain.known_mistakes import _is_thin
from grader.grade.session import Session
from grader.judge.judge import Options
from grader.judge.outcomes import Judged
from grader.judge.recording import RecordedCase, RecordedCheck
from grader.process.batches import Batched
from grader.sets import library, set_files
from grader.wire import messages
from grader.wire.arrays import Tensor
from grader.wire.data import Given, RecordData, Ref
from grader.wire.messages import Frame, Operation, Raised, Returned
from grader.wire.values import to_wire
from grader.wording.file_tokens import Code

SOURCE = b"""def f(x):
    if not x:
        raise ValueError('mine')
    return x[0] / 2  # print
"""


def raised(error="IndexError", message="list index out of range", line=4) -> Raised:
    frames = (Frame(line, "f"),) if line else ()
    return Raised(error, (error, "Exception"), message, frames)


def agree(one, other, theirs=SOURCE, mine=SOURCE) -> bool:
    pair = [[[msgspec.Raw(messages.encode(outcome))]] for outcome in (one, other)]
    return Agreement(Code(theirs), Code(mine)).on_all(*pair)


def back(value) -> Returned:
    return Returned(to_wire(value))


def case(*outcomes):
    return [[msgspec.Raw(messages.encode(outcome)) for outcome in outcomes]]


def test_who_does_more_to_the_arguments_agrees_where_that_is_asked():
    """And not who does less: a mistake about arguments isn't made by whoever leaves them alone."""
    plain, changed = Returned(3), Returned(3, changed=("0",))
    lenient = Agreement(Code(SOURCE), Code(SOURCE), more=True)
    assert not agree(plain, changed)
    assert lenient.on_all(case(plain), case(changed))
    assert not lenient.on_all(case(changed), case(plain))
    assert not lenient.on_all(case(plain), case(Returned(4, changed=("0",))))


def test_a_tensor_of_another_dtype_is_another_answer():
    """With weights that torch makes in float64 from then on, all numbers stay the same."""
    one, other = (back(Tensor(np.ones(2), dtype)) for dtype in ("float32", "float64"))
    assert agree(one, one)
    assert not agree(one, other)


def test_answers_of_torch_on_another_processor_may_be_rounded_otherwise():
    """A sample comes from the author's machine. It only rules out what is far off."""
    far = Agreement(Code(SOURCE), Code(SOURCE), torchs=True)
    rounded, other = case(back([4.6890907])), case(back([4.6890897]))
    assert not agree(back([4.6890907]), back([4.6890897]))
    assert far.on_all(rounded, other)
    assert not far.on_all(rounded, case(back([4.7])))
    # A step whose sign hangs on rounding: one case in eight, and no more.
    assert far.on_all(7 * rounded + case(back([1.0])), 7 * other + case(back([-1.0])))
    assert not far.on_all(6 * rounded + 2 * case(back([1.0])), 6 * other + 2 * case(back([-1.0])))


@pytest.mark.parametrize(
    ("error", "here", "there"),
    [
        ("RuntimeError", "expected scalar type Half but found Float", "torch.HalfTensor"),
        ("ValueError", "max() arg is an empty sequence", "max() iterable argument is empty"),
    ],
)
def test_another_machine_words_errors_in_its_own_way(error, here, there):
    far = Agreement(Code(SOURCE), Code(SOURCE), elsewhere=True)
    one, other = raised(error, here), raised(error, there)
    assert not agree(one, other)
    assert far.on_all(case(one), case(other))
    assert not far.on_all(case(one), case(raised("IndexError", here)))
    assert not far.on_all(case(one), case(raised(error, here, line=3)))


Ran = namedtuple("Ran", "stdout stderr code error files")


def ended(error="ValueError: empty", line=4, name="<module>", out="no\n", warned="") -> Returned:
    trace = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n'
    trace += f'  File "a.py", line {line}, in {name}\n{error}\n'
    return back(Ran(out, warned + trace, 1, error, {}))


def test_where_in_its_file_a_program_ended_is_each_file_s_own():
    """A known mistake whose program ends with an exception was named for no file with one line
    more."""
    assert agree(ended(), ended(line=2, name="main"))
    assert not agree(ended(), ended("ValueError: other"))
    assert not agree(ended(), ended("IndexError: empty"))
    assert not agree(ended(), ended(out="yes\n"))
    assert not agree(ended(), ended(warned="careful\n"))
    assert not agree(ended(), back(Ran("no\n", "", 1, None, {})))
    # What a file raises itself is worded as its author likes.
    assert agree(ended(line=3), ended("ValueError: worded otherwise", line=3))
    assert not agree(ended(line=3), ended(line=4))


def test_how_programs_ended_is_compared_anew_for_each_file():
    """Whose line raised is another question for another file, whatever was found for the last."""
    compared: Compared = {}
    one, other = ended(line=3), ended("ValueError: worded otherwise", line=3)
    for theirs, same in ((SOURCE, True), (b"\n", False), (SOURCE, True)):
        both = Agreement(Code(theirs), Code(SOURCE), compared)
        assert both.on_all(case(one), case(other)) is same


def test_what_follows_from_a_changed_argument_says_nothing_more():
    plain, changed = Returned(3), Returned(3, changed=("0",))
    lenient = Agreement(Code(SOURCE), Code(SOURCE), more=True)
    assert lenient.on_all(case(plain, plain, plain), case(changed, Returned(0)))
    assert not lenient.on_all(case(plain, plain), case(Returned(0), changed))
    assert not lenient.on_all(case(plain, plain), case(plain))


CLEARS = """

kept = receptive_field


def receptive_field(layers):
    answer = kept(layers)
    layers.clear()
    return answer
"""


@pytest.mark.parametrize("name", ["stride_ignored", "radius", "starts_at_zero"])
def test_a_second_mistake_does_not_hide_the_first(name):
    """The list is emptied, too: values are as wrong as they were, and why is still said of them; of
    the check that the list is left alone, it isn't."""
    exercise = library.find_exercise("convolution/receptive_field")
    text = (exercise.private / "wrong" / f"{name}.py").read_text() + CLEARS
    with Session(exercise, Options()) as session:
        report = session.grade(submissions.of_bytes(text.encode()))
    *values, alone = [check for check in report.checks if check.status == "failed"]
    assert {check.why.id for check in values} == {name}
    assert "Changed its argument" in alone.message
    assert alone.why is None


def test_where_both_mistakes_have_a_name_that_is_said():
    exercise = library.find_exercise("convolution/receptive_field")
    text = (exercise.private / "wrong" / "own_stride_counted.py").read_text() + CLEARS
    with Session(exercise, Options()) as session:
        report = session.grade(submissions.of_bytes(text.encode()))
    first = next(check for check in report.checks if check.status == "failed")
    assert first.why.id == "own_stride_counted_and_layers_used_up"


def test_the_same_values_agree_but_for_rounding():
    assert agree(back(np.array([1.0, 2.0])), back(np.array([1.0, 2.0 + 1e-12])))
    assert not agree(back(np.array([1.0, 2.0])), back(np.array([1.0, 2.1])))
    assert not agree(back([1.0]), back(1.0))


def test_the_same_value_after_other_questions_is_no_agreement():
    """A search that tries all and one that halves find the same: only their calls differ."""
    asked = [[Returned(3, asked=(to_wire(calls),))] for calls in ([(4,), (2,)], [(0,), (1,)])]
    assert agree(asked[0][0], asked[0][0])
    assert not agree(asked[0][0], asked[1][0])
    # 2.0 is no version, where 2 is one, although Python says that they are equal.
    halves = Returned(3, asked=(to_wire([(4.0,), (2.0,)]),))
    assert not agree(asked[0][0], halves)


def test_what_is_known_of_two_values_holds_for_other_files_and_of_exceptions_does_not():
    """An exception that both files raise themselves is the same however it is worded; the same two
    are not where one file's library raised it."""
    compared: Compared = {}

    def agreed(one, other, mine=SOURCE) -> bool:
        pair = [[[msgspec.Raw(messages.encode(outcome))]] for outcome in (one, other)]
        return Agreement(Code(SOURCE), Code(mine), compared).on_all(*pair)

    near, far = (back(np.array([1.0, 2.0 + more])) for more in (1e-12, 0.1))
    for _ in range(2):
        assert agreed(back(np.array([1.0, 2.0])), near)
        assert not agreed(back(np.array([1.0, 2.0])), far)
    own, reworded = raised("ValueError", "mine", 3), raised("ValueError", "theirs", 3)
    assert agreed(own, reworded)
    assert not agreed(own, reworded, mine=b"def f(x):\n    y = x\n    return int(y)\n")
    assert len(compared) == 2


@pytest.mark.parametrize("kept", [Ref(0), Given(0, "f")], ids=["reference", "of a test"])
def test_an_answer_that_no_function_can_give_agrees_with_none(kept):
    """A worker may send what stands for an object of the grader's."""
    right, sent = (Returned(RecordData("row", "R", [("a", item)])) for item in (1.0, kept))
    assert not agree(right, sent)


def test_a_value_is_no_exception():
    assert not agree(back(None), raised())


@pytest.mark.parametrize(
    "other",
    [
        raised("KeyError"),
        raised(message="index 3 is out of bounds for axis 0 with size 3"),
        raised(line=0),
        raised(line=3),
    ],
    ids=["class", "message", "outside the file", "raised by the file itself"],
)
def test_another_exception_is_no_agreement(other):
    """Any exception must not count: it has to come about alike."""
    assert agree(raised(), raised())
    assert not agree(raised(), other)


def test_what_files_raise_themselves_may_be_worded_otherwise():
    own = raised("ValueError", "mine", 3)
    assert agree(own, raised("ValueError", "another word", 3))
    assert not agree(own, raised("TypeError", "mine", 3))


def test_the_place_of_an_object_in_memory_is_no_difference():
    one, other = (raised("TypeError", f"<object at 0x7f{n}> is odd") for n in (1, 2))
    assert agree(one, other)


@pytest.mark.parametrize(
    ("phrase", "there"),
    [
        ("/", True),
        ("//", False),
        ("print", False),
        ("x[0]", True),
        ("x [ 0 ]", True),
        ("x[1]", False),
    ],
)
def test_code_is_what_is_no_comment_and_no_text(phrase, there):
    assert Code(SOURCE).has(phrase) is there


def test_half_a_file_has_the_code_that_could_be_read():
    assert Code(b"f(x\n  'never closed").has("f")


def judged(answers, rights) -> Judged:
    """A check of one call per case: f(0), f(1), …"""

    def raw(outcome):
        return msgspec.Raw(messages.encode(outcome))

    cases = [
        RecordedCase({}, [raw(Operation("call", None, "f", [n]))], [raw(right)], [], [], raw(None))
        for n, right in enumerate(rights)
    ]
    check = RecordedCheck(
        name="t",
        title="t",
        points=1,
        device="cpu",
        takes_device=False,
        cases=cases,
        replayable=True,
    )
    batched = Batched(cases=[[raw(answer)] for answer in answers])
    wrong = {n: None for n, (a, r) in enumerate(zip(answers, rights, strict=True)) if a != r}
    return Judged(check=check, failures=wrong, ran=len(cases), batched=batched)


RIGHT = [back(n) for n in range(6)]


@pytest.mark.parametrize(
    ("answers", "thin"),
    [
        ([raised()] * 6, True),
        ([back(None)] * 6, True),
        ([raised(), *RIGHT[1:]], True),
        ([*[raised()] * 3, *RIGHT[3:]], False),
        ([back(7), *RIGHT[1:]], False),
        ([raised("NameError", "name 'xrange' is not defined")] * 6, False),
    ],
    ids=["one exception", "None", "one call", "some calls of many", "a value", "a telling name"],
)
def test_evidence_is_thin_where_much_else_could_answer_so(answers, thin):
    """All calls, or one alone, raise: nothing tells which mistake it is."""
    assert _is_thin([judged(answers, RIGHT)]) is thin


def test_evidence_stands_on_lines_of_its_own(tmp_path):
    file = tmp_path / "variant.py"
    file.write_text('"""Printed.\n\nEvidence: print\nEvidence: x[0]\n"""\n')
    assert set_files.evidence(file) == ("print", "x[0]")
    file.write_text('"""Printed. Evidence: none of it."""\n')
    assert set_files.evidence(file) == ()
