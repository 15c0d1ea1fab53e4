import random

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists

from grader.checks import Callback, assert_raises, assert_same


def same(student, reference, name, *args):
    """A helper, as authors have them."""
    assert getattr(student, name)(*args) == getattr(reference, name)(*args), name


def raises(student, n):
    with pytest.raises(ValueError):
        student.factorial(n)


def test_applied(student):
    assert list(student.applied(Callback("lambda n: abs(n)"), [-1, 2])) == [1, 2]
    assert list(student.applied(Callback("lambda n: str(n)"), [1])) == ["1"]


def test_applied_list(student):
    assert student.applied(Callback("lambda n: len(n)"), ["ab", "c"]) == [2, 1]


def test_folded(student):
    assert student.folded(Callback("lambda a, b: max(a, b)"), [3, 1]) == 3
    assert student.folded(Callback("lambda a, b: a**b"), [3, 2], 2) == 64


def test_folded_none(student):
    assert student.folded(Callback("lambda a, b: max(a, b)"), []) == 0
    assert student.folded(Callback("lambda a, b: max(a, b)"), [], start=0) is not None


def test_by_length(student):
    assert student.by_length(["ccc", "a", "bb"]) == ["a", "bb", "ccc"]


def test_by_length_stable(student):
    assert student.by_length(["b", "a"]) == ["b", "a"]


def test_adder(student):
    add = student.adder(3)
    assert add(4) == 7
    assert student.adder(1)(1) == 2


def test_adder_callable(student):
    assert callable(student.adder(1))


def test_adder_map(student):
    assert [student.adder(n)(1) for n in range(3)] == [1, 2, 3]
    assert list(map(student.adder(1), [1, 2])) == [2, 3]


def test_adder_refuses(student):
    with pytest.raises(TypeError):
        student.adder(1)("a")
    with pytest.raises(TypeError):
        student.adder(1)()


def test_counter(student):
    count = student.counter()
    assert count() == 1
    assert [count(), count()] == [2, 3]


def test_counter_two(student):
    one, other = student.counter(), student.counter()
    one()
    assert other() == 1


def test_counter_plus(student):
    count = student.counter()
    assert count() + count() == 3


def test_twice(student):
    assert student.twice(Callback("lambda n: abs(n)"))(-1) == (1, 1)


def test_factorial(student):
    for n, want in [(0, 1), (1, 1), (5, 120)]:
        assert student.factorial(n) == want


def test_factorial_big(student):
    assert student.factorial(25) == 15511210043330985984000000
    assert student.factorial(25) % 10**6 == 0


def test_factorial_law(student):
    for n in range(1, 6):
        assert student.factorial(n) == n * student.factorial(n - 1)


@settings(max_examples=10)
@given(n=integers(0, 9))
def test_factorial_same(student, reference, n):
    assert_same(student.factorial(n), reference.factorial(n))


def test_factorial_raises(student):
    raises(student, -1)
    raises(student, -2)


def test_factorial_says(student):
    with pytest.raises(ValueError, match=r"must not be \w+"):
        student.factorial(-1)


def test_factorial_digits(student):
    assert sum(int(digit) for digit in str(student.factorial(10))) == 27


def test_factorial_recursion(student):
    with pytest.raises((ValueError, ArithmeticError)):
        student.factorial(-1)


def test_described(student):
    assert student.described(1, "a") == "1, a"
    assert student.described() == ""


def test_described_sep(student):
    assert student.described(1, 2, sep="-") == "1-2"


def test_described_named(student):
    assert student.described(1, b=2, a=3) == "1, a=3, b=2"
    assert student.described(**{"x": 1}) == "x=1"
    assert student.described(*[1, 2]).split(", ") == ["1", "2"]


def test_parsed(student):
    assert student.parsed("12") == 12
    assert f"{student.parsed(' 7 ')}" == "7"


def test_parsed_raises(student):
    with pytest.raises(LookupError, match="no number: 'a'"):
        student.parsed("a")


def test_parsed_else(student):
    try:
        got = student.parsed("b")
    except LookupError as error:
        assert error.args[0].startswith("no number")
    else:
        raise AssertionError(f"got {got}")


def test_shuffled(student):
    assert sorted(student.shuffled(range(5), 1)) == [0, 1, 2, 3, 4]


def test_shuffled_seed(student):
    assert student.shuffled(range(9), 3) == student.shuffled(range(9), 3)
    want = list(range(9))
    random.Random(3).shuffle(want)
    assert student.shuffled(range(9), 3) == want


def test_drawn(student):
    rng = random.Random(5)
    want = random.Random(5).randint(1, 6)
    assert student.drawn(rng) == want


def test_drawn_range(student):
    for seed in range(5):
        assert 1 <= student.drawn(random.Random(seed)) <= 6


def test_drawn_varies(student):
    assert len({student.drawn(random.Random(seed)) for seed in range(9)}) > 1


def test_cases(student, reference):
    same(student, reference, "cases", "two words")
    upper, lower, title = student.cases("two words")
    assert upper.isupper()
    assert title.istitle()
    assert upper.lower() == lower


def test_lookup(student):
    assert student.lookup({"a": 1}, "a") == 1
    assert student.lookup({"a": 1}, "b") is None


def test_lookup_default(student):
    assert student.lookup({"a": 1}, "b", 2) == 2
    assert student.lookup({"a": 1}, "b", default=3) == 3


def test_lookup_zero(student):
    assert student.lookup({"a": 0}, "a", 5) == 0


def test_deepest(student):
    assert student.deepest([]) == 1
    assert student.deepest([1, [2, [3]]]) == 3
    assert student.deepest([[1], [[2]], [3]]) == 3


def test_deepest_number(student):
    assert student.deepest(5) == 0


@settings(max_examples=20)
@given(x=lists(lists(integers(0, 3), max_size=2), max_size=3))
def test_deepest_any(student, x):
    assert student.deepest(x) == (2 if x else 1)


def test_limit(student):
    assert student.constant("LIMIT") == 10


def test_limit_more(student):
    assert student.constant("LIMIT") + 1 == 11
    assert 0 < student.constant("LIMIT") <= 10


def test_lookup_key(student):
    with pytest.raises(KeyError, match="^'z'$"):
        student.found({"a": 1}, "z")
    try:
        student.found({}, 3)
    except KeyError as error:
        assert str(error) == "3"
