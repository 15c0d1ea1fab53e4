"""Objects of a student's class that are iterators, in an author's own asserts: what is kept in them
counts, and a loop takes no more items than it saw."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of

from grader.wire.data import Held, Seq
from grader.wire.messages import Operation, Returned
from grader.wording.call_text import spelled

SET = 'title = "Loops"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["loops"]\n'
RIGHT = '''\
"""A generator for each loop."""


class Shelf:
    def __init__(self, books):
        self.books = books

    def __iter__(self):
        yield from self.books

    def __len__(self):
        return len(self.books)

    def __eq__(self, other):
        return self.books == other.books


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


def words(line):
    yield from line.split()
'''
CHECKS = '''\
from itertools import islice


def test_books(student):
    """A loop gives the books."""
    assert [book for book in student.Shelf(["a", "b"])] == ["a", "b"]


def test_length(student):
    """The length is the number of books."""
    assert len(student.Shelf(["a", "b"])) == 2


def test_two_loops(student):
    """Two loops have nothing to do with each other."""
    shelf = student.Shelf(["a", "b"])
    assert [x + y for x in shelf for y in shelf] == ["aa", "ab", "ba", "bb"]


def test_equal(student):
    """Shelves of the same books are equal."""
    assert student.Shelf(["a"]) == student.Shelf(["a"])


def test_all(student):
    """All numbers come."""
    assert list(student.Countdown(3)) == [3, 2, 1]


def test_none(student):
    """No number comes."""
    assert list(student.Countdown(0)) == []


def test_many(student):
    """Many numbers come."""
    assert sum(student.Countdown(200)) == 20100


def test_goes_on(student):
    """A loop that ends leaves the rest."""
    countdown = student.Countdown(5)
    assert list(zip("ab", countdown)) == [("a", 5), ("b", 4)]
    assert next(countdown) == 3
    assert list(islice(countdown, 1)) == [2]
    assert list(countdown) == [1]


def test_words(student):
    """Each word comes."""
    assert list(student.words("a b")) == ["a", "b"]
'''
# What students write who have just heard of __next__: it keeps the loop's place in the shelf.
ONE_PLACE = RIGHT.replace(
    "        yield from self.books\n",
    """\
        self.place = 0
        return self

    def __next__(self):
        if self.place == len(self.books):
            raise StopIteration
        self.place += 1
        return self.books[self.place - 1]
""",
)
BY_A_CLASS = RIGHT.replace(
    "def words(line):\n    yield from line.split()\n",
    """\
class words:
    def __init__(self, line):
        self.left = line.split()

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        return self.left.pop(0)
""",
)


@pytest.fixture(scope="module")
def loops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    files = {
        "exercises/loops/set.toml": SET,
        "exercises/loops/loops/exercise.toml": 'title = "Loops"\ndifficulty = "easy"\n',
        "exercises/loops/loops/README.md": "# Loops\n",
        "exercises/loops/loops/loops.py": "class Shelf:\n    pass\n",
        "exercises/loops/loops/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/loops/loops/solution.py": RIGHT,
        "solutions/loops/loops/checks.py": CHECKS,
    }
    with grader_of(tmp_path_factory.mktemp("loops"), files) as grader:
        yield grader


def failed(loops: Grader, source: str) -> set[str]:
    return {one.name for one in loops(source, "loops/loops").checks if one.status != "passed"}


def test_a_container_that_is_its_own_iterator_fails_where_two_loops_meet_and_nowhere_else(loops):
    assert "__next__" in ONE_PLACE.partition("class Countdown")[0]
    assert failed(loops, ONE_PLACE) == {"test_two_loops"}


def test_the_lines_that_are_shown_of_two_loops_do_the_same_when_they_are_pasted(loops):
    found = check(loops(ONE_PLACE, "loops/loops"), "test_two_loops").counterexample
    assert found is not None
    *before, last = [line.partition("  #")[0] for line in found.call.splitlines()]
    namespace: dict[str, object] = {}
    exec(ONE_PLACE, namespace)
    for line in before:
        with contextlib.suppress(StopIteration):
            exec(line, namespace)
    assert "iter(shelf)" in before
    with pytest.raises(StopIteration):
        eval(last, namespace)


def test_its_own_equality_counts(loops):
    """Both were read as the same items, and so passed."""
    by_identity = ONE_PLACE.replace("self.books == other.books", "self is other")
    assert "test_equal" in failed(loops, by_identity)


def test_an_iterator_that_never_ends_fails(loops):
    endless = RIGHT.replace("        if self.n == 0:\n            raise StopIteration\n", "")
    assert failed(loops, endless) == {"test_all", "test_none", "test_many", "test_goes_on"}


def test_what_is_left_after_many_items_is_asked_for_at_once():
    steps = (
        (Operation("call", None, "Countdown", [200]), Returned(Held(("loops.Countdown",)))),
        (Operation("items", 0, None), Returned(Held(("loops.Countdown",)))),
        (Operation("items", 0, None, [10_000]), Returned(Seq("list", [1]))),
    )
    assert spelled(steps, 2).lines == [
        "countdown = Countdown(200)",
        "iter(countdown)",
        "[next(countdown) for _ in range(10000)]",
    ]


def test_what_a_generator_function_should_be_may_be_a_class(loops):
    """Where the reference's is a function, items are what counts."""
    assert failed(loops, BY_A_CLASS) == set()


def test_a_loop_asks_for_no_length(loops):
    """list() did: a loop failed for a __len__ that isn't written yet."""
    unwritten = RIGHT.replace("return len(self.books)", "raise NotImplementedError")
    assert failed(loops, unwritten) == {"test_length"}
