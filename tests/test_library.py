"""Sets as they are read: what is wrong with a manifest or a submission is said with its place."""

from __future__ import annotations

import os
import sys

import pytest
from conftest import DOUBLE, SET, SLIDE

from grader import submissions
from grader.errors import KataError, ManifestError, SubmissionError, UsageError, quoted
from grader.sets import library, search_path, set_files
from grader.sets.manifest import near

EXERCISE = "exercises/tiny/double/exercise.toml"
MANIFEST = "exercises/tiny/set.toml"


def test_a_set_is_read_with_its_exercises_in_their_order(tiny_set):
    """Everything a manifest says is in the data."""
    tiny = library.load_set("tiny")
    assert (tiny.name, tiny.title, tiny.version, tiny.licence) == ("tiny", "Tiny", "1.0.0", "MIT")
    assert [e.id for e in tiny.exercises] == ["tiny/double", "tiny/slide"]
    double, slide = tiny.exercises
    assert (double.file, double.difficulty, double.requires) == ("double.py", "easy", ())
    assert double.limits.memory_mib == 512
    assert double.rules.allowed_imports is not None
    assert slide.rules.allowed_imports is None
    correlate2 = "numpy._core.multiarray.correlate2"
    assert slide.rules.forbidden_calls == ("numpy.convolve", "numpy.correlate", correlate2)
    assert [hint.after for hint in double.hints] == [(), ("adds_two",)]


def test_an_exercise_is_found_by_its_name_or_its_id(tiny_set):
    """As a person would type it."""
    for text in ("tiny/double", "double", "tiny/double/"):
        assert library.find_exercise(text).id == "tiny/double"
    assert library.find_exercise("double", "tiny").id == "tiny/double"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tiny/duoble", "no exercise called 'tiny/duoble'. Did you mean tiny/double?"),
        ("duoble", "no exercise called 'duoble'. Did you mean double?"),
        ("doub", "no exercise called 'doub'. Did you mean double?"),
        ("tiny/sl", "no exercise called 'tiny/sl'."),
        ("tinny/double", "no set called 'tinny'. Did you mean tiny?"),
        ("tiny/zzzzzz", "no exercise called 'tiny/zzzzzz'."),
        ("../tiny/double", "no set called '../tiny'."),
        ("", "no exercise called ''."),
        ("a\0b", "no exercise called"),
        ("a\0b/c", "no set called"),
    ],
)
def test_a_name_that_does_not_exist_gets_the_nearest_one(tiny_set, text, said):
    """A typo is the usual reason."""
    with pytest.raises(UsageError) as wrong:
        library.find_exercise(text)
    assert said in wrong.value.message


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("sorting", None),
        ("signals", None),
        ("floats", None),
        ("pool", "pooling"),
        ("poling", "pooling"),
        ("convolutions", "convolution"),
        ("tuor", "tour"),
        ("to", None),
    ],
)
def test_a_guess_is_near_what_was_typed(wrong, meant):
    """One that merely ends alike sends its reader somewhere else."""
    assert near(wrong, ["convolution", "pooling", "tour"]) == meant


@pytest.mark.parametrize(
    "text", ["tour/zzzzz", "tour/coats", "coats", "tour/", "zz", "convolution/x"]
)
def test_a_name_that_is_like_none_gets_none(monkeypatch, text):
    """That its set is right makes no exercise of that set the one that was meant."""
    monkeypatch.delenv("KATA_PATH", raising=False)
    library.load_set.cache_clear()
    with pytest.raises(UsageError) as wrong:
        library.find_exercise(text)
    assert wrong.value.message == f"There is no exercise called {text!r}."


@pytest.mark.parametrize("text", ["tour", "tour/"])
def test_who_names_a_set_is_told_how_its_exercises_are_seen(monkeypatch, text):
    """`kata next tour` is what one types first."""
    monkeypatch.delenv("KATA_PATH", raising=False)
    library.load_set.cache_clear()
    with pytest.raises(UsageError) as wrong:
        library.find_exercise(text)
    assert wrong.value.hint == "It is a set; its exercises: kata list --set tour"


def test_what_is_called_like_a_manifest_and_is_none_makes_no_set(tiny_set):
    """It was counted among the sets, which then couldn't be read: "There is no set called 'other'.
    Did you mean other?" ended every command there."""
    (tiny_set.root / "exercises" / "other" / "set.toml").mkdir(parents=True)
    assert "tiny" in library.set_names()
    assert "other" not in library.set_names()
    assert tuple(each.name for each in library.load_sets()) == library.set_names()


