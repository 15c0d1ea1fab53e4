"""CaseFeatures: said only where they separate perfectly, and true wherever they are said."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from grader.explain.condition import (
    MIN_SIDE,
    PAIR_SIDE,
    Table,
    exact_condition,
    joined,
    masks_of,
    ordered,
    when,
)
from grader.explain.features import is_of_answer, is_plain

NAMES = ("stride > 1", "padding = 0", "H ≠ W", "kh is even")


@st.composite
def tables(draw, most=24):
    """Any cases with any features and any outcome."""
    total = draw(st.integers(0, most))
    bits = st.integers(0, (1 << total) - 1)
    return Table({name: draw(bits) for name in NAMES}, total, draw(bits))


@st.composite
def separable(draw):
    """Cases whose outcome follows from one feature, or from two together."""
    total = draw(st.integers(0, 40))
    masks = {name: draw(st.integers(0, (1 << total) - 1)) for name in NAMES}
    one, other = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    return Table(masks, total, masks[one] & masks[other])


def smaller_side(table: Table) -> int:
    return min(table.failed.bit_count(), table.passed.bit_count())


def cases_of(table: Table, condition: str) -> int:
    mask = (1 << table.total) - 1
    for name in condition.split(" and "):
        mask &= table.masks[name]
    return mask


@given(tables())
def test_an_exact_condition_is_true_of_every_failing_case_and_of_no_other(table):
    condition = exact_condition(table)
    if condition is not None:
        assert cases_of(table, condition) == table.failed


@given(tables() | separable())
def test_nothing_is_separated_by_fewer_than_five_cases_on_a_side(table):
    if min(table.failed.bit_count(), table.passed.bit_count()) < MIN_SIDE:
        assert exact_condition(table) is None
        assert "no other" not in (when(table) or "")


@given(separable())
def test_a_condition_that_exists_is_found(table):
    if smaller_side(table) >= MIN_SIDE:
        assert cases_of(table, exact_condition(table)) == table.failed


@given(separable())
def test_where_cases_are_left_out_two_features_need_more_of_them_than_one(table):
    condition = exact_condition(table, elsewhere=())
    if smaller_side(table) >= (MIN_SIDE if table.failed in table.masks.values() else PAIR_SIDE):
        assert cases_of(table, condition) == table.failed
    elif smaller_side(table) < PAIR_SIDE:
        assert condition in (None, *NAMES)


@given(tables(most=12))
def test_a_one_sided_truth_is_true(table):
    said = re.fullmatch(r"every case where (.*) (passes|fails)", when(table) or "")
    if said:
        side = table.passed if said[2] == "passes" else table.failed
        cases = cases_of(table, said[1])
        assert cases & ~side == 0
        assert cases.bit_count() >= MIN_SIDE
        assert 2 * cases.bit_count() >= side.bit_count()


@given(tables())
def test_whatever_is_said_is_one_of_three_sentences(table):
    said = when(table)
    assert said is None or re.fullmatch(
        r"every case where .* fails, and no other|every case where .* (passes|fails)"
        r"|it fails on every case \(\d+ of \d+\)",
        said,
    )


@given(st.integers(0, 12))
def test_cases_that_all_fail_are_counted_from_five_on(total):
    table = Table({"stride > 1": 0}, total, (1 << total) - 1)
    everything = f"it fails on every case ({total} of {total})"
    assert when(table) == (everything if total >= MIN_SIDE else None)


@given(tables())
def test_nothing_is_said_of_cases_that_all_pass(table):
    assert exact_condition(Table(table.masks, table.total, 0)) is None


def test_one_feature_is_said_rather_than_two():
    masks = {"stride > 1": 0b1111100000, "H ≠ W": 0b1111110000, "kh > 1": 0b1111101111}
    assert exact_condition(Table(masks, 10, 0b1111100000)) == "stride > 1"


# What is plain, and what it takes for the rest to be said ---------------------------------------

FAILED = 0b1111100000
EXOTIC = (
    "k is the same rotated by 180°", "x is not the same rotated by 180°", "k equals its transpose",
    "steps is even", "kh is odd", "k has negative entries", "x has no negative entry",
    "x has entries that are not whole", "k has only whole entries", "k is all zeros",
    "targets is not all zeros", "the right answer has no negative entry",
    "the right answer is whole", "the answer is a single number",
)  # fmt: skip
PLAIN = (
    "stride > 1", "padding = 0", "H ≠ W", "kh ≠ kw", "O = 1", "C > O", "b is given",
    "(W + 2p − kw) is divisible by the stride", "k holds integers", "x is uint8", "x is read-only",
    "x is not contiguous in memory", "kernel_size is an int", "the kernel is 1×1",
)  # fmt: skip


def table(failed: int = FAILED, total: int = 10, **masks: int) -> Table:
    names = {name.replace("_", " "): mask for name, mask in masks.items()}
    return Table(names, total, failed, frozenset(n for n in names if n.startswith("exotic")))


def test_plain_is_what_speaks_of_arguments_and_sizes():
    assert [name for name in PLAIN if not is_plain(name)] == []
    assert [name for name in EXOTIC if is_plain(name)] == []
    assert [name for name in (*PLAIN, *EXOTIC) if is_of_answer(name)] == list(EXOTIC[-3:])


def test_that_an_argument_is_given_is_said_rather_than_which_type_it_has_not():
    """No batch happened to have a bias of float16."""
    more = {"b is not float16": FAILED | 0b11, "b is given": FAILED | 0b111, "B > 1": FAILED << 1}
    more["B > 1"] |= FAILED
    assert exact_condition(Table(more, 12, FAILED)) in (
        "b is given and B > 1",
        "B > 1 and b is given",
    )


def test_an_exotic_feature_has_to_separate_exactly():
    """That every case where k is symmetric passes is true by accident, and suggests a flip."""
    assert when(table(exotic=0b0000011111)) is None
    assert when(table(plain=0b0000011111)) == "every case where plain passes"
    assert when(table(exotic=FAILED)) == "every case where exotic fails, and no other"


def test_an_exotic_feature_stands_back_where_plainer_ones_separate():
    assert exact_condition(table(exotic=FAILED, plain=FAILED)) == "plain"
    pair = table(exotic=FAILED, one=0b1111100001, two=0b1111100010)
    assert exact_condition(pair) in ("one and two", "two and one")
    # Of so few of a function's cases it isn't said, and neither is what is less plain.
    assert exact_condition(pair, elsewhere=()) is None


def test_an_exotic_feature_stands_back_where_a_plain_one_says_nearly_as_much():
    """Of sixteen passing cases fifteen are of one row: that is what to look at."""
    rows = table(failed=0b11111, total=21, exotic=0b11111, plain=0b11111 << 5 | 0x7FE0 << 5)
    assert when(rows) == "every case where plain passes"
    few = table(failed=0b11111, total=21, exotic=0b11111, plain=0b111111 << 5)
    assert when(few) == "every case where exotic fails, and no other"


def test_what_most_cases_do_anyway_is_no_condition():
    """Of 60 cases 53 fail, and so, by accident, do all 27 where H ≠ kw."""
    most = (1 << 53) - 1
    assert when(table(failed=most, total=60, accident=(1 << 27) - 1)) is None
    half = (1 << 30) - 1
    said = when(table(failed=half, total=60, reason=(1 << 27) - 1))
    assert said == "every case where reason fails"


def test_an_exotic_feature_is_no_part_of_a_pair():
    """The answer is a single number and x is not the same rotated by 180°: nobody is helped."""
    assert exact_condition(table(exotic=0b1111100001, plain=0b1111100010)) is None


def test_beside_a_cause_only_what_is_plain_is_said():
    assert when(table(exotic=FAILED), explained=True) is None
    assert when(table(plain=FAILED), explained=True) == "every case where plain fails, and no other"


def test_no_condition_is_said_that_the_call_beside_it_does_not_meet():
    """kernel_size = 1 passes always, and fails just below?"""
    assert when(table(plain=FAILED), {"plain": False}) is None
    assert when(table(plain=FAILED), {}) is None
    assert when(table(plain=0b0000011111), {"plain": True}) is None
    assert when(table(plain=0b0000011111), {"plain": False}) == "every case where plain passes"
    assert when(table(plain=0b1111000000, other=0b1), {"plain": False}) is None


def test_the_next_best_condition_is_said_where_the_call_does_not_meet_the_first():
    assert exact_condition(table(one=FAILED, two=FAILED), {"one": False, "two": True}) == "two"


def test_what_a_check_cannot_tell_apart_its_sisters_may():
    """Where the image is as large as the kernel, H ≠ W is kh ≠ kw; elsewhere it is not."""
    own = Table({"H ≠ W": FAILED, "kh ≠ kw": FAILED}, 10, FAILED)
    sisters = Table({"H ≠ W": 0b0101010101, "kh ≠ kw": FAILED}, 10, FAILED | 1)
    assert exact_condition(ordered(own, joined([own, sisters]))) == "kh ≠ kw"


def test_a_feature_that_marks_the_passing_cases_is_ordered_by_that():
    own = table(one=0b0000011111, two=0b0000011111)
    sisters = table(one=0b1000011110, two=0b0000011111)
    said = when(ordered(own, joined([own, sisters])))
    assert said == "every case where two passes"


# What other checks of the same report say --------------------------------------------------------


@given(tables(), st.lists(tables(), max_size=2), st.booleans())
def test_no_case_that_fails_elsewhere_refutes_what_is_said(own, elsewhere, explained):
    """The reader has both before them."""
    said = when(own, None, explained, elsewhere) or ""
    passes = re.fullmatch(r"every case where (.*) passes", said)
    exact = re.fullmatch(r"every case where (.*) fails, and no other", said)
    for other in elsewhere:
        if passes:
            assert not cases_of(other, passes[1]) & other.failed
        if exact:
            assert not other.failed & ~cases_of(other, exact[1])


def test_the_next_best_condition_is_said_where_a_case_elsewhere_refutes_the_first():
    own = table(one=FAILED, two=FAILED)
    other = table(0b1, 10, one=0, two=0b1)
    assert when(own, elsewhere=[other]) == "every case where two fails, and no other"
    third = table(0b1, 10, one=0b1, two=0)
    assert when(own, elsewhere=[other, third]) == "every case where one fails"


def test_what_passes_in_a_check_that_fails_too_refutes_that_every_case_fails():
    """A flipped kernel was said to fail where H > kw, as large images do whatever is asked."""
    own = table(0x7FFF, 30, tall=0x1FFF)
    assert when(own) == "every case where tall fails"
    half = table(0b01, 2, tall=0b11)
    assert when(own, elsewhere=[half]) is None
    by_the_way = table(((1 << 19) - 1), 20, tall=(1 << 20) - 1)
    assert when(own, elsewhere=[by_the_way]) == "every case where tall fails"
    passing = table(0b00, 2, tall=0b11)
    assert when(own, elsewhere=[passing]) == "every case where tall fails", "another matter"


def test_a_pair_is_refuted_where_one_of_the_two_does_not_hold():
    many = 0x3FF << 10
    own = table(many, 20, one=many | 0b1, two=many | 0b10)
    assert exact_condition(own) is not None
    assert exact_condition(own, elsewhere=[table(0b1, 10, one=0b1, two=0)]) is None


def test_a_pair_that_passes_in_another_check_is_an_accident():
    """A kernel larger than 1×1 and an image that isn't square were said to fail, and "only there",
    beside cases with both that passed: what failed was a kernel that isn't square."""
    many = 0x3FF << 10
    own = table(many, 20, one=many | 0b1, two=many | 0b10)
    both = {"one": 0b1111, "two": 0b1111}
    assert exact_condition(own, elsewhere=[table(0b0111, 4, **both)]) is None
    assert exact_condition(own, elsewhere=[table(0, 4, **both)]) == "one and two"
    most = {"one": (1 << 20) - 1, "two": (1 << 20) - 1}
    assert exact_condition(own, elsewhere=[table((1 << 20) - 2, 20, **most)]) == "one and two"


