"""Adding, updating and removing sets, in environments of their own, as who uses them would.

Each environment is a real one that pip installs into; it borrows the packages of this one. What is
refused leaves an environment as it was: that is asked after every refusal.
"""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
import venv
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import DOUBLE, REPO, SET, Ran, write_tiny_set

from grader.sets.publish.offers import Refused, fetch

RIGHT = "def double(numbers):\n    return [2 * n for n in numbers]\n"


@dataclass(frozen=True)
class Environment:
    """A virtual environment, a student's folder, and `kata` in them."""

    root: Path

    def python(self, *arguments: object, cwd: Path | None = None) -> Ran:
        done = subprocess.run(
            [self.root / "env/bin/python", *map(str, arguments)],
            cwd=cwd or self.home,
            env=os.environ | {"KATA_CACHE": str(self.root / "cache"), "KATA_PATH": ""},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def kata(self, *arguments: object) -> Ran:
        return self.python("-m", "grader", *arguments)

    @property
    def home(self) -> Path:
        folder = self.root / "home"
        folder.mkdir(exist_ok=True)
        return folder

    def installed(self) -> set[str]:
        """What pip put there: names of distributions, with versions."""
        found = self.root.glob("env/lib/python*/site-packages/*.dist-info")
        return {path.name.removesuffix(".dist-info") for path in found}


def make_environment(root: Path) -> Environment:
    venv.create(root / "env", with_pip=False)
    site = next(root.glob("env/lib/python*/site-packages"))
    borrowed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    # addsitedir: this environment may have borrowed some of its packages itself.
    lines = [str(REPO), *(f"import site; site.addsitedir({folder!r})" for folder in borrowed)]
    (site / "borrowed.pth").write_text("\n".join(lines) + "\n")
    return Environment(root)


@pytest.fixture
def environment(tmp_path) -> Environment:
    return make_environment(tmp_path / "student")


@dataclass(frozen=True)
class Author:
    """A folder with the tiny set, and sites that it was published to."""

    root: Path

    def publish(self, site: str, version: str = "1.0.0", of: str = SET, **changed: str) -> Path:
        """A site with one more version. of: its set.toml. changed: parts of double, by file name;
        their new text."""
        sets = write_tiny_set(self.root / "sets")
        (sets / "exercises/tiny/set.toml").write_text(of.replace("1.0.0", version))
        for name, text in changed.items():
            half = "exercises" if f"exercises/tiny/double/{name}" in DOUBLE else "solutions"
            (sets / half / "tiny/double" / name).write_text(text)
        run = subprocess.run(
            [sys.executable, "-c", _PUBLISH, str(self.root / site)],
            env=os.environ | {"KATA_PATH": str(sets)},
            cwd=REPO,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        return self.root / site


# What `kata publish` does once a set is proved, which is tested where proving is.
_PUBLISH = """
import sys, tempfile
from pathlib import Path
from grader.sets.publish.index import offer
from grader.sets.publish.wheels import build, distribution
made = build("tiny", Path(tempfile.mkdtemp()))
offer(made.public, Path(sys.argv[1]) / "public", distribution("tiny"))
offer(made.private, Path(sys.argv[1]) / "private", distribution("tiny", True))
"""


@pytest.fixture(scope="module")
def author(tmp_path_factory) -> Author:
    return Author(tmp_path_factory.mktemp("author"))


@pytest.fixture(scope="module")
def site(author) -> Path:
    """Version 1.0.0, as it should be. Not to be changed."""
    return author.publish("site")


@pytest.fixture(scope="module")
def newer(author) -> Path:
    """A site with 1.0.0 and 1.1.0, whose stub has a hint in it."""
    author.publish("newer")
    stub = DOUBLE["exercises/tiny/double/double.py"].replace("Each number", "Every number")
    return author.publish("newer", "1.1.0", **{"double.py": stub})


@pytest.fixture(scope="module")
def with_both_halves(tmp_path_factory, site) -> Environment:
    """An environment that the site's set was added to. Not to be changed."""
    made = make_environment(tmp_path_factory.mktemp("added") / "student")
    added = made.kata("add", "tiny", "--from", site)
    assert added.code == 0, added.said
    return made


@pytest.fixture
def added(with_both_halves, tmp_path) -> Environment:
    """A copy of that one: pip's part of the work is done."""
    return Environment(copy(with_both_halves.root, tmp_path / "student"))


def copy(site: Path, to: Path) -> Path:
    return Path(shutil.copytree(site, to, symlinks=True))


def wheel_of(site: Path, half: str) -> Path:
    return next(site.glob(f"{half}/simple/*/*.whl"))


def rewritten(wheel: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Changes what is in a wheel, and its hash in the index, as whoever owns the site could."""
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    from grader.sets.publish.index import sha256

    page = wheel.with_name("index.html")
    page.write_text(re.sub(r"sha256=\w+", f"sha256={sha256(wheel)}", page.read_text()))


# Adding ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("spelled", [str, Path.as_uri], ids=["path", "address"])
def test_the_page_that_a_browser_shows_is_as_good_as_its_folder(environment, site, spelled):
    """Its address is what a student copies."""
    added = environment.kata("add", "tiny", "--from", spelled(site / "public" / "index.html"))
    assert added.code == 0, added.said
    assert "tiny 1.0.0 is installed: public half." in added.out


def test_a_student_adds_the_public_half_and_works(environment, site):
    """next, check on the public examples, and a plain word about the hidden checks."""
    added = environment.kata("add", "tiny", "--from", site / "public")
    assert added.code == 0, added.said
    assert "tiny 1.0.0 is installed: public half." in added.out
    assert "Its hidden checks live elsewhere" in added.out
    assert environment.installed() == {"kata_set_tiny-1.0.0"}
    assert environment.kata("next", "--set", "tiny").code == 0
    assert environment.kata("check").code == 1
    (environment.home / "double/double.py").write_text(RIGHT)
    checked = environment.kata("check")
    assert checked.code == 0, checked.said
    assert "live elsewhere" in checked.out.replace("\n", " ").replace("   ", " ")
    after = environment.kata("next", "--set", "tiny")
    assert "tiny/slide" in after.out, after.said
    assert "not on this machine" in environment.kata("solution", "double").err


def test_a_grader_adds_both_halves_and_grades_with_the_hidden_checks(environment, site):
    """The same file, the true checks."""
    added = environment.kata("add", "tiny", "--from", site)
    assert "tiny 1.0.0 is installed: public and private half." in added.out
    assert environment.installed() == {"kata_set_tiny-1.0.0", "kata_set_tiny_solutions-1.0.0"}
    answer = environment.home / "answer.py"
    answer.write_text(RIGHT)
    graded = environment.kata("check", answer, "--exercise", "tiny/double")
    assert graded.code == 0, graded.said
    assert "8/8 points" in graded.out


def test_a_worker_cant_read_an_installed_private_half(added, site):
    """It lies in site-packages, where workers may read almost everything."""
    folder = next(added.root.glob("env/lib/python*/site-packages/kata_set_tiny_solutions"))
    answer = added.home / "answer.py"
    # double/ may import os; the folder's listing, a file and the module are three ways in.
    answer.write_text(
        f"import os, importlib\n\n\ndef double(numbers):\n"
        f"    found, name = [], '_solutions'\n"
        f"    for way in (lambda: os.listdir({str(folder)!r}),\n"
        f"                lambda: open({str(folder / 'public.sha256')!r}).read(),\n"
        f"                lambda: importlib.import_module('kata_set_' 'tiny' + name).__file__):\n"
        f"        try:\n            found.append(way())\n"
        f"        except (OSError, ImportError):\n            pass\n"
        f"    return found or [2 * n for n in numbers]\n"
    )
    graded = added.kata("check", answer, "--exercise", "tiny/double")
    assert graded.code == 0, graded.said
    # The same three ways lead there where nothing bars them.
    open_ = added.kata("check", answer, "--exercise", "tiny/double", "--isolation", "process")
    assert "public.sha256" in open_.out


def test_the_private_half_can_be_added_later(environment, site):
    """A student becomes a tutor."""
    environment.kata("add", "tiny", "--from", site / "public")
    added = environment.kata("add", "tiny", "--from", site / "private")
    assert added.code == 0, added.said
    assert "tiny 1.0.0 is installed: private half." in added.out
    assert "with hidden checks" in environment.kata("sets").out


def test_adding_again_changes_nothing(added, site):
    """And says so."""
    again = added.kata("add", "tiny", "--from", site)
    assert again.code == 0
    assert "tiny 1.0.0 is installed already; nothing newer is offered." in again.out


@pytest.fixture
def served(site) -> Iterator[str]:
    """The site behind a static web server on this machine."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_any_static_host_will_do(environment, served):
    """Both halves from the site's address, the public one from its own."""
    assert "public half." in environment.kata("add", "tiny", "--from", f"{served}/public").out
    added = environment.kata("add", "tiny", "--from", served)
    assert added.code == 0, added.said
    assert "private half" in added.out


def test_plain_pip_will_do_as_well(environment, site):
    """They are ordinary wheels in an ordinary index."""
    ran = environment.python(
        "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--index-url",
        (site / "private/simple").as_uri(), "--extra-index-url",
        (site / "public/simple").as_uri(), "kata-set-tiny-solutions",
    )  # fmt: skip
    assert ran.code == 0, ran.said
    row = next(r for r in environment.kata("sets").out.splitlines() if r.startswith("tiny"))
    assert "with hidden checks" in row
    assert "installed:" in row


@pytest.mark.parametrize("command", [[], ["next"], ["list"]])
def test_an_engine_without_sets_says_where_they_come_from(tmp_path, command):
    """Its wheel carries none."""
    bare = tmp_path / "bare"
    shutil.copytree(REPO / "grader", bare / "grader")
    environment = make_environment(tmp_path / "student")
    borrowed = next(environment.root.glob("env/lib/python*/site-packages/borrowed.pth"))
    borrowed.write_text(borrowed.read_text().replace(f"{REPO}\n", f"{bare}\n"))
    ran = environment.kata(*command)
    assert ran.code == 2, ran.said
    assert "No set of exercises is here." in ran.err
    assert "Add the lesson: kata add convolution --from ADDRESS" in ran.err
    assert "Add the lesson" in environment.kata("sets").out


def test_a_version_that_isnt_offered_is_no_success(added, site):
    """Not even where another version is installed."""
    ran = added.kata("add", "tiny==7.0", "--from", site)
    assert ran.code == 2
    assert "tiny 7.0 is not offered by" in ran.err


# Refusals -------------------------------------------------------------------------------------


def changed_file(site: Path) -> None:
    wheel = wheel_of(site, "public")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("kata_set_tiny/more.py", "")


def wrong_hash(site: Path) -> None:
    page = wheel_of(site, "public").with_name("index.html")
    page.write_text(re.sub(r"sha256=\w+", "sha256=" + "0" * 64, page.read_text()))


def no_hash(site: Path) -> None:
    page = wheel_of(site, "public").with_name("index.html")
    page.write_text(re.sub(r"#sha256=\w+", "", page.read_text()))


def changed_private_file(site: Path) -> None:
    with zipfile.ZipFile(wheel_of(site, "private"), "a") as archive:
        archive.writestr("kata_set_tiny_solutions/more.py", "")


def foreign_file(site: Path) -> None:
    rewritten(wheel_of(site, "public"), lambda files: files.update({"sitecustomize.py": b""}))


def a_command(site: Path) -> None:
    points = "kata_set_tiny-1.0.0.dist-info/entry_points.txt"
    rewritten(
        wheel_of(site, "public"),
        lambda f: f.update({points: f[points] + b"[console_scripts]\nls = os:abort\n"}),
    )


def a_script(site: Path) -> None:
    script = "kata_set_tiny-1.0.0.data/scripts/ls"
    rewritten(wheel_of(site, "public"), lambda files: files.update({script: b"#!/bin/sh\n"}))


def a_path_that_leads_out(site: Path) -> None:
    path = "kata_set_tiny/exercises/tiny/../../../../out.py"
    rewritten(wheel_of(site, "public"), lambda files: files.update({path: b""}))


def an_absolute_path(site: Path) -> None:
    rewritten(wheel_of(site, "public"), lambda files: files.update({"/tmp/kata-out.py": b""}))


def a_bomb(site: Path) -> None:
    path = "kata_set_tiny/exercises/tiny/zeros"
    rewritten(wheel_of(site, "public"), lambda files: files.update({path: bytes(2**28)}))


def needs(requirement: bytes) -> Callable[[Path], None]:
    """A site whose wheel has one requirement more."""

    def spoil(site: Path) -> None:
        part = "kata_set_tiny-1.0.0.dist-info/METADATA"
        more = b"Requires-Dist: " + requirement + b"\n"
        rewritten(
            wheel_of(site, "public"), lambda f: f.update({part: f[part].rstrip() + b"\n" + more})
        )

    spoil.__name__ = requirement.decode().split()[0]
    return spoil


def no_text_in_the_manifest(site: Path) -> None:
    manifest = "kata_set_tiny/exercises/tiny/set.toml"
    rewritten(wheel_of(site, "public"), lambda f: f.update({manifest: b"a = " + b"[" * 9_999}))


def a_hash_in_a_comment(site: Path) -> None:
    page = wheel_of(site, "public").with_name("index.html")
    text = page.read_text()
    page.write_text(f"<!-- {text} -->" + re.sub(r"#sha256=\w+", "", text))


def other_version_inside(site: Path) -> None:
    manifest = "kata_set_tiny/exercises/tiny/set.toml"
    rewritten(
        wheel_of(site, "public"),
        lambda f: f.update({manifest: f[manifest].replace(b"1.0.0", b"9.0.0")}),
    )


def other_public_half(site: Path) -> None:
    readme = "kata_set_tiny/exercises/tiny/double/README.md"
    rewritten(wheel_of(site, "public"), lambda files: files.update({readme: b"# Other\n"}))


def no_archive(site: Path) -> None:
    wheel = wheel_of(site, "public")
    from grader.sets.publish.index import sha256

    wheel.write_bytes(b"no zip file")
    page = wheel.with_name("index.html")
    page.write_text(re.sub(r"sha256=\w+", f"sha256={sha256(wheel)}", page.read_text()))


SPOILT = {
    changed_file: "kata-set-tiny is not the file that the index promises: its sha256 is another.",
    wrong_hash: "kata-set-tiny is not the file that the index promises: its sha256 is another.",
    needs(b"evil @ file:///evil-1.0.tar.gz"): "it would also install 'evil",
    needs(b"unheard-of"): "is not half a set: it would also install 'unheard-of'.",
    no_text_in_the_manifest: "is not half a set: its set.toml says version None.",
    a_hash_in_a_comment: "The index gives no sha256 of kata_set_tiny-1.0.0-py3-none-any.whl",
    no_hash: "The index gives no sha256 of kata_set_tiny-1.0.0-py3-none-any.whl",
    changed_private_file: "kata-set-tiny-solutions==1.0.0 is not the file that the index promises",
    foreign_file: "is not half a set: it would install 'sitecustomize.py'.",
    a_command: "is not half a set: its entry points are not a set's.",
    a_script: "is not half a set: it would install 'kata_set_tiny-1.0.0.data/scripts/ls'.",
    a_path_that_leads_out: "is not half a set: it would install",
    an_absolute_path: "is not half a set: it would install '/tmp/kata-out.py'.",
    a_bomb: "is larger than a set may be once unpacked.",
    other_version_inside: "is not half a set: its set.toml says version '9.0.0'.",
    other_public_half: "The private half of tiny 1.0.0 was made for another public half.",
    no_archive: "kata-set-tiny",
}


# As who types the command meets it: at the hash, the archive, its content, the other half.
TYPED = (wrong_hash, no_archive, changed_private_file, a_script, other_public_half)


@pytest.mark.parametrize("spoil", TYPED, ids=lambda spoil: spoil.__name__)
def test_a_spoilt_site_is_refused_with_nothing_half_installed(environment, site, tmp_path, spoil):
    """One clear sentence, exit code 2, and an environment as it was."""
    copied = copy(site, tmp_path / "spoilt")
    spoil(copied)
    ran = environment.kata("add", "tiny", "--from", copied)
    assert ran.code == 2, ran.said
    assert SPOILT[spoil] in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) <= 2
    assert environment.installed() == set()


@pytest.mark.parametrize(
    "spoil", [spoil for spoil in SPOILT if spoil not in TYPED], ids=lambda spoil: spoil.__name__
)
def test_a_spoilt_wheel_is_refused_where_it_is_fetched(site, tmp_path, spoil):
    """As above: what is fetched is refused before anything is installed."""
    copied = copy(site, tmp_path / "spoilt")
    spoil(copied)
    with pytest.raises(Refused) as refused:
        fetch("tiny", None, str(copied), False, tmp_path)
    assert SPOILT[spoil] in refused.value.message
    assert len(f"{refused.value.message} {refused.value.hint or ''}".strip().splitlines()) <= 2


def test_a_changed_content_under_an_installed_version_is_refused(added, author, site):
    """Everything fits together over there, and it is not what was installed."""
    other = author.publish("other", **{"README.md": "# Twice\n\nOther words.\n"})
    ran = added.kata("add", "tiny", "--from", other)
    assert ran.code == 2
    assert "tiny 1.0.0 has another content than the installed one of that version." in ran.err
    checks = DOUBLE["solutions/tiny/double/checks.py"].replace("points(2)", "points(5)")
    private = author.publish("private", **{"checks.py": checks})
    ran = added.kata("add", "tiny", "--from", private)
    assert "The private half of tiny 1.0.0 has another content" in ran.err
    assert added.installed() == {"kata_set_tiny-1.0.0", "kata_set_tiny_solutions-1.0.0"}


def test_a_downgrade_is_refused_and_the_way_back_is_named(environment, site, newer):
    """An index that only offers what is old may be one that somebody holds back."""
    environment.kata("add", "tiny", "--from", newer)
    for wanted, source in (("tiny", site), ("tiny==1.0.0", newer)):
        ran = environment.kata("add", wanted, "--from", source)
        assert ran.code == 2
        assert "tiny 1.0.0 is older than the installed 1.1.0. Nothing was installed." in ran.err
        assert "kata remove tiny" in ran.err
    assert environment.installed() == {"kata_set_tiny-1.1.0", "kata_set_tiny_solutions-1.1.0"}


def test_a_new_public_half_doesnt_leave_its_private_half_behind(added, site, newer):
    """Else old checks would grade new exercises."""
    ran = added.kata("add", "tiny", "--from", newer / "public")
    assert ran.code == 2
    assert "tiny 1.1.0 is offered without its private half" in ran.err
    assert added.installed() == {"kata_set_tiny-1.0.0", "kata_set_tiny_solutions-1.0.0"}


def test_halves_that_pip_brought_apart_are_named(added, site, newer):
    """pip --no-deps does what it is told."""
    wheel = next(newer.glob("public/simple/*/kata_set_tiny-1.1.0-*.whl"))
    added.python("-m", "pip", "install", "--quiet", "--no-deps", wheel)
    ran = added.kata("check", __file__, "--exercise", "tiny/double")
    assert ran.code == 2
    assert (
        "The installed halves of tiny don't belong together: public 1.1.0, private 1.0.0" in ran.err
    )
    assert "kata remove tiny" in ran.err
    assert added.kata("list", "--set", "convolution").code == 0
    assert "don't belong together" in added.kata("sets").out


def test_a_requirement_that_cant_be_had_installs_nothing(environment, author):
    """pip looks for everything before it changes anything."""
    sets = write_tiny_set(author.root / "sets")
    needs = SET.replace("licence", 'requirements = ["no-such-package-of-kata"]\nlicence')
    (sets / "exercises/tiny/set.toml").write_text(needs)
    env = os.environ | {"KATA_PATH": str(sets)}
    place = author.root / "needy"
    subprocess.run([sys.executable, "-c", _PUBLISH, str(place)], env=env, cwd=REPO, check=True)
    # Where pip may look for requirements is its user's to say; here, nowhere.
    ran = environment.python(
        "-c",
        "import os; os.environ['PIP_NO_INDEX'] = '1'\n"
        f"from grader.cli import main; main(['add', 'tiny', '--from', {str(place)!r}])",
    )
    assert ran.code == 2
    assert "tiny can't be installed: " in ran.err
    assert "no-such-package-of-kata" in ran.err
    assert environment.installed() == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "tiny/double"], "'tiny/double' can't be the name of a set"),
        (["add", "tiny_solutions"], "'tiny_solutions' can't be the name of a set"),
        (["add", "Tiny"], "'Tiny' can't be the name of a set: it names two packages."),
        (["add", "tiny==new"], "'new' is no version."),
        (["add", "tiny", "--from", "/no/such/folder"], "There is no folder '/no/such/folder'."),
        (["add", "tiny", "--from", "/"], "'/' is no package index"),
        (["add", "tinny", "--from", "SITE"], "tinny is not offered by"),
        (["add", "tiny==7.0", "--from", "SITE"], "tiny 7.0 is not offered by"),
        (["add", "tiny", "--from", "SITE/private"], "tiny is not offered by"),
        (["add", "tiny", "--from", "http://127.0.0.1:9"], "can't be fetched"),
        (["add", "convolution", "--from", "SITE"], "convolution is taken from the folder"),
        (["update"], "No set was added here."),
        (["update", "tiny"], "No set 'tiny' is installed; installed: none."),
        (["remove", "tiny"], "No set 'tiny' is installed; installed: none."),
    ],
)  # fmt: skip
def test_a_mistake_at_the_keyboard_gets_a_sentence(environment, site, arguments, said):
    """What happened, and what can be done."""
    ran = environment.kata(*(a.replace("SITE", str(site)) for a in arguments))
    assert ran.code == 2, ran.said
    assert said in ran.err
    assert environment.installed() == set()


