"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import os
import tempfile
from pathlib import Path

from split_chapters import split_chapters

BOOK = """For Ada
# The sea
It was blue.
## Still the sea

# The land
"""


def in_an_empty_folder():
    """What is returned, and the files that lie beside the book then."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("book.txt").write_text(BOOK, encoding="utf-8")
            titles = split_chapters("book.txt")
            return titles, {p.name: p.read_text(encoding="utf-8") for p in Path().iterdir()}
        finally:
            os.chdir(before)


def test_titles():
    titles, _ = in_an_empty_folder()
    assert titles == ["The sea", "The land"]


def test_files():
    _, files = in_an_empty_folder()
    assert files["01.txt"] == "It was blue.\n## Still the sea\n\n"
    assert files["02.txt"] == ""


def test_the_book_stays():
    _, files = in_an_empty_folder()
    assert files["book.txt"] == BOOK
