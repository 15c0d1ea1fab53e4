"""The command as a person meets it: help with examples, one clear sentence for each mistake, and
an exit code that a script can trust."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import get_args

import click
import jsonschema
import msgspec
import pytest
from conftest import GOOD_DOUBLE, GOOD_SLIDE, REPO, SET, Ran

from grader.cli import kata, main
from grader.model import Report
from grader.plain_value import Kind, Value, Window
from grader.sets import library, search_path
from grader.views.json import to_json

COMMANDS = {name: command for name, command in kata.commands.items() if not command.hidden}
SCHEMA = json.loads((REPO / "docs" / "report.schema.json").read_text("utf-8"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A right submission in an empty folder."""
    path = tmp_path / "home" / "double.py"
    path.parent.mkdir()
    path.write_text(GOOD_DOUBLE)
    return path


@pytest.fixture
def kata_here(tiny_root, tmp_path, monkeypatch, capfd):
    """Runs the command in this process, which is much faster; recordings are shared."""
    monkeypatch.setenv("KATA_CACHE", str(tiny_root / "cli-cache"))

    def run(*arguments: str, cwd: Path | None = None) -> Ran:
        folder = cwd or tmp_path / "home"
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        library.load_set.cache_clear()
        with pytest.raises(SystemExit) as end:
            main(arguments)
        out, err = capfd.readouterr()
        assert isinstance(end.value.code, int)
        return Ran(end.value.code, out, err)

    return run


@pytest.fixture
def check_file(tiny_set, kata_here, file):
    """Writes a submission and grades it as tiny/double, or what the options say."""

    def check(source: str | bytes, *options: str, exercise: str = "tiny/double") -> Ran:
        file.write_bytes(source if isinstance(source, bytes) else source.encode())
        return kata_here("check", file.name, "--exercise", exercise, *options, cwd=file.parent)

    return check


def flat(text: str) -> str:
    """Text as it reads, whatever the width it was wrapped to."""
    return " ".join(text.split())


def said_well(ran: Ran) -> None:
    """What every message must be: no traceback, none of our paths, no escape where it is piped."""
    assert "Traceback" not in ran.said
    assert "kata itself failed" not in ran.said
    assert str(REPO / "grader") not in ran.said
    assert "\x1b" not in ran.said


# Help -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name):
    """The example begins with the command as it is typed."""
    command = COMMANDS[name]
    assert command.help
    assert re.search(rf"^\s*Example: kata {name}\b", command.help, re.MULTILINE)
    assert command.get_short_help_str(200).endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name):
    """A flag without a word is a riddle."""
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_help_lists_every_command_in_its_group(run_kata):
    """Students' commands first."""
    ran = run_kata("--help")
    assert ran.code == 0
    student, _, author = ran.out.partition("Author and instructor commands:")
    for name in COMMANDS:
        assert re.search(rf"^  {name}\s", student + author, re.MULTILINE), name
    assert "  check" in student
    assert "  verify" in author


def test_kata_alone_says_where_to_begin(run_kata):
    """Not a usage error."""
    ran = run_kata()
    assert ran.code == 0
    assert "kata next" in ran.out


# Exit codes -----------------------------------------------------------------------------------


def test_right_work_exits_0(check_file):
    """Everything asked for passed."""
    ran = check_file(GOOD_DOUBLE)
    said_well(ran)
    assert ran.code == 0
    assert "7 of 7 checks pass   8/8 points" in ran.out


WRONG = {
    "a wrong answer": ("def double(numbers): return [n + 2 for n in numbers]", "cases fail"),
    "the stub": ("def double(x): raise NotImplementedError", "Not written yet: double raises"),
    "None": ("def double(numbers): pass", "The function returned None. Is a return missing?"),
    "a wrong name": ("def duoble(x): return x", "There is one called duoble: is it the one?"),
    "a wrong signature": ("def double(): return 1", "takes 0 positional arguments but 1 was given"),
    "a syntax error": ("def double(x)\n  pass", "double.py, line 1: Python can't read this"),
    "Python 2": ("print 'x'", "That is Python 2"),
    "an import": ("import numpy", "line 1 imports numpy; this exercise allows only math"),
    "an exception": ("def double(x): return 1 / 0", "ZeroDivisionError: division by zero"),
    "an exit": ("import os\nos._exit(0)", "its process stopped"),
    "nothing": ("", "The file is empty."),
    "NUL bytes": ("x\0", "there is a NUL character in line 1"),
}


