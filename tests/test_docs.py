"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli import GROUPS
from grader.sets import library

ROOT = Path(__file__).resolve().parent.parent
SHOWN = re.compile(r"<!-- kata (?P<command>[^\n]*) -->\n```\n(?P<output>.*?)\n```", re.DOTALL)
EXAMPLES = [(m["command"], m["output"]) for m in SHOWN.finditer((ROOT / "README.md").read_text())]


def test_the_readme_shows_a_wrong_and_a_right_answer():
    """Without this, a README without examples would pass the next test."""
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_the_readme_shows_real_output(command, output):
    """To the letter, but for the frame of empty lines."""
    run = subprocess.run(
        [sys.executable, "-m", "grader", *command.split()],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "88"},
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip("\n") == output, run.stderr


@pytest.mark.parametrize("name", [c.name for commands in GROUPS.values() for c in commands])
def test_every_command_is_in_the_readme_or_the_changelog(name):
    """A command nobody is told of is a command nobody has."""
    told = (ROOT / "README.md").read_text() + (ROOT / "CHANGELOG.md").read_text()
    assert re.search(rf"`(kata )?{name}\b", told)


def test_no_page_of_ours_names_a_package_host_or_a_path_of_a_machine():
    """The project speaks of itself alone."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*"), *ROOT.glob("exercises/*/*/README.md")]
    named = [p.name for p in pages if re.search(r"pypi\.org|/home/|/root/", p.read_text("utf-8"))]
    assert not named


RULED = [e for name in ("convolution", "pooling", "tour") for e in library.load_set(name).exercises]


@pytest.mark.parametrize("exercise", RULED, ids=lambda exercise: exercise.id)
def test_a_task_says_which_libraries_are_closed(exercise):
    """Who keeps to the statement keeps to the rules: no right answer is refused by surprise."""
    statement = (exercise.public / "README.md").read_text("utf-8")
    task = statement.partition("## By hand")[0].lower()
    rules = exercise.rules
    closed = {n.partition(".")[0] for n in (*rules.forbidden_imports, *rules.forbidden_calls)}
    unsaid = [name for name in ("scipy", "torch", "timm") if name in closed and name not in task]
    assert not unsaid
