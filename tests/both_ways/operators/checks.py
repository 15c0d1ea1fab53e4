def test_add(student):
    m = student.Money(5)
    assert (m + 1).cents == 6
    assert m.cents == 5


def test_add_to_a_number(student):
    m = student.Money(5)
    assert (1 + m).cents == 6


def test_add_two(student):
    assert student.Money(5) + student.Money(6) == student.Money(11)


def test_sum(student):
    m = student.Money(5)
    assert sum([m, m]).cents == 10


def test_sum_of_three(student):
    total = sum([student.Money(1), student.Money(2), student.Money(3)])
    assert total == student.Money(6)


def test_sum_from(student):
    total = sum((student.Money(n) for n in (1, 2)), student.Money(3))
    assert total.cents == 6


def test_times(student):
    assert (student.Money(5) * 2).cents == 10
    assert (2 * student.Money(5)).cents == 10


def test_minus(student):
    assert (student.Money(5) - student.Money(2)).cents == 3
    assert (9 - student.Money(5)).cents == 4


def test_signs(student):
    m = student.Money(5)
    assert (-m).cents == -5
    assert m.cents == 5
    assert abs(-m).cents == 5


def test_round(student):
    assert round(student.Money(149)).cents == 100
    assert int(student.Money(149)) == 1
    assert divmod(student.Money(7), 2) == (3, 1)


def test_money_text(student):
    assert str(student.Money(5)) == "Money(5)"


def test_money_best(student):
    assert max(student.Money(1), student.Money(3), student.Money(2)).cents == 3
    assert sorted([student.Money(2), student.Money(1)])[0].cents == 1


def test_money_in(student):
    assert student.Money(5) in [student.Money(5)]


def test_alias(student):
    c = student.Counter()
    d = c
    c += 5
    assert str(d) == "5 counted"


def test_alias_kept(student):
    c = student.Counter(1)
    before = c
    c += 5
    assert c is before
    assert before.n == 6


def test_alias_of_two(student):
    c = d = student.Counter(2)
    c += 1
    d += 2
    assert c.n == 5


def test_alias_minus(student):
    c = student.Counter(9)
    d = c
    d -= 4
    assert c.n == 5
    assert str(c) == "5 counted"


def test_no_alias(student):
    c = student.Counter(3)
    d = c.twice()
    d += 1
    assert c.n == 3
    assert d.n == 7


def test_alias_in_a_list(student):
    c = student.Counter()
    row = [c, c]
    row[0] += 5
    assert row[1].n == 5


def test_bag_or(student):
    one, other = student.Bag([1]), student.Bag([2])
    assert (one | other).items == [1, 2]
    assert one.items == [1]
    assert other.items == [2]


def test_bag_ior(student):
    one = student.Bag([1])
    same = one
    one |= student.Bag([2])
    assert same.items == [1, 2]


def test_bag_list_stays(student):
    given = [1]
    bag = student.Bag(given)
    bag |= student.Bag([2])
    assert given == [1]
    assert len(bag) == 2


def test_bag_and(student):
    assert (student.Bag([1, 2]) & student.Bag([2])).items == [2]


def test_bag_matmul(student):
    assert student.Bag([1, 2]) @ student.Bag([3, 4]) == 11


def test_bag_invert(student):
    bag = student.Bag([1, 2])
    assert (~bag).items == [2, 1]
    assert bag.items == [1, 2]


def test_bag_items(student):
    bag = student.Bag([1, 1])
    assert bag[0] == 1
    assert len(bag | bag) == 4


def test_bag_copy(student):
    bag = student.Bag([1])
    other = bag.copy()
    other |= student.Bag([2])
    assert bag.items == [1]


def test_doubled_bag(student):
    bag = student.Bag([1, 3])
    assert student.doubled(bag).items == [2, 6]
    assert bag.items == [2, 6]


def test_merged(student):
    one, other = student.Bag([1]), student.Bag([2])
    both = student.merged(one, other)
    assert both.items == [1, 2]
    assert one.items == [1]
    assert other.items == [2]
