"""CaseFeatures that a set's author names."""

from __future__ import annotations

from grader import submissions
from grader.grade.session import Options, Session
from grader.sets import library

CHECKS = '''
import pytest
from hypothesis import given
from hypothesis.strategies import integers

from grader.checks import assert_same


@pytest.mark.features(lambda numbers: {"the sum is a multiple of 7": sum(numbers) % 7 == 0})
@given(first=integers(0, 60), second=integers(0, 60))
def test_doubles(student, reference, first, second):
    """Doubles every number."""
    assert_same(student.double([first, second]), reference.double([first, second]))
'''
WRONG = b"def double(numbers): return [2 * n + (sum(numbers) % 7 == 0) for n in numbers]"


def test_a_condition_that_the_author_names_is_said_in_the_authors_words(tiny_set):
    """No general feature knows about multiples of seven."""
    exercise = library.find_exercise("tiny/double")
    (exercise.private / "checks.py").write_text(CHECKS)
    with Session(exercise, Options()) as session:
        report = session.grade(submissions.of_bytes(WRONG))
    said = report.checks[0].when
    assert said == "every case where the sum is a multiple of 7 fails, and no other"