def test_an_environment_without_pip_is_told_how_to_get_it(environment, site):
    """Some tools make such environments."""
    borrowed = next(environment.root.glob("env/lib/python*/site-packages/borrowed.pth"))
    folder = borrowed.parent / "shadow"
    (folder / "pip").mkdir(parents=True)
    (folder / "pip/__init__.py").write_text("raise ModuleNotFoundError('No module named pip')")
    borrowed.write_text(f"{folder}\n{borrowed.read_text()}")
    ran = environment.kata("add", "tiny", "--from", site)
    assert ran.code == 2
    assert "which this environment doesn't have" in ran.err
    assert "-m ensurepip" in ran.err


def test_a_python_that_is_the_systems_is_told_apart_from_a_broken_set(environment, site):
    """pip's own word for it names a document, and no way out."""
    stdlib = environment.root / "stdlib"
    (stdlib / "EXTERNALLY-MANAGED").parent.mkdir()
    (stdlib / "EXTERNALLY-MANAGED").write_text("[externally-managed]\nError=Not here.\n")
    site_packages = next(environment.root.glob("env/lib/python*/site-packages"))
    # pip asks only outside of virtual environments; this one plays the system's own Python.
    (site_packages / "sitecustomize.py").write_text(
        "import sys, sysconfig\n"
        "if 'pip' in sys.orig_argv:\n"
        "    sys.base_prefix = sys.prefix\n"
        "    usual = sysconfig.get_path\n"
        f"    sysconfig.get_path = lambda n, *a, **k: {str(stdlib)!r} if n == 'stdlib' "
        "else usual(n, *a, **k)\n"
    )
    ran = environment.kata("add", "tiny", "--from", site)
    assert ran.code == 2, ran.said
    assert "which the system's own Python lets install nothing" in ran.err
    assert "python3 -m venv kata-env" in ran.err
    assert environment.installed() == set()


