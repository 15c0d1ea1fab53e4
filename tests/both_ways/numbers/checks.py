import cmath
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists

from grader.checks import assert_raises, assert_same


def test_count(student):
    assert student.count("abc") == 3
    assert student.count([]) == 0


def test_count_is_int(student):
    got = student.count([1, 2])
    assert isinstance(got, int), "a whole number"
    assert type(got) is int


@settings(max_examples=20)
@given(items=lists(integers(0, 9), max_size=4))
def test_count_any(student, reference, items):
    assert_same(student.count(items), reference.count(items))


def test_count_adds_up(student):
    assert student.count([1]) + student.count([1, 2]) == 3
    assert student.count("ab") * "x" == "xx"
    assert list(range(student.count("abc"))) == [0, 1, 2]
    assert [10, 20, 30][student.count("ab")] == 30


def test_even(student):
    assert student.is_even(4)
    assert not student.is_even(3)


def test_even_is_bool(student):
    assert student.is_even(4) is True
    assert student.is_even(3) is False


def test_even_equals(student):
    assert student.is_even(4) == True
    assert student.is_even(3) == 0


def test_even_all(student):
    assert all(student.is_even(n) for n in (0, 2, 4))
    assert not any(student.is_even(n) for n in (1, 3))
    assert [n for n in range(6) if student.is_even(n)] == [0, 2, 4]
    assert list(filter(student.is_even, range(5))) == [0, 2, 4]
    assert sum(student.is_even(n) for n in range(5)) == 3


def test_mean_approx(student):
    assert student.mean([1, 2, 4]) == pytest.approx(7 / 3)
    assert student.mean([0.1, 0.2]) == pytest.approx(0.15, abs=1e-3)


def test_mean_exact(student):
    assert student.mean([1, 2]) == 1.5


def test_mean_range(student):
    got = student.mean([1, 2, 6])
    assert 1 <= got <= 6
    assert min([1, 2, 6]) < got < max([1, 2, 6])


def test_mean_close(student):
    assert math.isclose(student.mean([1, 2, 4]), 7 / 3)
    assert abs(student.mean([1, 2, 4]) - 7 / 3) < 1e-9
    assert round(student.mean([1, 2, 4]), 2) == 2.33


def test_mean_of_nothing(student):
    with pytest.raises(ZeroDivisionError, match="zero"):
        student.mean([])


@settings(max_examples=20)
@given(numbers=lists(integers(-9, 9), min_size=1, max_size=4))
def test_mean_any(student, reference, numbers):
    assert_same(student.mean(numbers), reference.mean(numbers))


@settings(max_examples=20)
@given(numbers=lists(integers(-9, 9), min_size=1, max_size=4))
def test_mean_law(student, numbers):
    assert student.mean(numbers) * len(numbers) == pytest.approx(sum(numbers))


def test_nan(student):
    got = student.missing(True)
    assert got != got
    assert math.isnan(got)


def test_minus_zero(student):
    assert student.missing(False) == 0
    assert math.copysign(1, student.missing(False)) == -1


def test_minus_zero_text(student):
    assert str(student.missing(False)) == "-0.0"


def test_root(student):
    assert student.root(4) == 2
    assert student.root(-4) == 2j
    assert cmath.isclose(student.root(-9), 3j)
    assert student.root(-4).imag == pytest.approx(2)
    assert student.root(-4) ** 2 == pytest.approx(-4)


def test_share(student):
    assert student.share(1, 3) + student.share(2, 3) == 1
    assert student.share(2, 4).denominator == 2


def test_share_equal(student):
    assert student.share(1, 2) == 0.5
    assert student.share(2, 4) == Fraction(1, 2)


def test_share_text(student):
    assert str(student.share(1, 3)) == "1/3"
    assert isinstance(student.share(1, 3), Fraction)


def test_price(student):
    assert student.price("1.5") == Decimal("1.5")


def test_price_text(student):
    assert str(student.price("1.5")) == "1.50"
    assert f"{student.price('1')} Euro" == "1.00 Euro"


def test_price_digits(student):
    assert student.price("0.1").as_tuple().exponent == -2


def test_price_sum(student):
    assert student.price("0.1") + student.price("0.2") == Decimal("0.3")


def test_power(student):
    assert student.power(10) == 1024
    assert student.power(200) == 1 << 200


def test_power_digits(student):
    assert len(str(student.power(300))) == 91
    assert student.power(64) % 1000 == 616
    assert student.power(300) % 2 == 0
    assert student.power(8).bit_length() == 9


def test_hello(student):
    assert student.greeting() == "Hello, you!"
    assert student.greeting("Ada") == "Hello, Ada!"
    assert student.greeting(name="Bo", end=".") == "Hello, Bo."


def test_hello_parts(student):
    line = student.greeting("Ada")
    assert line.startswith("Hello")
    assert "Ada" in line
    assert line[7:10] == "Ada"
    assert line.split(", ")[1] == "Ada!"
    assert line[-1] == "!"
    assert len(line) == 11


def test_hello_lower(student):
    assert student.greeting("Ada").lower() == "hello, ada!"
    assert student.greeting("Ada").upper().count("A") == 2


def test_hello_end(student):
    assert student.greeting("Ada", end="?").endswith("?")
    assert_raises(TypeError, student.greeting, "Ada", "?")


def test_encoded(student):
    assert student.encoded("é") == b"\xc3\xa9"
    assert student.encoded("") == b""


def test_encoded_parts(student):
    data = student.encoded("aé")
    assert data[0] == 97
    assert len(data) == 3
    assert list(data) == [97, 195, 169]


def test_encoded_decodes(student):
    assert student.encoded("aé").decode() == "aé"
    assert isinstance(student.encoded("a"), bytes)


def test_nothing(student):
    assert student.nothing(3) is None


def test_nothing_equal(student):
    assert student.nothing(3) == None


def test_nothing_false(student):
    assert not student.nothing(3)


def test_sign(student):
    assert [student.sign(n) for n in (-2, 0, 2)] == [-1, 0, 1]


def test_sign_dict(student):
    assert {n: student.sign(n) for n in (-2, 0, 2)} == {-2: -1, 0: 0, 2: 1}


def test_sign_loop(student):
    for n, want in [(-5, -1), (5, 1), (0, 0)]:
        assert student.sign(n) == want, f"sign({n})"


def test_sign_zip(student):
    for n, want in zip([-5, 5, 0], [-1, 1, 0], strict=True):
        got = student.sign(n)
        assert got == want and type(got) is int


def test_sign_key(student):
    assert sorted([3, -1, 0], key=student.sign) == [-1, 0, 3]
    assert max([-3, 2], key=student.sign) == 2


def test_sign_map(student):
    assert list(map(student.sign, [1, -1])) == [1, -1]
    assert sum(student.sign(n) for n in range(-2, 4)) == 1
