"""The author's guide is what happens: its files are written, its commands run, the output compared.

Three environments: the author's is this one; a student's and a grader's are made for the test.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from conftest import REPO
from test_install import Environment, make_environment

from grader.model import Limits, Rules
from grader.sets import manifest

GUIDE = REPO / "docs" / "authors.md"
BLOCK = re.compile(
    r"^<!-- (?P<kind>in|file): (?P<what>\S+) -->\n(?P<fence>`{3,})\w+\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)

# Who takes part in the way to a solved exercise; the others show something else.
WAY = ("author", "student", "grader")


@dataclass(frozen=True)
class Step:
    """A file to write, or commands to run. text: the block's own."""

    kind: str
    what: str
    text: str


def steps() -> list[Step]:
    text = GUIDE.read_text("utf-8")
    return [Step(m["kind"], m["what"], m["text"]) for m in BLOCK.finditer(text)]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, and what is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def test_the_guide_needs_ten_commands():
    """From nothing to an exercise that was solved in two other environments."""
    told = [c for s in steps() if s.kind == "in" and s.what in WAY for c, _ in commands(s.text)]
    assert 8 <= len(told) <= 10
    assert all(command.startswith("kata ") for command in told)


def test_everything_in_the_guide_happens(tmp_path):
    """In the order of the page; where a line says …, anything may stand."""
    for name in ("author", "importer/homework"):
        (tmp_path / name).mkdir(parents=True)
    people = {name: make_environment(tmp_path / name) for name in ("student", "grader")}
    for person in people.values():
        (person.home / "site").symlink_to(tmp_path / "author" / "site")
    folder = tmp_path / "author"
    for step in steps():
        if step.kind == "file":
            if step.what.startswith("homework/"):
                folder = tmp_path / "importer"
            place = folder / step.what
            assert place.parent.is_dir(), f"{step.what}: the guide hasn't made that folder"
            place.write_text(step.text, "utf-8")
            continue
        folder = people[step.what].home if step.what in people else tmp_path / step.what
        for command, shown in commands(step.text):
            said = run(command, folder, people.get(step.what))
            assert matches(said, shown), (
                f"$ {command}\n{said}\n--- but the guide shows ---\n{shown}"
            )


def run(command: str, folder: Path, person: Environment | None) -> str:
    python = person.root / "env/bin/python" if person else Path(sys.executable)
    program, *arguments = re.findall(r'"[^"]*"|\S+', command)
    assert program == "kata"
    done = subprocess.run(
        [python, "-m", "grader", *(a.strip('"') for a in arguments)],
        cwd=folder,
        env=os.environ
        | {"COLUMNS": "88", "KATA_CACHE": str(folder / "cache"), "PYTHONPATH": str(REPO)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
    return done.stdout


def matches(said: str, shown: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    # A path with … in it is printed so; anything may still stand there.
    return re.fullmatch(pattern, said.strip(), re.DOTALL) is not None


@pytest.mark.parametrize("name", ["reference", "kinds"])
def test_a_page_that_is_made_is_as_it_would_be_made_now(name):
    """From the docstrings, and from the examples: run make docs after changing one."""
    spec = importlib.util.spec_from_file_location(name, REPO / "docs" / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.PAGE.read_text("utf-8") == made.page()


def test_every_name_an_author_can_import_is_explained():
    """A name alone explains nothing."""
    from grader import checks

    for name in checks.__all__:
        value = getattr(checks, name)
        if callable(value):
            assert (value.__doc__ or "").strip(), name


@pytest.mark.parametrize("name", ["set.toml", "exercise.toml", "checks.toml"])
def test_every_key_of_a_manifest_is_in_the_guide(name):
    """And no other."""
    import msgspec

    shape = {
        "set.toml": manifest.SetKeys,
        "exercise.toml": manifest.ExerciseKeys,
        "checks.toml": manifest.ChecksKeys,
    }[name]
    text = GUIDE.read_text("utf-8")
    for field in msgspec.structs.fields(shape):
        assert re.search(rf"`(\[\[)?{field.encode_name}\b", text), field.encode_name
    for table, inner in (("rules", Rules), ("limits", Limits)):
        for key in fields(inner):
            assert f"`{table}.{key.name}`" in text
