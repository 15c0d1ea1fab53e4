"""Wheels and indexes: what is in them, what is not, and that they are the same each time."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import REPO

from grader.errors import ManifestError, MissingRequirement, UsageError
from grader.sets import library, set_files
from grader.sets.publish import wheels
from grader.sets.publish.index import offer
from grader.sets.publish.wheels import build

SHIPPED = ("convolution", "pooling", "tour")


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_files_make_the_same_bytes(tiny_set, tmp_path, monkeypatch):
    """Else nobody could tell whether a wheel is what its sources make."""
    first = build("tiny", tmp_path / "one")
    for file in tiny_set.root.rglob("*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
        if file.is_file():
            file.chmod(0o600)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    (tmp_path / ".gitignore").write_text("*.md\n")
    second = build("tiny", tmp_path / "two")
    assert first.public.read_bytes() == second.public.read_bytes()
    assert first.private.read_bytes() == second.private.read_bytes()


def test_a_change_in_either_half_is_seen_in_its_wheel_and_in_no_other(tiny_set, tmp_path):
    """The private half holds a digest of the public one, so it changes with it."""
    before = build("tiny", tmp_path / "before")
    tiny_set.replace("solutions/tiny/double/solution.py", "Each number, doubled", "Doubled")
    private = build("tiny", tmp_path / "private")
    assert private.public.read_bytes() == before.public.read_bytes()
    assert private.private.read_bytes() != before.private.read_bytes()
    tiny_set.replace("exercises/tiny/double/README.md", "Double each", "Double every")
    both = build("tiny", tmp_path / "both")
    assert both.public.read_bytes() != before.public.read_bytes()
    assert both.private.read_bytes() != private.private.read_bytes()


def test_a_wheel_is_an_ordinary_one(tiny_set, tmp_path):
    """Found through its entry point; its requirements are a package's; the halves are tied."""
    tiny_set.replace(
        "exercises/tiny/set.toml", "licence", 'requirements = ["scikit-image>=0.22"]\nlicence'
    )
    made = build("tiny", tmp_path)
    public, private = contents(made.public), contents(made.private)
    info, info_private = "kata_set_tiny-1.0.0.dist-info", "kata_set_tiny_solutions-1.0.0.dist-info"
    assert public[f"{info}/entry_points.txt"].split() == [
        b"[kata.sets]",
        b"tiny",
        b"=",
        b"kata_set_tiny",
    ]
    assert b"[kata.solutions]" in private[f"{info_private}/entry_points.txt"]
    assert b"Requires-Dist: scikit-image>=0.22" in public[f"{info}/METADATA"]
    assert b"Requires-Dist: kata-grader>=" in public[f"{info}/METADATA"]
    assert b"Requires-Dist: kata-set-tiny==1.0.0" in private[f"{info_private}/METADATA"]


def test_only_files_of_exercises_are_published(tiny_set, tmp_path):
    """Notes, caches and half-written exercises lie about in every author's folder."""
    for part in ("double/notes.txt", "double/.double.py.swp", "double/__pycache__/double.pyc"):
        tiny_set.write(f"exercises/tiny/{part}", "def double(numbers): return the answer")
    shutil.copytree(tiny_set.file("exercises/tiny/double"), tiny_set.file("exercises/tiny/later"))
    named = {Path(name).name for name in contents(build("tiny", tmp_path).public)}
    assert named == {
        "__init__.py", "set.toml", "exercise.toml", "README.md", "double.py", "slide.py",
        "test_examples.py", "METADATA", "WHEEL", "RECORD", "entry_points.txt",
    }  # fmt: skip


# Secrecy ---------------------------------------------------------------------------------------


def private_names(name: str) -> set[str]:
    return {Path(path).stem for path in set_files.private_files(name)} - {"slide", "double"}