def test_a_name_in_two_sets_must_be_said_in_full(tiny_set):
    """Which one is meant can't be guessed."""
    tiny_set.write("exercises/other/set.toml", SET.replace('["double", "slide"]', '["double"]'))
    tiny_set.write("exercises/other/double/exercise.toml", DOUBLE[EXERCISE])
    with pytest.raises(UsageError, match="More than one set") as wrong:
        library.find_exercise("double")
    assert wrong.value.hint == "Say other/double or tiny/double."
    assert library.find_exercise("double", "other").id == "other/double"


def broken(tiny_set, part: str, old: str, new: str) -> ManifestError:
    """The error that a set with this change gives."""
    tiny_set.replace(part, old, new)
    with pytest.raises(ManifestError) as wrong:
        library.load_set("tiny")
    return wrong.value


MISTAKES = {
    "unknown key": (
        EXERCISE, "difficulty =", "difficultly =",
        "double/exercise.toml: unknown key 'difficultly'. Did you mean difficulty?", "line 2",
    ),
    "unknown key in a table": (
        EXERCISE, "call_s =", "calls =",
        "double/exercise.toml: unknown key 'calls'. Did you mean call_s?", "line 8",
    ),
    "unknown key in a list of tables": (
        "solutions/tiny/double/checks.toml", "after =", "aftr =",
        "double/checks.toml: unknown key 'aftr'. Did you mean after?", "line 2",
    ),
    "unknown table": (
        EXERCISE, "[limits]", "[limit]",
        "double/exercise.toml: unknown key 'limit'. Did you mean limits?", "line 7",
    ),
    "unlike any key": (
        MANIFEST, "licence", "xyzzy", "tiny/set.toml: unknown key 'xyzzy'.", "line 3",
    ),
    "text for a number": (
        EXERCISE, "call_s = 1.0", 'call_s = "1s"',
        "double/exercise.toml: limits.call_s is '1s': expected `float`, got `str`", "line 8",
    ),
    "a number for text": (
        MANIFEST, '"1.0.0"', "1.0", "tiny/set.toml: version is 1.0: expected `str`", "line 2",
    ),
    "text for a list": (
        EXERCISE, "allowed_imports = [", 'forbidden_imports = "os"\nallowed_imports = [',
        "rules.forbidden_imports is 'os': expected `array`", "line 5",
    ),
    "a key that is missing": (
        EXERCISE, 'title = "Twice as much"\n', "", "missing required field `title`", "",
    ),
    "a difficulty there is not": (
        EXERCISE, '"easy"', '"trivial"',
        "difficulty is 'trivial', expected one of easy, medium, hard", "",
    ),
    "not TOML": (EXERCISE, "[rules]", "[rules", "double/exercise.toml can't be read: ", ""),
    "an exercise twice": (
        MANIFEST, '"slide"', '"double"', "order names an exercise twice", "",
    ),
    "an exercise there is not": (
        MANIFEST, '"double"', '"doubel"',
        "order names 'doubel', which has no exercise.toml. Did you mean double?", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "old", "new", "said", "line"), MISTAKES.values(), ids=MISTAKES.keys()
)
def test_a_mistake_in_a_manifest_is_said_with_its_place(tiny_set, part, old, new, said, line):
    """The file, the key, what was found and what was expected; the line where there is one."""
    error = broken(tiny_set, part, old, new)
    assert said in error.message
    assert str(tiny_set.file(part)) in error.hint
    assert error.hint.endswith(line)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("call_s = 1.0", "call_s = 0"),
        ("call_s = 1.0", "call_s = -1.0"),
        ("call_s = 1.0", "call_s = inf"),
        ("call_s = 1.0", "call_s = nan"),
        ("memory_mib = 512", "memory_mib = 0"),
        ("cpu_s = 20.0", "cpu_s = -5"),
        ("output_kib = 4", "output_kib = -1"),
    ],
)
def test_a_limit_that_limits_nothing_is_refused(tiny_set, old, new):
    """A set from a stranger must not wait for ever, nor stop the grader with a strange number."""
    error = broken(tiny_set, EXERCISE, old, new)
    assert f"limits.{new.partition(' ')[0]}" in error.message


