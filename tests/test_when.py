"""Conditions: said only where they separate perfectly, and true wherever they are said."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from grader.grading.when import MIN_SIDE, Table, exact_condition, joined, masks_of, when

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
    total = draw(st.integers(0, 24))
    masks = {name: draw(st.integers(0, (1 << total) - 1)) for name in NAMES}
    one, other = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    return Table(masks, total, masks[one] & masks[other])


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
        assert "only there" not in (when(table) or "")


@given(separable())
def test_a_condition_that_exists_is_found(table):
    if min(table.failed.bit_count(), table.passed.bit_count()) >= MIN_SIDE:
        assert cases_of(table, exact_condition(table)) == table.failed


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
        r"it fails where .*, and only there|every case where .* (passes|fails)"
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
