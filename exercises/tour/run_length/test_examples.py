"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import pytest
from run_length import expand, squeeze


def test_three_a_one_b_two_c():
    assert squeeze("aaabcc") == "3ab2c"


def test_a_letter_that_comes_back_begins_a_new_run():
    assert squeeze("abba") == "a2ba"


def test_the_way_back():
    assert expand("3ab2c") == "aaabcc"


@pytest.mark.parametrize("text", ["", "z", "hello", "zzzzzzzzzzzz"])
def test_there_and_back(text):
    assert expand(squeeze(text)) == text