@pytest.mark.parametrize(("source", "said"), WRONG.values(), ids=WRONG.keys())
def test_work_that_is_not_right_yet_exits_1_and_says_why(check_file, source, said):
    """One clear sentence, and the next thing to do."""
    ran = check_file(source)
    said_well(ran)
    assert ran.code == 1
    assert said in flat(ran.out)
    assert "Next: fix double.py" in ran.out


def test_a_mistake_in_the_call_exits_2_and_says_what_to_do(tiny_set, kata_here, file):
    """Each on its own, with the nearest thing that would have worked."""
    here = file.parent
    (here / "folder.py").mkdir()
    (here / "other.py").touch()
    (here / "w" / "in it").mkdir(parents=True)
    (here / "w" / "a b.py").touch()
    calls = {
        "missing.py": (["missing.py"], "There is no file 'missing.py'."),
        "a folder": (["w"], "'w' is a folder, and no exercise's.\n  Grade a file of it: kata"),
        "a folder in one": (["w/in it"], "'w/in it' is a folder, and no exercise's."),
        "a blank": (["w/a b.py"], 'Say it: kata check "w/a b.py" --exercise SET/NAME'),
        "no file in a folder": (["w/nothing"], "There is no file 'w/nothing'."),
        "folder": (["folder.py", "--exercise", "double"], "'folder.py' is a folder"),
        "which exercise": (["double.py"], "kata check double.py --exercise tiny/double"),
        "which set": (["other.py"], "kata check other.py --exercise SET/NAME"),
        "no regular file": (["/dev/null", "--exercise", "double"], "is not a regular file"),
        "typo": (["double.py", "--exercise", "tiny/duoble"], "Did you mean tiny/double?"),
        "typo in the set": (["double.py", "--exercise", "tinny/double"], "Did you mean tiny?"),
        "no workspace": ([], "This folder is not a kata workspace."),
        "typo without a workspace": (["duoble"], "Did you mean double?"),
        "unknown option": (["--jsn"], "No such option"),
        "unknown device": (["double.py", "--device", "tpu"], "'tpu' is not one of"),
    }
    for arguments, said in calls.values():
        ran = kata_here("check", *arguments, cwd=here)
        said_well(ran)
        assert ran.code == 2, arguments
        assert said in ran.err, arguments
        assert ran.out == "", arguments


def test_a_set_that_is_named_counts_in_a_workspace_too(tiny_set, kata_here):
    """It was passed over there: what was graded was of another set."""
    tiny_set.write("exercises/other/set.toml", SET.replace('["double", "slide"]', "[]"))
    assert kata_here("next", "tiny/double").code == 0
    for arguments in (["double/double.py"], ["double"], ["tiny/double"], []):
        ran = kata_here("check", *arguments, "--set", "other")
        said_well(ran)
        assert ran.code == 2, arguments
        assert "There is no exercise" in ran.err or (
            "tiny/double is no exercise of the set other.\n  Leave --set away" in ran.err
        ), arguments
    assert "no set called 'tinny'. Did you mean tiny?" in kata_here("check", "--set", "tinny").err
    assert kata_here("next", "tiny/slide", "--set", "other").code == 2
    assert "Not written yet" in kata_here("check", "double/double.py", "--set", "tiny").out


@pytest.mark.parametrize("name", ["README.md", "test_examples.py", "notes"])
def test_what_is_no_answer_in_an_exercises_folder_is_not_graded(tiny_set, kata_here, name):
    """Its statement was, as Python with a mistake in it, and counted as an attempt."""
    assert kata_here("next", "tiny/double").code == 0
    folder = Path("double")
    (folder / "notes").touch()
    (folder / "another_way.py").write_text(GOOD_DOUBLE)
    for place in (str(folder / name), str(tiny_set.file("exercises/tiny/double") / name)):
        if os.path.exists(place):
            ran = kata_here("check", place)
            said_well(ran)
            assert ran.code == 2
            assert f"'{place}' is no answer to tiny/double: double.py is." in ran.err
    assert "Nothing has been checked yet" in kata_here("status").out
    insisted = kata_here("check", f"double/{name}", "--exercise", "tiny/double")
    assert insisted.code == 1
    assert kata_here("check", "double/another_way.py").code == 0


def test_an_authors_file_is_graded_by_its_path_alone(tiny_set, kata_here):
    """Whose it is can be read off the path, from wherever it is typed."""
    solutions = tiny_set.file("solutions/tiny/double")
    for path, code in [
        ("solution.py", 0),
        ("wrong/adds_two.py", 1),
        ("accepted/adds_itself.py", 0),
    ]:
        ran = kata_here("check", path, cwd=solutions)
        said_well(ran)
        assert ran.code == code
        assert ran.out.startswith("double   ")
    stub = tiny_set.file("exercises/tiny/double/double.py")
    assert "Not written yet" in kata_here("check", str(stub)).out