def test_a_case_refutes_nothing_whose_features_nobody_knows():
    """One check's author has named them, and no other's."""
    other = table(0b1, 10, else_where=0b1)
    assert when(table(one=FAILED), elsewhere=[other]) == "every case where one fails, and no other"


def test_that_no_case_is_of_a_type_is_known_where_all_are_not_of_it():
    """Padding was said to fail for float64 alone, beside small integers that failed with it."""
    padded = 0x3FF << 10
    own = Table({"padding > 0": padded, "k is float64": (1 << 20) - 1}, 20, padded)
    small = {"padding > 0": 0b10, "k is int8": 0b11, "k is not float64": 0b11}
    said = when(own, elsewhere=[Table(small, 2, 0b11)])
    assert said == "every case where padding > 0 fails"
    other = {"padding > 0": 0b10, "k is float64": 0b00, "k is not float64": 0b11}
    assert when(own, elsewhere=[Table(other, 2, 0b11)]) == said


def test_no_features_no_condition():
    assert when(Table({}, 10, 0b1111100000)) is None


@given(st.lists(st.lists(st.booleans(), min_size=len(NAMES), max_size=len(NAMES)), max_size=20))
def test_masks_are_the_rows_turned(rows):
    masks = masks_of([dict(zip(NAMES, row, strict=True)) for row in rows])
    for number, row in enumerate(rows):
        assert [bool(masks[name] >> number & 1) for name in NAMES] == row


@given(tables(), tables())
def test_joined_tables_keep_every_case(one, other):
    both = joined([one, other])
    assert both.total == one.total + other.total
    assert both.failed.bit_count() == one.failed.bit_count() + other.failed.bit_count()
    assert both.passed.bit_count() == one.passed.bit_count() + other.passed.bit_count()
    for name in NAMES:
        count = one.masks[name].bit_count() + other.masks[name].bit_count()
        assert both.masks[name].bit_count() == count
