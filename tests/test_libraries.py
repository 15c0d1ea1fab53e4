"""What a submission imports is compiled and listed once, by kata and not by each worker; and no
worker can leave anything there for the next one."""

from __future__ import annotations

import compileall
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TinySet, statuses

from grader import submissions
from grader.grade.session import Options, Session
from grader.process import libraries
from grader.process import parent as parents

LIBRARIES = {
    "drawn.py": "import part_of_drawn\n",
    "part_of_drawn.py": "",
    "broken.py": "raise RuntimeError('not on this machine')\n",
    "endless.py": "while True: pass\n",
    "matplotlib/__init__.py": "",
    "matplotlib/pyplot.py": "import os\n\nimported_by = os.getpid()\n",
    # As the real one does: read what there is, or list the machine's fonts and keep that.
    "matplotlib/font_manager.py": """\
import os

folder = os.environ["MPLCONFIGDIR"]
os.makedirs(folder, exist_ok=True)
kept = os.path.join(folder, "fontlist-v1.json")
listed = not os.path.exists(kept)
if listed:
    try:
        seen = os.listdir("/")
    except OSError:
        seen = "no fonts but its own"
    with open(kept, "w") as file:
        file.write(str(seen))
""",
}
RIGHT = "def double(numbers):\n    return [2 * n for n in numbers]\n"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Libraries without bytecode in a folder that a warm parent can import from."""
    site = tmp_path / "site-packages"
    for name, text in LIBRARIES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    boot = f"import sys; sys.path.insert(0, {str(site)!r})\n{parents._BOOT}"
    monkeypatch.setattr("grader.process.parent._BOOT", boot)
    return site


@pytest.fixture
def free(tiny_set: TinySet) -> TinySet:
    """The tiny set; a file may import what it likes."""
    toml = "exercises/tiny/double/exercise.toml"
    text = tiny_set.file(toml).read_text()
    rule = next(line for line in text.splitlines() if line.startswith("allowed_imports"))
    tiny_set.replace(toml, rule, "")
    return tiny_set


@pytest.fixture
def session(free: TinySet, installed: Path) -> Iterator[Session]:
    with Session(free.exercise(), Options(explain=False)) as opened:
        yield opened


def passes(session: Session, top: str) -> bool:
    report = session.grade(submissions.of_bytes(f"{top}\n{RIGHT}".encode()))
    print(report.message)
    return statuses(report) == {"passed"}


def kept(free: TinySet) -> set[str]:
    """The modules whose bytecode lies in kata's own folder."""
    found = (free.cache / "bytecode").rglob("*.pyc")
    return {path.name.partition(".")[0] for path in found}


def test_what_a_file_imports_is_compiled_once_and_not_in_the_installation(
    session: Session, free: TinySet, installed: Path
) -> None:
    """Already the first worker reads it."""
    reads = (
        "import os, drawn\n"
        "for module in (drawn, drawn.part_of_drawn):\n"
        "    place = module.__cached__\n"
        "    assert 'bytecode' in place and os.path.getsize(place)\n"
    )
    assert passes(session, reads)
    assert {"drawn", "part_of_drawn"} <= kept(free)
    assert not list(installed.rglob("*.pyc"))