def test_the_folder_where_an_exercise_is_written_is_no_students(tiny_set, kata_here):
    """In either half, with or without an argument: kata verify is what is meant."""
    for half in ("exercises", "solutions"):
        for arguments in ([], ["."]):
            ran = kata_here("check", *arguments, cwd=tiny_set.file(f"{half}/tiny/double"))
            said_well(ran)
            assert ran.code == 2
            assert "This is where tiny/double itself is written" in ran.err
            assert "Prove it: kata verify tiny/double" in ran.err


@pytest.mark.parametrize("name", ["status", "hint", "solution", "reset"])
def test_commands_of_a_workspace_say_that_there_is_none(kata_here, name):
    """And how to start one."""
    ran = kata_here(name)
    said_well(ran)
    assert ran.code == 2
    assert "This folder is not a kata workspace." in ran.err
    assert "kata next" in ran.err


def test_an_unknown_command_exits_2(run_kata):
    """With the commands one --help away."""
    ran = run_kata("chekc")
    said_well(ran)
    assert ran.code == 2
    assert "No such command 'chekc'" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("call_s", "calls", "unknown key 'calls'. Did you mean call_s?"),
        ("call_s = 1.0", 'call_s = "2s"', "limits.call_s is '2s': expected `float`, got `str`"),
        ("[rules]", "[rules", "can't be read"),
    ],
)
def test_a_bad_manifest_exits_2_with_its_place(tiny_set, check_file, old, new, said):
    """The author's mistake, told to whoever is at the keyboard."""
    part = "exercises/tiny/double/exercise.toml"
    tiny_set.replace(part, old, new)
    ran = check_file(GOOD_DOUBLE)
    said_well(ran)
    assert ran.code == 2
    assert said in ran.err
    assert str(tiny_set.file(part)) in ran.err


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("solution.py", "2 * n", "3 * n", "fails on its own reference"),
        ("checks.py", "import pytest", "import pytset", "can't be collected"),
        ("checks.py", "import pytest", "raise SystemExit", "can't be collected"),
        ("checks.py", '    """Each number is doubled."""', "    1 / 0",
         "test_doubles fails on its own reference: ZeroDivisionError"),
    ],
)  # fmt: skip
def test_the_graders_own_fault_exits_3(tiny_set, check_file, part, old, new, said):
    """Checks that fail on their reference are never the student's mistake."""
    tiny_set.replace(f"solutions/tiny/double/{part}", old, new)
    ran = check_file(GOOD_DOUBLE)
    said_well(ran)
    assert ran.code == 3
    assert said in ran.err
    assert "This is not your code's fault" in ran.err
    assert "kata verify tiny/double" in ran.err


def test_a_slip_in_a_check_sends_nobody_to_the_doctor(tiny_set, check_file):
    """What only a wrong answer leads to is the author's to mend, not this machine's."""
    known = '    """Each number is doubled."""'
    slip = f"{known}\n    if student.double([1]) != [2]:\n        print(fuond)"
    tiny_set.replace("solutions/tiny/double/checks.py", known, slip)
    ran = check_file("def double(x):\n    return [9]\n")
    assert ran.code == 3
    assert "fuond" in ran.out
    assert ran.out.endswith("  Nothing was graded.\n")
    assert "doctor" not in ran.out


def test_a_file_of_ours_that_ends_too_early_is_no_ctrl_c(tiny_set, check_file, monkeypatch):
    """As Python says of bytecode that was cut: click takes that for a Ctrl-D."""

    def cut(*_):
        raise EOFError("marshal data too short")

    monkeypatch.setattr(library, "find_exercise", cut)
    ran = check_file(GOOD_DOUBLE)
    assert ran.code == 3
    assert "kata itself failed: EOFError: marshal data too short" in ran.err
    assert "Stopped" not in ran.err


def test_a_package_that_is_not_installed_is_said_with_the_command(tiny_set, check_file):
    """An exercise may need torch, and torch is large."""
    tiny_set.replace("exercises/tiny/slide/exercise.toml", '["numpy"]', '["numpy", "no_such_pkg"]')
    ran = check_file(GOOD_SLIDE, exercise="tiny/slide")
    said_well(ran)
    assert ran.code == 2
    assert "This exercise needs no_such_pkg." in ran.err
    assert "pip install no_such_pkg" in ran.err


