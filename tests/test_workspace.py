"""The student's folder and its records: nothing of the student's is lost, whatever happens to it.

Everything is asked through Workspace. Damage, kills and second processes are real ones; only a full
disk and a file system without links are acted.
"""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import ManifestError, WorkspaceError
from grader.model import Environment, Exercise, Report, Submitted
from grader.sets import library, set_files
from grader.student import database as records
from grader.student import workspace
from grader.student.workspace import Standing, Workspace

SETS = {"alpha": ("first", "second"), "beta": ("first",)}
MINE = "def f():\n    return 'mine'\n"
NOBODY = 65534


# A workspace, and what happens to it ------------------------------------------------------------


@pytest.fixture(autouse=True)
def sets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two tiny sets, each with an exercise `first`, where everybody may read them."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        was = os.umask(0o022)
        for name, exercises in SETS.items():
            _write_set(Path(folder), name, exercises)
        os.umask(was)
        monkeypatch.setenv("KATA_PATH", folder)
        library.load_set.cache_clear()
        yield Path(folder)
        library.load_set.cache_clear()


def _write_set(root: Path, name: str, exercises: tuple[str, ...]) -> None:
    for exercise in exercises:
        folder = root / "exercises" / name / exercise
        folder.mkdir(parents=True)
        (folder / "exercise.toml").write_text('title = "T"\ndifficulty = "easy"\n')
        (folder / "README.md").write_text(f"# {exercise} of {name}\n")
        (folder / f"{exercise}.py").write_text(
            f"def f():\n    raise NotImplementedError  # {name}\n"
        )
        (folder / "test_examples.py").write_text("def test_it():\n    pass\n")
    order = ", ".join(f'"{e}"' for e in exercises)
    (root / "exercises" / name / "set.toml").write_text(
        f'title = "T"\nversion = "1.0"\nlicence = "MIT"\norder = [{order}]\n'
    )


@pytest.fixture
def first() -> Exercise:
    return library.find_exercise("alpha/first")


@pytest.fixture
def other_first() -> Exercise:
    return library.find_exercise("beta/first")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The student's folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def mine(home: Path) -> Workspace:
    return Workspace.open_or_create(home)


def report(exercise: str = "alpha/first", verdict: Any = "failed", **more: Any) -> Report:
    fields: dict[str, Any] = {
        "set_version": "1.0",
        "submission": Submitted(path=None, student=None, sha256="0" * 64),
        "score": 1.0,
        "max_score": 4.0,
        "seed": 0,
        "duration_s": 0.0,
        "isolation": "confined",
        "environment": Environment(python="3.11", numpy=None, torch=None, platform="linux"),
        "checks": (),
    }
    return Report(exercise=exercise, verdict=verdict, **(fields | more))


def attempts(root: Path, exercise: str = "alpha/first") -> int:
    return Workspace(root).standings().get(exercise, Standing()).attempts


def database(root: Path) -> Path:
    return root / ".kata" / "progress.sqlite3"


