"""New sets and exercises: well at once, nothing overwritten, all or nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import REPO

from grader.errors import ManifestError, MissingRequirement, UsageError
from grader.import_tests import importer
from grader.import_tests.find_files import find_sources
from grader.prove.verify import verify
from grader.sets import library, scaffold


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty folder that an author is in."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "cache"))
    library.load_set.cache_clear()
    yield folder
    library.load_set.cache_clear()


def everything(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_exercise_is_well_at_once(desk):
    """With mutants: what an author starts from should be a good example."""
    scaffold.new_set("signals", desk, "Signals", "MIT")
    scaffold.new_exercise("signals", "moving_sum", 'A "moving" sum — Σ', "medium")
    exercise = library.find_exercise("signals/moving_sum")
    assert exercise.title == 'A "moving" sum — Σ'
    found = verify(exercise, mutants=True)
    assert [f for f in found.findings if not f.ok] == []
    assert found.ok
    assert all(found.kills.values())
    assert found.mutation.total > 3


@pytest.mark.parametrize("kind", [k for k in scaffold.KINDS if k != "function"])
def test_a_new_exercise_of_each_kind_is_well_at_once(desk, kind):
    """The page on kinds shows them; each is a whole example, with every part an exercise has."""
    if kind == "frame":
        pytest.importorskip("pandas", reason="pandas is installed by `make`")
    scaffold.new_set("kinds", desk, "Kinds", "MIT")
    scaffold.new_exercise("kinds", f"my_{kind}", "Of this kind", "easy", kind)
    found = verify(library.find_exercise(f"kinds/my_{kind}"))
    assert [f for f in found.findings if not f.ok] == []
    assert found.ok
    assert all(found.kills.values())


def test_a_set_is_told_what_an_exercise_of_a_kind_needs(desk):
    """Once, and not where its author has said it already."""
    manifest = scaffold.new_set("kinds", desk, "Kinds", "MIT")
    for name in ("one", "two"):
        scaffold.new_exercise("kinds", name, "Of this kind", "easy", "frame")
    assert 'requirements = ["pandas>=2.2"]' in manifest.read_text("utf-8")
    other = scaffold.new_set("others", desk, "Others", "MIT")
    told = other.read_text("utf-8").replace("requirements = []", 'requirements = ["pandas==3.1"]')
    other.write_text(told, "utf-8")
    scaffold.new_exercise("others", "one", "Of this kind", "easy", "frame")
    assert 'requirements = ["pandas==3.1"]' in other.read_text("utf-8")


def test_a_sample_that_nobody_touched_is_warned_of(desk):
    """It passes everything, and is nobody's exercise yet."""
    scaffold.new_set("kinds", desk, "Kinds", "MIT")
    public, _ = scaffold.new_exercise("kinds", "half", "Half", "easy", "text")

    def advice() -> list[str]:
        found = verify(library.find_exercise("kinds/half"))
        return [f.advice for f in found.findings if f.claim == "is an exercise of its author's"]

    (said,) = advice()
    assert said == (
        "this is still the sample that kata new wrote (text): the stub, the reference and the\n"
        "checks are as they were. Put your own in their places."
    )
    stub = public / "half.py"
    stub.write_text(stub.read_text("utf-8") + "# mine\n", "utf-8")
    assert advice() == [""]


def test_a_bare_exercise_has_every_part_and_no_sample(desk):
    """Its author knows what they want; what is missing is named by kata verify."""
    scaffold.new_set("kinds", desk, "Kinds", "MIT")
    public, private = scaffold.new_exercise("kinds", "own", "Own", "easy", bare=True)
    files = {p.name for folder in (public, private) for p in folder.rglob("*") if p.is_file()}
    assert files == {
        "exercise.toml", "README.md", "own.py", "test_examples.py", "solution.py", "checks.py"
    }  # fmt: skip
    wrong = [f for f in verify(library.find_exercise("kinds/own")).findings if not f.ok]
    assert len(wrong) == 1
    assert "no known mistake" in str(wrong[0])


def test_a_set_that_is_not_there_is_started_first(desk, run_kata):
    ran = run_kata("new", "exercise", "nowhere/thing", cwd=desk)
    assert ran.code == 2
    assert "kata new set nowhere" in ran.said


def test_an_exercise_can_be_added_to_a_set_in_another_folder(desk, run_kata):
    """--to works as it does for a set."""
    run_kata("new", "set", "signals", "--to", "elsewhere", cwd=desk)
    ran = run_kata("new", "exercise", "signals/one", "--to", "elsewhere", cwd=desk)
    assert ran.code == 0, ran.said
    assert (desk / "elsewhere/exercises/signals/one/one.py").is_file()


def test_a_new_set_is_well_at_once_and_says_what_is_next(desk, run_kata):
    """Nothing to verify is no error."""
    made = run_kata("new", "set", "signals", cwd=desk)
    assert made.code == 0, made.said
    assert "Next: kata new exercise signals/NAME" in made.out
    verified = run_kata("verify", "signals", cwd=desk)
    assert verified.code == 0
    assert "There is nothing to verify yet: kata new exercise signals/NAME" in verified.out
    exercise = run_kata("new", "exercise", "signals/one", "--title", "One", cwd=desk)
    assert exercise.code == 0, exercise.said
    assert "exercises/signals/one" in exercise.out
    assert run_kata("verify", "signals", cwd=desk).code == 0


