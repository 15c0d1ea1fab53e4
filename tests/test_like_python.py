"""A program that is run for a check finds what it finds when Python runs it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of
from test_interaction import FILES

CHECKS = """\
from grader.checks import assert_same, run


def test_alone(student):
    assert_same(run(student).stdout, "1\\n")


def test_beside(student):
    ran = run(student, files={"beside.py": "n = 1\\n", "data.txt": "2"})
    assert_same((ran.stdout, ran.files), ("1\\n", {}))


def test_another_beside(student):
    first = run(student, files={"beside.py": "n = 2\\n"})
    assert_same(first.stdout, "2\\n")
    second = run(student, files={"beside.py": "n = 30\\n"})
    assert_same(second.stdout, "30\\n")
"""
RIGHT = """\
try:
    from beside import n
except ImportError:
    n = 1
print(n)
"""
ALLOWED = FILES["exercises/talk/total/exercise.toml"].replace(
    "program = true", 'program = true\nallowed_imports = ["os", "beside"]'
)


@pytest.fixture(scope="module", params=["", "only some imports"], ids=["free", "held"])
def ran(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    files = {
        **FILES,
        "solutions/talk/total/checks.py": CHECKS,
        "solutions/talk/total/solution.py": RIGHT,
    }
    if request.param:
        files["exercises/talk/total/exercise.toml"] = ALLOWED
    with grader_of(tmp_path_factory.mktemp("like"), files) as grader:
        yield grader


def test_a_module_that_a_check_put_beside_it_can_be_imported(ran):
    """From the folder that it runs in, and anew by each run; no __pycache__ is left there."""
    report = ran(RIGHT, "talk/total")
    assert report.verdict == "passed", [c.message for c in report.checks]


def test_a_module_that_nobody_put_there_cannot(ran):
    report = ran("import other\n" + RIGHT, "talk/total")
    assert check(report, "test_alone").status != "passed"


def test_its_builtins_are_a_module(ran):
    """Of an imported module they are a dictionary."""
    said = "assert __builtins__.__name__ == 'builtins'\n__builtins__.print(1)\n"
    assert check(ran(said, "talk/total"), "test_alone").status == "passed"
    given = "__builtins__.input = lambda: 1\nprint(input())\n"
    assert check(ran(given, "talk/total"), "test_alone").status == "passed"


def test_a_command_that_is_not_run_is_said_once_below_the_report(ran):
    """os.system only answers that it didn't work, so whoever clears the screen goes on."""
    report = ran("import os\nfor _ in range(3):\n    os.system('clear')\nprint(1)\n", "talk/total")
    assert check(report, "test_alone").status == "passed"
    if report.isolation == "confined":
        said = "os.system('clear') starts a process, which isn't possible while being graded\n"
        assert report.output == said