def test_a_file_name_that_is_not_utf8_is_graded_like_any_other(tiny_set, kata_here, file):
    """Linux allows any bytes; JSON does not."""
    name = os.fsdecode(b"caf\xe9.py")
    (file.parent / name).write_text(GOOD_DOUBLE)
    for options in ([], ["--json"]):
        ran = kata_here("check", name, "--exercise", "tiny/double", *options, cwd=file.parent)
        said_well(ran)
        assert ran.code == 0
    assert json.loads(ran.out)["submission"]["path"] == "caf\\udce9.py"


def test_hostile_names_and_output_reach_the_terminal_as_text(check_file):
    """No escape of a submission's is ever obeyed."""
    source = (
        "def double(numbers):\n    print('\\x1b[2J\\u202egnp.exe')\n"
        "    raise type('E\\x1b[31m', (Exception,), {})('\\x1b]0;title\\x07[bold]x[/]')"
    )
    ran = check_file(source)
    said_well(ran)
    assert ran.code == 1
    assert "\u202e" not in ran.out
    assert "\\x1b" in ran.out
    assert "[bold]x[/]" in ran.out


@pytest.mark.parametrize("name", ["\x1b]0;title\x07.py", "\u202eyp.tob.py"])
def test_a_files_name_reaches_the_terminal_as_text(tiny_set, kata_here, file, name):
    """Where it is graded, where nobody knows what it is for, and where its folder's records are
    said to be damaged, in words that are SQLite's and the folder's."""
    (file.parent / name).write_text("def double(numbers): return 1")
    (file.parent / ".kata").mkdir()
    records = file.parent / ".kata" / "progress.sqlite3"
    with contextlib.closing(sqlite3.connect(records)) as made:
        made.executescript("CREATE TABLE t (a); PRAGMA writable_schema = 1")
        made.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE u (', name = ?", (name,))
        made.commit()
    graded = kata_here("check", name, "--exercise", "tiny/double", cwd=file.parent)
    unknown = kata_here("check", name, cwd=file.parent)
    shown = ascii(name)[1:-1]
    for ran in (graded, unknown):
        said_well(ran)
        assert name not in ran.said
    assert f"Next: fix {shown}, then check again" in graded.out
    assert f"were damaged (malformed database schema ({shown}" in graded.err
    assert f"Say it: kata check {shown} --exercise" in unknown.err


def test_others_work_is_no_link(check_file, tiny_set, kata_here, file):
    """It could lead to a neighbour's file, or to any of the grader's. One's own may be one."""
    link = file.parent / "theirs.py"
    link.symlink_to(file.name)
    graded = ("check", link.name, "--exercise", "tiny/double")
    assert kata_here(*graded, cwd=file.parent).code == 0
    ran = kata_here(*graded, "--isolation", "confined", cwd=file.parent)
    said_well(ran)
    assert ran.code == 2
    assert "'theirs.py' is a link; a submission is the file." in ran.err
    assert check_file(GOOD_DOUBLE, "--isolation", "confined").code == 0


def test_others_work_is_not_behind_a_link(check_file, kata_here, file):
    """A folder that is handed in may be one to a neighbour's: the file in it is none."""
    (file.parent / "handed-in").mkdir()
    link = file.parent / "handed-in" / "theirs"
    link.symlink_to(file.parent)
    file.write_text(GOOD_DOUBLE)
    for path in ("handed-in/theirs/double.py", str(link / "double.py")):
        graded = ("check", path, "--exercise", "tiny/double")
        ran = kata_here(*graded, "--isolation", "confined", cwd=file.parent)
        said_well(ran)
        assert ran.code == 2
        assert f"'{path}' lies behind a link, '{Path(path).parent}'." in ran.err
    assert kata_here(*graded, cwd=file.parent).code == 0, "one's own may"


def test_what_lies_beside_others_work_is_no_workspace(check_file, kata_here, file, tmp_path):
    """Records of theirs aren't opened, and can't keep a neighbour's file from being graded."""
    hidden = file.parent / ".kata"
    hidden.mkdir()
    (hidden / "progress.sqlite3").write_bytes(b"theirs")
    ran = check_file(GOOD_DOUBLE, "--isolation", "confined")
    assert (ran.code, ran.err) == (0, "")
    assert [path.name for path in hidden.iterdir()] == ["progress.sqlite3"]
    shutil.rmtree(hidden)
    hidden.symlink_to(tmp_path)
    assert check_file(GOOD_DOUBLE, "--isolation", "confined").code == 0
    assert "is a link or a file, expected a folder" in check_file(GOOD_DOUBLE).err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no numbers for users")
def test_another_users_workspace_above_a_folder_is_not_ours(
    tiny_set, kata_here, tmp_path, monkeypatch
):
    """Whoever may write to a folder above, /tmp say, had everybody's attempts written there."""
    shared, mine = tmp_path / "shared", tmp_path / "shared" / "mine"
    kata_here("next", "tiny/slide", cwd=shared)
    mine.mkdir()
    if os.geteuid() == 0:
        os.chown(shared / ".kata", 65534, 65534)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 65534)
    records = (shared / ".kata" / "progress.sqlite3").read_bytes()
    line = f"kata: {shared / '.kata'} belongs to another user, and is not used.\n"
    status = kata_here("status", cwd=mine)
    assert (status.code, status.err.count(line)) == (2, 1)
    assert "This folder is not a kata workspace." in status.err
    (mine / "double.py").write_text(GOOD_DOUBLE)
    graded = kata_here("check", "double.py", "--exercise", "tiny/double", cwd=mine)
    assert (graded.code, graded.err) == (0, line)
    refused = kata_here("next", "tiny/double", cwd=shared)
    said_well(refused)
    assert refused.code == 2
    assert f"{shared / '.kata'} belongs to another user." in refused.err
    assert "Go to a folder of your own" in refused.err
    if os.geteuid() == 0:
        begun = kata_here("next", "tiny/double", cwd=mine)
        assert (begun.code, begun.err) == (0, line)
        assert (mine / ".kata").is_dir()
        assert kata_here("status", cwd=mine).err == ""
        os.chown(shared, 65534, 65534)  # as a student's folder in a container is
        assert kata_here("status", cwd=shared).err == ""
        os.chown(shared, 0, 0)
    assert (shared / ".kata" / "progress.sqlite3").read_bytes() == records