def test_comments_and_order_of_a_manifest_stay(desk):
    """It is the author's file."""
    manifest = scaffold.new_set("signals", desk, "Signals", "MIT")
    manifest.write_text(manifest.read_text().replace("\norder", "\n# mine\norder"))
    for name in ("one", "two"):
        scaffold.new_exercise("signals", name, name, "easy")
    text = manifest.read_text()
    assert "# mine\norder = [" in text
    assert [e.name for e in library.load_set("signals").exercises] == ["one", "two"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["set", "signals"], "There is a set signals already"),
        (["set", "two words"], "'two words' can't be the name of a set"),
        (["set", "con"], "'con' can't be the name of a set: Windows takes it for a device"),
        (["exercise", "signals/nul"], "'nul' can't be the name of an exercise: Windows takes it"),
        (["set", "class"], "'class' can't be the name of a set"),
        (["set", "images_solutions"], "'images_solutions' can't be the name of a set"),
        (["set", "a__b"], "'a__b' can't be the name of a set"),
        (["set", "Images"], "'Images' can't be the name of a set: it names two packages."),
        (["exercise", "signals/json"], "there is a module json already"),
        (["exercise", "signals/checks"], "there is a module checks already"),
        (["exercise", "signals/test_me"], "there is a module test_me already"),
        (["exercise", "signals"], "'signals' names no exercise."),
        (["exercise", "signals/one"], "There is an exercise signals/one already"),
        (["exercise", "signals/a-b"], "'a-b' can't be the name of an exercise"),
        (["exercise", "signal/two"], "There is no set called 'signal'. Did you mean signals?"),
    ],
)
def test_what_cant_be_made_is_said_and_nothing_is_written(desk, run_kata, arguments, said):
    """Exit code 2, and the folder as it was."""
    scaffold.new_set("signals", desk, "Signals", "MIT")
    scaffold.new_exercise("signals", "one", "One", "easy")
    before = everything(desk)
    ran = run_kata("new", *arguments, cwd=desk)
    assert ran.code == 2
    assert said in ran.err
    assert everything(desk) == before


def test_a_manifest_that_cant_be_read_is_named_before_anything_is_written(desk):
    """The mistake is there, not in the new exercise."""
    manifest = scaffold.new_set("signals", desk, "Signals", "MIT")
    manifest.write_text("order = [")
    before = everything(desk)
    with pytest.raises(ManifestError, match=r"signals/set\.toml can't be read"):
        scaffold.new_exercise("signals", "one", "One", "easy")
    assert everything(desk) == before


def test_a_folder_that_cant_be_written_gets_a_sentence(desk):
    """A file stands where a folder should."""
    (desk / "exercises").write_text("a file")
    with pytest.raises(UsageError, match="can't be written"):
        scaffold.new_set("signals", desk, "Signals", "MIT")


def test_without_tomlkit_it_is_said_before_anything_is_written(desk, monkeypatch):
    """An import takes a while: nobody should learn at its end that a package is missing."""
    scaffold.new_set("signals", desk, "Signals", "MIT")
    (desk / "half.py").write_text("def half(x):\n    return x / 2\n")
    (desk / "test_half.py").write_text(
        "from half import half\n\n\ndef test_half():\n    assert half(4) == 2\n"
    )
    before = everything(desk)
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    with pytest.raises(MissingRequirement, match="manifest needs tomlkit") as raised:
        scaffold.new_exercise("signals", "moving_sum", "A moving sum", "easy")
    assert raised.value.hint == "Install it: pip install 'kata-grader[author]'"
    with pytest.raises(MissingRequirement, match="manifest needs tomlkit"):
        importer.adopt(find_sources(desk, solution=desk / "half.py"), "numbers/half", desk)
    assert everything(desk) == before


def test_verify_watches_and_answers_each_save(desk):
    """The way to write checks: save, look."""
    scaffold.new_set("signals", desk, "Signals", "MIT")
    _, private = scaffold.new_exercise("signals", "one", "One", "easy")
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "grader", "verify", "signals/one", "--watch"],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(REPO)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = read_until(process, "Watching.")
        assert "✓ signals/one" in said
        variant = private / "wrong" / "starts_one_late.py"
        variant.write_text(variant.read_text().replace("range(1, ", "range("))
        said = read_until(process, "Watching.")
        assert "wrong/starts_one_late.py is not rejected" in said
        (desk / "exercises/signals/one/exercise.toml").write_text("title = 1")
        assert "exercise.toml" in read_until(process, "Watching.")
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def read_until(process, sign: str) -> str:
    said = ""
    while sign not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    return said


def test_at_a_terminal_what_is_missing_is_asked_for(desk, monkeypatch):
    """Flags for scripts, questions for people; an empty answer takes what is offered."""
    from click.testing import CliRunner

    from grader.cli.new import new

    monkeypatch.setattr("grader.cli.new._is_terminal", lambda: True)
    ran = CliRunner().invoke(new, ["set", "signals"], input="Signals and images\n\n")
    assert ran.exit_code == 0, ran.output
    assert "Title [Signals]: " in ran.output
    assert "Licence [CC-BY-4.0]: " in ran.output
    loaded = library.load_set("signals")
    assert (loaded.title, loaded.licence) == ("Signals and images", "CC-BY-4.0")
    CliRunner().invoke(new, ["exercise", "signals/moving_sum"], input="\n")
    library.load_set.cache_clear()
    assert library.find_exercise("signals/moving_sum").title == "Moving sum"
