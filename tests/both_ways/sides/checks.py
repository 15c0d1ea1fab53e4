import math

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists

numbers = lists(integers(-9, 9), min_size=1, max_size=4)


def test_full(student):
    assert len(student.Deck.full(3)) == student.Deck.size(3)


def test_full_cards(student):
    deck = student.Deck.full(3)
    assert len(deck.cards) == student.Deck.size(3)


def test_size(student):
    assert student.Deck.size(4) == len(student.Deck.full(4))


def test_top(student):
    deck = student.Deck([1, 2, 3])
    assert deck.top() == deck.highest()


def test_cut(student):
    deck = student.Deck([1, 2, 3])
    assert deck.cut(1).cut(2) == deck
    assert deck.cut(1).cards[0] == deck.cards[1]


def test_cut_total(student):
    deck = student.Deck([1, 2, 3])
    assert deck.cut(1).total() == deck.total()


def test_cut_len(student):
    deck = student.Deck([1, 2, 3])
    assert len(deck.cut(1)) == len(deck)


def test_area(student):
    assert student.area(3, 3) == student.square(3)


def test_area_mirrored(student):
    assert student.area(2, 3) == student.area(3, 2)


def test_area_doubled(student):
    assert student.area(4, 3) == 2 * student.area(2, 3)


def test_square_grows(student):
    assert student.square(3) > student.square(2)
    assert student.square(2) < student.area(2, 3)


def test_round_trip(student):
    assert student.back(student.forth("ab")) == "ab"


def test_round_trip_twice(student):
    assert student.back(student.back(student.forth(student.forth("ab")))) == student.back("abc")


def test_sort(student):
    assert student.sort([3, 1, 2]) == student.sort([1, 2, 3])


def test_sort_first(student):
    assert student.sort([3, 1, 2])[0] == student.smallest([3, 1, 2])


def test_sort_again(student):
    once = student.sort([3, 1, 2])
    assert student.sort(once) == once


@settings(max_examples=20)
@given(x=numbers)
def test_sort_any(student, x):
    assert student.sort(x)[0] == student.smallest(x)


@settings(max_examples=100)
@given(x=numbers)
def test_sort_length(student, x):
    assert len(student.sort(x)) == len(x)


def test_mean_between(student):
    x = [1, 2, 6]
    assert student.smallest(x) <= student.mean(x)


def test_mean_of_same(student):
    assert student.mean([2, 2, 2]) == student.smallest([2, 2, 2])


def test_mean_close(student):
    assert student.mean([1, 2]) == pytest.approx(student.mean([2, 1]))
    assert math.isclose(student.mean([1, 2]), student.mean([1, 2, 1, 2]))


def test_counts(student):
    x = [1, 2, 1]
    assert student.count(x, 1) == len(student.places(x, 1))


def test_counts_all(student):
    x = [1, 2, 1]
    assert sum(student.count(x, n) for n in {1, 2}) == len(x)


def test_limit(student):
    assert student.limited(9) == student.constant("LIMIT")


def test_limit_is(student):
    assert student.limited(2) <= student.constant("LIMIT")
    assert student.constant("LIMIT") == 3


def test_decks_equal(student):
    assert student.Deck.full(2) == student.Deck([0, 1])
    assert student.Deck.full(2) != student.Deck.full(3)
