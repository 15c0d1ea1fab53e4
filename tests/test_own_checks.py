"""An author's own checks work with a student's answers in the grader's process. Whatever they are,
that ends, and the next submission is graded as if nothing had happened."""

from __future__ import annotations

import contextlib
import itertools
import mmap
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy
import pytest
from conftest import DOUBLE, SET, Grader, check, grader_of

from grader.judge import live_budget
from grader.judge.alike import alike
from grader.judge.extent import Extent
from grader.judge.live_budget import Patience
from grader.judge.outcomes import Failure
from grader.judge.overtime import Overtime, Watch
from grader.judge.rehearsal import Rehearsal
from grader.process import forked
from grader.wire import messages
from grader.wire.values import to_wire

SOLUTION = """\
def number(n):
    return n


def text(n):
    return "a" * n


def rounded(n):
    return n / 3


def again(n):
    return n + 1


def real(n):
    return n + 0.5
"""
CHECKS = '''\
import os
import re
import sys
import time

import pytest
from hypothesis import given
from hypothesis.strategies import data, integers

pytestmark = pytest.mark.points(1)
small = given(n=integers(1, 3))


@small
def test_power(student, reference, n):
    """The power is right."""
    assert 2 ** student.number(n) == 2 ** reference.number(n)


@small
def test_repeated(student, reference, n):
    """The line is right."""
    assert "x" * student.number(n) == "x" * n


@small
def test_loop(student, reference, n):
    """The sum is right."""
    assert sum(1 for _ in range(student.number(n))) == n


@small
def test_steps(student, reference, n):
    """The steps lead there."""
    at, size = 0, student.number(n)
    while at < n:
        at += size


@small
def test_pause(student, reference, n):
    """The pause is right."""
    time.sleep(min(max(student.number(n) - 9, 0), 10**6))


@small
def test_crash(student, reference, n):
    """Nothing crashes."""
    if student.number(n) == 7007:
        os.abort()


@small
def test_leaves(student, reference, n):
    """Nothing is left out."""
    if student.number(n) == 7008:
        sys.exit(0)


@small
def test_skips(student, reference, n):
    """Nothing is skipped."""
    if student.number(n) == 7008:
        pytest.skip("not this one")


@small
def test_pattern(student, reference, n):
    """The pattern is right."""
    assert re.fullmatch(student.text(n), "a" * 40 + "b") is None


@small
def test_width(student, reference, n):
    """The width is right."""
    assert len("%*d" % (student.number(n), 1)) == n


@small
def test_rounded(student, reference, n):
    """The third is right."""
    assert abs(student.rounded(n) - reference.rounded(n)) < 1e-6


@small
def test_exact(student, reference, n):
    """The number is met exactly."""
    got = student.real(n)
    while got != n + 0.5:
        pass


@given(data=data())
def test_drawn(student, reference, data):
    """A number that is drawn later is met."""
    at, n = 0, student.number(data.draw(integers(1, 3)))
    while at < 3 * n or at <= 0:
        at += n


@small
def test_again(student, reference, n):
    """What is asked about an answer is right."""
    assert 2 ** student.again(student.number(n)) == 2 ** (n + 1)
'''
FILES = {
    "exercises/tiny/set.toml": SET.replace('["double", "slide"]', '["double"]'),
    **DOUBLE,
    "solutions/tiny/double/solution.py": SOLUTION,
    "solutions/tiny/double/checks.py": CHECKS,
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with grader_of(tmp_path_factory.mktemp("own"), FILES) as grader:
        yield grader


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(live_budget, "RUN_S", 0.4)
    monkeypatch.setattr(live_budget, "MAX_UNENDED_S", 60.0)


BOMBS = {
    "a number": ("return n\n", "return 10**12\n"),
    "a pattern": ('return "a" * n', 'return "(a|aa)+c"'),
}
ENDS = {
    "test_power": "does not end with what the submission returned: stopped after",
    "test_repeated": "",
    "test_loop": "does not end with what the submission returned: stopped after",
    "test_pause": "does not end with what the submission returned: stopped after",
    "test_width": "",
    "test_again": "",
}


def test_a_check_that_does_not_end_with_an_answer_is_ended(own):
    """With numbers: each check that works with one fails, and says what was returned."""
    report = own(SOLUTION.replace(*BOMBS["a number"]))
    for name, said in ENDS.items():
        found = check(report, name)
        assert found.status == "failed", name
        assert said in (found.message or ""), (name, found.message)
        assert found.counterexample is not None
    assert check(report, "test_rounded").status == "passed"
    assert own(SOLUTION).verdict == "passed"


def test_a_check_that_does_not_end_with_a_small_answer_is_ended(own):
    """A step of 0 is no larger than any other."""
    report = own(SOLUTION.replace("return n\n", "return 0\n"))
    assert "does not end" in str(check(report, "test_steps").message)


def test_a_check_that_does_not_end_with_nearly_the_right_answer_is_ended(own):
    """That one isn't tried in a fork: mostly it is right."""
    report = own(SOLUTION.replace("n + 0.5", "n + 0.5 + 1e-9"))
    assert [one.name for one in report.checks if one.status != "passed"] == ["test_exact"]
    found = check(report, "test_exact")
    assert "does not end with what the submission returned" in found.message
    assert found.counterexample.call == "real(n=1)"


def test_a_check_that_draws_as_it_goes_is_ended(own):
    report = own(SOLUTION.replace("return n\n", "return 0\n"))
    assert "does not end" in str(check(report, "test_drawn").message)
    assert own(SOLUTION).verdict == "passed"


def test_a_case_that_was_tried_is_shown_and_none_that_was_not(own, monkeypatch):
    monkeypatch.setattr(live_budget, "MAX_UNENDED_S", 0.2)
    report = own(SOLUTION.replace("n + 0.5", "n + 0.5 + 1e-9 * (n > 1)"))
    found = check(report, "test_exact")
    assert "does not end with what the submission returned" in found.message
    assert found.counterexample.call == "real(n=2)"


def test_a_body_that_holds_on_to_overtime_is_ended_all_the_same():
    """And what runs after it is left alone."""
    held = []

    def holds_on() -> None:
        while len(held) < 2:
            try:
                while True:
                    pass
            except BaseException as error:
                held.append(error)
        while True:
            pass

    watch = Watch()
    for job in (holds_on, lambda: sum(range(3 * 10**7))):
        with contextlib.suppress(Overtime):
            watch.run(job, 0.1)
    assert len(held) == 2
    done = []
    watch.run(lambda: done.append(sum(range(10**6))), 60.0)
    assert done


TRACED = """
import contextlib, sys
from grader.judge.overtime import Overtime, Watch
def loop():
    with contextlib.suppress(Overtime):
        while True:
            pass
watch = Watch()
for job in (loop, lambda: sum(range(3 * 10**7))):
    with contextlib.suppress(Overtime):
        watch.run(job, 0.1)
sys.settrace(lambda *_: None)
(lambda: None)()
print("over")
"""


def test_what_is_traced_after_overtime_goes_on():
    """An interpreter that still looks for an exception that was taken back never does (3.11)."""
    ran = subprocess.run(
        [sys.executable, "-c", TRACED], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout == "over\n"


def test_who_is_asked_is_not_interrupted():
    """Else the next answer would be half of another one."""
    said = messages.Returned(1)
    watch = Watch()

    class Slow:
        def run(self, operation: messages.Operation) -> tuple[int, messages.Outcome]:
            began_s = time.thread_time()
            while time.thread_time() - began_s < 0.6:
                pass
            return 0, said

    came = []

    def asks() -> None:
        came.append(watch.asking(Slow()).run(messages.Operation("get", 0, "x")))

    def asks_and_spins() -> None:
        asks()
        while True:
            pass

    watch.run(asks, 0.1)
    with pytest.raises(Overtime):
        watch.run(asks_and_spins, 0.1)
    assert came == [(0, said)] * 2


def test_a_pattern_that_does_not_end_is_ended(own):
    report = own(SOLUTION.replace(*BOMBS["a pattern"]))
    assert "does not end with" in check(report, "test_pattern").message
    assert [one.name for one in report.checks if one.status != "passed"] == ["test_pattern"]


def test_a_check_that_takes_long_with_the_references_answers_may_take_longer(monkeypatch):
    """For the author's slow check no right answer is refused, nor charged for."""
    patience = live_budget.Patience()
    assert patience.limit_s(usual_s=0) == live_budget.RUN_S
    assert patience.limit_s(usual_s=12) == live_budget.RUN_S + 120
    patience.charge(100, usual_s=12)
    assert patience.left_s == 60


SLOW = """\
import time

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers


@pytest.mark.points(1)
@settings(max_examples=1)
@given(n=integers(1, 1))
def test_rounded(student, reference, n):
    '''The third is right.'''
    time.sleep(1.2)
    assert abs(student.rounded(n) - n / 3) < 1e-6
"""


def test_how_long_a_check_takes_is_recorded(tmp_path):
    """And its right answers pass, although a case may take less where that isn't known."""
    with grader_of(tmp_path, {**FILES, "solutions/tiny/double/checks.py": SLOW}) as slow:
        (recorded,) = slow.session().judge.recording.checks
        assert recorded.usual_s >= 1
        assert slow(SOLUTION.replace("n / 3", "n / 3 + 1e-9")).verdict == "passed"


BY_CHANCE = """\
import pytest
from hypothesis import given
from hypothesis.strategies import integers


@pytest.mark.points(1)
@given(n=integers(0, 9))
def test_key(student, reference, n):
    '''The third fits the key.'''
    key = reference.number(n)
    assert reference.real(student.rounded(n)) == n / 3 + 0.5
    assert key < 1
"""


def test_a_reference_that_answers_by_chance_is_asked_anew(tmp_path):
    """Where a wrong answer has the check ask it something else, it can't be brought to where it
    was: its key is another one."""
    files = {**FILES, "solutions/tiny/double/checks.py": BY_CHANCE}
    keyed = SOLUTION.replace("    return n\n", "    return __import__('random').random()\n", 1)
    files["solutions/tiny/double/solution.py"] = keyed
    with grader_of(tmp_path, files) as by_chance:
        assert by_chance(SOLUTION).verdict == "passed"
        report = by_chance(SOLUTION.replace("n / 3", "n // 3"))
        assert (report.verdict, report.checks[0].status) == ("failed", "failed")


def test_a_quick_one_writes_nothing_down(own):
    """Else a recording would be another one each time."""
    assert {recorded.usual_s for recorded in own.session().judge.recording.checks} == {0.0}


def test_what_a_file_costs_in_all_is_bounded(own, monkeypatch):
    monkeypatch.setattr(live_budget, "MAX_UNENDED_S", 0.5)
    report = own(SOLUTION.replace(*BOMBS["a number"]))
    assert "not run: other checks" in check(report, "test_loop").message.lower()


def test_a_right_answer_that_is_another_to_the_byte_passes(own):
    assert own(SOLUTION.replace("n / 3", "n / 3 + 1e-9")).verdict == "passed"


def test_a_question_about_an_answer_that_is_like_the_recorded_one_is_asked_in_a_fork(own):
    """Its answer is any."""
    worse = SOLUTION.replace("return n\n", "return n + 0.25\n", 1).replace("n + 1", "10**12")
    found = check(own(worse), "test_again")
    assert "does not end with this answer" in found.message


def test_a_check_that_crashes_with_an_answer_fails_and_the_grader_goes_on(own):
    report = own(SOLUTION.replace("return n\n", "return 7007\n", 1))
    assert "crashes with what the submission returned" in check(report, "test_crash").message
    assert own(SOLUTION).verdict == "passed"


def test_a_check_that_leaves_or_skips_itself_with_an_answer_fails(own):
    report = own(SOLUTION.replace("return n\n", "return 7008\n", 1))
    assert (
        "The test ends the whole program with this answer" in check(report, "test_leaves").message
    )
    assert "The test is skipped with this answer" in check(report, "test_skips").message
    assert {check(report, name).status for name in ("test_leaves", "test_skips")} == {"failed"}
    assert own(SOLUTION).verdict == "passed"


def test_who_answers_a_smaller_call_with_something_that_does_not_end_is_ended(own):
    """While the smallest failing call is looked for."""
    worse = "return n + 1 if n > 3 or n == 1 else 10**12\n"
    report = own(SOLUTION.replace("return n\n", worse, 1))
    assert check(report, "test_loop").status == "failed"


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        (1 / 3, 1 / 3 + 1e-9, True),
        ([1, 2.5], [1, 2.501], True),
        ([1, 2.5], [2, 2.25], False),
        (0, 1, False),
        (0.0, 0.5, False),
        (-2, 2, False),
        ([1, 2.5], (1, 2.5), True),
        ((n for n in [1, 2.5]), [1, 2.5], True),
        (([n, n] for n in [1, 2]), [[1, 1], (2, 2)], True),
        ((n for n in [1, 10**9]), [1, 1], False),
        (itertools.count(), [0], False),
        ([9, 1], [1, 9], False),
        (12, 5, False),
        (1e300, 1.5, False),
        (float("nan"), 1.5, False),
        ("(a|aa)+c", "aaaaaaaa", False),
        (b"(a|aa)+c", b"aaaaaaaa", False),
        (10**12, 1, False),
        (10**30, 1, False),
        ([1, 2], (1.0,), False),
        ([1] * 2000, [1], False),
        ({"a": 1.0}, {"b": 1.0}, False),
        (None, True, False),
        (numpy.array([1 / 3, 2]), numpy.array([1 / 3 + 1e-9, 2]), True),
        (numpy.array([1, 2], "f4"), numpy.array([1, 2]), True),
        (numpy.array([10**9]), numpy.array([1]), False),
        (numpy.array([float("nan")]), numpy.array([1.0]), False),
        (numpy.arange(100), numpy.arange(5), False),
        (numpy.array(["(a|aa)+c"]), numpy.array(["aaaaaaaa"]), False),
        (numpy.zeros((0, 10**9)), numpy.zeros((0, 1)), False),
        (numpy.ones((4, 1)), numpy.ones((2, 2)), False),
        (numpy.float64(1 / 3), numpy.float64(1 / 3 + 1e-9), True),
        ([numpy.int64(5)], [5], True),
        (5, numpy.float32(5), True),
        (numpy.int64(10**12), 1, False),
        (numpy.str_("(a|aa)+c"), "aaaaaaaa", False),
    ],
)
def test_what_asks_no_more_of_a_check_than_the_recorded_answer_is_alike(one, other, are):
    raws = [[msgspec.Raw(messages.encode(to_wire(value)))] for value in (one, other)]
    assert alike(*raws) is are
    assert not alike(raws[0], [])


