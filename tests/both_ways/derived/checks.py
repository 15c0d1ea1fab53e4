import pytest


def held(kind, *given):
    """The object itself, with kata as without."""
    return kind.hold(*given) if hasattr(kind, "hold") else kind(*given)


def test_best(student):
    hand = held(student.Hand, [2, 5, 1])
    assert hand.best() == 5
    assert len(hand) == 3


def test_played(student):
    hand = held(student.Hand, [2, 5, 1])
    assert hand.played() == 1
    assert len(hand) == 2
    assert hand[0] == 2


def test_prices(student):
    prices = held(student.Prices, {"tea": 2, "pie": 3})
    assert prices["tea"] == 2
    assert prices["ink"] == 0
    assert prices.total() == 5


def test_prices_set(student):
    prices = held(student.Prices)
    prices["tea"] = 4
    assert prices.total() == 4
    with pytest.raises(TypeError):
        prices.total(1)


def test_people(student):
    people = student.by_name(["Ada", "Bo"], [3, 4])
    assert people["Ada"].age == 3
    assert people["Bo"].name == "Bo"
    assert len(people) == 2


def test_person(student):
    assert student.Person("Ada", 3).name == "Ada"