def test_nothing_of_the_private_half_is_in_the_public_wheel(tiny_set, tmp_path):
    """A mark in every private file: in no name, no content, compressed or not, and no date."""
    for number, (part, file) in enumerate(set_files.private_files("tiny").items()):
        mark = f"# private mark {number} of {part}\n"
        tiny_set.write(f"solutions/{part}", file.read_text("utf-8") + mark)
    tiny_set.write("solutions/tiny/double/wrong/__pycache__/adds_two.pyc", "private mark")
    made = build("tiny", tmp_path).public
    raw = made.read_bytes()
    assert b"private mark" not in raw
    for name, content in contents(made).items():
        assert b"private mark" not in content, name
        assert not name.endswith((".pyc", ".cases", ".bank", ".bin", ".sqlite3"))
        assert not {Path(name).stem} & private_names("tiny")
    assert b"private mark" in b"".join(contents(build("tiny", tmp_path).private).values())
    with zipfile.ZipFile(made) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not archive.comment
        assert not any(entry.extra or entry.comment for entry in archive.infolist())


def statements(file: Path) -> set[str]:
    """A file's telling lines of code: long enough not to be written twice by accident."""
    source = file.read_text("utf-8")
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            body = [n for n in node.body if not isinstance(n, ast.Expr | ast.FunctionDef)]
            written = (ast.get_source_segment(source, n) or "" for n in body)
            found |= {
                text for n, t in zip(body, written, strict=True) for text in (ast.unparse(n), t)
            }
    lines = (" ".join(text.partition("\n")[0].split()) for text in found)
    return {line for line in lines if len(line) >= 28}


@pytest.mark.parametrize("name", SHIPPED)
def test_no_line_of_a_shipped_reference_or_check_is_public(name, tmp_path):
    """From the wheel's bytes: no telling statement of a reference, hardly one of a check, no name
    of a misconception or of a hidden check. Hints may quote a line, which is their author's choice.
    """
    public = contents(build(name, tmp_path).public)
    text = "\n".join(c.decode() for n, c in public.items() if not n.endswith("exercise.toml"))
    told = re.sub(r"\s+", " ", text)
    files = set_files.private_files(name)
    solutions = [file for file in files.values() if file.name == "solution.py"]
    assert sum(len(statements(file)) for file in solutions) > 5
    for file in solutions:
        # Its own exercise's pages: a later one may build on what was solved before.
        own = " ".join(t.decode() for n, t in public.items() if f"/{file.parent.name}/" in n)
        own = re.sub(r"\s+", " ", own)
        assert not {line for line in statements(file) if line in own}
    examples = set(re.findall(r"def (test_\w+)", text))
    for checks in (f for f in files.values() if f.name == "checks.py"):
        # One line may be shared, that makes a case say; a whole check may not.
        assert sum(line in told for line in statements(checks)) < 3, checks
        hidden = set(re.findall(r"def (test_\w+)", checks.read_text("utf-8")))
        assert not {c for c in hidden - examples if re.search(rf"\b{c}\b", told)}
    variants = {file.stem for n, file in files.items() if "/wrong/" in n or "/accepted/" in n}
    assert not {stem for stem in variants if f'"{stem}"' in told}


def test_the_engines_own_wheel_holds_no_set():
    """The engine's wheel is for everybody; a set's private half isn't."""
    listed = (REPO / "pyproject.toml").read_text("utf-8")
    assert 'packages = ["grader"]' in listed
    assert "force-include" not in listed


# What can't be published ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('version = "1.0.0"', 'version = "one"', "version is 'one', expected one such as 1.0.0"),
        ('version = "1.0.0"', 'version = "v1.0"', "written in full '1.0'"),
        ('licence = "MIT"', 'licence = "MIT"\nrequirements = ["a b"]', "requirements has 'a b'"),
        ('order = ["double", "slide"]', "order = []", "order names no exercise"),
    ],
)
def test_a_manifest_that_no_installer_would_understand_is_refused(
    tiny_set, tmp_path, old, new, said
):
    """Before anything is built."""
    tiny_set.replace("exercises/tiny/set.toml", old, new)
    with pytest.raises(ManifestError) as wrong:
        build("tiny", tmp_path)
    assert said in wrong.value.message


