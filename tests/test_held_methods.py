"""What a method gives, kept over there: a generator that has not begun."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses

SET = 'title = "Steps"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["walk"]\n'
LAZY = '''\
"""Steps are taken when they are asked for."""


class Walk:
    def __init__(self):
        self.steps = 0

    def go(self, n):
        for _ in range(n):
            self.steps += 1
            yield self.steps
'''
CHECKS = '''\
"""Hidden checks."""
import pytest


def test_lazy(student):
    """A step is taken when it is asked for, and none before."""
    walk = student.Walk()
    going = walk.go.hold(5)
    assert walk.steps == 0
    assert next(going) == 1
    assert walk.steps == 1


def test_hold(student):
    """Of an object, an attribute is held, by its name."""
    walk = student.Walk()
    assert walk.hold("steps").value() == 0
    with pytest.raises(TypeError, match="an attribute's name, got 5"):
        walk.hold(5)
    with pytest.raises(TypeError, match="an attribute's name, got nothing"):
        walk.hold()
'''


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    files = {
        "exercises/steps/set.toml": SET,
        "exercises/steps/walk/exercise.toml": 'title = "Walk"\ndifficulty = "easy"\n',
        "exercises/steps/walk/README.md": "# Walk\n",
        "exercises/steps/walk/walk.py": "class Walk:\n    pass\n",
        "exercises/steps/walk/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/steps/walk/solution.py": LAZY,
        "solutions/steps/walk/checks.py": CHECKS,
    }
    with grader_of(tmp_path_factory.mktemp("walks"), files) as grader:
        yield grader


def test_what_a_method_gives_is_held(walks):
    assert statuses(walks(LAZY, "steps/walk")) == {"passed"}


def test_one_that_walks_at_once_fails(walks):
    eager = LAZY.replace("def go(self, n)", "def _go(self, n)")
    eager += "\n    def go(self, n):\n        return iter(list(self._go(n)))\n"
    report = walks(eager, "steps/walk")
    assert (check(report, "test_lazy").status, check(report, "test_hold").status) == (
        "failed",
        "passed",
    )