def test_records_are_strangers_words(tiny_set, kata_here, tmp_path):
    """A workspace may have been somebody else's: a terminal obeys none of what is kept there."""
    assert kata_here("next", "tiny/double").code == 0
    assert kata_here("check").code == 1
    turned = tmp_path / "home" / ".kata"
    with contextlib.closing(sqlite3.connect(turned / "progress.sqlite3")) as connection:
        connection.execute("UPDATE attempts SET set_version = char(27) || '[31m', verdict='passed'")
        connection.execute("UPDATE exercises SET hint = char(27) || '[32m'")
        connection.commit()
    for original in (turned / "originals" / "double").iterdir():
        original.write_text("\x1b[33m")
    for command, shown in (("status", "31m"), ("hint", "32m"), ("diff", "33m")):
        ran = kata_here(command, *(["double"] if command != "status" else []))
        said_well(ran)
        assert f"\\x1b[{shown}" in ran.out


@pytest.mark.parametrize("name", ["a" * 300 + ".py", "a/" * 3000 + "a.py"])
def test_a_name_too_long_for_the_system_is_said(tiny_set, kata_here, name):
    ran = kata_here("check", name)
    said_well(ran)
    assert ran.code == 2
    assert "is too long for the name of a file or folder here." in ran.err
    assert len(ran.err) < 300


def test_others_work_is_not_graded_by_checks_that_lie_beside_it(
    tiny_set, kata_here, file, monkeypatch
):
    """Students hand in folders: one may hold a set called as the course's, with checks that run
    as whoever grades."""
    for half in ("exercises", "solutions"):
        shutil.copytree(tiny_set.root / half, file.parent / half)
    theirs = file.parent / "solutions" / "tiny" / "double"
    (theirs / "checks.py").write_text("raise SystemExit('checks of theirs')")
    (theirs / "recorded.bin").unlink(missing_ok=True)
    graded = ("check", file.name, "--exercise", "tiny/double", "--isolation", "confined")
    assert kata_here(*graded, cwd=file.parent).code == 0, "KATA_PATH comes first"
    monkeypatch.delenv("KATA_PATH")
    monkeypatch.setattr(search_path, "_CHECKOUT", tiny_set.root)
    ran = kata_here(*graded, cwd=file.parent)
    said_well(ran)
    assert ran.code == 2
    assert "The set tiny of this folder" in ran.err
    assert "checks of theirs" not in ran.said
    elsewhere = (graded[0], str(file), *graded[2:])
    assert kata_here(*elsewhere, cwd=tiny_set.root.parent / "cache").code == 0
    monkeypatch.setattr(search_path, "_CHECKOUT", tiny_set.root / "none")
    assert "checks of theirs" in kata_here(*graded, cwd=file.parent).said, "an author's own folder"