def test_where_nothing_can_be_kept_it_is_for_the_session(
    free: TinySet, installed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else a file would be out of time for what it imports. Nothing of it is left afterwards."""
    monkeypatch.setenv("KATA_CACHE", "/dev/null/kata")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with Session(free.exercise(), Options(explain=False)) as opened:
        assert passes(opened, "import os, drawn\nassert os.path.getsize(drawn.__cached__)")
        assert len(list((tmp_path / "temporary").glob("kata-bytecode-*/.done/*"))) == 1
    assert list((tmp_path / "temporary").iterdir()) == []


def test_it_is_done_once_for_all_sessions(free: TinySet, installed: Path) -> None:
    for _ in range(2):
        with Session(free.exercise(), Options(explain=False)) as opened:
            assert passes(opened, "import drawn")
            (made,) = (free.cache / "bytecode" / ".done").iterdir()
            times = {made.stat().st_mtime_ns}
    assert len(times) == 1


def test_where_the_installation_has_bytecode_it_is_read_and_none_is_made(
    session: Session, free: TinySet, installed: Path
) -> None:
    assert compileall.compile_dir(installed, quiet=1)
    reads = "import drawn\nassert drawn.__cached__.startswith(" + repr(str(installed)) + ")"
    assert passes(session, reads)
    assert kept(free) == set()


@pytest.mark.parametrize("name", ["broken", "nowhere", "numbers", "os.path", "json.nowhere", "..x"])
def test_a_library_that_can_not_be_prepared_is_the_files_own_affair(
    session: Session, name: str
) -> None:
    """And costs nobody else anything."""
    assert passes(session, f"try:\n    import {name.strip('.')}\nexcept Exception:\n    pass")
    assert passes(session, "import drawn")


def test_a_library_that_is_never_done_is_given_up(
    free: TinySet, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boot = parents._BOOT.replace(
        "main(int", "import grader.process.libraries as l; l.MAX_S = 0.2\nmain(int"
    )
    monkeypatch.setattr("grader.process.parent._BOOT", boot)
    with Session(free.exercise(), Options(explain=False)) as opened:
        assert passes(opened, "if False:\n    import endless")
    assert list((free.cache / "bytecode" / ".done").iterdir()) == []


def test_fonts_are_listed_once_as_a_worker_sees_them(
    session: Session, free: TinySet, installed: Path
) -> None:
    """Each worker gets a copy, in a folder of its own that it may write in."""
    finds = (
        "import matplotlib, os\nfrom matplotlib import font_manager as f\n"
        "assert not f.listed and os.access(f.kept, os.W_OK)\n"
        "assert open(f.kept).read() == 'no fonts but its own'\n"
        "open(f.kept, 'w').write('whatever comes to my mind')\n"
    )
    for _ in range(2):
        assert passes(session, finds)
    (fonts,) = (free.cache / "bytecode" / ".fonts").iterdir()
    assert fonts.read_text() == "no fonts but its own"


DRAWS = "import os\nimport matplotlib.pyplot as plt\n"
ONCE = f"{DRAWS}assert plt.imported_by == os.getppid()"
EACH = f"{DRAWS}assert plt.imported_by == os.getpid()"


@pytest.fixture
def drawing(free: TinySet, installed: Path) -> Iterator[Session]:
    """Of an exercise that may draw."""
    exercise = replace(free.exercise(), requires=("numpy",))
    with Session(exercise, Options(explain=False)) as opened:
        yield opened


def test_pyplot_is_imported_once_for_all_workers(drawing: Session) -> None:
    """It takes half a second, which each worker of each check would take again."""
    assert passes(drawing, ONCE)
    assert passes(drawing, "from matplotlib import pyplot as plt\n" + ONCE)
    assert passes(drawing, "import os\nassert '.fonts' not in os.environ['MPLCONFIGDIR']")


def test_a_pyplot_that_leaves_a_thread_behind_is_each_workers_own(
    drawing: Session, installed: Path
) -> None:
    """A fork with a second thread could be confined no more."""
    with (installed / "matplotlib/pyplot.py").open("a") as file:
        file.write("import threading\n")
        file.write("threading.Thread(target=threading.Event().wait, daemon=True).start()\n")
    assert passes(drawing, EACH)
    assert passes(drawing, "")


@pytest.mark.parametrize("requires", [(), ("numpy",)])
def test_pyplot_is_each_workers_own_where_a_file_may_not_have_all_that_it_brings(
    free: TinySet, installed: Path, requires: tuple[str, ...]
) -> None:
    exercise = replace(free.exercise(), requires=requires)
    if requires:
        exercise = replace(exercise, rules=replace(exercise.rules, forbidden_imports=("PIL",)))
    with Session(exercise, Options(explain=False)) as opened:
        assert passes(opened, EACH)


@pytest.mark.parametrize(
    ("line", "draws"),
    [
        ("import matplotlib.pyplot", True),
        ("    import matplotlib.pyplot as plt", True),
        ("from matplotlib.pyplot import plot", True),
        ("from matplotlib import cm, pyplot as plt", True),
        ("import matplotlib", False),
        ("# import matplotlib.pyplot", False),
        ("import matplotlib.pyplots", False),
    ],
)
def test_a_file_draws_as_its_text_says(line: str, draws: bool) -> None:
    found = libraries.drawing(f"import numpy\n{line}\n".encode(), None, (), ("numpy",))
    assert found == (("matplotlib.pyplot",) if draws else ())


LOADED = "import sys\nassert ('torch._dynamo' in sys.modules) is {}\n"


def test_torchs_compiler_is_imported_once_for_files_that_need_it(free: TinySet) -> None:
    """It takes over half a second: too long for each worker, and for a file that does without."""
    exercise = replace(free.exercise(), requires=("torch",))
    with Session(exercise, Options(explain=False)) as opened:
        assert passes(opened, LOADED.format(False) + "import torch")
        assert passes(opened, LOADED.format(True) + "from torch import optim")


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("steps = torch.optim.SGD([weight], lr=lr)", True),
        ("from torch.optim import SGD", True),
        ("import torch.nn as nn, torch.optim as O", True),
        ("slope = torch.func.grad(loss)", True),
        ("optimum = func(torch)", False),
    ],
)
def test_a_file_needs_torchs_compiler_as_its_text_says(line: str, needs: bool) -> None:
    source = f"import torch\n{line}\n".encode()
    assert libraries.compiling(source, ("torch",)) == (("torch._dynamo",) if needs else ())
    assert libraries.compiling(source, ("numpy",)) == ()


SPOILS = {
    "bytecode": "open({folder!r} + '/drawn.pyc', 'wb')",
    "bytecode that is there": "open(drawn.__cached__, 'r+b')",
    "a list of fonts": "open({folder!r} + '/.fonts/fontlist-v1.json', 'w')",
    "a mark that it is done": "open({folder!r} + '/.done/other', 'w')",
    "a folder": "os.mkdir({folder!r} + '/more')",
    "a name": "os.rename({folder!r} + '/.done', {folder!r} + '/.undone')",
    "what is there": "os.unlink(drawn.__cached__)",
    "a mode": "os.chmod({folder!r}, 0o777)",
}


@pytest.mark.parametrize("spoils", SPOILS)
def test_no_worker_can_leave_anything_there(session: Session, free: TinySet, spoils: str) -> None:
    folder = str(free.cache / "bytecode")
    line = SPOILS[spoils].format(folder=folder)
    tries = f"import os, drawn, matplotlib\ntry:\n    {line}\n"
    refused = "except PermissionError:\n    pass\nelse:\n    raise SystemExit('it worked')"
    before = set(Path(folder).rglob("*"))
    assert passes(session, "import drawn, matplotlib")
    made = set(Path(folder).rglob("*"))
    assert made > before
    assert passes(session, tries + refused)
    assert set(Path(folder).rglob("*")) == made


def test_modules_are_named_as_the_text_says() -> None:
    source = (
        b"import a.b as c, d\nfrom x.y import (z)\n  import e; import f\nfrom . import g\n"
        b"important = 1\nfrom h import*\nimport i#x\nimport 9\n\xff import k\n"
    )
    assert libraries.named(source) == ("a", "d", "x", "e", "f", "h", "i")
    many = b"".join(b"import m%d\n" % number for number in range(99))
    assert len(libraries.named(many)) == libraries.MAX_NAMES