# Updating and removing ------------------------------------------------------------------------


def test_a_students_work_survives_an_update(environment, author, newer):
    """The stub has changed: theirs stays, the change is shown, and reset takes it on."""
    old = author.publish("moving")
    environment.kata("add", "tiny", "--from", old)
    environment.kata("next", "--set", "tiny")
    mine = environment.home / "double/double.py"
    mine.write_text(RIGHT)
    assert environment.kata("check").code == 0
    shutil.copytree(newer, old, dirs_exist_ok=True)
    updated = environment.kata("update")
    assert updated.code == 0, updated.said
    assert "tiny 1.1.0 is installed (was 1.0.0): public and private half." in updated.out
    assert "double/double.py stays yours; what changed: kata diff double" in updated.out
    assert mine.read_text() == RIGHT
    status = environment.kata("status").out
    assert "(on version 1.0.0)" in status
    assert "earlier version" not in status  # its checks are as they were
    shown = environment.kata("diff", "double").out
    assert "-    " in shown
    assert '+    """Every number doubled' in shown
    assert mine.read_text() == RIGHT
    assert environment.kata("check", "double").code == 0
    assert "(on version" not in environment.kata("status").out
    environment.kata("reset", "double")
    assert "Every number" in mine.read_text()
    assert (environment.home / "double/double.backup-1.py").read_text() == RIGHT
    assert "Nothing of tiny/double has changed" in environment.kata("diff", "double").out


