"""Cases are drawn again from what was chosen for them, and made simpler by choosing otherwise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grader.checks import arrays, cases, evenly, image_and_kernel, pools, programs
from grader.explain.shrink import _simplicity
from grader.explain.simpler_choices import Simplifier
from grader.judge.choices import drawn, of_this_case
from grader.judge.collect import with_checks
from grader.judge.shipped import Shipped, devices, key_of
from grader.sets import library, set_files
from grader.wire import messages
from grader.wire.values import to_wire

SOME = settings(
    max_examples=200, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@st.composite
def counted(draw):
    """As many as were asked for first."""
    return [draw(st.integers(0, 9)) for _ in range(draw(st.integers(0, 6)))]


@st.composite
def unequal(draw):
    one, other = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    assume(one != other)
    return one, other


STRATEGIES = {
    "text": st.text(),
    "bytes": st.binary(),
    "fractions": st.floats(),
    "large": st.integers(),
    "list": st.lists(st.text(max_size=3), max_size=5),
    "counted": counted(),
    "dict": st.dictionaries(st.sampled_from("abc"), st.booleans()),
    "dates": st.dates(),
    "unequal": unequal(),
    "program": programs(st.integers(1, 3), put=st.integers(0, 9), __len__=()),
    "image": image_and_kernel(stride=st.integers(1, 3), padding=st.integers(0, 2)),
    "pools": pools(padded=True),
}


def check_of(strategy, body=lambda case: None):
    """A check as choices.py needs one."""
    return SimpleNamespace(item=SimpleNamespace(obj=SOME(given(case=strategy)(body))))


def written(value):
    return messages.encode(to_wire(value, exact=True))


@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=STRATEGIES)
def test_the_same_choices_give_the_same_case(strategy):
    def again(case):
        made = drawn(check, of_this_case())
        assert made is not None
        assert written(made.arguments["case"]) == written(case)
        assert made.choices == of_this_case() or repr(made.choices) == repr(of_this_case())

    check = check_of(strategy, again)
    check.item.obj()


def test_where_choices_run_out_or_do_not_fit_there_is_the_simplest():
    check = check_of(st.tuples(st.integers(3, 9), st.text(), st.booleans()))
    assert drawn(check, ()).arguments == {"case": (3, "", False)}
    assert drawn(check, ("a", 5, True)).arguments == {"case": (3, "", True)}
    assert drawn(check, (99, "a", True)).arguments == {"case": (3, "a", True)}


def test_what_the_strategies_refuse_is_no_case():
    assert drawn(check_of(unequal()), (4, 4)) is None
    assert drawn(check_of(st.integers(0, 9).filter(lambda n: n > 9)), (4,)) is None


def simplest(strategy, fails):
    """What is left of the first case that fails, and all that was asked on the way."""
    found, asked = [], []

    def collect(case):
        if not found and fails(case):
            found.append(of_this_case())

    check = check_of(strategy, collect)
    check.item.obj()
    assert found, "no case fails"

    def is_failing(made):
        asked.append(made.arguments["case"])
        return fails(made.arguments["case"])

    start = drawn(check, found[0])
    simplifier = Simplifier(start, lambda chosen: drawn(check, chosen), _simplicity, is_failing)
    simplifier.run()
    return simplifier.now.arguments["case"], asked


@pytest.mark.parametrize(
    ("strategy", "fails", "left"),
    [
        (st.text("abc"), lambda t: "b" in t, "b"),
        (st.binary(max_size=9), lambda b: len(b) > 1, b"\0\0"),
        (st.text("xyz"), lambda t: len(t) > 1, "xx"),
        (st.text(), lambda t: len(t) > 1, "00"),
        (st.integers(0, 5000), lambda n: n > 17, 18),
        (st.integers(-50, 50), lambda n: n < -3, -4),
        (st.one_of(st.integers(1, 7), st.integers(8, 99)), lambda n: n > 1, 2),
        (st.floats(0, 100), lambda f: f >= 2, 2.0),
        (st.lists(st.floats(0, 100)), any, [1.0]),
        (st.lists(st.integers(0, 10**30)), lambda every: sum(every) > 10**20, [10**20 + 1]),
        (st.lists(st.integers(0, 10**30)), lambda every: any(every[1:]), [0, 1]),
        (st.lists(st.lists(st.integers(0, 9))), lambda rows: any(map(any, rows)), [[1]]),
        (st.lists(st.integers(0, 9)), lambda every: any(n > 4 for n in every), [5]),
        (counted(), lambda every: any(n > 4 for n in every), [5]),
        (counted(), lambda every: len(every) > 1, [0, 0]),
        (st.dictionaries(st.sampled_from("abc"), st.booleans()), lambda d: "a" in d, {"a": False}),
        (unequal(), lambda two: two[0] > two[1], (1, 0)),
    ],
)
def test_whatever_is_drawn_becomes_as_simple_as_can_be(strategy, fails, left):
    assert simplest(strategy, fails)[0] == left


def test_a_large_number_is_lowered_in_large_steps():
    """One after the other used up all calls that there are."""
    most = 10**6
    left, asked = simplest(st.integers(0, most), lambda n: n > most // 16 * 15)
    assert left == most // 16 * 15 + 1
    assert len(asked) < 300


def test_a_program_keeps_the_steps_that_it_needs():
    steps = programs(st.integers(1, 3), put=st.integers(0, 9), get=st.integers(0, 9), __len__=())
    left, _ = simplest(steps, lambda p: [name for name, _ in p.steps].count("get") > 1)
    assert left.made == (1,)
    assert left.steps == [("get", (0,)), ("get", (0,))]


def test_an_array_has_the_numbers_and_sides_that_it_needs():
    left, _ = simplest(
        arrays((st.integers(1, 5), st.integers(1, 5))), lambda a: (a < 0).any() and a.shape[1] > 1
    )
    assert np.array_equal(left, [[-1.0, 0.0]])


def test_numbers_that_stand_last_are_no_reason_for_more_of_them():
    left, _ = simplest(arrays((st.integers(1, 9),)), lambda a: (a != 0).sum() == 1)
    assert np.array_equal(left, [1.0])


def test_of_several_strategies_the_one_that_draws_something_simpler_is_taken():
    fixed = np.full((2, 3), 7.0)
    either = cases(one=evenly(st.just(fixed), arrays((2, 3))), other=arrays((2,)))
    left, _ = simplest(either, lambda two: two.other.any())
    assert not left.one.any()


@pytest.mark.parametrize(
    ("strategy", "fails"),
    [
        (unequal(), lambda two: sum(two) > 9),
        (STRATEGIES["pools"], lambda pool: pool.kernel_size > 1 and (pool.x > 1).any()),
    ],
)
def test_whatever_is_asked_on_the_way_is_a_legal_case(strategy, fails):
    """Two numbers that differ, a padding of at most half a window that fits."""

    def is_legal(case):
        if isinstance(case, tuple):
            return case[0] != case[1]
        window = case.x.shape[2] + 2 * case.padding, case.x.shape[3] + 2 * case.padding
        return case.padding <= case.kernel_size // 2 and min(window) >= case.kernel_size

    _, asked = simplest(strategy, fails)
    assert len(asked) > 3
    assert all(map(is_legal, asked))


@pytest.mark.parametrize(
    "name", ["convolution/conv_backward", "pooling/max_pool2d", "tour/league_table", "tour/editor"]
)
def test_what_is_shipped_is_drawn_again_by_the_hypothesis_that_is_installed(name):
    """Else a failing call would be shown as it was recorded, however large."""
    exercise = library.find_exercise(name)
    recording = Shipped.of(exercise).recording(key_of(exercise))
    recorded = {check.name: check for check in recording.checks}
    seen = []

    def compare(checks):
        for check in checks.all:
            for case in recorded[check.name].cases[-5:] if check.is_random else ():
                made = drawn(check, case.choices)
                seen.append(made)
                raw = {n: bytes(written(value)) for n, value in made.arguments.items()}
                assert raw == {n: bytes(value) for n, value in case.drawn.items()}

    file = set_files.checks_file(exercise)
    with_checks(file, lambda: devices(exercise), compare, exercise.file.removesuffix(".py"))
    assert seen


def test_checks_are_collected_in_one_thread_after_another():
    """What Hypothesis' settings are is known to each of them, and whether there are some to all."""
    exercise = library.find_exercise("tour/votes")
    seen = []

    def collect():
        file = set_files.checks_file(exercise)
        with_checks(file, lambda: devices(exercise), seen.append, "votes")

    with ThreadPoolExecutor(1) as thread:
        thread.submit(collect).result()
    collect()
    assert len(seen) == 2
