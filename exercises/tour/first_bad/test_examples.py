"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import pytest
from first_bad import first_bad


@pytest.mark.parametrize("first", range(8))
def test_each_of_eight(first):
    assert first_bad(8, lambda version: version >= first) == first


def test_all_are_good():
    assert first_bad(8, lambda version: False) is None


def test_four_questions_are_enough_for_eight():
    asked = []

    def is_bad(version):
        asked.append(version)
        return version >= 5

    assert first_bad(8, is_bad) == 5
    assert len(asked) <= 4