def test_an_update_says_what_is_new_and_what_was_passed_with_other_checks(environment, tmp_path):
    """One exercise has come, one asks for more now: its ✓ is of what it asked for once."""
    author = Author(tmp_path / "author")
    site = author.publish("site", of=SET.replace(', "slide"', ""))
    environment.kata("add", "tiny", "--from", site)
    environment.kata("next", "--set", "tiny")
    (environment.home / "double/double.py").write_text(RIGHT)
    assert environment.kata("check").code == 0
    again = "passed with an earlier version; kata check it again"
    assert again not in environment.kata("list").out
    more = (
        DOUBLE["solutions/tiny/double/checks.py"]
        + "\n\ndef test_empty(student):\n    assert student.double([]) == []\n"
    )
    statement = "# Twice as much\n\nDouble each number of a list, also of an empty one.\n"
    author.publish("site", "1.1.0", **{"checks.py": more, "README.md": statement})
    updated = environment.kata("update")
    assert "  New exercises: slide\n  README changed: double\n" in updated.out
    assert f"  double: {again}.\n" in updated.out
    assert (environment.home / "double/double.py").read_text() == RIGHT
    assert f"  Twice as much  ({again})\n" in environment.kata("list").out
    assert f"(on version 1.0.0)  {again}\n" in environment.kata("status").out
    assert environment.kata("check", "double").code == 0
    assert again not in environment.kata("list").out + environment.kata("status").out