def test_a_number_that_no_double_holds_is_compared_without_a_word():
    largest = numpy.full(1, numpy.finfo(numpy.longdouble).max)
    raws = [[msgspec.Raw(messages.encode(to_wire(value)))] for value in (largest, largest / 2)]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        alike(*raws)
    assert not said


def test_exceptions_are_alike_whatever_they_say():
    """Else each check of what is refused would need a fork, as hardly any two say the same."""

    def raised(message: str, **more: Any) -> list[msgspec.Raw]:
        return [msgspec.Raw(messages.encode(messages.Raised("E", (), message, **more)))]

    assert alike(raised("3 channels, not 2", frames=[(18, "f")]), raised("too few"))
    assert not alike(raised("a" * 10_000), raised("too few"))
    assert not alike(raised("too few", args=[10**12]), raised("too few", args=[1]))
    assert not alike(raised("too few", forbidden="open"), raised("too few"))
    assert not alike([msgspec.Raw(messages.encode(messages.Returned(1)))], raised("too few"))


@pytest.mark.parametrize(
    "raw",
    [
        b"\x91" * 100_000 + b"\x01",
        b"\x91" * 900 + b"\x01",
        b"\xc1",
        b"\x92\x01",
        b"\x81\x91\x01\x01",
    ],
    ids=["too deep", "deep", "no msgpack", "cut off", "a key that is none"],
)
def test_bytes_that_are_no_answer_are_like_none(raw):
    """A worker may send any."""
    assert not alike([msgspec.Raw(raw)], [msgspec.Raw(b"\x01")])


