"""An imported test's `tmp_path`: the student's code has a copy, kept in step between operations."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from imported_tests import Imported, imported

from grader.imported import shared_folder
from grader.imported.guarded_paths import guarded
from grader.imported.shared_folder import SharedFolder
from grader.process.around import Around
from grader.wire.folder_files import files_of
from grader.wire.messages import WireError
from grader.wire.texts import FolderNames, with_texts
from grader.wire.values import from_wire, to_wire
from grader.wording import value_text

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


TEST_TEMPORARY = """\
import os
import shutil
import tempfile
import unittest
from notes import load, names, save


class NotesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()

    def tearDown(self):
        shutil.rmtree(self.folder)

    def test_empty(self):
        self.assertEqual(names(self.folder), [])

    def test_saves(self):
        path = os.path.join(self.folder, "a.txt")
        self.assertEqual(save(path, ["a", "b"]), path)
        with open(path) as file:
            self.assertEqual(file.read(), "a\\nb\\n")

    def test_a_folder_of_its_own(self):
        with tempfile.TemporaryDirectory() as inner:
            self.assertEqual(names(inner), [])
            self.assertNotEqual(inner, self.folder)
        self.assertFalse(os.path.exists(inner))

    def test_a_file_of_its_own(self):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("x\\n")
            file.flush()
            self.assertEqual(load(file.name), ["x"])
"""


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    place = tmp_path_factory.mktemp("temporary")
    with imported(place, "notes", NOTES, TEST_TEMPORARY) as found:
        yield found


def test_what_is_made_with_tempfile_lies_in_the_tests_folder(temporary, monkeypatch, tmp_path):
    """For one such test, or for setUp, all of a file were left behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert temporary.adopted.named == ()
    assert temporary.failed(NOTES) == {}
    assert not list(tmp_path.glob("kata-0*"))


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('word + "\\n"', "word", "test_saves"),
        ("line.strip()", "line", "test_a_file_of_its_own"),
        ("sorted(os.listdir(folder))", "['a.txt']", "test_empty"),
        ("    return path\n", "    return os.path.basename(path)\n", "test_saves"),
    ],
)
def test_who_writes_or_reads_otherwise_fails_there(temporary, old, new, name):
    found = temporary.changed(old, new)
    assert name in {each.rpartition(".")[2] for each in found}


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


HIDDEN = "what is expected"
PLACES = """\
from pathlib import Path


def export(folder, word):
    path = folder / "out.txt"
    path.write_text(word)
    return path


def name(folder):
    (folder / "name.txt").write_text("x")
    return "name.txt"


def both(folder):
    for n in "ab":
        (folder / n).write_text(n)
    return [folder / n for n in "ab"]


def joined(paths):
    return "".join(path.read_text() for path in paths)


def home(user):
    return Path("/home") / user


def renamed(file):
    return Path(file).with_suffix(".md")
"""
TEST_PLACES = """\
from pathlib import Path

from places import both, export, home, joined, name, renamed


def test_export(tmp_path):
    path = export(tmp_path, "what is expected")
    assert path.is_absolute()
    assert path.read_text() == "what is expected"
    assert [p.name for p in path.parent.iterdir()] == [p.name for p in tmp_path.glob("*")]


def test_name(tmp_path):
    assert (tmp_path / name(tmp_path)).exists()


def test_both(tmp_path):
    assert "".join(path.read_text() for path in both(tmp_path)) == "ab"


def test_back(tmp_path):
    assert renamed(home("ada")) == Path("/home/ada.md")
    paths = both(tmp_path)
    assert joined(paths) == "ab"
    assert paths == [tmp_path / "a", tmp_path / "b"]


def test_home():
    assert home("ada") == Path("/home/ada")
    assert not home("ada").exists()


def test_renamed():
    assert renamed("a/b.txt") == Path("a/b.md")
    assert str(renamed("b.txt")) == "b.md"
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("places"), "places", PLACES, TEST_PLACES) as found:
        assert found.adopted.named == ()
        assert len(found.adopted.checks) == 6
        yield found


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the grader's, of the very contents that a test expects."""
    file = tmp_path_factory.mktemp("hidden") / "checks.py"
    file.write_text(HIDDEN)
    return file


def test_paths_mean_what_they_mean_in_one_process(places):
    assert places.failed(PLACES) == {}


def test_a_path_that_leads_out_of_the_tests_folder_opens_nothing_of_the_graders(
    places, hidden, monkeypatch
):
    monkeypatch.chdir(hidden.parent)
    up = "/".join([".."] * 20)
    for returned in (
        f"Path({str(hidden)!r})",
        f"folder / ({up!r} + {str(hidden)!r})",
        "Path('checks.py')",
        f"folder / {str(hidden)!r}",
    ):
        found = places.changed("    return path\n", f"    return {returned}\n")
        assert list(found) == ["test_export"]
        shown = found["test_export"].counterexample.values
        assert shown.expected.text in ("path.is_absolute()", "a path in tmp_path")