@pytest.mark.parametrize("name", ["../x.py", "/etc/passwd", "a/b.py", "x.txt", "..", "a\\nb.py"])
def test_a_file_name_that_leads_elsewhere_is_refused(tiny_set, name):
    """A set from a stranger must not choose where a student's file is written."""
    error = broken(
        tiny_set, EXERCISE, 'difficulty = "easy"', f'difficulty = "easy"\nfile = "{name}"'
    )
    assert "file is" in error.message


@pytest.mark.parametrize("name", ["../tiny/double", "a/b", ".", "double\\n", "-rf"])
def test_an_exercise_name_that_leads_elsewhere_is_refused(tiny_set, name):
    """Names are folders here and in the workspace."""
    error = broken(tiny_set, MANIFEST, '"double"', f'"{name}"')
    assert "order names" in error.message


def test_a_manifest_that_is_not_utf8_is_said_so(tiny_set):
    """An editor on Windows can do that."""
    tiny_set.file(EXERCISE).write_bytes(b'title = "\xe9t\xe9"')
    with pytest.raises(ManifestError, match="can't be read: 'utf-8' codec"):
        library.load_set("tiny")


def test_the_public_half_alone_is_a_set(tiny_set):
    """A student need not have the answers."""
    import shutil

    shutil.rmtree(tiny_set.root / "solutions")
    exercise = tiny_set.exercise()
    assert exercise.private is None
    assert set_files.checks_file(exercise) is None
    assert set_files.reference_file(exercise) is None
    assert set_files.wrong(exercise) == set_files.accepted(exercise) == ()
    assert set_files.stub(exercise) == DOUBLE["exercises/tiny/double/double.py"]
    assert set_files.statement(exercise).startswith("# Twice as much")


def test_the_nearest_root_wins(tiny_set, monkeypatch, tmp_path):
    """KATA_PATH is an author's own copy of what may be installed as well."""
    monkeypatch.setenv("KATA_PATH", os.pathsep.join([str(tiny_set.root), str(tmp_path / "none")]))
    assert library.place_of("tiny").public == tiny_set.root / "exercises"
    assert tmp_path / "none" / "exercises" not in [p.public for p in search_path.places()]
    assert {"tiny", "convolution"} <= set(library.set_names())


def test_what_a_known_wrong_variant_is_told_is_its_first_line(tmp_path):
    """The docstring's first line, however it is quoted."""
    for text, said in [
        ('"""The kernel is flipped.\n\nMore."""\n', "The kernel is flipped."),
        ("'''\nSingle quotes.\n'''\n", "Single quotes."),
        ("def f(): pass\n", ""),
    ]:
        path = tmp_path / "wrong.py"
        path.write_text(text)
        assert set_files.misconception(path) == said


def test_a_digest_depends_on_names_and_contents(tmp_path):
    """Moving a byte from one file to the other is a change."""
    one, two = tmp_path / "a.py", tmp_path / "b.py"
    digests = set()
    for contents in ((b"xy", b"z"), (b"x", b"yz"), (b"z", b"xy")):
        one.write_bytes(contents[0])
        two.write_bytes(contents[1])
        digests.add(set_files.digest([one, two]))
        assert set_files.digest([one, two]) == set_files.digest([two, one])
    assert len(digests) == 3


# Submissions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"x = 1\n", b"x = 1\r\n", b"\xef\xbb\xbfx = 1", b"x = '\xe9'", b"x\0y", b"", SLIDE[
        "solutions/tiny/slide/solution.py"].encode()],
    ids=["plain", "CRLF", "BOM", "latin-1", "NUL", "empty", "long"],
)  # fmt: skip
def test_a_file_is_read_as_the_bytes_it_is(tmp_path, content):
    """Whether they are Python is for the worker to find out."""
    path = tmp_path / "f.py"
    path.write_bytes(content)
    submission = submissions.read(path, "ada")
    assert (submission.source, submission.path, submission.student) == (content, str(path), "ada")
    assert len(submission.sha256) == 64