def test_a_missing_part_and_a_link_are_refused(tiny_set, tmp_path):
    """A link would publish whatever it leads to."""
    readme = tiny_set.file("exercises/tiny/slide/README.md")
    readme.unlink()
    with pytest.raises(ManifestError, match=r"tiny/slide/README.md is missing|README.md is miss"):
        build("tiny", tmp_path)
    readme.symlink_to(tiny_set.file("solutions/tiny/slide/solution.py"))
    with pytest.raises(ManifestError, match="or is a link"):
        build("tiny", tmp_path)
    readme.unlink()
    readme.write_text("# Slide\n")
    (tiny_set.file("solutions/tiny/slide") / "more.py").symlink_to("/etc/hostname")
    with pytest.raises(ManifestError, match=r"more\.py is a link"):
        build("tiny", tmp_path)


def test_the_public_half_alone_is_not_published(tiny_set, tmp_path):
    """Its private half could never be made to match."""
    shutil.rmtree(tiny_set.file("solutions"))
    library.load_set.cache_clear()
    with pytest.raises(UsageError, match="The private half of tiny is not on this machine"):
        build("tiny", tmp_path)


def test_a_missing_build_backend_is_said_with_its_cure(tiny_set, tmp_path, monkeypatch):
    """Students don't have it, and need not."""
    monkeypatch.setattr(wheels, "_BUILD", "import hatchling_that_is_not_there")
    with pytest.raises(MissingRequirement) as wrong:
        build("tiny", tmp_path)
    assert "hatchling" in wrong.value.message
    assert wrong.value.hint == "Install them: pip install 'kata-grader[author]'"


def test_a_failing_build_is_said_in_one_line(tiny_set, tmp_path, monkeypatch):
    """The backend's own last word."""
    monkeypatch.setattr(wheels, "_BUILD", "raise ValueError('no such thing')")
    with pytest.raises(ManifestError, match="can't be built: ValueError: no such thing"):
        build("tiny", tmp_path)


# The index ------------------------------------------------------------------------------------


def test_an_index_lists_every_version_with_its_hash(tiny_set, tmp_path):
    """Publishing adds; nothing that was there before goes away."""
    for version in ("1.0.0", "1.1.0"):
        tiny_set.write(
            "exercises/tiny/set.toml",
            tiny_set.file("exercises/tiny/set.toml").read_text().replace("1.0.0", version),
        )
        made = build("tiny", tmp_path / version)
        assert offer(made.public, tmp_path / "site", "kata-set-tiny")
    folder = tmp_path / "site" / "simple" / "kata-set-tiny"
    page = (folder / "index.html").read_text()
    for wheel in folder.glob("*.whl"):
        sha = hashlib.sha256(wheel.read_bytes()).hexdigest()
        assert f'href="{wheel.name}#sha256={sha}"' in page
    assert page.count("#sha256=") == 2
    assert 'href="kata-set-tiny/"' in (tmp_path / "site/simple/index.html").read_text()