def test_nor_is_it_there_for_a_name_that_leads_out_or_for_one_of_several(places, hidden):
    up = "/".join([".."] * 20) + str(hidden)
    for name in (str(hidden), up):
        found = places.changed('return "name.txt"', f"return {name!r}")
        assert list(found) == ["test_name"]
    found = places.changed("[folder / n for n in", f"[Path({str(hidden)!r}) for n in")
    assert list(found) == ["test_both", "test_back"]
    assert found["test_both"].counterexample.values.expected.text == "a file checks.py"


def test_a_path_that_leads_out_is_told_as_that(places):
    """Nothing was looked for there, so nothing is said of a file."""
    (check,) = places.changed("    return path\n", "    return Path('/etc/passwd')\n").values()
    assert check.message == "The path leads out of the folder that the test has."
    shown = check.counterexample.values
    assert shown.got.text.endswith("Path('/etc/passwd')")
    assert shown.expected.text == "a path in tmp_path"


@pytest.mark.parametrize(
    "returned",
    [
        "path.resolve()",
        "path.absolute()",
        "Path(os.path.abspath(path))",
        "Path(os.path.realpath(path))",
        "Path.cwd() / path",
        "Path(os.path.relpath(path)).resolve()",
        "Path(str(path))",
        "os.chdir('/') or path",
        "os.chdir(folder) or Path('out.txt').resolve()",
        "path if path.is_absolute() and str(folder) == os.path.abspath(folder) else None",
    ],
)
def test_a_path_in_the_tests_folder_is_the_same_however_it_was_made(places, returned):
    found = places.changed("    return path\n", f"    return {returned}\n", before="import os\n")
    assert found == {}


def test_what_was_written_after_a_change_of_folder_is_there(places):
    found = places.changed(
        "    path.write_text(word)\n",
        "    os.chdir(folder)\n    Path('out.txt').write_text(word)\n    os.chdir('/')\n",
        before="import os\n",
    )
    assert found == {}


def test_where_the_folder_lies_is_in_no_message(places):
    found = places.changed(
        "    path.write_text(word)\n", "    raise ValueError(f'see {path.resolve()}, {folder}s')\n"
    )
    said = found["test_export"].counterexample.values.got.text
    assert said.startswith("ValueError: see tmp_path/out.txt, ")
    found = places.changed("    path.write_text(word)\n", "    path.read_text()\n")
    assert "'tmp_path/out.txt'" in found["test_export"].counterexample.values.got.text


def test_names_of_the_folder_are_changed_in_texts_and_in_what_holds_them():
    names = FolderNames("/mnt/tmp_path")
    for there, here in (
        ("tmp_path", "/mnt/tmp_path"),
        ("tmp_path/a/b", "/mnt/tmp_path/a/b"),
        ("tmp_paths", "tmp_paths"),
        ("a tmp_path", "a tmp_path"),
    ):
        assert names.here(there) == here
        assert names.told(here) == there
    assert names.told("no '/mnt/tmp_path/a', /mnt/tmp_paths") == "no 'tmp_path/a', /mnt/tmp_paths"
    value = ["/mnt/tmp_path/a", {"/mnt/tmp_path": Path("/mnt/tmp_path/b")}, 1]
    told = with_texts(to_wire(value, exact=True), names.told)
    assert from_wire(told) == ["tmp_path/a", {"tmp_path": Path("tmp_path/b")}, 1]
    assert from_wire(with_texts(told, names.here)) == value


def test_a_path_is_shown_by_its_name_in_the_tests_folder(places):
    found = places.changed("    path.write_text(word)\n", "    path.write_text('')\n")
    shown = found["test_export"].counterexample
    assert shown.call == "export(tmp_path, 'what is expected')"
    for path in (Path("tmp_path/a/b"), guarded(Path("/x/a/b"), Path("/x"))):
        assert value_text.text(path) == "tmp_path / 'a/b'"
    assert value_text.text(Path("tmp_path/../b")) == "PosixPath('tmp_path/../b')"


def test_a_guarded_path_is_like_any_other(tmp_path):
    (tmp_path / "a").write_text("1")
    path, plain = guarded(tmp_path / "a", tmp_path), tmp_path / "a"
    assert (path, hash(path), repr(path)) == (plain, hash(plain), repr(plain))
    assert isinstance(path, Path)
    assert path.read_text() == "1"
    assert to_wire({path}, exact=True) == to_wire({plain}, exact=True)
    assert guarded(path, None) == plain
    assert not guarded(path, None).exists()
    assert [*guarded(tmp_path, tmp_path).glob("*")] == [plain]
    assert [*guarded(tmp_path, tmp_path).rglob("a")] == [plain]
    if hasattr(plain, "walk"):  # from Python 3.12 on
        assert [*guarded(tmp_path, tmp_path).walk()] == [(tmp_path, [], ["a"])]
        assert [*guarded(tmp_path.parent, tmp_path).walk()] == []
    assert os.path.basename(guarded(Path("x/b.txt"), None)) == "b.txt"
    with pytest.raises(FileNotFoundError):
        [*guarded(tmp_path.parent, tmp_path).iterdir()]
    with pytest.raises(FileNotFoundError):
        os.stat(guarded(PurePosixPath(tmp_path / "a"), None))


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