def test_records_beside_a_folder_called_as_a_file_are_left_alone(tiny_set, kata_here, tmp_path):
    """Nothing that was handed in beside what is graded is opened."""
    (tmp_path / "handed_in" / "answer.py").mkdir(parents=True)
    records = tmp_path / "handed_in" / ".kata" / "progress.sqlite3"
    records.parent.mkdir()
    records.write_bytes(b"no records")
    graded = ("check", "handed_in/answer.py", "--exercise", "tiny/double")
    ran = kata_here(*graded, "--isolation", "confined", cwd=tmp_path)
    said_well(ran)
    assert ran.code == 2
    assert "is a folder" in ran.err
    assert [path.name for path in records.parent.iterdir()] == [records.name]
    assert records.read_bytes() == b"no records"


# JSON -----------------------------------------------------------------------------------------

REPORTS = {
    "passed": (GOOD_DOUBLE, "tiny/double", 0),
    "failed": ("def double(numbers): return [n + 2 for n in numbers]", "tiny/double", 1),
    "syntax": ("def", "tiny/double", 1),
    "forbidden": ("import numpy", "tiny/double", 1),
    "crashed": ("import os\ndef double(x): os._exit(0)", "tiny/double", 1),
    "out of memory": ("def double(x): return bytearray(10**12)", "tiny/double", 1),
    "printing": ("def double(x):\n    print(x)\n    return 1 / 0", "tiny/double", 1),
    "arrays": (GOOD_SLIDE, "tiny/slide", 0),
    "wrong arrays": (
        GOOD_SLIDE.replace("[x[i", "[-x[i").replace("dot(x", "dot(-x"),
        "tiny/slide",
        1,
    ),
}


@pytest.mark.parametrize(("source", "exercise", "code"), REPORTS.values(), ids=REPORTS.keys())
def test_json_is_a_report_as_the_schema_describes_it(check_file, source, exercise, code):
    """Standard output is one JSON object and nothing else."""
    ran = check_file(source, "--json", exercise=exercise)
    said_well(ran)
    assert (ran.code, ran.err) == (code, "")
    report = json.loads(ran.out)
    jsonschema.validate(report, SCHEMA, jsonschema.Draft202012Validator)
    assert to_json(Report.from_json(ran.out)) == ran.out.rstrip("\n")
    assert report["exercise"] == exercise
    assert (report["verdict"] == "passed") == (code == 0)
    assert report["score"] == sum(check["points"] for check in report["checks"])
    assert report["max_score"] == sum(check["max_points"] for check in report["checks"])