@pytest.mark.parametrize(
    ("held", "other", "holds"),
    [
        (9, 8, True),
        (9, 10**12, False),
        (9.5e15, 10**12, False),
        ([[1.5, 2.0]], [[1.0]], True),
        ([1], [1, 1], False),
        (float("inf"), 5.0, False),
        (5.0, float("nan"), False),
        ("abc", "abc", True),
        ("abcdefgh", "(a|aa)+c", False),
        (numpy.array([9.0, 1.0]), numpy.array([8.0]), True),
        (numpy.array([9, 1]), numpy.array([10**9]), False),
        (numpy.array([9.5, 1.0]), numpy.array([9]), False),
        (numpy.zeros((2, 2)), numpy.zeros((0, 10**9)), False),
        (numpy.float64(3), numpy.float64(2), True),
        (numpy.array(["abc"]), numpy.array(["(a)"]), False),
        (5, None, True),
    ],
)
def test_what_is_no_larger_than_what_a_check_ended_with_is_held(held, other, holds):
    some, one = (messages.encode(messages.Returned(to_wire(value))) for value in (held, other))
    assert Extent([some]).holds(one) is holds
    assert not Extent([]).holds(one)


@pytest.mark.parametrize(
    ("other", "holds"),
    [
        (9, True),
        (3, True),
        (0, True),
        (1, False),
        (2.5, True),
        (1e-9, False),
        (0.0, True),
        (numpy.array([3, 0, -9]), True),
        (numpy.array([3, 2]), False),
        (numpy.array([0.0, 1e-7]), False),
        (numpy.zeros(3, int), True),
    ],
)
def test_a_number_much_nearer_to_0_may_ask_for_more(other, holds):
    """A range up to 10**12 in steps of 1 is one step of Python's, which no clock ends."""
    held = [9, 3.0, -3, numpy.array([2.5, 4, 9]), numpy.array([3, 4, 9])]
    extent = Extent(messages.encode(messages.Returned(to_wire(value))) for value in held)
    raw = messages.encode(messages.Returned(to_wire(other)))
    assert extent.holds(raw, smaller=False) is holds
    assert extent.holds(raw)


