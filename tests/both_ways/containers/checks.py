from collections import Counter, OrderedDict, deque
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists

from grader.checks import assert_same

numbers = lists(integers(-9, 9), max_size=4)


def test_doubled(student):
    assert student.doubled([1, 2]) == [2, 4]
    assert student.doubled([]) == []


@settings(max_examples=20)
@given(x=numbers)
def test_doubled_same(student, reference, x):
    assert_same(student.doubled(x), reference.doubled(x))


@settings(max_examples=20)
@given(x=numbers)
def test_doubled_equal(student, reference, x):
    assert student.doubled(x) == reference.doubled(x)


def test_doubled_list(student):
    assert list(student.doubled([1, 2])) == [2, 4]


def test_doubled_type(student):
    assert isinstance(student.doubled([1]), list)


def test_doubled_items(student):
    got = student.doubled([1, 2, 3])
    assert got[0] == 2
    assert got[-1] == 6
    assert got[1:] == [4, 6]
    assert len(got) == 3
    assert 4 in got


def test_doubled_loop(student):
    for n, d in zip([1, 2, 3], student.doubled([1, 2, 3]), strict=True):
        assert d == n * 2


def test_doubled_sums(student):
    assert sum(student.doubled([1, 2])) == 6
    assert sorted(student.doubled([2, 1])) == [2, 4]
    assert max(student.doubled([2, 1])) == 4


def test_doubled_twice(student):
    got = student.doubled([1, 2])
    assert sum(got) == 6
    assert sum(got) == 6


def test_doubled_unpacks(student):
    a, b = student.doubled([1, 2])
    assert (a, b) == (2, 4)


def test_doubled_changes(student):
    got = student.doubled([1])
    got.append(5)
    assert got == [2, 5]


def test_doubled_index(student):
    assert student.doubled([1, 2, 3]).index(4) == 1
    assert student.doubled([1, 2]) + [9] == [2, 4, 9]


def test_doubled_ints(student):
    assert all(isinstance(n, int) for n in student.doubled([1, 2]))


def test_doubled_text(student):
    assert str(student.doubled([1, 2])) == "[2, 4]"
    assert f"{student.doubled([1])}" == "[2]"


def test_doubled_enumerate(student):
    for i, n in enumerate(student.doubled([0, 1, 2])):
        assert n == 2 * i


def test_in_place_none(student):
    assert student.double_all([1]) is None


def test_copied_value(student):
    assert student.copied([1]) == [1, 0]


def test_copied_stays(student):
    x = [1, 2]
    student.copied(x)
    assert x == [1, 2]


def test_copied_new(student):
    x = [1, 2]
    got = student.copied(x)
    assert got == [1, 2, 0]
    assert len(got) == 3


def test_grid(student):
    assert student.grid(2, 3) == [[0, 0, 0], [0, 0, 0]]


def test_grid_rows(student):
    rows = student.grid(2, 3)
    rows[0][0] = 1
    assert rows[1][0] == 0
    assert rows == [[1, 0, 0], [0, 0, 0]]


def test_grid_identity(student):
    rows = student.grid(2, 1)
    assert rows[0] is not rows[1]


def test_grid_shape(student):
    rows = student.grid(2, 3)
    assert len(rows) == 2
    assert all(len(row) == 3 for row in rows)


def test_bounds(student):
    assert student.bounds([3, 1, 2]) == (1, 3)


def test_bounds_unpack(student):
    low, high = student.bounds([3, 1, 2])
    assert low == 1
    assert high == 3


def test_bounds_parts(student):
    assert student.bounds([3, 1])[0] == 1
    assert student.bounds([3, 1])[1] == 3


def test_bounds_same(student, reference):
    assert_same(student.bounds([3, 1]), reference.bounds([3, 1]))


def test_bounds_type(student):
    assert type(student.bounds([1])) is tuple


def test_letters(student):
    assert student.letters("abca") == {"a", "b", "c"}


def test_letters_set(student):
    got = student.letters("abca")
    assert got & {"a", "z"} == {"a"}
    assert got >= {"b"}
    assert got - {"a"} == {"b", "c"}


def test_letters_len(student):
    assert len(student.letters("abca")) == 3
    assert "a" in student.letters("abca")
    assert "z" not in student.letters("abca")


def test_letters_sorted(student):
    assert sorted(student.letters("abca")) == ["a", "b", "c"]
    assert "".join(sorted(student.letters("cab"))) == "abc"


def test_letters_type(student):
    assert isinstance(student.letters("ab"), set)


def test_letters_same(student, reference):
    assert_same(student.letters("abca"), reference.letters("abca"))


def test_places(student):
    assert student.places("aba") == {"a": [0, 2], "b": [1]}


def test_places_order(student):
    assert list(student.places("ba")) == ["b", "a"]
    assert list(student.places("ba").items()) == [("b", [0]), ("a", [1])]


def test_places_parts(student):
    got = student.places("aba")
    assert got["a"] == [0, 2]
    assert got.get("z") is None
    assert "b" in got
    assert len(got) == 2


def test_places_keys(student):
    assert student.places("aba").keys() == {"a", "b"}
    assert set(student.places("aba")) == {"a", "b"}
    assert sorted(student.places("aba").values()) == [[0, 2], [1]]


def test_places_missing(student):
    got = student.places("a")
    with pytest.raises(KeyError):
        got["z"]


def test_places_loop(student):
    for letter, at in student.places("aba").items():
        assert all("aba"[place] == letter for place in at)


def test_places_type(student):
    assert type(student.places("a")) is dict


