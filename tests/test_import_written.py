"""Failed tests of what is in files: the calls that wrote them are shown, and no other's."""

from __future__ import annotations

from pathlib import Path

import pytest
from imported_tests import imported

SCORES = """\
import random
from pathlib import Path


class Book:
    def __init__(self, folder):
        self.folder = Path(folder)

    def write(self, title, text):
        (self.folder / title).write_text(text + "\\n", "utf-8")

    def read(self, title):
        return (self.folder / title).read_text("utf-8").rstrip("\\n")

    def __iter__(self):
        for path in sorted(self.folder.glob("*")):
            yield path.name, self.read(path.name)


def save(path, scores):
    path.write_text("".join(f"{name},{n}\\n" for name, n in scores.items()), "utf-8")


def load(path):
    rows = (line.split(",") for line in path.read_text("utf-8").splitlines())
    return {name: int(n) for name, n in rows}


def roll():
    return random.randint(1, 6)
"""
TESTS = """\
import pytest

from scores import Book, load, roll, save


def test_loaded(tmp_path):
    save(tmp_path / "all.csv", {"zed": 1})
    assert load(tmp_path / "all.csv") == {"zed": 1}


def test_book(tmp_path):
    book = Book(tmp_path)
    book.write("one", "hello")
    book.write("two", "bye")
    assert dict(book) == {"one": "hello", "two": "bye"}


def test_stripped(tmp_path):
    Book(tmp_path).write("one", "hello")
    assert (tmp_path / "one").read_text().strip() == "hello"


def test_changed_by_hand(tmp_path):
    save(tmp_path / "all.csv", {"zed": 1})
    (tmp_path / "all.csv").write_text("ann,2\\nbob,3\\n")
    assert load(tmp_path / "all.csv") == {"ann": 2, "bob": 3}


def test_there_before(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "all.csv").write_text("ann,2\\n")
    assert load(tmp_path / "sub" / "all.csv") == {"ann": 2}


def test_gone(tmp_path):
    save(tmp_path / "all.csv", {"zed": 1})
    (tmp_path / "all.csv").unlink()
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "all.csv")


def test_roll():
    assert 0 < roll() < 7
"""


@pytest.mark.parametrize(
    ("right", "wrong", "test", "lines", "got"),
    [
        # A file that uses chance somewhere has the calls shown, too, that wrote the file.
        (
            'f"{name},{n}\\n"', 'f"{n},{name}\\n"', "test_loaded",
            ["save(tmp_path / 'all.csv', {'zed': 1})", "load(tmp_path / 'all.csv')"],
            "ValueError: invalid literal for int() with base 10: 'zed'",
        ),
        # What the test expects is in a file that is right; the walk is what it can't use.
        (
            "yield path.name, self.read(path.name)", "yield None", "test_book",
            ["book = Book(tmp_path)", "book.write('one', 'hello')", "book.write('two', 'bye')",
             "next(iter(book))"],
            "None",
        ),
        # What the test does itself is done between the calls, in whoever's way.
        (
            "int(n)", "int(n) + 1", "test_changed_by_hand",
            ["save(tmp_path / 'all.csv', {'zed': 1})",
             "(tmp_path / 'all.csv').write_text('ann,2\\nbob,3\\n')",
             "load(tmp_path / 'all.csv')"],
            "{'ann': 3, 'bob': 4}",
        ),
        (
            "int(n)", "int(n) + 1", "test_there_before",
            ["(tmp_path / 'sub').mkdir(); (tmp_path / 'sub/all.csv').write_text('ann,2\\n')",
             "load(tmp_path / 'sub/all.csv')"],
            "{'ann': 3}",
        ),
        (
            "    rows = (", "    if not path.exists():\n        return {}\n    rows = (",
            "test_gone",
            ["save(tmp_path / 'all.csv', {'zed': 1})", "(tmp_path / 'all.csv').unlink()",
             "load(tmp_path / 'all.csv')"],
            "{}",
        ),
        (
            'text + "\\n"', '"no\\n"', "test_stripped",
            ["Book(tmp_path).write('one', 'hello')"], "what is in one, stripped:\n'no'",
        ),
    ],
)  # fmt: skip
def test_the_calls_that_wrote_a_file_are_shown(
    tmp_path: Path, right: str, wrong: str, test: str, lines: list[str], got: str
) -> None:
    with imported(tmp_path, "scores", SCORES, TESTS) as graded:
        assert graded.adopted.named == ()
        assert right in SCORES
        failed = graded.failed(SCORES.replace(right, wrong), thorough=True)
        shown = failed[test].counterexample
    assert shown is not None
    assert shown.call.splitlines() == lines
    assert shown.got.partition("\n  scores.py")[0] == got
