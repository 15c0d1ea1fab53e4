"""An imported test's `tmp_path`: the student's code has a copy, kept in step between operations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from imported_tests import Imported, imported

from grader.imported import shared_folder
from grader.imported.shared_folder import SharedFolder
from grader.process.around import Around
from grader.wire.folder_files import files_of
from grader.wire.messages import WireError

NOTES = """\
import os
from pathlib import Path


def save(path, words):
    with open(path, "w") as file:
        for word in words:
            file.write(word + "\\n")
    return path


def load(path):
    with open(path) as file:
        return [line.strip() for line in file]


def names(folder):
    return sorted(os.listdir(folder))


def move(old, new):
    Path(new).parent.mkdir(exist_ok=True)
    os.rename(old, new)
"""

TEST_NOTES = """\
import pytest
from notes import load, move, names, save


def test_saves(tmp_path):
    target = tmp_path / "words.txt"
    assert save(target, ["a", "b"]) == target
    assert target.read_text() == "a\\nb\\n"
    with open(tmp_path / "words.txt") as file:
        assert len(file.readlines()) == 2


def test_loads(tmp_path):
    source = tmp_path / "in.txt"
    source.write_text("x\\ny\\n")
    assert load(source) == ["x", "y"]
    source.write_text("z\\n")
    assert load(str(source)) == ["z"]


def test_names(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "a").write_bytes(b"")
    assert names(tmp_path) == ["a", "below"]
    (tmp_path / "a").unlink()
    assert names(str(tmp_path)) == ["below"]


def test_moves(tmp_path):
    (tmp_path / "a").write_text("1")
    move(tmp_path / "a", tmp_path / "new" / "b")
    assert not (tmp_path / "a").exists()
    assert (tmp_path / "new" / "b").read_text() == "1"


def test_there_is_no_such_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "no")
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("files"), "notes", NOTES, TEST_NOTES) as found:
        yield found


def test_all_of_them_are_imported(graded):
    assert graded.adopted.named == ()
    assert len(graded.adopted.checks) == 5


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("import os\n", "import os\n\n", set()),
        ('word + "\\n"', "word", {"test_saves"}),
        ("    return path\n", "    return str(path)\n", {"test_saves"}),
        ("line.strip()", "line", {"test_loads"}),
        ("os.listdir(folder)", "['a', 'below']", {"test_names"}),
        ("os.rename(old, new)", "Path(new).write_text(Path(old).read_text())", {"test_moves"}),
        ("    with open(path) as file:\n", "    if not os.path.exists(path):\n        return []\n"
         "    with open(path) as file:\n", {"test_there_is_no_such_file"}),
        ("    os.rename(old, new)", "    os.symlink('/etc', new)", {"test_moves"}),
        ("    os.rename(old, new)", "    os.rename(old, new)\n"
         "    for n in range(100):\n        Path(new).with_name(str(n)).write_text('x')", set()),
    ],
    ids=["nothing", "no newline", "a text", "not stripped", "made up", "copied", "no error",
         "a link", "many"],
)  # fmt: skip
def test_a_mistake_fails_the_test_that_fails_in_one_process(graded, old, new, names):
    assert graded.changed(old, new).keys() == names


@pytest.mark.parametrize(
    "changed",
    [
        None,
        [],
        {"../a": b""},
        {"/etc/a": b""},
        {"a/../../b": b""},
        {"": b""},
        {"a\0b": b""},
        {"a": "text"},
        {1: b""},
        {"x" * 5_000: b""},
        {f"{n}": b"" for n in range(shared_folder.MAX_FILES + 1)},
    ],
    ids=range(11),
)
def test_a_worker_writes_into_the_tests_folder_and_nowhere_else(tmp_path, changed):
    """What it says of files is looked at before anything is done."""
    folder = tmp_path / "inner"
    folder.mkdir()
    with pytest.raises(WireError):
        SharedFolder(folder).apply(changed)
    assert os.listdir(tmp_path) == ["inner"]
    assert os.listdir(folder) == []


def test_only_what_changed_is_told(tmp_path):
    shared = SharedFolder(tmp_path)
    assert shared.changes() == {}  # that there is such a folder
    assert shared.changes() is None
    (tmp_path / "a").write_bytes(b"1")
    assert shared.changes() == {"a": b"1"}
    shared.apply({"b/": b"", "b/c": b"2", "a": None})
    assert files_of(tmp_path) == {"b/": b"", "b/c": b"2"}
    assert shared.changes() is None
    shared.apply({"b/": None})
    assert files_of(tmp_path) == {}


def test_a_path_is_known_by_its_name_on_each_side(tmp_path):
    shared = SharedFolder(tmp_path)
    values: list[Any] = [tmp_path, tmp_path / "a", str(tmp_path / "b" / "c")]
    there = [shared.named_there(value) for value in values]
    assert there == [Path("tmp_path"), Path("tmp_path/a"), "tmp_path/b/c"]
    assert [shared.named_here(value) for value in there] == values
    assert shared.named_there("elsewhere") == "elsewhere"
    assert shared.named_here("tmp_paths") == "tmp_paths"


def test_a_workers_folder_is_a_new_one_in_each_case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    around = Around()
    assert around.files({"a": b"1", "b/": b""}) == {}
    (tmp_path / "tmp_path" / "a").write_bytes(b"2")
    assert around.files({}) == {"a": b"2"}
    assert around.files({"b/": None, "a": None}) == {}
    assert around.files({"a": None}) == {}
    around.restore()
    assert around.files({}) == {}
