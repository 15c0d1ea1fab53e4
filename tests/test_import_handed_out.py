"""What the student's code returned and still has itself changes in an imported test with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

from grader.process.handed_out import MOST, MOST_TIMES
from grader.process.lent import Lent
from grader.wire.messages import encode, result_number
from grader.wire.values import to_wire

SHOP = """\
RATES = {"EUR": 1.0, "USD": 1.1}
LOG = []


def set_rate(name, value):
    RATES[name] = value


def convert(amount, name):
    LOG.append(name)
    return amount * RATES[name]


def history():
    return list(LOG)


def reset():
    LOG.clear()
    RATES["USD"] = 1.1


class Cart:
    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def seen(self):
        return list(self.items)
"""
TESTS = """\
import pytest
import shop
from shop import LOG, RATES, Cart, convert, history, reset, set_rate


@pytest.fixture(autouse=True)
def clean():
    reset()


def test_rate():
    set_rate("USD", 2.0)
    assert RATES == {"EUR": 1.0, "USD": 2.0}


def test_rate_of_the_module():
    set_rate("USD", 5.0)
    assert shop.RATES["USD"] == RATES["USD"] == 5.0


def test_rates_stay():
    before = dict(RATES)
    convert(1, "USD")
    assert RATES == before


def test_log():
    convert(1, "USD")
    convert(1, "EUR")
    assert LOG == ["USD", "EUR"]


def test_history():
    convert(1, "USD")
    then = history()
    convert(1, "EUR")
    assert then == ["USD"]


def test_items():
    cart = Cart()
    items = cart.items
    cart.add(1)
    assert items == [1]


def test_seen():
    cart = Cart()
    cart.add(1)
    then = cart.seen()
    cart.add(2)
    assert then == [1]
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("handed"), "shop", SHOP, TESTS) as found:
        yield found


def test_tests_of_what_the_code_changes_itself_are_taken(shop):
    assert shop.adopted.named == ()
    assert shop.failed(SHOP) == {}


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("    RATES[name] = value", "    pass", {"test_rate", "test_rate_of_the_module"}),
        (
            "    RATES[name] = value",
            "    global RATES\n    RATES = {**RATES, name: value}",
            {"test_rate", "test_rate_of_the_module"},
        ),
        ("RATES[name]\n\n", "RATES.pop(name)\n\n", {"test_rates_stay"}),
        ("LOG.append(name)", "LOG.insert(0, name)", {"test_log"}),
        ("return list(LOG)", "return LOG", {"test_history"}),
        ("self.items.append(item)", "self.items = [*self.items, item]", {"test_items"}),
        ("return list(self.items)", "return self.items", {"test_seen"}),
    ],
    ids=["no change", "another dict", "a change", "at the start", "its log", "another list",
         "its list"],
)  # fmt: skip
def test_a_mistake_fails_the_test_that_fails_in_one_process(shop, old, new, names):
    assert shop.changed(old, new).keys() >= names
    if "RATES.pop" not in new:  # which the other tests meet, too
        assert shop.changed(old, new).keys() == names


def test_the_value_is_shown_as_it_became(shop):
    shown = shop.changed("return list(self.items)", "return self.items")["test_seen"].counterexample
    assert shown.call.splitlines() == [
        "cart = Cart()", "cart.add(1)", "result = cart.seen()", "cart.add(2)", "result",
    ]  # fmt: skip
    assert (shown.got, shown.expected) == ("[1, 2]", "[1]")


def test_what_nobody_has_any_more_is_looked_at_no_longer():
    lent, kept = Lent(to_wire), [[1]]
    for number, value in enumerate([kept, [[2]]]):
        lent.hand_out(number, value, to_wire(value), False)
    for value in ([[3]], kept):
        lent.lend(value, True, True)
    del value
    held = [kept]  # as operations hold what they returned
    lent.forget_what_is_gone()
    assert [one.value for one in lent._results] == [kept]
    assert [one.value for one in lent._arguments.values()] == [kept]
    kept[0].append(3)
    told = {(number, encode(wire)) for number, wire in lent.after()}
    assert told == {(result_number(0), encode(to_wire([[1, 3]]))), (1, encode(to_wire([[1, 3]])))}
    assert not lent.after()
    assert held


def test_no_more_than_so_many_are_looked_at():
    """A test may ask for a list thousands of times, or for thousands of lists."""
    lent, lists = Lent(to_wire), [[number] for number in range(MOST + 5)]
    for number, value in enumerate([*lists, *[lists[0]] * 50]):
        lent.hand_out(number, value, to_wire(value), False)
    for value in lists:
        value.append(0)
    assert len(lent.after()) == MOST - 1 + MOST_TIMES