def test_the_schema_is_one():
    """And it refuses what is no report."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": 1}, SCHEMA)


def test_the_schema_knows_every_field_of_the_data():
    """More may be added, but here first."""
    from dataclasses import fields

    from grader.model import CheckResult, Counterexample, Environment, Submitted, Values

    defined = SCHEMA["$defs"]
    texts = {"arguments", "expected", "got", "then_arguments"}
    assert texts <= set(vars(Counterexample))
    for kind, described, derived in [
        (Report, SCHEMA, set()),
        (CheckResult, defined["check"], set()),
        (Counterexample, defined["counterexample"], texts),
    ]:
        assert {field.name for field in fields(kind)} | derived == set(described["properties"])
    for part, described in [
        (Submitted, SCHEMA["properties"]["submission"]),
        (Environment, SCHEMA["properties"]["environment"]),
        (Values, defined["values"]),
        (Value, defined["value"]),
        (Window, defined["value"]["properties"]["windows"]["items"]),
    ]:
        assert set(part.__struct_fields__) == set(described["properties"])


def test_what_the_schema_says_of_values_left_out_is_so():
    """A script that fills them in has what we have."""
    said = SCHEMA["$defs"]["value"]["properties"]
    full = msgspec.json.decode(msgspec.json.encode(msgspec.structs.asdict(Value(kind="words"))))
    assert {name: described["default"] for name, described in said.items() if name != "kind"} == {
        name: value for name, value in full.items() if name != "kind"
    }
    assert set(said["kind"]["enum"]) == set(get_args(Kind))


def test_every_status_of_the_data_is_in_the_schema():
    """A new one would be a change of contract."""
    from grader.model import Isolation, Status, Verdict

    properties = SCHEMA["$defs"]["check"]["properties"]
    assert set(properties["status"]["enum"]) == set(get_args(Status))
    assert set(SCHEMA["properties"]["verdict"]["enum"]) == set(get_args(Verdict))
    assert set(SCHEMA["properties"]["isolation"]["enum"]) == set(get_args(Isolation))


# Other commands -------------------------------------------------------------------------------


def test_a_set_that_was_just_begun_has_no_exercise_yet(tiny_set, kata_here):
    """`kata list` ended with exit code 3 there, and `kata next` said that all were passed."""
    assert kata_here("new", "set", "signals").code == 0
    listed = kata_here("list")
    assert listed.code == 0
    assert "signals 0.1.0: Signals\n    no exercise yet\n" in listed.out
    assert "    double  easy    Twice as much" in listed.out
    begun = kata_here("next", "--set", "signals")
    said_well(begun)
    assert begun.code == 2
    assert "There is no exercise in signals yet." in begun.err
    assert "kata new exercise signals/NAME" in begun.err
    assert kata_here("next", "tiny/double").code == 0


def test_list_shows_the_exercises_of_a_set(tiny_set, kata_here):
    """With their difficulty and title, in their order."""
    ran = kata_here("list", "--set", "tiny")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "tiny 1.0.0: Tiny",
        "    double  easy    Twice as much",
        "    slide   medium  A sliding sum",
    ]


def test_show_prints_the_statement_without_a_workspace(tiny_set, kata_here):
    """Piped, it is the Markdown as it is."""
    ran = kata_here("show", "tiny/double")
    assert ran.code == 0
    assert ran.out.startswith("# Twice as much\n")


def test_a_student_s_way_through_an_exercise(tiny_set, run_kata, tmp_path):
    """next, check, edit, check, next: what the README tells."""
    desk = tmp_path / "desk"
    first = run_kata("next", "--set", "tiny", cwd=desk)
    said_well(first)
    assert first.code == 0
    assert "tiny/double" in first.out
    (file,) = desk.glob("*/double.py")
    not_yet = run_kata("check", cwd=desk)
    assert not_yet.code == 1
    assert "Not written yet" in not_yet.out
    refused = run_kata("solution", cwd=desk)
    assert refused.code == 2
    assert "is not passed yet" in refused.err
    hinted = run_kata("hint", cwd=desk)
    assert "What is 1 doubled?" in hinted.out
    file.write_text(GOOD_DOUBLE)
    passed = run_kata("check", cwd=desk)
    assert passed.code == 0
    assert "8/8 points" in passed.out
    assert "kata solution --give-up" not in run_kata("hint", cwd=desk).out
    assert "One way to do it: kata solution" in run_kata("hint", cwd=desk).out
    assert run_kata("solution", cwd=desk).out.strip() == GOOD_DOUBLE.strip()
    assert "tiny/slide" in run_kata("next", "--set", "tiny", cwd=desk).out
    assert "✓ tiny/double" in run_kata("status", cwd=desk).out
    assert file.read_text() == GOOD_DOUBLE
    for ran in (not_yet, refused, hinted, passed):
        said_well(ran)


def test_what_is_said_of_another_exercise_is_about_that_one(tiny_set, kata_here, tmp_path):
    """In an exercise's folder commands without a name are about it: "kata solution --give-up", said
    of another one, gave up this one. And its files are a step away, no path from the root."""
    desk = tmp_path / "desk"
    there = desk / "double"
    kata_here("next", "double", cwd=desk)
    begun = kata_here("next", "slide", cwd=there).out
    assert "    ../slide/README.md         what to do" in begun
    assert "Read ../slide/README.md (kata show tiny/slide), edit, then: kata check tiny/slide" in (
        flat(begun)
    )
    checked = flat(kata_here("check", "slide", cwd=there).out)
    assert "Next: fix ../slide/slide.py, then kata check tiny/slide" in checked
    assert "stuck? kata hint tiny/slide" in checked
    for _ in range(9):
        hinted = kata_here("hint", "slide", cwd=there).out
    assert hinted.endswith("Still stuck: kata solution tiny/slide --give-up\n")
    assert "kata solution tiny/slide --give-up" in kata_here("solution", "slide", cwd=there).err
    put_back = kata_here("reset", "slide", cwd=there).out
    assert put_back.startswith("../slide/slide.py is the stub again.")
    assert put_back.endswith("kept as ../slide/slide.backup-1.py\n")
    (desk / "slide" / "slide.py").unlink()
    assert "There is no ../slide/slide.py yet." in kata_here("check", "slide", cwd=there).err
    kata_here("reset", "slide", cwd=there)
    assert "  Your file     ../slide/slide.py\n" in kata_here(cwd=there).out
    (desk / "slide" / "slide.py").write_text(GOOD_SLIDE)
    assert "see another way: kata solution tiny/slide" in kata_here("check", "slide", cwd=there).out
    assert str(desk) not in begun + checked + hinted + put_back


def test_another_file_in_an_exercises_folder_is_checked_again_by_its_name(tiny_set, kata_here):
    """`kata check` alone would have graded the exercise's own."""
    kata_here("next", "double")
    Path("double/mine.py").write_text("def double(numbers): return 1")
    out = kata_here("check", "double/mine.py").out
    assert "Next: fix double/mine.py, then check again" in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_line_for_the_shell(kata_here, shell):
    """To be put into the shell's own file."""
    ran = kata_here("completion", shell)
    assert ran.code == 0
    assert f"_KATA_COMPLETE={shell}_source kata" in ran.out