def test_a_stub_that_was_not_touched_is_brought_up_to_date(environment, author, newer):
    """Nothing of the student's is in it."""
    old = author.publish("moving2")
    environment.kata("add", "tiny", "--from", old)
    environment.kata("next", "--set", "tiny")
    shutil.copytree(newer, old, dirs_exist_ok=True)
    updated = environment.kata("update", "tiny")
    assert "double/double.py is up to date; you had not changed it." in updated.out
    assert "Every number" in (environment.home / "double/double.py").read_text()


def test_a_set_that_is_removed_leaves_the_students_work(added, site):
    """And what they have passed counts again when the set comes back."""
    added.kata("next", "--set", "tiny")
    (added.home / "double/double.py").write_text(RIGHT)
    added.kata("check")
    removed = added.kata("remove", "tiny")
    assert removed.code == 0, removed.said
    assert "tiny 1.0.0 is removed. Your files and records are untouched." in removed.out
    assert added.installed() == set()
    assert (added.home / "double/double.py").read_text() == RIGHT
    assert added.kata("status").code == 0
    added.kata("add", "tiny", "--from", site)
    assert re.search(r"✓ tiny/double", added.kata("status").out)


def test_sets_are_listed_with_their_places(environment, site):
    """For people and for scripts."""
    environment.kata("add", "tiny", "--from", site / "public")
    out = environment.kata("sets").out
    assert re.search(r"tiny +1\.0\.0 +2 exercises +public half only +installed: ", out)
    import json

    rows = {row["name"]: row for row in json.loads(environment.kata("sets", "--json").out)}
    assert rows["tiny"]["private"] is False
    assert rows["convolution"]["origin"] == "checkout"


