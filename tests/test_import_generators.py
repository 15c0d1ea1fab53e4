"""Random generators that imported tests give to the student's code: what is drawn there is gone
here, too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest
from imported_tests import Imported, imported

from grader.imported import generators
from grader.wire.data import Seq
from grader.wire.messages import WireError
from grader.wire.values import to_wire

DICE = """\
def choose(items, rng):
    return items[rng.randrange(len(items))] if items else None


def shuffled(items, rng):
    result = list(items)
    rng.shuffle(result)
    return result


def flip(rng):
    return bool(rng.random() < 0.5)


class Die:
    def __init__(self, rng):
        self.rng = rng

    def throw(self):
        return self.rng.randint(1, 6)
"""
TESTS = """\
import random

import numpy as np
from dice import Die, choose, flip, shuffled


def test_nothing_to_choose():
    assert choose([], random.Random(1)) is None


def test_same_seed_same_order():
    assert shuffled([1, 2, 3], random.Random(3)) == shuffled([1, 2, 3], random.Random(3))
    assert sorted(shuffled([1, 2, 3], random.Random(3))) == [1, 2, 3]


def test_it_moves_on():
    rng, want = random.Random(3), random.Random(3)
    flips = [flip(rng) for _ in range(4)]
    assert flips == [want.random() < 0.5 for _ in range(4)]
    assert rng.random() == want.random()


def test_numpys_moves_on():
    rng, want = np.random.default_rng(3), np.random.default_rng(3)
    flips = [flip(rng) for _ in range(9)]
    assert flips == [want.random() < 0.5 for _ in range(9)]
    assert rng.random() == want.random()


def test_a_die_keeps_it():
    rng, want = random.Random(5), random.Random(5)
    die = Die(rng)
    assert [die.throw() for _ in range(3)] == [want.randint(1, 6) for _ in range(3)]
    assert rng.random() == want.random()


def test_another_kind_of_numpys():
    assert flip(np.random.Generator(np.random.MT19937(1))) in (True, False)
"""


@pytest.fixture(scope="module")
def dice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("dice"), "dice", DICE, TESTS) as found:
        yield found


def test_tests_that_give_generators_are_taken(dice):
    named = [(one.test, one.why) for one in dice.adopted.named]
    assert [test for test, _ in named] == ["test_another_kind_of_numpys"]
    assert "passes a Generator" in named[0][1]


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        # Draws where the solution doesn't, or otherwise: both are right.
        ("return items[rng", "rng.random()\n    return items[rng", set()),
        ("    rng.shuffle(result)\n    return result", "    return rng.sample(items, 3)", set()),
        ("rng.random() < 0.5", "rng.random() < 0.2",
         {"test_it_moves_on", "test_numpys_moves_on"}),
        ("bool(rng.random()", "rng.random() and bool(rng.random()",
         {"test_it_moves_on", "test_numpys_moves_on"}),
        ("self.rng = rng", "import copy\n        self.rng = copy.copy(rng)",
         {"test_a_die_keeps_it"}),
        ("    rng.shuffle(result)", "    import random\n    random.shuffle(result)",
         {"test_same_seed_same_order"}),
    ],
)  # fmt: skip
def test_what_is_drawn_decides(dice, old, new, failed):
    assert dice.changed(old, new).keys() == failed


@pytest.mark.parametrize("made", [random.Random, np.random.default_rng])
def test_a_generator_follows_its_copy(made):
    copy, rng = made(1), made(1)
    copy.random()
    assert generators.follow(rng, to_wire(copy))
    assert rng.random() == copy.random()


def _numpys(**other):
    state = {"state": {"state": 1, "inc": 3}, "has_uint32": 0, "uinteger": 0, **other}
    rng = np.random.default_rng(1)
    return rng, to_wire(["PCG64", state, rng.bit_generator.seed_seq.state])


@pytest.mark.parametrize(
    ("rng", "wire"),
    [
        (random.Random(1), to_wire([3, (0,) * 624 + (625,), None])),
        (random.Random(1), to_wire([3, ("0",) * 625, None])),
        (random.Random(1), to_wire([9])),
        (random.Random(1), to_wire("state")),
        _numpys(has_uint32=2),
        _numpys(uinteger=2**32),
        _numpys(state={"state": -1, "inc": 1}),
        _numpys(state={"state": 2**128, "inc": 1}),
        _numpys(state=3),
        _numpys(has_uint32=True),
    ],
)
def test_what_is_no_state_is_refused(rng, wire):
    kind = "random.Random" if isinstance(rng, random.Random) else "numpy.random.Generator"
    if isinstance(wire, Seq):
        wire = Seq(kind, wire.items)
    with pytest.raises(WireError):
        generators.follow(rng, wire)


def test_spawned_children_are_not_followed():
    copy, rng = np.random.default_rng(1), np.random.default_rng(1)
    copy.spawn(1)
    assert not generators.follow(rng, to_wire(copy))