def alter(root: Path, *statements: str) -> None:
    """Changes the records behind kata's back."""
    with closing(sqlite3.connect(database(root), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def python(script: str, *arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Another process, with a Workspace `mine`, a `report` and the exercise `first` at hand."""
    start = f"""
import os, signal, sys
from pathlib import Path
sys.path[:0] = {[str(Path(__file__).parent), str(Path(__file__).parent.parent)]}
from test_workspace import Workspace, library, report
mine = Workspace(Path(sys.argv[1]))
"""
    command = [sys.executable, "-c", start + script, *map(str, arguments)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, **(pipes | options))


def refusal(action: Callable[[], object]) -> str:
    """The sentence and the next step that a student meets."""
    with pytest.raises(WorkspaceError) as caught:
        action()
    return f"{caught.value.message} {caught.value.hint}"


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.rglob("new-*")]


# Finding and making -----------------------------------------------------------------------------


def test_a_folder_without_records_is_no_workspace(home: Path) -> None:
    assert Workspace.find(home) is None


def test_a_new_workspace_holds_nothing_but_its_records(home: Path) -> None:
    mine = Workspace.open_or_create(home)
    assert [path.name for path in home.iterdir()] == [".kata"]
    assert sorted(path.name for path in (home / ".kata").iterdir()) == [
        "README.md",
        "progress.sqlite3",
    ]
    assert mine.problems == ()


def test_a_workspace_is_found_from_any_folder_or_file_in_it(
    mine: Workspace, first: Exercise
) -> None:
    folder = mine.fetch(first).folder
    (folder / "deep" / "deeper").mkdir(parents=True)
    for start in (mine.root, folder, folder / "first.py", folder / "deep" / "deeper"):
        found = Workspace.find(start)
        assert found is not None
        assert found.root == mine.root
        assert Workspace.open_or_create(start).root == mine.root


def test_the_nearest_workspace_wins(mine: Workspace) -> None:
    inner = mine.root / "inner"
    (inner / ".kata").mkdir(parents=True)
    found = Workspace.find(inner)
    assert found is not None
    assert found.root == inner


def test_a_full_folder_becomes_a_workspace_and_keeps_its_files(home: Path) -> None:
    (home / "notes.txt").write_text("mine")
    Workspace.open_or_create(home)
    assert (home / "notes.txt").read_text() == "mine"


def test_a_workspace_can_be_made_in_a_folder_that_is_not_there_yet(home: Path) -> None:
    assert Workspace.open_or_create(home / "new" / "er").root == home / "new" / "er"


def test_a_workspace_cannot_be_made_in_a_file(home: Path) -> None:
    (home / "file").write_text("")
    said = refusal(lambda: Workspace.open_or_create(home / "file"))
    assert f"{home / 'file'} can't be used: File exists." in said


def test_a_file_in_the_place_of_the_records_folder_is_kept(home: Path) -> None:
    (home / ".kata").write_text("mine")
    mine = Workspace.open_or_create(home)
    assert (home / ".kata.damaged-1").read_text() == "mine"
    assert mine.problems == (
        ".kata was not a folder. It is kept as .kata.damaged-1, and new records were made."
        " Your own files were not touched.",
    )


# Fetching ---------------------------------------------------------------------------------------


def test_fetching_puts_statement_stub_and_examples_into_a_folder(
    mine: Workspace, first: Exercise
) -> None:
    fetched = mine.fetch(first)
    assert fetched.folder == mine.root / "first" == mine.folder_of(first)
    assert [path.name for path in fetched.created] == ["README.md", "first.py", "test_examples.py"]
    assert fetched.kept == ()
    for path in fetched.created:
        assert path.read_bytes() == (first.public / path.name).read_bytes()
    assert leftovers(mine.root) == []


def test_files_have_the_mode_that_the_student_asks_of_new_files(
    mine: Workspace, first: Exercise
) -> None:
    """A temporary file's 0600 would shut out whoever shares the folder."""
    before = os.umask(0o027)
    try:
        created = mine.fetch(first).created
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in created} == {0o640}


def test_fetching_again_never_overwrites_and_puts_back_what_is_missing(
    mine: Workspace, first: Exercise
) -> None:
    folder = mine.fetch(first).folder
    (folder / "first.py").write_text(MINE)
    (folder / "README.md").unlink()
    fetched = mine.fetch(first)
    assert [path.name for path in fetched.created] == ["README.md"]
    assert [path.name for path in fetched.kept] == ["first.py", "test_examples.py"]
    assert (folder / "first.py").read_text() == MINE


def test_a_folder_in_the_place_of_a_file_is_said(mine: Workspace, first: Exercise) -> None:
    folder = mine.fetch(first).folder
    (folder / "first.py").unlink()
    (folder / "first.py").mkdir()
    said = f"{folder / 'first.py'} is a folder, expected a file. Rename it, then run the command"
    assert said in refusal(lambda: mine.fetch(first))
    assert said in refusal(lambda: mine.reset(first))


def test_a_file_in_the_place_of_an_exercise_folder_is_said(
    mine: Workspace, first: Exercise
) -> None:
    shutil.rmtree(mine.fetch(first).folder)
    (mine.root / "first").write_text("mine")
    said = refusal(lambda: mine.fetch(first))
    assert f"{mine.root / 'first'} is a file, expected a folder: alpha/first lies there." in said
    assert (mine.root / "first").read_text() == "mine"


def test_a_name_too_long_for_the_file_system_is_said(mine: Workspace, first: Exercise) -> None:
    long = dataclasses.replace(first, name="x" * 300)
    assert "can't be used: File name too long." in refusal(lambda: mine.fetch(long))


@pytest.mark.parametrize("name", ["../out.py", "/tmp/out.py", ".", "..", ".hidden", ""])
def test_a_set_cannot_write_outside_the_exercise_folder(
    mine: Workspace, first: Exercise, name: str
) -> None:
    for wicked in (dataclasses.replace(first, file=name), dataclasses.replace(first, name=name)):
        with pytest.raises(ManifestError, match="is no name for a file or folder in a workspace"):
            mine.reset(wicked)


def test_a_set_without_examples_is_the_sets_mistake(mine: Workspace, first: Exercise) -> None:
    (first.public / "test_examples.py").unlink()
    with pytest.raises(ManifestError, match=r"alpha/first: test_examples\.py can't be read"):
        mine.fetch(first)
    assert not (mine.root / "first").exists()


# Whose folder it is -----------------------------------------------------------------------------


def test_exercises_of_one_name_get_folders_of_their_own(
    mine: Workspace, first: Exercise, other_first: Exercise
) -> None:
    mine.fetch(first)
    assert mine.folder_of(other_first) == mine.root / "beta-first"
    assert mine.fetch(other_first).folder == mine.root / "beta-first"
    assert "# beta" in (mine.root / "beta-first" / "first.py").read_text()
    assert "# alpha" in (mine.root / "first" / "first.py").read_text()
    assert Workspace(mine.root).folder_of(first) == mine.root / "first"


def test_a_folder_that_the_student_has_for_other_things_is_left_alone(
    mine: Workspace, first: Exercise
) -> None:
    (mine.root / "first").mkdir()
    (mine.root / "first" / "photo.png").write_text("")
    (mine.root / "alpha-first").write_text("a file")
    assert mine.fetch(first).folder == mine.root / "alpha-first-2"
    assert [path.name for path in (mine.root / "first").iterdir()] == ["photo.png"]


def test_an_exercise_brought_from_elsewhere_is_taken_as_it_is(
    mine: Workspace, first: Exercise
) -> None:
    """A folder copied from another machine, without that machine's records."""
    copied = shutil.copytree(first.public, mine.root / "first")
    (copied / "first.py").write_text(MINE)
    assert mine.exercise_at(copied) == "alpha/first"
    assert mine.fetch(first).folder == copied
    assert (copied / "first.py").read_text() == MINE


def test_paths_know_their_exercise(
    mine: Workspace, first: Exercise, other_first: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.fetch(first)
    mine.fetch(other_first)
    monkeypatch.chdir(mine.root / "first")
    assert mine.exercise_at(Path("first.py")) == "alpha/first"
    assert mine.exercise_at(Path(".")) == "alpha/first"
    assert mine.exercise_at(Path("../beta-first/not_there.py")) == "beta/first"


def test_paths_that_belong_to_no_exercise_say_so(mine: Workspace, first: Exercise) -> None:
    mine.fetch(first)
    for path in (mine.root, mine.root / ".kata", mine.root / "x.py", Path("/"), mine.root.parent):
        assert mine.exercise_at(path) is None


def test_a_workspace_reached_through_a_link_knows_its_paths(
    mine: Workspace, first: Exercise, tmp_path: Path
) -> None:
    mine.fetch(first)
    (tmp_path / "link").symlink_to(mine.root)
    found = Workspace.find(tmp_path / "link" / "first")
    assert found is not None
    assert found.exercise_at(tmp_path / "link" / "first" / "first.py") == "alpha/first"


def test_where_the_system_does_not_say_where_a_path_leads_it_counts_as_written(
    mine: Workspace, first: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does, past a share or where a path is too long."""

    def refuses(path: object) -> str:
        raise OSError(234, "More data is available")

    mine.fetch(first)
    monkeypatch.setattr(os.path, "realpath", refuses)
    assert mine.exercise_at(mine.root / "first" / "first.py") == "alpha/first"
    assert mine.exercise_at(tmp_path / "elsewhere.py") is None


def test_a_broken_set_does_not_hide_the_others(mine: Workspace, first: Exercise) -> None:
    shutil.copytree(first.public, mine.root / "first")
    (first.public.parent.parent / "beta" / "set.toml").write_text("nonsense")
    library.load_set.cache_clear()
    assert mine.exercise_at(mine.root / "first") == "alpha/first"


# Links ------------------------------------------------------------------------------------------


def test_a_link_in_the_place_of_an_exercise_folder_is_refused(
    mine: Workspace, first: Exercise, tmp_path: Path
) -> None:
    shutil.rmtree(mine.fetch(first).folder)
    (tmp_path / "outside").mkdir()
    (mine.root / "first").symlink_to(tmp_path / "outside")
    for action in (mine.fetch, mine.reset):
        said = refusal(partial(action, first))
        assert "is a link, expected a folder: alpha/first lies there. Rename it" in said
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_that_was_there_before_the_exercise_is_walked_around(
    mine: Workspace, first: Exercise, tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    (mine.root / "first").symlink_to(tmp_path / "outside")
    assert mine.fetch(first).folder == mine.root / "alpha-first"
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_dangling_link_in_the_place_of_a_file_is_not_written_through(
    mine: Workspace, first: Exercise, tmp_path: Path
) -> None:
    file = mine.fetch(first).folder / "first.py"
    file.unlink()
    file.symlink_to(tmp_path / "outside.py")
    assert file in mine.fetch(first).kept
    assert not (tmp_path / "outside.py").exists()


def test_resetting_a_linked_file_keeps_link_and_target(
    mine: Workspace, first: Exercise, tmp_path: Path
) -> None:
    file = mine.fetch(first).folder / "first.py"
    file.unlink()
    (tmp_path / "outside.py").write_text(MINE)
    file.symlink_to(tmp_path / "outside.py")
    backup = mine.reset(first)
    assert backup is not None
    assert backup.is_symlink()
    assert backup.read_text() == (tmp_path / "outside.py").read_text() == MINE
    assert file.read_text() == set_files.stub(first)
    assert mine.exercise_at(backup) == "alpha/first"


def test_records_behind_a_link_are_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (home / ".kata").symlink_to(tmp_path / "outside")
    said = refusal(lambda: Workspace.open_or_create(home).record(report()))
    assert f"{home / '.kata'} is a link or a file, expected a folder." in said
    assert list((tmp_path / "outside").iterdir()) == []


# Resetting --------------------------------------------------------------------------------------


def test_reset_brings_the_stub_back_and_keeps_every_version(
    mine: Workspace, first: Exercise
) -> None:
    file = mine.fetch(first).folder / "first.py"
    backups = []
    for version in ("one", "two"):
        file.write_text(version)
        backups.append(mine.reset(first))
        assert file.read_text() == set_files.stub(first)
    kept = [path and (path.name, path.read_text()) for path in backups]
    assert kept == [("first.backup-1.py", "one"), ("first.backup-2.py", "two")]
    assert leftovers(mine.root) == []


def test_reset_never_takes_a_name_that_is_in_use(mine: Workspace, first: Exercise) -> None:
    folder = mine.fetch(first).folder
    (folder / "first.backup-1.py").write_text("the student's own")
    assert mine.reset(first) == folder / "first.backup-2.py"
    assert (folder / "first.backup-1.py").read_text() == "the student's own"


def test_reset_of_an_exercise_that_was_never_fetched_has_nothing_to_keep(
    mine: Workspace, first: Exercise
) -> None:
    assert mine.reset(first) is None
    assert (mine.root / "first" / "first.py").read_text() == set_files.stub(first)


def test_a_file_saved_during_a_reset_is_kept_too(
    mine: Workspace, first: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor's save may fall between the two renames."""
    file = mine.fetch(first).folder / "first.py"
    file.write_text("earlier")
    really = workspace.set_aside

    def saved_meanwhile(path: Path) -> Path | None:
        backup = really(path)
        path.write_text("later")
        return backup

    monkeypatch.setattr(workspace, "set_aside", saved_meanwhile)
    said = refusal(lambda: mine.reset(first))
    backup = file.with_name("first.backup-1.py")
    assert f"was saved again while it was being reset. What it was before is {backup}." in said
    assert (file.read_text(), backup.read_text()) == ("later", "earlier")


# Remembering ------------------------------------------------------------------------------------


def test_an_untouched_exercise_has_a_blank_standing(mine: Workspace, first: Exercise) -> None:
    assert mine.standing(first) == Standing()
    assert mine.standings() == {}
    assert mine.hints_shown(first) == 0
    assert mine.last_hint(first) is None
    assert mine.current is None


def test_a_standing_counts_attempts_and_remembers_the_best_and_the_pass(
    mine: Workspace, first: Exercise
) -> None:
    mine.record(report(score=3.0))
    mine.record(report(score=2.0))
    assert mine.standing(first) == Standing(attempts=2, best_score=3.0, max_score=4.0)
    mine.record(report(verdict="passed", score=5, max_score=5, set_version="1.1"))
    mine.record(report(score=0.0, max_score=0.0, set_version="2.0"))
    expected = Standing(passed=True, attempts=4, best_score=5.0, max_score=5.0, version="1.1")
    assert Workspace(mine.root).standing(first) == expected


def test_an_attempt_that_the_grader_spoilt_is_not_the_students(
    mine: Workspace, first: Exercise
) -> None:
    mine.record(report(hint="look at the stride"))
    mine.record(report(verdict="grader_error", score=0.0))
    assert mine.standing(first).attempts == 1
    assert mine.last_hint(first) == "look at the stride"


def test_the_last_reports_hint_is_remembered_until_the_next_report(
    mine: Workspace, first: Exercise
) -> None:
    mine.record(report(hint="look at the stride"))
    assert Workspace(mine.root).last_hint(first) == "look at the stride"
    mine.record(report(verdict="passed"))
    assert mine.last_hint(first) is None


def test_giving_up_and_hints_are_remembered_per_exercise(
    mine: Workspace, first: Exercise, other_first: Exercise
) -> None:
    assert not mine.standing(first).gave_up
    mine.give_up(first)
    mine.show_hint(first)
    mine.show_hint(first)
    again = Workspace(mine.root)
    assert again.standing(first).gave_up
    assert again.standing(first).gave_up
    assert again.hints_shown(first) == 2
    assert not again.standing(other_first).gave_up
    assert again.hints_shown(other_first) == 0


def test_the_current_exercise_is_remembered(mine: Workspace) -> None:
    mine.current = "alpha/first"
    mine.current = "alpha/second"
    assert Workspace(mine.root).current == "alpha/second"
    mine.current = None
    assert Workspace(mine.root).current is None


def test_records_of_an_attempt_name_version_digest_and_time(mine: Workspace) -> None:
    mine.record(report(submission=Submitted(path=None, student=None, sha256="ab" * 32)))
    with closing(sqlite3.connect(database(mine.root))) as connection:
        row = connection.execute("SELECT exercise, set_version, sha256, at FROM attempts")
        exercise, version, sha256, at = row.fetchone()
    assert (exercise, version, sha256) == ("alpha/first", "1.0", "ab" * 32)
    assert at.endswith("Z")


def test_a_report_that_is_none_is_refused_and_leaves_no_trace(mine: Workspace) -> None:
    said = refusal(lambda: mine.record(report(exercise="no set")))
    assert "progress.sqlite3 can't be used: CHECK constraint failed" in said
    assert mine.standings() == {}


# Damage -----------------------------------------------------------------------------------------


@pytest.fixture
def worn(mine: Workspace, first: Exercise) -> Workspace:
    """A workspace in use: 300 attempts, a file of the student's, the second exercise in hand."""
    file = mine.fetch(first).folder / "first.py"
    file.write_text(MINE)
    mine.give_up(first)
    mine.current = "alpha/second"
    with mine._records.writing() as progress:
        for number in range(300):
            progress.add(report(score=number / 100))
    return mine


Damage = Callable[[Path], object]


def _drop_everything(file: Path) -> None:
    for path in file.parent.iterdir():
        if path.is_file() and path.name != "README.md":
            path.unlink()


def _replace_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "inside").write_text("kept")


def _replace_by_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _overwrite_the_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    file.write_bytes(content)


def _say(statement: str) -> Damage:
    return lambda file: alter(file.parent.parent, "PRAGMA ignore_check_constraints = 1", statement)


# What happens to the records; what is said about it.
DAMAGE: dict[str, tuple[Damage, str]] = {
    "missing": (_drop_everything, "were missing. New ones are begun"),
    "a folder": (_replace_by_a_folder, "were a folder, not a file."),
    "empty": (lambda f: f.write_bytes(b""), "were an empty file."),
    "garbage": (lambda f: f.write_bytes(b"\x07garbage" * 2000), "were damaged ("),
    "truncated": (lambda f: os.truncate(f, f.stat().st_size * 2 // 3), "("),
    "cut mid page": (lambda f: os.truncate(f, f.stat().st_size - 1000), "("),
    "middle gone": (_overwrite_the_middle, "were damaged ("),
    "a pipe": (_replace_by_a_pipe, "were a device or a pipe"),
    "newer": (
        _say("PRAGMA user_version = 7"),
        "were written by a newer kata (version 7 where this one knows 1)",
    ),
    "a table gone": (_say("DROP TABLE state"), "(their tables are not kata's)"),
    "no attempts": (_say("DROP TABLE attempts"), "(their tables are not kata's)"),
    "wrong type": (_say("UPDATE attempts SET score = 'x' WHERE id = 9"), "("),
    "no text": (
        _say("UPDATE attempts SET set_version = CAST(x'ff' AS TEXT) WHERE id > 290"),
        "Could not decode to UTF-8",
    ),
    "way out": (_say("UPDATE exercises SET folder = '../../out'"), "("),
    "journal a folder": (lambda f: Path(f"{f}-journal").mkdir(), "were a folder, not a file"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_records_are_said_kept_and_made_anew(
    worn: Workspace, first: Exercise, kind: str
) -> None:
    damage, sentence = DAMAGE[kind]
    damage(database(worn.root))
    again = Workspace(worn.root)
    (problem,) = again.problems
    assert problem.startswith("The records in .kata/progress.sqlite3 were ")
    assert sentence in problem
    assert problem.endswith("Your own files were not touched.")
    assert attempts(worn.root) == 0
    assert (worn.root / "first" / "first.py").read_text() == MINE
    # From here on all is well: the folder is known again, and one more attempt is one more.
    again.record(report())
    assert attempts(worn.root) == 1
    assert again.fetch(first).folder == worn.root / "first"
    assert Workspace(worn.root).problems == ()
    assert leftovers(worn.root) == []


def test_what_was_damaged_is_kept_as_it_was(worn: Workspace) -> None:
    for number in (1, 2):
        wreck = b"wreck %d" % number * 100
        database(worn.root).write_bytes(wreck)
        (problem,) = Workspace(worn.root).problems
        aside = database(worn.root).with_name(f"progress.damaged-{number}.sqlite3")
        assert f"What was there is kept as {aside.name}." in problem
        assert aside.read_bytes() == wreck


def test_a_folder_in_the_records_place_is_kept_with_what_is_in_it(worn: Workspace) -> None:
    _replace_by_a_folder(database(worn.root))
    assert Workspace(worn.root).problems
    assert (worn.root / ".kata/progress.damaged-1.sqlite3/inside").read_text() == "kept"


def test_new_records_say_what_became_of_the_old_ones(worn: Workspace) -> None:
    alter(worn.root, "PRAGMA user_version = 2")
    again = Workspace(worn.root)
    assert again.problems == (
        "The records in .kata/progress.sqlite3 were written by a newer kata (version 2 where this"
        " one knows 1). What was there is kept as progress.damaged-1.sqlite3. New ones are begun:"
        " what you had passed counts again after kata check. Your own files were not touched.",
    )
    assert again.standings() == {}
    assert _attempts_in(database(worn.root).with_name("progress.damaged-1.sqlite3")) == 300


def test_records_that_are_a_link_are_set_aside(worn: Workspace, tmp_path: Path) -> None:
    """A student may keep them in a synchronised folder: they stay there, and we stay inside."""
    outside = tmp_path / "outside.sqlite3"
    database(worn.root).rename(outside)
    database(worn.root).symlink_to(outside)
    before = outside.read_bytes()
    again = Workspace(worn.root)
    assert "were a symbolic link, not a file." in again.problems[0]
    again.record(report())
    assert attempts(worn.root) == 1
    assert outside.read_bytes() == before
    assert not database(worn.root).is_symlink()


def test_a_stale_journal_is_not_played_back_into_new_records(worn: Workspace) -> None:
    """SQLite would take pages of the old file from it and write them into the new one."""
    journal = Path(f"{database(worn.root)}-journal")
    with closing(sqlite3.connect(database(worn.root), isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE attempts SET score = 0, set_version = hex(randomblob(2000))")
        hot = journal.read_bytes()
        connection.execute("ROLLBACK")
    database(worn.root).unlink()
    journal.write_bytes(hot)
    assert "were missing" in Workspace(worn.root).problems[0]
    assert journal.with_name("progress.damaged-1.sqlite3-journal").read_bytes() == hot
    assert Workspace(worn.root).problems == ()
    assert attempts(worn.root) == 0


def test_a_journal_that_names_another_file_is_not_played_back(
    worn: Workspace, tmp_path: Path
) -> None:
    """SQLite would take it for that of a transaction over several databases, and delete the file
    that it names, wherever that is."""
    other = tmp_path / "other.txt"
    other.write_text("kept")
    file = database(worn.root)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE attempts SET score = 0, set_version = hex(randomblob(2000))")
        hot, changed = Path(f"{file}-journal").read_bytes(), file.read_bytes()
        connection.execute("ROLLBACK")
    name = bytes(other)
    behind = struct.pack(">I", 2**30 // 4096 + 1) + name + struct.pack(">II", len(name), sum(name))
    file.write_bytes(changed)
    Path(f"{file}-journal").write_bytes(hot + behind + hot[:8])
    (problem,) = Workspace(worn.root).problems
    assert "were left with a journal of several databases." in problem
    assert other.read_text() == "kept"
    worn.record(report())
    assert other.read_text() == "kept"
    assert attempts(worn.root) == 1


def test_tables_that_are_not_ours_are_not_worked_out(home: Path) -> None:
    """What a table checks its rows with may take for ever."""
    mine = Workspace.open_or_create(home)
    spin = "length(hex(zeroblob(200000000))) > 0"
    alter(
        home,
        "PRAGMA ignore_check_constraints = 1",
        f"CREATE TABLE theirs (x CHECK ({spin}))",
        "INSERT INTO theirs VALUES (1)",
    )
    asked: list[str] = []
    with closing(sqlite3.connect(database(home))) as connection:
        connection.set_trace_callback(asked.append)
        assert "their tables are not kata's" in records._damage(connection)
    assert not any("integrity_check" in statement for statement in asked)
    assert "their tables are not kata's" in mine.problems[0]


@pytest.mark.parametrize("link", ["originals", "originals/first"])
def test_nothing_is_written_through_a_link_among_the_originals(
    mine: Workspace, first: Exercise, tmp_path: Path, link: str
) -> None:
    mine.fetch(first)
    outside = tmp_path / "outside"
    (outside / "first").mkdir(parents=True)
    for name in ("README.md", "first/README.md", "first/first.py"):
        (outside / name).write_text("theirs")
    shutil.rmtree(mine.root / ".kata" / link)
    (mine.root / ".kata" / link).symlink_to(outside)
    (mine.root / "first" / "README.md").unlink()
    for act in (mine.fetch, mine.reset, mine.renew, mine.changes):
        assert f"{link} is a link, expected a folder. Remove it" in refusal(partial(act, first))
    assert {file.read_text() for file in outside.rglob("*") if file.is_file()} == {"theirs"}
    (mine.root / ".kata" / link).unlink()
    mine.fetch(first)
    assert mine.renew(first).changed == ()


@pytest.mark.skipif(sys.platform == "win32", reason="a file takes the room that it says there")
def test_a_file_too_large_to_be_read_is_none_that_a_set_brought(mine: Workspace) -> None:
    second = library.find_exercise("alpha/second")
    folder = mine.fetch(second).folder
    os.truncate(mine.root / ".kata/originals/second/README.md", 2**40)
    assert mine.renew(second).updated == ()
    assert mine.changes(second) == []
    os.truncate(folder / "README.md", 2**40)
    database(mine.root).unlink()
    again = Workspace(mine.root)
    assert again.exercise_at(folder) == "alpha/second"
    assert again.fetch(second).folder == folder


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63)])
def test_any_number_of_hints_may_stand_in_the_records(
    mine: Workspace, first: Exercise, number: int
) -> None:
    mine.show_hint(first)
    alter(mine.root, f"UPDATE exercises SET hints_shown = {number}")
    mine.show_hint(first)
    assert mine.hints_shown(first) >= 1


def test_lost_records_do_not_mix_up_exercises_of_one_name(
    mine: Workspace, first: Exercise, other_first: Exercise
) -> None:
    mine.fetch(first)
    mine.fetch(other_first)
    database(mine.root).unlink()
    again = Workspace(mine.root)
    assert again.exercise_at(mine.root / "first") == "alpha/first"
    assert again.exercise_at(mine.root / "beta-first") == "beta/first"
    assert again.fetch(other_first).folder == mine.root / "beta-first"
    assert again.fetch(first).folder == mine.root / "first"


def test_damage_is_noticed_while_a_workspace_is_in_use(worn: Workspace) -> None:
    """kata check --watch holds one for hours."""
    assert not worn.problems
    database(worn.root).write_bytes(b"wreck" * 1000)
    worn.record(report())
    assert len(worn.problems) == 1
    assert attempts(worn.root) == 1


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(
    cut=st.one_of(st.none(), st.floats(0, 1)),
    edits=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=300)), max_size=4),
)
def test_no_damage_to_the_bytes_of_the_records_stops_kata(
    cut: float | None, edits: list[tuple[float, bytes]]
) -> None:
    """Whatever the bytes are: no exception, nothing thrown away, and the next attempt is kept."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        mine = Workspace.open_or_create(root)
        with mine._records.writing() as progress:
            for _ in range(100):
                progress.add(report())
        content = bytearray(database(root).read_bytes())
        for where, what in edits:
            at = int(where * len(content))
            content[at : at + len(what)] = what
        wreck = bytes(content[: None if cut is None else int(cut * len(content))])
        database(root).write_bytes(wreck)
        if mine.problems:
            assert (root / ".kata/progress.damaged-1.sqlite3").read_bytes() == wreck
        before = attempts(root)
        mine.record(report())
        assert attempts(root) == before + 1


def test_records_that_stay_damaged_are_said(
    mine: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_damage", lambda _: "were damaged (again)")
    said = refusal(lambda: mine.problems)
    assert "were damaged (again), right after new ones were made. Is something else" in said


def test_a_workspace_that_vanishes_is_said(mine: Workspace) -> None:
    shutil.rmtree(mine.root / ".kata")
    assert refusal(lambda: mine.record(report())) == (
        f"{mine.root / '.kata'} is gone. kata next makes a new one."
    )


# What the machine refuses -----------------------------------------------------------------------


@pytest.fixture
def read_only(first: Exercise) -> Iterator[Workspace]:
    """A workspace that we may read and not write. Root may write anything, so it becomes nobody."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        mine = Workspace.open_or_create(Path(folder))
        mine.fetch(first)
        mine.record(report())
        paths = [mine.root, *mine.root.rglob("*")]
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(NOBODY)
        yield mine
        if was_root:
            os.seteuid(0)
        for path in paths:
            path.chmod(0o755)


def test_a_read_only_workspace_can_be_read(read_only: Workspace, first: Exercise) -> None:
    assert read_only.problems == ()
    assert read_only.standing(first).attempts == 1
    assert read_only.exercise_at(read_only.root / "first") == "alpha/first"


def test_a_read_only_workspace_is_said_when_something_must_be_written(
    read_only: Workspace, first: Exercise
) -> None:
    for action in (
        lambda: read_only.record(report()),
        lambda: read_only.reset(first),
        lambda: read_only.fetch(library.find_exercise("beta/first")),
        lambda: read_only.give_up(first),
    ):
        said = refusal(action)
        assert said.startswith(str(read_only.root))
        assert " can't be read or written: " in said
        assert "make it writable, or use another folder." in said


def test_a_folder_that_may_not_be_written_cannot_become_a_workspace(read_only: Workspace) -> None:
    hidden = read_only.root / "first" / ".kata"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workspace, "find", classmethod(lambda *_: None))
        said = refusal(lambda: Workspace.open_or_create(hidden.parent))
    assert f"{hidden} can't be read or written: Permission denied." in said


def test_records_that_may_not_be_read_are_not_taken_for_damaged(read_only: Workspace) -> None:
    if os.geteuid() == NOBODY:
        os.seteuid(0)
    database(read_only.root).chmod(0)
    if os.getuid() == 0:
        os.seteuid(NOBODY)
    assert "can't be read or written: unable to open database" in refusal(
        lambda: read_only.problems
    )


def _no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_loses_nothing(
    mine: Workspace, first: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mine.fetch(first).folder / "first.py"
    file.write_text(MINE)
    (file.parent / "README.md").unlink()
    monkeypatch.setattr(os, "fsync", _no_space)
    for action in (mine.fetch, mine.reset):
        said = refusal(partial(action, first))
        assert said == (
            f"The disk is full, or your share of it: {mine.root}."
            " Make some room, then run the command again. None of your files was changed."
        )
    assert sorted(path.name for path in file.parent.iterdir()) == ["first.py", "test_examples.py"]
    assert file.read_text() == MINE
    assert leftovers(mine.root) == []


def test_records_that_may_not_grow_are_said_and_stay_as_they_were(worn: Workspace) -> None:
    """A real limit of the kernel's: no file of this process may be longer than the records are."""
    script = """
import resource
size = os.stat(mine.root / ".kata/progress.sqlite3").st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    for _ in range(1000):
        mine.record(report())
except Exception as error:
    print(type(error).__name__, error, error.hint)
"""
    said, errors = python(script, worn.root).communicate()
    assert said.startswith("WorkspaceError ")
    assert "is the disk full? Make some room" in said or "The disk is full" in said
    assert errors == ""
    assert attempts(worn.root) >= 300
    assert Workspace(worn.root).problems == ()


def test_a_full_database_is_a_full_disk(mine: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own word for it, brought about by a limit on its pages."""
    really = records._connect

    def small(file: Path, how: str) -> sqlite3.Connection:
        connection = really(file, how)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(records, "_connect", small)
    long = report(set_version="1" * 100_000)
    assert "The disk is full, or your share of it" in refusal(lambda: mine.record(long))
    assert attempts(mine.root) == 0


def test_a_file_system_without_links_works_as_well(
    mine: Workspace, first: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    folder = mine.fetch(first).folder
    (folder / "first.py").write_text(MINE)
    assert len(mine.fetch(first).kept) == 3
    backup = mine.reset(first)
    assert backup is not None
    assert backup.read_text() == MINE
    assert (folder / "first.py").read_text() == set_files.stub(first)
    database(mine.root).write_bytes(b"wreck" * 1000)
    assert "kept as progress.damaged-1.sqlite3" in mine.problems[0]
    assert leftovers(mine.root) == []


def test_without_links_a_file_that_appears_meanwhile_is_kept(
    mine: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = mine.root / "file"

    def appears(*_: object) -> None:
        path.write_text(MINE)
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", appears)
    with mine._records.writing():
        assert not mine._put(path, "stub")
    assert path.read_text() == MINE


def test_a_backup_that_cannot_be_made_leaves_the_file_in_place(
    mine: Workspace, first: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mine.fetch(first).folder / "first.py"
    file.write_text(MINE)
    monkeypatch.setattr(os, "rename", _no_space)
    assert "The disk is full" in refusal(lambda: mine.reset(first))
    assert file.read_text() == MINE
    assert not file.with_name("first.backup-1.py").exists()


# Other processes --------------------------------------------------------------------------------


def test_two_processes_at_once_lose_no_attempt(mine: Workspace) -> None:
    script = """
print("ready", flush=True)
sys.stdin.readline()
for _ in range(40):
    mine.record(report())
    mine.standings()
"""
    children = [python(script, mine.root) for _ in range(2)]
    _start_together(children)
    assert attempts(mine.root) == 80
    assert Workspace(mine.root).problems == ()


def test_processes_that_find_the_same_damage_repair_it_once(worn: Workspace) -> None:
    script = """
print("ready", flush=True)
sys.stdin.readline()
mine.record(report())
print(*mine.problems)
"""
    children = [python(script, worn.root) for _ in range(4)]
    alter(worn.root, "PRAGMA user_version = 2")
    said = _start_together(children)
    assert sum("newer kata" in text for text in said) == 1
    assert attempts(worn.root) == 4
    assert len(list((worn.root / ".kata").glob("progress.damaged-*"))) == 1


def test_processes_that_make_the_same_workspace_make_one(home: Path) -> None:
    script = """
print("ready", flush=True)
sys.stdin.readline()
mine = Workspace.open_or_create(mine.root)
mine.fetch(library.find_exercise("alpha/first"))
mine.record(report())
print(*mine.problems)
"""
    said = _start_together([python(script, home) for _ in range(4)])
    assert said == ["\n"] * 4
    assert attempts(home) == 4


def _start_together(children: list[subprocess.Popen[str]]) -> list[str]:
    """Lets processes that are ready go at one time; what each printed then."""
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    answers = [child.communicate() for child in children]
    assert [errors for _, errors in answers] == [""] * len(children)
    return [said for said, _ in answers]


def test_a_process_that_never_lets_go_is_said(
    mine: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "BUSY_S", 0.01)
    with closing(sqlite3.connect(database(mine.root), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = refusal(lambda: mine.record(report()))
    assert "Another kata has been writing to" in said
    assert "Let it finish or end it, then run the command again." in said


@pytest.mark.parametrize("lines", [1, 7, 20])
def test_a_process_killed_between_writes_loses_no_attempt_that_it_reported(
    mine: Workspace, lines: int
) -> None:
    child = python("while True:\n    mine.record(report())\n    print(flush=True)", mine.root)
    with child:
        assert child.stdout is not None
        for _ in range(lines):
            child.stdout.readline()
        child.kill()
    assert Workspace(mine.root).problems == ()
    assert attempts(mine.root) >= lines


# Kills the process that runs `act` at its nth call of one of these, for each n until one lives.
KILLED_ANYWHERE = """
import itertools
import sqlite3
CALLS = "open mkdir link rename replace unlink fsync".split()

def run(number):
    left = itertools.count(number, -1)
    def counted(call):
        def wrapper(*arguments, **options):
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)
        return wrapper
    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
    act(mine.root / str(number))
    os._exit(0)

code = None
for number in itertools.count():
    prepare(mine.root / str(number))
    child = os.fork()
    if child == 0:
        run(number)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != -signal.SIGKILL:
        break
print(number, code)
"""


def _killed_anywhere(act: str, root: Path) -> int:
    """How many places there were to be killed at."""
    said, errors = python(act + KILLED_ANYWHERE, root).communicate()
    assert errors == ""
    deaths, code = said.split()
    assert code == "0"
    return int(deaths)


def test_a_fetch_killed_anywhere_leaves_whole_files_and_can_be_repeated(
    home: Path, first: Exercise
) -> None:
    act = """
first = library.find_exercise("alpha/first")
prepare = Path.mkdir
def act(root):
    Workspace.open_or_create(root).fetch(first)
"""
    assert _killed_anywhere(act, home) > 15
    for root in home.iterdir():
        for file in root.glob("*/*.*"):
            if file.parent.name != ".kata":
                assert file.read_bytes() == (first.public / file.name).read_bytes()
        again = Workspace.open_or_create(root)
        assert again.problems == ()
        assert again.fetch(first).folder == root / "first"
        assert leftovers(root) == []


def test_a_reset_killed_anywhere_loses_nothing(home: Path, first: Exercise) -> None:
    act = """
from test_workspace import MINE
first = library.find_exercise("alpha/first")
def prepare(root):
    (Workspace.open_or_create(root).fetch(first).folder / "first.py").write_text(MINE)
def act(root):
    Workspace(root).reset(first)
"""
    assert _killed_anywhere(act, home) > 5
    for root in home.iterdir():
        kept = [path.read_text() for path in (root / "first").glob("first*.py")]
        assert MINE in kept
        assert set(kept) <= {MINE, set_files.stub(first), ""}
        again = Workspace.open_or_create(root)
        again.fetch(first)
        assert again.problems == ()


def test_a_rebuild_killed_anywhere_loses_nothing(home: Path) -> None:
    """At no moment is there a file that isn't the damaged one or the whole new one."""
    act = """
from test_workspace import alter
def prepare(root):
    Workspace.open_or_create(root).record(report())
    alter(root, "PRAGMA user_version = 2")
def act(root):
    Workspace(root).problems
"""
    assert _killed_anywhere(act, home) > 3
    for root in home.iterdir():
        assert 1 in map(_attempts_in, (root / ".kata").glob("progress*.sqlite3"))
        assert attempts(root) in (0, 1)


def _attempts_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        count: int = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
        return count


# What it costs to have --------------------------------------------------------------------------


def test_the_workspace_loads_no_heavy_package_and_sqlite_only_when_asked() -> None:
    script = """
heavy = {"numpy", "torch", "pytest", "hypothesis", "rich", "click", "sqlite3"}
import sys, pathlib
import grader.student.workspace
print(*sorted(heavy & set(sys.modules)))
grader.student.workspace.Workspace.find(pathlib.Path("/"))
print(*sorted(heavy & set(sys.modules)))
"""
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("\n\n", "")


# A new version of a set -------------------------------------------------------------------------


@pytest.fixture
def new_version(mine: Workspace, first: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exercise was fetched; since then its stub and its statement have changed."""
    mine.fetch(first)
    stub, statement = set_files.stub(first), set_files.statement(first)
    monkeypatch.setattr(set_files, "stub", lambda _: f"# new\n{stub}")
    monkeypatch.setattr(set_files, "statement", lambda _: f"{statement}\nNew.\n")


@pytest.mark.usefixtures("new_version")
def test_files_that_the_student_left_alone_are_brought_up_to_date(mine, first):
    """Nothing of theirs is in them."""
    folder = mine.folder_of(first)
    renewed = mine.renew(first)
    assert {path.name for path in renewed.updated} == {"first.py", "README.md"}
    assert renewed.changed == ()
    assert (folder / "first.py").read_text().startswith("# new\n")
    assert mine.changes(first) == []
    assert mine.renew(first).updated == ()


@pytest.mark.usefixtures("new_version")
def test_a_file_with_the_students_work_in_it_stays(mine, first):
    """The change is shown for as long as it hasn't been taken."""
    file = mine.folder_of(first) / "first.py"
    file.write_text("# mine\n")
    renewed = mine.renew(first)
    assert renewed.changed == (file,)
    assert file.read_text() == "# mine\n"
    ((name, before, now),) = mine.changes(first)
    assert name == "first.py"
    assert now == f"# new\n{before}"
    mine.reset(first)
    assert mine.changes(first) == []


@pytest.mark.usefixtures("new_version")
def test_a_change_that_the_student_took_over_is_no_change_any_more(mine, first):
    """However they did it."""
    file = mine.folder_of(first) / "first.py"
    file.write_text(set_files.stub(first))
    assert mine.renew(first).changed == ()
    assert mine.changes(first) == []


@pytest.mark.usefixtures("new_version")
def test_where_it_isnt_known_what_the_student_got_nothing_is_replaced(mine, first):
    """An older kata kept no copies; somebody may have deleted them; a link may lead anywhere."""
    originals = mine.root / ".kata" / "originals"
    file = mine.folder_of(first) / "first.py"
    before = file.read_text()
    kept = originals / "first" / "first.py"
    kept.unlink()
    kept.symlink_to(file)
    assert file not in mine.renew(first).updated
    assert file.read_text() == before


@pytest.mark.usefixtures("new_version")
def test_a_file_that_the_student_deleted_stays_deleted_until_it_is_fetched(mine, first):
    """renew brings nothing back; kata next does."""
    file = mine.folder_of(first) / "first.py"
    file.unlink()
    renewed = mine.renew(first)
    assert file not in (*renewed.updated, *renewed.changed)
    assert not file.exists()
    mine.fetch(first)
    assert file.read_text().startswith("# new\n")
    assert mine.changes(first) == []


def test_where_a_path_leads_may_be_what_windows_does_not_say(tmp_path, monkeypatch):
    """Not of long ones; and what it says may be its own way of writing them, which no database's
    address can hold."""
    mine = Workspace.open_or_create(tmp_path)
    deep = tmp_path / "part 0" / "part 1" / "naive_conv.py"

    def refuses(path, **_):
        raise OSError(234, "More data available")

    monkeypatch.setattr(os.path, "realpath", refuses)
    found = Workspace.find(deep)
    assert found is not None
    assert found.root == mine.root
    monkeypatch.setattr(os.path, "realpath", lambda path: "\\\\?\\C:\\work")
    assert str(workspace._real(deep)) == "C:\\work"
    monkeypatch.setattr(os.path, "realpath", lambda path: "\\\\?\\UNC\\host\\work")
    assert str(workspace._real(deep)) == "\\\\?\\UNC\\host\\work"