def test_what_is_not_a_file_is_refused_without_waiting(tmp_path):
    """A FIFO would block for ever, a device never end."""
    os.mkfifo(tmp_path / "fifo.py")
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "large.py").write_bytes(b"#" * (2 * 2**20))
    (tmp_path / "longer.py").write_bytes(b"#" * (2**20 + 1))
    for name, said in [
        ("fifo.py", "is not a regular file; a submission is one Python file"),
        ("folder.py", "is a folder; a submission is one Python file"),
        ("large.py", "is 2.0 MiB; a submission is at most 1 MiB"),
        ("longer.py", "is 1.1 MiB; a submission is at most 1 MiB"),
        ("missing.py", "There is no file"),
        ("loop.py", "can't be opened: Too many levels of symbolic links"),
        ("nul\0.py", "can't be opened: embedded null byte"),
    ]:
        with pytest.raises(SubmissionError) as wrong:
            submissions.read(tmp_path / name)
        assert said in wrong.value.message
        assert isinstance(wrong.value, KataError)


def test_a_path_is_quoted_as_it_is_typed():
    """On Windows a message with every backslash twice would name no file."""
    assert quoted(r"C:\work\f.py") == r"'C:\work\f.py'"
    assert quoted("two\nlines") == r"'two\nlines'"


def test_a_device_is_refused(tmp_path):
    """/dev/zero has no end."""
    with pytest.raises(SubmissionError, match="not a regular file"):
        submissions.read(type(tmp_path)("/dev/zero"))


@pytest.mark.skipif(sys.platform != "linux", reason="such files are Linux's")
def test_a_file_that_can_be_opened_and_not_read_is_refused(tmp_path):
    """As on a disk that fails; this one has nothing at its first address."""
    with pytest.raises(SubmissionError, match="can't be read: Input/output error"):
        submissions.read(type(tmp_path)("/proc/self/mem"))


def test_a_file_that_grows_is_not_cut(tmp_path, monkeypatch):
    """It was small when it was looked at: half of it is nobody's work."""
    path = tmp_path / "f.py"
    path.write_bytes(b"#" * (submissions.MAX_SOURCE + 1))
    status = os.stat(__file__)
    monkeypatch.setattr(os, "fstat", lambda _: status)
    with pytest.raises(SubmissionError, match="at most 1 MiB"):
        submissions.read(path)


def test_a_file_of_exactly_the_limit_is_read(tmp_path):
    """At most means at most."""
    path = tmp_path / "f.py"
    path.write_bytes(b"#" * submissions.MAX_SOURCE)
    assert len(submissions.read(path).source) == submissions.MAX_SOURCE


def test_recordings_are_kept_where_the_environment_says(monkeypatch, tmp_path):
    """KATA_CACHE, then XDG_CACHE_HOME, then the home folder."""
    monkeypatch.setenv("KATA_CACHE", str(tmp_path))
    assert search_path.cache_folder() == tmp_path
    monkeypatch.delenv("KATA_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    assert str(search_path.cache_folder()) == "/xdg/kata"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/ada")
    assert str(search_path.cache_folder()) == "/home/ada/.cache/kata"


def test_a_link_is_only_followed_where_that_is_wanted(tmp_path):
    """In a folder that others filled, a link is a way to any file of whoever grades."""
    file, link = tmp_path / "mine.py", tmp_path / "link.py"
    file.write_text("x = 1\n")
    link.symlink_to(file)
    assert submissions.read(link).source == b"x = 1\n"
    assert submissions.read(file, follow=False).source == b"x = 1\n"
    with pytest.raises(SubmissionError, match=r"link\.py' is a link; a submission is the file\.$"):
        submissions.read(link, follow=False)


def test_a_relative_kata_path_is_one_from_here_on(tiny_set, monkeypatch):
    """What is known of a file by its whole name is known of it however it was named."""
    monkeypatch.chdir(tiny_set.root.parent)
    monkeypatch.setenv("KATA_PATH", tiny_set.root.name)
    first = search_path.places()[0]
    assert first.public == tiny_set.root / "exercises"
    assert first.public.is_absolute()


def test_another_exercise_s_broken_manifest_stops_nobody(tiny_set):
    """Who checks one exercise reads that one; whoever lists them is told."""
    tiny_set.write("exercises/tiny/slide/exercise.toml", "title = 3\n")
    assert library.find_exercise("tiny/double").name == "double"
    assert library.find_exercise("double", "tiny").name == "double"
    for name in ("tiny/slide", "double"):
        with pytest.raises(ManifestError):
            library.find_exercise(name)