def test_a_published_version_never_changes(tiny_set, tmp_path):
    """Somebody may have been graded with it."""
    made = build("tiny", tmp_path / "one")
    assert offer(made.public, tmp_path / "site", "kata-set-tiny") is True
    assert offer(made.public, tmp_path / "site", "kata-set-tiny") is False
    before = {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    tiny_set.replace("exercises/tiny/double/README.md", "Double each", "Double every")
    other = build("tiny", tmp_path / "two")
    with pytest.raises(UsageError, match=r"kata-set-tiny 1.0.0 is published already") as wrong:
        offer(other.public, tmp_path / "site", "kata-set-tiny")
    assert "Raise the version" in wrong.value.hint
    assert before == {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}


def test_a_set_with_a_fault_is_not_published(tiny_set, tmp_path, run_kata):
    """The gate: what kata verify finds fault with doesn't get out."""
    tiny_set.write(
        "solutions/tiny/double/wrong/right.py",
        '"""Right, really."""\n\n\ndef double(numbers):\n    return [2 * n for n in numbers]\n',
    )
    ran = run_kata("publish", "tiny", "--to", tmp_path / "site")
    assert ran.code == 1
    assert "wrong/right.py is not rejected" in ran.out
    assert "tiny is not published: mend what is found above first. Warnings may stay.\n" in ran.err
    assert "  Not ready: double. To publish the others, add: --without double\n" in ran.err
    assert not (tmp_path / "site").exists()


def test_an_exercise_that_is_not_ready_can_be_left_out(tiny_set, tmp_path, run_kata):
    """Of neither half is anything of it published, and the set doesn't name it."""
    tiny_set.write("solutions/tiny/double/wrong/right.py", '"""Right."""\n')
    site = tmp_path / "site"
    ran = run_kata("publish", "tiny", "--to", site, "--without", "double")
    assert ran.code == 0, ran.said
    assert "tiny/double" not in ran.out
    wheels = sorted(site.rglob("kata_set_*.whl"))
    assert len(wheels) == 2
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            assert not [name for name in packed.namelist() if "double" in name]
            assert [name for name in packed.namelist() if "slide" in name]
            for name in packed.namelist():
                if name.endswith("set.toml"):
                    assert tomllib.loads(packed.read(name).decode())["order"] == ["slide"]
    assert "double" in tiny_set.file("exercises/tiny/set.toml").read_text("utf-8")
    strange = run_kata("publish", "tiny", "--to", site, "--without", "duoble")
    assert strange.code == 2
    assert "tiny has no exercise 'duoble' to leave out. Did you mean double?" in strange.err
    every = run_kata("publish", "tiny", "--to", site, "--without=double", "--without=slide")
    assert "there is nothing to publish" in every.err


def test_a_version_that_is_out_is_said_so_before_anything_is_proved(tiny_set, tmp_path, run_kata):
    """Proving takes minutes; this takes a second."""
    assert run_kata("publish", "tiny", "--to", tmp_path / "site").code == 0
    tiny_set.replace("exercises/tiny/double/README.md", "Double each", "Double every")
    ran = run_kata("publish", "tiny", "--to", tmp_path / "site")
    assert ran.code == 2
    assert "kata-set-tiny 1.0.0 is published already, with other content" in ran.err
    assert "✓" not in ran.out


def test_one_exercise_is_no_set(tiny_set, tmp_path, run_kata):
    """What is published has one version; how it is done alone all the same is said."""
    ran = run_kata("publish", "tiny/double", "--to", tmp_path / "site")
    assert ran.code == 2
    assert "tiny/double is one exercise, and what is published is a set" in ran.err
    said = f"kata publish tiny --to {tmp_path / 'site'} --without slide"
    assert said in ran.err
    assert not (tmp_path / "site").exists()
    typo = run_kata("publish", "tiny/duoble", "--to", tmp_path / "site")
    assert "Did you mean tiny/double?" in typo.err


def test_publishing_says_where_each_half_is_and_how_to_add_it(tiny_set, tmp_path, run_kata):
    """And once more, when nothing has changed."""
    ran = run_kata("publish", "tiny", "--to", tmp_path / "site")
    assert ran.code == 0, ran.said
    wheel = tmp_path / "site/public/simple/kata-set-tiny/kata_set_tiny-1.0.0-py3-none-any.whl"
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() in ran.out
    assert f"kata add tiny --from {tmp_path / 'site' / 'public'}" in ran.out
    again = run_kata("publish", "tiny", "--to", tmp_path / "site")
    assert again.code == 0
    assert again.out.count("was there, unchanged") == 2


def test_the_shipped_sets_are_built_by_the_same_code(tmp_path):
    """Each has everything that a wheel needs."""
    for name in SHIPPED:
        made = build(name, tmp_path)
        names = contents(made.private)
        assert f"kata_set_{name}_solutions/public.sha256" in names
        assert sum(n.endswith("/solution.py") for n in names) == len(
            library.load_set(name).exercises
        )
