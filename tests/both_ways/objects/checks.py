import datetime
import pathlib

import pytest

from grader.checks import assert_raises, assert_same


def test_start(student):
    account = student.Account("Ada", 5)
    assert account.owner == "Ada"
    assert account.balance == 5


def test_start_empty(student):
    assert student.Account("Ada").balance == 0
    assert student.Account(owner="Ada").log == []


def test_deposit(student):
    account = student.Account("Ada", 1)
    account.deposit(5)
    assert account.balance == 6
    account.deposit(2)
    assert account.balance == 8


def test_log(student):
    account = student.Account("Ada")
    account.deposit(5)
    account.deposit(7)
    assert account.log == [5, 7]
    assert len(account.log) == 2
    assert sum(account.log) == 12


def test_chain(student):
    assert student.Account("Ada").deposit(1).deposit(2).balance == 3


def test_refused(student):
    account = student.Account("Ada")
    with pytest.raises(ValueError, match="not positive: -1"):
        account.deposit(-1)
    assert account.balance == 0


def test_refused_zero(student):
    with pytest.raises(ValueError):
        student.Account("Ada").deposit(0)


def test_refused_says(student):
    with pytest.raises(ValueError) as raised:
        student.Account("Ada").deposit(-1)
    assert str(raised.value) == "not positive: -1"
    assert raised.value.args == ("not positive: -1",)


def test_refused_by_try(student):
    try:
        student.Account("Ada").deposit(-2)
    except ValueError as error:
        assert "-2" in str(error)
    else:
        pytest.fail("nothing was raised")


def test_withdraw(student):
    account = student.Account("Ada", 5)
    account.withdraw(5)
    assert account.balance == 0


def test_too_little(student):
    error = assert_raises(student.TooLittle, student.Account("Ada", 5).withdraw, 7)
    assert str(error) == "2 missing"


def test_too_little_stays(student):
    account = student.Account("Ada", 5)
    with pytest.raises(Exception):
        account.withdraw(7)
    assert account.balance == 5


def test_property(student):
    account = student.Account("Ada")
    assert account.is_empty
    account.deposit(1)
    assert not account.is_empty


def test_property_is(student):
    assert student.Account("Ada").is_empty is True


def test_account_text(student):
    assert str(student.Account("Ada", 5)) == "Ada: 5"
    assert f"{student.Account('Ada')}" == "Ada: 0"


def test_account_equal(student):
    assert student.Account("Ada", 5) == student.Account("Bo", 5)
    assert student.Account("Ada", 5) != student.Account("Ada", 6)
    assert not student.Account("Ada", 5) == student.Account("Ada", 6)


def test_account_order(student):
    one, other = student.Account("Ada", 5), student.Account("Bo", 6)
    assert one < other
    assert other > one
    assert not other < one


def test_account_sorted(student):
    made = [student.Account(str(n), n) for n in (3, 1, 2)]
    assert [account.balance for account in sorted(made)] == [1, 2, 3]
    assert min(made).owner == "1"
    assert max(made).balance == 3


def test_account_sum(student):
    both = student.Account("Ada", 5) + student.Account("Bo", 6)
    assert both.balance == 11
    assert both.owner == "both"


def test_account_true(student):
    assert student.Account("Ada", 5)
    assert not student.Account("Ada")


def test_account_hash(student):
    made = student.Account("Ada", 5), student.Account("Ada", 5)
    assert made[0] == made[1]


def test_savings(student):
    savings = student.Savings("Ada", 5)
    savings.withdraw(5)
    assert savings.balance == 0
    assert str(savings) == "savings of Ada: 0"


def test_savings_fee(student):
    assert student.Savings("Ada").fee == 0
    assert student.Account("Ada").fee == 1


def test_shelf(student):
    shelf = student.Shelf("a", "b", "c")
    assert len(shelf) == 3
    assert shelf[0] == "a"
    assert shelf[-1] == "c"
    assert shelf[1:] == ["b", "c"]


def test_shelf_set(student):
    shelf = student.Shelf("a", "b")
    shelf[0] = "z"
    assert list(shelf) == ["z", "b"]


def test_shelf_del(student):
    shelf = student.Shelf("a", "b")
    del shelf[0]
    assert list(shelf) == ["b"]
    assert len(shelf) == 1


def test_shelf_in(student):
    shelf = student.Shelf("a", "b")
    assert "a" in shelf
    assert "z" not in shelf


def test_shelf_iter(student):
    shelf = student.Shelf("a", "b")
    assert [book for book in shelf] == ["a", "b"]
    assert "".join(shelf) == "ab"
    assert sorted(shelf) == ["a", "b"]
    assert dict(enumerate(shelf)) == {0: "a", 1: "b"}


