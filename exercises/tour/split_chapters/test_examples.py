"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import pytest
from split_chapters import split_chapters

BOOK = """For Ada
# The sea
It was blue.
## Still the sea

# The land
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "book.txt").write_text(BOOK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_titles(folder):
    assert split_chapters("book.txt") == ["The sea", "The land"]


def test_files(folder):
    split_chapters("book.txt")
    first = (folder / "01.txt").read_text(encoding="utf-8")
    assert first == "It was blue.\n## Still the sea\n\n"
    assert (folder / "02.txt").read_text(encoding="utf-8") == ""
