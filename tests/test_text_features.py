"""What is true of texts, lists of records and answers that are none, in words for a condition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import submissions
from grader.explain.call import Call
from grader.explain.condition import masks_of
from grader.explain.features import UNKNOWN, features, is_plain
from grader.explain.text_features import told_of_all
from grader.grade.session import Session
from grader.judge.judge import Options
from grader.sets import library


def true_of(value, want=UNKNOWN, name="text"):
    return {
        feature for feature, holds in features(Call("f", {name: value}), {}, want).items() if holds
    }


TEXTS = {
    "": {"is empty", "has no digit"},
    "a": {"is not empty", "has no sign twice in a row", "has no capital letters"},
    "aab": {"has a sign twice in a row", "has no sign in two places"},
    "aba": {"has no sign twice in a row", "has a sign in two places"},
    "1a2": {"has a digit", "has no number of more than one digit"},
    "12a": {"has a number of more than one digit"},
    "A b": {"has capital letters", "has spaces"},
}


@pytest.mark.parametrize(("text", "said"), TEXTS.items())
def test_what_is_said_of_a_text(text, said):
    assert {f"text {words}" for words in said} <= true_of(text)


@given(st.text(alphabet="aB1 ", max_size=6))
def test_of_a_text_each_truth_or_its_opposite_is_said(text):
    said = true_of(text)
    for has, lacks in (
        ("is empty", "is not empty"),
        ("has a digit", "has no digit"),
        ("has a sign twice in a row", "has no sign twice in a row"),
        ("has a sign in two places", "has no sign in two places"),
    ):
        assert (f"text {has}" in said) != (f"text {lacks}" in said)


def test_what_is_said_of_a_list_of_records():
    said = true_of([(1, 2), (2, 1, 3)], name="layers")
    assert "an item of layers has a third number" in said
    assert "an item of layers has a second number > 1" in said
    assert "len(layers) > 1" in said
    said = true_of([(1, 1)], name="layers")
    assert "no item of layers has a third number" in said
    assert "no item of layers has a first number > 1" in said


def test_a_list_of_lists_is_not_taken_for_one_that_is_empty():
    """Of a list of lists nothing is said here: so "where x is not empty" would leave it out."""
    rows = [features(Call("f", {"x": x, "n": 1}), {}) for x in ([], [1], [1, 2], [[]])]
    told = told_of_all(masks_of(rows), len(rows))
    assert not any("empty" in said or said.startswith(("len(x)", "x has")) for said in told)
    assert told.keys() >= {said for said in masks_of(rows) if " n " in f" {said}"}
    flat = masks_of(rows[:3])
    assert told_of_all(flat, 3) == flat


@pytest.mark.parametrize("rows", [[[0, 1]], [(0.5, 1)], [("a", 1)], [(1, 2, 3, 4)], [1, 2]])
def test_rows_and_other_lists_are_no_records(rows):
    assert not any("item of" in said for said in true_of(rows, name="x"))


def test_whether_there_is_an_answer_is_plain_and_what_is_unknown_isn_t_said():
    assert {"the right answer is None", "the right answer is not 0"} <= true_of("", None)
    assert {"the right answer is a number", "the right answer is 0"} <= true_of("", 0)
    assert "the right answer > 2**53" in true_of("", 2**53 + 1)
    assert not any(said.startswith("the right") for said in true_of(""))
    assert all(map(is_plain, (said for said in true_of("", 0) if said.startswith("the right"))))


TOLD = {
    "convolution/receptive_field/dilation_stretches_the_last_entry": (
        "every case where an item of layers has a third number > 1 fails, and no other"
    ),
    "convolution/receptive_field/pairs_only": (
        "every case where an item of layers has a third number fails, and no other"
    ),
    "tour/first_bad/last_for_none": "every case where the right answer is None fails, and no other",
    "tour/first_bad/zero_is_none": "every case where the right answer is 0 fails, and no other",
    "tour/run_length/digits_added_up": (
        "every case where short has a number of more than one digit fails, and no other"
    ),
}


@pytest.mark.parametrize(("name", "said"), TOLD.items())
def test_a_wrong_file_is_told_when_it_fails(name, said):
    """Where there are no arrays, nothing was ever said."""
    exercise = library.find_exercise(name.rpartition("/")[0])
    file = exercise.private / "wrong" / f"{name.rpartition('/')[2]}.py"
    with Session(exercise, Options()) as session:
        report = session.grade(submissions.read(file))
    failed = (check for check in report.checks if check.status in ("failed", "error"))
    assert next(failed).when == said