def test_places_same(student, reference):
    assert_same(student.places("aba"), reference.places("aba"))


def test_counted(student):
    assert student.counted(["a", "b", "a"]) == {"a": 2, "b": 1}


def test_counted_missing(student):
    assert student.counted(["a"])["z"] == 0


def test_counted_most(student):
    assert student.counted(["a", "b", "a"]).most_common(1) == [("a", 2)]
    assert student.counted("ab") + Counter("a") == Counter("aab")


def test_counted_type(student):
    assert isinstance(student.counted("a"), Counter)
    assert isinstance(student.counted("a"), dict)


def test_latest(student):
    assert student.latest([1, 2, 3]) == deque([2, 3])


def test_latest_list(student):
    assert list(student.latest([1, 2, 3])) == [2, 3]


def test_latest_left(student):
    got = student.latest([1, 2, 3])
    got.appendleft(0)
    assert list(got) == [0, 2]


def test_latest_maxlen(student):
    assert student.latest([1]).maxlen == 2


def test_latest_pop(student):
    got = student.latest([1, 2])
    assert got.popleft() == 1
    assert got[0] == 2


def test_by_name(student):
    assert list(student.by_name([("b", 1), ("a", 2)])) == ["a", "b"]


def test_by_name_order(student):
    want = OrderedDict([("a", 2), ("b", 1)])
    assert student.by_name([("b", 1), ("a", 2)]) == want


def test_by_name_first(student):
    assert student.by_name([("b", 1), ("a", 2)]).popitem(last=False) == ("a", 2)


def test_by_name_dict(student):
    assert student.by_name([("b", 1), ("a", 2)]) == {"b": 1, "a": 2}


def test_evens(student):
    assert list(student.evens(5)) == [0, 2, 4]


def test_evens_range(student):
    assert student.evens(5) == range(0, 5, 2)
    assert student.evens(5) == range(0, 6, 2)


def test_evens_lazy(student):
    got = student.evens(1000)
    assert len(got) == 500
    assert 100 in got
    assert got[-1] == 998


def test_evens_parts(student):
    assert student.evens(10)[2] == 4
    assert len(student.evens(10)) == 5
    assert 4 in student.evens(10)


def test_evens_twice(student):
    got = student.evens(4)
    assert [*got] == [0, 2]
    assert [*got, *got] == [0, 2, 0, 2]


def test_squares(student):
    assert list(student.squares(4)) == [0, 1, 4, 9]


def test_squares_next(student):
    got = student.squares(3)
    assert next(got) == 0
    assert next(got) == 1
    assert next(got) == 4
    with pytest.raises(StopIteration):
        next(got)


def test_squares_none(student):
    assert list(student.squares(0)) == []
    assert not list(student.squares(0))


def test_squares_no_list(student):
    with pytest.raises(TypeError):
        len(student.squares(3))


def test_squares_default(student):
    assert next(student.squares(0), "none") == "none"
    assert next(iter(student.squares(2)), None) == 0


def test_squares_sums(student):
    assert sum(student.squares(4)) == 14
    assert max(student.squares(4)) == 9
    assert 4 in student.squares(4)
    assert any(n > 8 for n in student.squares(4))


def test_squares_same(student, reference):
    assert_same(student.squares(4), reference.squares(4))


def test_squares_star(student):
    a, *rest = student.squares(4)
    assert a == 0
    assert rest == [1, 4, 9]


def test_endless(student):
    assert list(islice(student.endless(), 3)) == [1, 2, 3]


def test_endless_next(student):
    got = student.endless()
    assert [next(got) for _ in range(3)] == [1, 2, 3]


def test_endless_zip(student):
    assert list(zip("ab", student.endless(), strict=False)) == [("a", 1), ("b", 2)]


def test_middle(student):
    assert [0, 1, 2, 3][student.middle([0, 1, 2, 3])] == [1, 2]


def test_middle_parts(student):
    got = student.middle("abcd")
    assert (got.start, got.stop, got.step) == (1, 3, None)


def test_middle_equal(student):
    assert student.middle("abcd") == slice(1, 3)


def test_nested(student):
    assert student.nested(3) == {"n": 3, "list": [1, (2, {"k": 3})], "none": None}


def test_nested_deep(student):
    assert student.nested(3)["list"][1][1]["k"] == 3


def test_nested_none(student):
    assert student.nested(3)["none"] is None


def test_nested_type(student):
    assert isinstance(student.nested(3)["list"][1], tuple)
    assert student.nested(1)["list"][0] is not True


def test_nested_same(student, reference):
    assert_same(student.nested(3), reference.nested(3))


def test_pairs(student):
    assert student.pairs([1, 2], "ab") == [(1, "a"), (2, "b")]


def test_pairs_dict(student):
    assert dict(student.pairs([1, 2], "ab")) == {1: "a", 2: "b"}


def test_pairs_loop(student):
    for n, letter in student.pairs([1, 2], "ab"):
        assert "ab"[n - 1] == letter


def test_pairs_strict(student):
    with pytest.raises(ValueError, match="shorter"):
        student.pairs([1, 2], "a")


def test_pairs_first(student):
    assert student.pairs([1], "a")[0] == (1, "a")


def test_common(student):
    assert student.common("abc", "bcd") == {"b", "c"}


def test_common_hash(student):
    assert {student.common("ab", "b"): 1} == {frozenset("b"): 1}


def test_common_type(student):
    assert type(student.common("ab", "b")) is frozenset


def test_common_empty(student):
    assert not student.common("a", "b")
    assert student.common("a", "b") == frozenset()