# Requirements ---------------------------------------------------------------------------------

GRAY = {
    "exercises/gray/set.toml": """\
title = "Gray"
version = "1.0.0"
licence = "MIT"
requirements = ["scikit-image>=0.22"]
order = ["luminance"]
""",
    "exercises/gray/luminance/exercise.toml": """\
title = "Luminance"
difficulty = "easy"
requires = ["numpy", "skimage.color"]

[[hints]]
text = "Look for a function of skimage.color."
""",
    "exercises/gray/luminance/README.md": "# Luminance\n\nTurn an RGB image gray.\n",
    "exercises/gray/luminance/luminance.py": '''\
def luminance(image):
    """The gray image of an RGB image (H, W, 3)."""
    raise NotImplementedError
''',
    "exercises/gray/luminance/test_examples.py": """\
import numpy as np
from luminance import luminance


def test_white():
    assert np.allclose(luminance(np.ones((1, 1, 3))), 1)
""",
    "solutions/gray/luminance/solution.py": """\
from skimage.color import rgb2gray


def luminance(image):
    return rgb2gray(image)
""",
    "solutions/gray/luminance/checks.py": '''\
from hypothesis import given, settings

from grader.checks import arrays, assert_same


@settings(max_examples=20)
@given(x=arrays((2, 3, 3)))
def test_gray(student, reference, x):
    """Each pixel has its luminance."""
    assert_same(student.luminance(x), reference.luminance(x), tolerance=1e-9)
''',
    "solutions/gray/luminance/wrong/mean.py": '''\
"""The three channels count alike."""


def luminance(image):
    return image.mean(axis=2)
''',
}