def test_shelf_out(student):
    with pytest.raises(IndexError):
        student.Shelf("a")[3]


def test_shelf_empty(student):
    assert not student.Shelf()
    assert student.Shelf("a")


def test_shelf_called(student):
    assert student.Shelf("a", "b")(2) == ["a", "b", "a", "b"]


def test_shelf_block(student):
    with student.Shelf("a") as shelf:
        assert list(shelf) == ["a", "open"]
    assert list(shelf) == ["a"]


def test_shelf_block_hides(student):
    with student.Shelf("a"):
        raise KeyError("hidden")


def test_shelf_block_raises(student):
    with pytest.raises(ValueError), student.Shelf("a"):
        raise ValueError("seen")


def test_point(student):
    point = student.Point(1)
    assert (point.x, point.y) == (1, 0)
    assert point.tags == []


def test_point_equal(student):
    assert student.Point(1, 2) == student.Point(1, 2)
    assert student.Point(1, 2) != student.Point(2, 2)
    assert student.Point(1).moved(2) == student.Point(3)


def test_point_order(student):
    assert student.Point(1, 2) < student.Point(1, 3)
    assert max([student.Point(1), student.Point(2)]).x == 2


def test_point_moved(student):
    point = student.Point(1, 5)
    moved = point.moved(2)
    assert moved.x == 3
    assert moved.y == 5


def test_point_stays(student):
    point = student.Point(1, 5)
    point.moved(2)
    assert point.x == 1


def test_point_type(student):
    assert isinstance(student.Point(1).moved(2), student.Point)
    assert isinstance(student.Point(1).moved(2).x, int)


def test_point_set(student):
    point = student.Point(1)
    point.x = 7
    assert point.moved(1).x == 8


def test_point_tags(student):
    one, other = student.Point(1), student.Point(2)
    one.tags.append("a")
    assert other.tags == []


def test_row(student):
    assert student.row("abc") == ("abc", 3)


def test_row_parts(student):
    name, size = student.row("abc")
    assert name == "abc"
    assert size == 3


def test_row_names(student):
    assert student.row("abc").name == "abc"
    assert student.row("abc").size == 3


def test_row_index(student):
    assert student.row("abc")[1] == 3
    assert len(student.row("abc")) == 2
    assert isinstance(student.row("abc"), tuple)


def test_row_default(student):
    assert student.Row("a") == ("a", 1)
    assert student.Row("a").size == 1


def test_colour(student):
    assert student.colour("RED").name == "RED"
    assert student.colour("GREEN").value == 2


def test_colour_equal(student):
    assert student.colour("GREEN") == student.colour("GREEN")
    assert student.colour("GREEN") != student.colour("RED")


def test_colour_number(student):
    assert student.colour("GREEN") != 2


def test_level_name(student):
    assert student.level(3).name == "HIGH"


def test_day(student):
    assert student.day("2024-02-29") == datetime.date(2024, 2, 29)


def test_day_parts(student):
    assert student.day("2024-02-29").month == 2
    assert student.day("2024-02-29").isoformat() == "2024-02-29"
    assert str(student.day("2024-02-29")) == "2024-02-29"


def test_day_wrong(student):
    with pytest.raises(ValueError):
        student.day("2023-02-29")


def test_day_order(student):
    assert student.day("2024-02-29") < student.day("2024-03-01")
    assert (student.day("2024-03-01") - student.day("2024-02-29")).days == 1


def test_span(student):
    first, last = datetime.date(2024, 1, 1), datetime.date(2024, 1, 3)
    assert student.span(first, last) == datetime.timedelta(days=2)


def test_span_days(student):
    first, last = datetime.date(2024, 1, 1), datetime.date(2024, 1, 3)
    assert student.span(first, last).days == 2
    assert student.span(first, last).total_seconds() == 172800


def test_path(student):
    assert student.path("a", "b.txt") == pathlib.PurePosixPath("a/b.txt")


def test_path_parts(student):
    assert student.path("a", "b.txt").name == "b.txt"
    assert student.path("a", "b.txt").suffix == ".txt"
    assert str(student.path("a", "b.txt")) == "a/b.txt"


def test_path_same(student, reference):
    assert_same(student.path("a", "b"), reference.path("a", "b"))


def test_accounts(student):
    first, *rest = student.accounts("Ada", "Bo")
    assert first.owner == "Ada"
    assert [account.owner for account in rest] == ["Bo"]


def test_accounts_differ(student):
    first, second = student.accounts("Ada", "Bo")
    first.deposit(5)
    assert second.balance == 0


def test_accounts_many(student):
    assert len(student.accounts("a", "b", "c")) == 3
    assert all(account.balance == 0 for account in student.accounts("a", "b"))