def test_a_set_with_a_blank_in_its_name_is_completed_as_one_word(tiny_set, run_kata):
    """bash puts what it is given into the line as it is; zsh and fish quote it themselves."""
    tiny_set.write("exercises/my set/set.toml", SET.replace('["double", "slide"]', "[]"))
    for shell, said in (("bash", "plain,my\\ set\n"), ("zsh", "plain\nmy set\n_\n")):
        typed = {"COMP_WORDS": "kata list --set my", "COMP_CWORD": "3"}
        ran = run_kata(_KATA_COMPLETE=f"{shell}_complete", **typed)
        assert ran.out == said, shell
    typed["COMP_WORDS"] = r"kata list --set my\ s"
    assert run_kata(_KATA_COMPLETE="bash_complete", **typed).out == "plain,my\\ set\n"


def test_doctor_says_what_this_machine_can_do(tiny_set, kata_here, monkeypatch):
    """As text and as JSON, the same findings; without importing torch, which takes seconds."""
    monkeypatch.setattr("grader.doctor._ASK_PACKAGES", 'print(\'{"numpy": "2.0"}\')')
    text, data = kata_here("doctor"), kata_here("doctor", "--json")
    said_well(text)
    findings = json.loads(data.out)
    assert text.code == data.code == 1  # hypothesis and pytest are said to be missing
    assert {"versions", "confinement", "places", "sets"} == {f["topic"] for f in findings}
    assert all(f["name"] in text.out for f in findings)


def test_verify_of_a_bad_set_exits_1_and_of_an_unknown_one_2(tiny_set, kata_here):
    """A script can tell a bad check from a typo."""
    tiny_set.file("solutions/tiny/double/wrong/adds_two.py").write_text(
        '"""Right."""\n' + GOOD_DOUBLE
    )
    bad = kata_here("verify", "tiny/double")
    said_well(bad)
    assert bad.code == 1
    assert "wrong/adds_two.py" in bad.out
    unknown = kata_here("verify", "tinny")
    said_well(unknown)
    assert unknown.code == 2


def test_verify_of_a_good_set_exits_0(tiny_set, kata_here):
    """One line for each exercise."""
    ran = kata_here("verify", "tiny", "--matrix")
    said_well(ran)
    assert ran.code == 0
    assert "✓ tiny/double   7 checks, 1 accepted, 3 wrong" in ran.out
    assert "✓ tiny/slide   3 checks, 1 accepted, 3 wrong" in ran.out


def test_next_can_be_told_which(tiny_set, kata_here, tmp_path):
    """An exercise out of turn, with all its files; check then speaks of that one."""
    desk = tmp_path / "desk"
    kata_here("next", "--set", "tiny", cwd=desk)
    ran = kata_here("check", "slide", "--set", "tiny", cwd=desk)
    assert ran.code == 2
    assert "Get it: kata next slide" in ran.err
    ran = kata_here("next", "slide", "--set", "tiny", cwd=desk)
    assert ran.code == 0, ran.said
    assert "tiny/slide" in ran.out
    assert {path.name for path in (desk / "slide").iterdir()} == {
        "README.md",
        "slide.py",
        "test_examples.py",
    }
    assert "slide   " in kata_here("check", cwd=desk).out


def test_when_all_is_done_kata_says_what_else_there_is(tiny_set, kata_here, tmp_path):
    """And doesn't send anybody to kata next, which would say the same again."""
    desk = tmp_path / "desk"
    for name, right in (("double", GOOD_DOUBLE), ("slide", GOOD_SLIDE)):
        kata_here("next", name, "--set", "tiny", cwd=desk)
        (desk / name / f"{name}.py").write_text(right)
        assert kata_here("check", name, cwd=desk).code == 0
    ran = kata_here("next", "--set", "tiny", cwd=desk)
    assert "All 2 exercises are passed. Well done." in ran.out
    assert "kata new" in ran.out