def test_a_set_may_need_a_package_that_the_engine_doesnt_know(environment, tmp_path):
    """Naming it in the manifest is all there is to do."""
    pytest.importorskip("skimage")
    for part, text in GRAY.items():
        path = tmp_path / "sets" / part
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    there = tmp_path / "sets"
    published = environment.python(
        "-m", "grader", "publish", "gray", "--to", tmp_path / "site", cwd=there
    )
    assert published.code == 0, published.said
    assert environment.kata("add", "gray", "--from", tmp_path / "site").code == 0
    answer = environment.home / "answer.py"
    answer.write_text(GRAY["solutions/gray/luminance/solution.py"])
    graded = environment.kata("check", answer, "--exercise", "gray/luminance")
    assert graded.code == 0, graded.said
    answer.write_text(GRAY["solutions/gray/luminance/wrong/mean.py"])
    graded = environment.kata("check", answer, "--exercise", "gray/luminance")
    assert graded.code == 1
    assert "The three channels count alike." in graded.out


def test_a_package_that_is_missing_is_named_as_pip_knows_it(environment, site, tmp_path):
    """skimage is not what one asks pip for."""
    for part, text in GRAY.items():
        path = tmp_path / "sets" / part
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("skimage.color", "no_such_module"))
    answer = environment.home / "answer.py"
    answer.write_text(RIGHT)
    ran = environment.python(
        "-m", "grader", "check", answer, "--exercise", "gray/luminance", cwd=tmp_path / "sets"
    )
    assert ran.code == 2
    assert "This exercise needs no_such_module." in ran.err
    assert "Install it: pip install 'scikit-image>=0.22'" in ran.err