TEST_DRAWN = """\
import os
import tempfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notes import load, names, save

words = st.lists(st.text("abc", min_size=1), max_size=4)
any_fixture = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def begun(tmp_path):
    path = tmp_path / "begun.txt"
    path.write_text("a\\n")
    return path


@pytest.fixture(scope="module")
def folder():
    with tempfile.TemporaryDirectory() as name:
        yield name


@any_fixture
@given(words=words)
def test_saves(tmp_path, words):
    save(tmp_path / "words.txt", words)
    assert (tmp_path / "words.txt").read_text().split() == words


@any_fixture
@given(words)
def test_of_a_fixture(begun, words):
    assert names(begun.parent) == ["begun.txt"]
    save(begun, words)
    assert load(begun) == words


@settings(max_examples=20)
@given(words=words)
def test_of_a_module(folder, words):
    path = save(os.path.join(folder, "a.txt"), words)
    assert load(path) == words


@any_fixture
@given(text=st.text("abc"))
def test_what_is_printed_and_typed(capsys, monkeypatch, text):
    monkeypatch.setattr("builtins.input", lambda: text)
    echo()
    assert capsys.readouterr().out == text + "\\n"


@pytest.mark.parametrize("times", [1, 2])
@settings(max_examples=20)
@given(words=words)
def test_in_a_folder_of_its_own(words, times):
    with tempfile.TemporaryDirectory() as name:
        path = os.path.join(name, "a.txt")
        save(path, words * times)
        assert load(path) == words * times
"""
ECHO = NOTES + "\n\ndef echo():\n    print(input())\n"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    place = tmp_path_factory.mktemp("drawn")
    tests = TEST_DRAWN.replace("import load", "import echo, load")
    with imported(place, "notes", ECHO, tests) as found:
        yield found


def test_a_test_that_draws_has_its_fixtures_too(drawn):
    """They were set up before its first case, where nobody was told of a file."""
    assert drawn.adopted.named == ()
    assert drawn.failed(ECHO) == {}


def test_one_that_draws_with_fixtures_fails_where_it_fails_in_one_process(drawn):
    shouting = drawn.changed("word +", "word.upper() +")
    assert shouting.keys() == {
        "test_saves", "test_of_a_fixture", "test_of_a_module",
        "test_in_a_folder_of_its_own[1]", "test_in_a_folder_of_its_own[2]",
    }  # fmt: skip
    assert drawn.changed("print(input())", "print(input() or 'none')").keys() == {
        "test_what_is_printed_and_typed"
    }
    assert drawn.changed("line.strip() for", "line.strip()[:1] for").keys() == {
        "test_of_a_fixture", "test_of_a_module",
        "test_in_a_folder_of_its_own[1]", "test_in_a_folder_of_its_own[2]",
    }  # fmt: skip


TEST_TWICE = """\
from notes import load, save


def test_twice(tmp_path):
    path = tmp_path / "a.txt"
    save(path, ["a"])
    save(path, ["b", "c"])
    assert load(path) == ["b", "c"]
"""


def test_a_call_that_reads_a_file_is_shown_with_those_that_wrote_it(tmp_path):
    """By itself it would find none."""
    with imported(tmp_path, "notes", NOTES, TEST_TWICE) as found:
        shown = found.changed('path, "w"', 'path, "a"')["test_twice"].counterexample
    assert shown.call.splitlines() == [
        "save(tmp_path / 'a.txt', ['a'])",
        "save(tmp_path / 'a.txt', ['b', 'c'])",
        "load(tmp_path / 'a.txt')",
    ]
    assert shown.got == "['a', 'b', 'c']"


NOTE = """\
def note(path, text):
    with open(path, "w") as file:
        return file.write(text)
"""
TESTS_NOTE = """\
import pytest
from note import note


class TestNote:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path):
        self.path = tmp_path / "note.txt"

    def test_written(self):
        note(self.path, "ab")
        with open(self.path) as file:
            assert file.read() == "ab"
"""


def test_a_folder_that_a_fixture_gives_to_all_tests_is_theirs(tmp_path):
    """It stayed behind: "uses files"."""
    with imported(tmp_path, "note", NOTE, TESTS_NOTE) as found:
        assert not found.adopted.named
        assert set(found.changed("write(text)", "write(text[1:])")) == {"TestNote.test_written"}
