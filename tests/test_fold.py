"""Long lines of a report, in several: what a text has in it is all there."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st

from grader.views.fold import folded

TEXTS = st.text("ab  '\"\\\n-é", max_size=60)


@given(st.lists(TEXTS.map(lambda text: f"{text}  {text}"), min_size=1, max_size=4), st.booleans())
def test_texts_with_blanks_can_be_read_as_they_are(texts, alone):
    value = texts[0] if alone else texts
    lines = folded([repr(value)], 40)
    assert all(len(line) <= 40 for line in lines)
    assert ast.literal_eval("\n".join(["(", *lines, ")"])) == value


@given(st.lists(st.text("ab ", max_size=20), min_size=1, max_size=9))
def test_a_short_text_is_not_broken(texts):
    assert ast.literal_eval("\n".join(folded([repr(texts)], 40))) == texts


def test_sentences_are_broken_as_in_a_book():
    line = repr("The quick brown fox jumps over it, and doesn't stop.")
    assert folded([line], 40) == [
        '"The quick brown fox jumps over it, and',
        "  doesn't stop.\"",
    ]


def test_an_apostrophe_begins_no_text():
    line = "raised ValueError: it isn't here, and what's there isn't what was asked for"
    assert " ".join(part.strip() for part in folded([line], 40)) == line