def test_a_wrong_answer_no_larger_than_right_ones_needs_no_fork(own, monkeypatch):
    """Else each of hundreds of failing cases would be judged twice, there and here."""
    tried: list[list[int]] = []
    monkeypatch.setattr(
        Rehearsal, "of", lambda self, numbers: tried.append([*numbers]) or self._found
    )
    report = own(SOLUTION.replace("n / 3", "n / 3 - 0.1"))
    assert check(report, "test_rounded").status == "failed"
    assert check(report, "test_rounded").counterexample is not None
    assert not any(tried)


LIBRARY_MIB = 256


def _maps_a_file(path: str) -> bool:
    """As a library is: it may be read, and is nobody's own memory."""
    with open(path, "rb") as file:
        return mmap.mmap(file.fileno(), 0, mmap.MAP_PRIVATE, mmap.PROT_READ)[-1] == 0


def _takes(path: str) -> bool:
    return len(bytearray(LIBRARY_MIB * 2**20)) > 0


@pytest.mark.parametrize(("job", "how"), [(_maps_a_file, "ended"), (_takes, "memory")])
def test_what_a_library_maps_of_its_files_is_not_memory_that_a_check_wants(job, how, tmp_path):
    """Else one that imports torch with its first answer would be told that it wants too much."""
    library = tmp_path / "library.so"
    with library.open("wb") as file:
        file.truncate(LIBRARY_MIB * 2**20)
    fork = forked.tried(lambda ask: job(str(library)), bytes, 10.0, LIBRARY_MIB // 4)
    assert (fork.how, fork.well) == (how, how == "ended")


def _fails(number: int) -> Failure:
    return Failure("values", f"case {number}", None, None)


def test_what_fails_in_the_fork_is_told_here_while_the_fork_goes_on():
    """Judged there and then here, one after the other, a wrong file would wait twice."""
    there, here = os.pipe()
    told: list[int] = []

    def judge_one(number: int) -> Failure | None:
        if number == 0:
            return _fails(number)
        os.read(there, 1)  # until it was told here
        return None

    def beside(number: int) -> None:
        told.append(number)
        os.write(here, b"!")

    found = Rehearsal(judge_one, lambda number: (), Patience(), 0.0, beside).of([0, 1])
    os.close(there)
    os.close(here)
    assert told == [0]
    assert (found.passed, found.stopped) == ({1}, {})


def test_only_what_fails_is_told_and_each_case_once():
    told: list[int] = []
    fails = {1, 3, 4}
    rehearsal = Rehearsal(
        lambda number: _fails(number) if number in fails else None,
        lambda number: (),
        Patience(),
        0.0,
        told.append,
    )
    found = rehearsal.of(range(40))
    assert found.passed == set(range(40)) - fails
    assert set(told) <= fails
    assert len(told) == len(set(told))
