"""Hidden checks of split_chapters: titles, files, what is no heading, and what was there before."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists, sampled_from

from grader.checks import assert_property, assert_same, evenly, talk

LINES = sampled_from(["# The sea", "#  The land ", "It was\tblue.", "", "  a b"])
ODD = sampled_from(
    ["# One", "## Two", "#three", " # four", "five # 5", "#", "# ", "#\tsix", "\\# seven"]
)
# What stands in a block of code is no heading in Markdown; here, each line is what it begins with.
CODE = sampled_from(["```", "~~~"]).map(lambda fence: ["# One", fence, "# Two", fence, "# Three"])
# A title may have such signs of its own.
TITLES = sampled_from(["# C#", "# #7", "# Year # 8", "# # "])
NAMES = sampled_from(["book.txt", "novel.md", "War and Peace"])
# Other signs at which a line could be thought to end: str.splitlines does.
INSIDE = sampled_from(["# One\fOne", "It was\u2028# blue", "a\x85b", "c\v# Two", "# Three"])
FOREIGN = sampled_from(["# Über", "ß", "# 海", "né à Łódź"])


def done(part, lines, end="\n", name="book.txt", **more):
    """What is returned, and the files that were written, for a book of these lines."""
    book = "\n".join(lines) + (end if lines else "")
    return talk(part.split_chapters, name, files={name: book, **more})


def assert_files(mine, right):
    """The same files with the same in them, and none that was there before is gone."""
    for name in right:
        assert_property(mine.get(name) is not None, f"the file {name} was not written", mine, right)
    for name in mine:
        done = "is gone" if mine[name] is None else "was written and is no chapter"
        assert_property(name in right, f"the file {name} {done}", mine, right)
    assert_same(mine, right)


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(lines=lists(LINES, max_size=6), end=sampled_from(["\n", ""]), name=NAMES)
def test_titles(student, reference, lines, end, name):
    """The titles are returned, without # and blanks around them, whatever the book is called."""
    mine, right = (done(module, lines, end, name) for module in (student, reference))
    assert_same(mine.value, right.value)


@pytest.mark.points(2)
@settings(max_examples=60, deadline=None)
@given(lines=lists(LINES, max_size=6), end=sampled_from(["\n", ""]))
def test_files(student, reference, lines, end):
    """Each chapter has a file of its own, with its lines as they are in the book."""
    mine, right = done(student, lines, end), done(reference, lines, end)
    assert_files(mine.files, right.files)


@pytest.mark.points(1)
@settings(max_examples=10, deadline=None)
@given(lines=lists(LINES, min_size=1, max_size=3), name=sampled_from(["shelf/b.txt", "a/b/c.md"]))
def test_elsewhere(student, reference, lines, name):
    """The chapters' files are in the current folder, wherever the book is."""
    mine, right = done(student, lines, name=name), done(reference, lines, name=name)
    assert_files(mine.files, right.files)


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(lines=evenly(*3 * [lists(ODD | TITLES, min_size=1, max_size=4)], CODE))
def test_headings(student, reference, lines):
    """Only # and a blank at the beginning of a line make a heading."""
    mine, right = done(student, lines), done(reference, lines)
    assert_same(mine.value, right.value)
    assert_files(mine.files, right.files)


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(lines=lists(INSIDE, min_size=1, max_size=4))
def test_line_ends(student, reference, lines):
    """A line ends at a line feed, and at no other sign."""
    mine, right = done(student, lines), done(reference, lines)
    assert_same(mine.value, right.value)
    assert_files(mine.files, right.files)


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(lines=lists(FOREIGN, min_size=1, max_size=4))
def test_any_language(student, reference, lines):
    """The book is read as UTF-8, and so are the chapters."""
    mine, right = done(student, lines), done(reference, lines)
    assert_same(mine.value, right.value)
    assert_files(mine.files, right.files)


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(lines=lists(LINES, max_size=2), old=sampled_from(["old\n", "older than old\n"]))
def test_replaced(student, reference, lines, old):
    """A file from an earlier time is replaced; one without a chapter stays as it is."""
    there = {"01.txt": old, "02.txt": old, "notes.txt": old}
    mine, right = done(student, lines, **there), done(reference, lines, **there)
    assert_files(mine.files, right.files)


@pytest.mark.points(1)
@settings(max_examples=5, deadline=None)
@given(many=integers(9, 12))
def test_many_chapters(student, reference, many):
    """Chapters after the ninth have two digits like all, and a long one has all of its text."""
    lines = [line for n in range(many) for line in (f"# {n}", f"text {n}")]
    mine, right = done(student, lines), done(reference, lines)
    assert_files(mine.files, right.files)
    assert_same(mine.value, right.value)
    # Longer than a block that is read at a time.
    lines.insert(1, 7500 * f"one of {many} ")
    assert_files(done(student, lines).files, done(reference, lines).files)
