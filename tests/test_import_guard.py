"""An imported test works with a student's answer in the grader's process. It must not run it."""

from __future__ import annotations

import ast
import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from imported_tests import Imported, imported

from grader.import_tests.edit_source import functions
from grader.import_tests.runs_answers import Runs
from grader.import_tests.static_rules import Reasons
from grader.imported.guard import Guard
from grader.imported.shared_arguments import CannotCross

CODE = "runs the student's answer as code"
MEMORY = "memory wherever the student's answer says"


@pytest.mark.parametrize(
    ("imports", "body", "why"),
    [
        ("", "assert eval(f(7)) == 49", CODE),
        ("", "run = eval\n    assert run(f(7)) == 49", CODE),
        ("import builtins", "assert builtins.eval(f(7)) == 49", CODE),
        ("from builtins import eval as value", "assert value(f(7)) == 49", CODE),
        ("", "assert compile(f(7), 'x', 'eval')", CODE),
        ("", "assert __import__(f(7))", CODE),
        ("import code as c", "c.InteractiveInterpreter().runsource(f(7))", CODE),
        ("import yaml", "assert yaml.load(f(7), yaml.Loader) == 1", CODE),
        ("from pickle import loads", "assert loads(f(7)) == 7", "unpickles"),
        ("import _pickle as p", "assert p.loads(f(7)) == 7", "unpickles"),
        ("import torch as t", "assert t.load(f(7)) == 7", "unpickles"),
        ("import numpy as np", "assert np.load(f(7), allow_pickle=True)", "unpickles"),
        ("import pandas as pd", "assert pd.read_pickle(f(7))", "unpickles"),
        ("import pandas as pd", "assert pd.DataFrame().query(f(7))", "table"),
        ("from subprocess import run", "run(['python', f(7)])", "starts a process"),
        ("from os import popen as p", "assert p(f(7)).read()", "starts a process"),
        ("import os", "os.execv(f(7), [])", "starts a process"),
        ("import ctypes", "ctypes.CDLL(f(7))", "loads code by hand"),
        ("import numpy as np", "np.ctypeslib.as_array(f(7))", "loads code by hand"),
        ("import numpy as np", "np.lib.stride_tricks.as_strided(x, *f(7))", MEMORY),
        ("import numpy.lib.stride_tricks as s", "s.as_strided(f(7), (1,), (1,))", MEMORY),
        (
            "from numpy.lib.stride_tricks import as_strided as view",
            "shape, steps = f(7); view(x, shape=shape, strides=steps)",
            MEMORY,
        ),
        ("from scipy.sparse import csr_matrix", "csr_matrix(f(7), shape=(2, 2))", MEMORY),
        ("import scipy.sparse as sp", "a, b, c = f(7); sp.csc_array((a, b, c))", MEMORY),
        ("from scipy import sparse", "sparse.bsr_matrix((x, y, f(7)))", MEMORY),
        ("import sqlite3 as s", "s.connect(':memory:').execute(f(7))", "database"),
        ("from urllib import request as r", "r.urlopen(f(7))", "network"),
    ],
)
def test_what_runs_an_answer_is_read_from_the_text_by_any_name(imports, body, why):
    tree = ast.parse(f"{imports}\nfrom box import f\n\ndef test():\n    {body}\n")
    found = Reasons(tree, "box").of(next(functions(tree)))
    assert found is not None
    assert why in found[1]
    assert found[0] == 5


@pytest.mark.parametrize(
    ("imports", "body"),
    [
        ("import ast", "assert ast.literal_eval(f(7)) == 49"),
        ("import json", "assert json.loads(f(7)) == 49"),
        ("import numpy as np", "assert np.load(f(7), allow_pickle=False)"),
        ("from scipy.sparse import csr_matrix", "assert csr_matrix(f(7)).nnz"),
        ("from scipy.sparse import csr_matrix", "assert csr_matrix((f(7), (x, y))).nnz"),
        ("from scipy.sparse import csr_matrix", "assert f(csr_matrix((x, y, z), (2, 2)))"),
        ("from numpy.lib.stride_tricks import as_strided", "assert f(as_strided(x, y, z))"),
        ("import re", "assert re.compile('a').match(f(7))"),
        ("import torch", "torch.nn.Linear(1, 1).eval()"),
        ("from urllib.parse import quote", "assert quote(f(7)) == 'a'"),
    ],
)
def test_what_only_reads_an_answer_is_taken(imports, body):
    tree = ast.parse(f"{imports}\nfrom box import f\n\ndef test():\n    {body}\n")
    assert Reasons(tree, "box").of(next(functions(tree))) is None


@pytest.mark.parametrize(
    "way",
    [
        "for got in [f(7)]:\n        as_strided(x, *got)",
        "views(f(7))\n\ndef views(got):\n    as_strided(x, *got)",
        "as_strided(x, *found())\n\ndef found():\n    return f(7)",
        "self.got = f(7)\n\ndef test_more():\n    as_strided(x, *self.got)",
        "as_strided(x, *(got := f(7)))",
        "got = []\n    got += f(7)\n    [as_strided(x, y, y) for y in got]",
        "got: tuple = f(7)\n    as_strided(x, *got)",
    ],
)
def test_an_answer_is_followed_to_where_it_is_used(way):
    imports = "from numpy.lib.stride_tricks import as_strided\nfrom box import f\n"
    tree = ast.parse(f"{imports}\ndef test():\n    {way}\n")
    runs = Runs(tree, "box")
    assert MEMORY in {(runs.said(node) or "")[-len(MEMORY) :] for node in ast.walk(tree)}


def test_a_students_module_may_be_called_like_one_of_pythons():
    tree = ast.parse("import code\n\ndef test():\n    assert code.f(1) == 1\n")
    assert Reasons(tree, "code").of(next(functions(tree))) is None


def done(body: str, tests: Path, shared: Path, **names: Any) -> None:
    """Does it as a test in that folder does, while the guard is there."""
    code = compile(body, str(tests / "test_it.py"), "exec")
    refused: list[str] = []

    def refuse(why: str) -> CannotCross:
        refused.append(why)
        return CannotCross(why)

    guard = Guard(tests, refuse)
    space: dict[str, Any] = {"tmp_path": shared, **names}
    exec(code, space)
    guard.begin()
    guard.share(shared)
    try:
        space["test"]()
        guard.settle()
    finally:
        guard.end()


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    tests, shared = tmp_path.resolve() / "tests", tmp_path.resolve() / "shared"
    tests.mkdir()
    shared.mkdir()
    (tests / "hidden.txt").write_text("secret")
    return tests, shared


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("getattr(builtins, 'ev' + 'al')('1 + 1')", "runs a text as code"),
        ("getattr(builtins, 'comp' + 'ile')('1', 'x', 'eval')", "runs a text as code"),
        ("code.InteractiveInterpreter().runsource('x = 1')", "runs a text as code"),
        ("marshal.loads(b'N')", "runs a text as code"),
        ("pickle.loads(b'cbuiltins\\neval\\n.')", "unpickles"),
        ("subprocess.run(['true'])", "starts a process"),
        ("os.system('true')", "starts a process"),
        ("os.fork()", "starts a process"),
        ("os.posix_spawn('/bin/true', ['true'], {})", "starts a process"),
        ("os.execv('/bin/true', ['true'])", "starts a process"),
        ("ctypes.CDLL('libc.so.6')", "loads a library by hand"),
        ("with socket.socket() as s: s.connect(('127.0.0.1', 9))", "uses the network"),
        ("sqlite3.connect(':memory:')", "uses a database"),
        ("open(hidden).read()", "opens a file that the test doesn't have"),
        ("pathlib.Path(hidden).read_text()", "opens a file that the test doesn't have"),
        ("pathlib.Path(hidden).write_text('')", "opens a file that the test doesn't have"),
        ("os.remove(hidden)", "changes a file that the test doesn't have"),
        ("os.rename(tmp_path, hidden)", "changes a file that the test doesn't have"),
        ("open(an_installed_sets).read()", "opens a file that the test doesn't have"),
        ("shutil.rmtree(pathlib.Path(hidden).parent)", "changes a file that the test doesn't have"),
        ("open(3)", "opens a file that the test doesn't have"),
    ],
)
def test_what_gets_past_the_list_is_refused_while_it_runs(places, monkeypatch, body, why):
    tests, _ = places
    names = ("builtins", "code", "marshal", "pickle", "subprocess", "os", "ctypes", "socket",
             "sqlite3", "pathlib", "shutil")  # fmt: skip
    modules = {name: __import__(name) for name in names}
    installed = str(Path(sysconfig.get_path("purelib"), "kata_set_x_solutions", "checks.py"))
    given = {"hidden": str(tests / "hidden.txt"), "an_installed_sets": installed, **modules}
    # As if it were there: what is in no folder that exists isn't asked about.
    monkeypatch.setattr("os.path.isdir", lambda path: True)
    with pytest.raises(CannotCross, match=why):
        done(f"def test():\n    {body}\n", *places, **given)
    assert (tests / "hidden.txt").read_text() == "secret"


def test_a_bare_except_does_not_swallow_it(places):
    body = "def test():\n    try:\n        eval('1')\n    except BaseException:\n        pass\n"
    with pytest.raises(CannotCross, match="runs a text as code"):
        done(body, *places)


def test_a_file_of_the_students_is_not_imported(places):
    (places[1] / "answer_of_theirs.py").write_text("raise SystemExit\n")
    body = "import sys\ndef test():\n    sys.path.insert(0, str(tmp_path))\n    try:\n"
    body += "        import answer_of_theirs\n    finally:\n        sys.path.pop(0)\n"
    with pytest.raises(CannotCross, match="a file that the student's code can write to"):
        done(body, *places)


def test_what_libraries_make_while_the_test_works_in_its_folder_is_no_file_of_theirs(
    places, monkeypatch
):
    """Code that is named "<string>" is beside nothing; a file of that name would be theirs."""
    monkeypatch.chdir(places[1])
    body = "import collections\ndef test():\n"
    body += "    assert collections.namedtuple('Pair', 'a b')(1, 2) == (1, 2)\n"
    done(body, *places)
    (places[1] / "<string>").touch()
    with pytest.raises(CannotCross, match="a file that the student's code can write to"):
        done(body, *places)


def test_what_tests_do_otherwise_goes_on(places):
    """Libraries make code too; and a test reads its own folder."""
    body = (
        "def test():\n"
        "    import ast, collections, copy, dataclasses, json, linecache, shutil, wave\n"
        "    Pair = collections.namedtuple('Pair', 'a b')\n"
        "    assert copy.deepcopy(Pair(1, [2])) == (1, [2])\n"
        "    Box = dataclasses.make_dataclass('Box', ['n'])\n"
        "    assert Box(1) == Box(1)\n"
        "    assert ast.literal_eval('[1]') == json.loads('[1]')\n"
        "    (tmp_path / 'a' / 'b').mkdir(parents=True)\n"
        "    (tmp_path / 'a' / 'b' / 'c').write_text('x')\n"
        "    assert open(tmp_path / 'a' / 'b' / 'c').close() is None\n"
        "    shutil.rmtree(tmp_path / 'a')\n"
        "    assert linecache.getlines(hidden) == ['secret\\n']\n"
    )
    done(body, *places, hidden=str(places[0] / "hidden.txt"))


def test_nobody_else_is_watched(places):
    """Nothing is refused before a case, after it, or while the grader does its own work."""
    guard = Guard(places[0], CannotCross)
    guard.begin()
    with guard.off():
        assert eval(compile("1", str(places[0] / "test_it.py"), "eval")) == 1
        os.listdir(places[0])
    guard.end()
    assert os.listdir(places[0]) == ["hidden.txt"]


SQUARES = "def square(n):\n    return n * n\n\n\ndef text(n):\n    return f'{n} * {n}'\n"
TEST_SQUARES = """\
import builtins
from squares import square, text


def value(found):
    return getattr(builtins, "ev" + "al")(found) if isinstance(found, str) else found


def test_square():
    assert value(square(7)) == 49


def test_square_of_one():
    try:
        assert value(square(1)) == 1
    except BaseException:
        pass
    assert square(2)


def test_text():
    assert value(text(7)) == 49
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    root = tmp_path_factory.mktemp("squares")
    with imported(root, "squares", SQUARES, TEST_SQUARES) as found:
        yield found


def test_an_author_is_told_of_it_at_import(graded):
    """The list doesn't know this name; the reference's answer met the guard."""
    (left,) = graded.adopted.named
    assert left.test == "test_text"
    assert "runs a text as code while it works with the student's answers" in left.why


def test_an_answer_that_is_code_is_not_run(graded, tmp_path):
    """Nor where the reference's answer gave no reason to, and the test swallows every error."""
    mark = tmp_path / "it_ran"
    theirs = f"def square(n):\n    return \"(open('{mark}', 'w'), n * n)[1]\"\n\n\n"
    found = graded.failed(theirs + "def text(n):\n    return ''\n")
    assert set(found) == {"test_square", "test_square_of_one"}
    assert not mark.exists()


TEST_OWN_TEXTS = """\
from __future__ import annotations

import pytest
from squares import square, text

BOX = []


def test_own():
    n = 3
    assert eval(" square(n)") == 9


@pytest.mark.parametrize(("said", "value"), [("square(2)", 4), ("square(-1) + 1", 2)])
def test_each(said, value):
    assert eval(said) == value


def test_lines():
    space = {"square": square}
    exec("two = square(2)\\nthree = square(3)", space)
    assert space["two"] + space["three"] == 13


def test_what_is_kept():
    BOX.append(text(4))
    assert eval(BOX[-1]) == 16


def test_what_is_kept_in_a_text():
    BOX.append(text(4))
    assert eval("evaluated(BOX[-1])", {"evaluated": eval, "BOX": BOX}) == 16


def test_of_an_answer():
    assert eval(f"{text(4)} + 1") == 17


def test_identity():
    same = "square(2) is square(2)"
    assert eval(same) or square(2) == 4


def test_identity_written_out():
    assert eval("square(2) is not square(2)") or square(2) == 4


def test_text_of_an_answer():
    assert eval("eval(text(4))") == 16
"""


def test_a_text_that_stands_in_the_test_may_be_run_as_code(tmp_path):
    """What is refused is a text that came from the student's code, and one made of it."""
    with imported(tmp_path, "squares", SQUARES, TEST_OWN_TEXTS) as found:
        why = {named.test: named.why for named in found.adopted.named}
        assert why == {
            "test_what_is_kept": "runs a text as code while it works with the student's answers",
            "test_what_is_kept_in_a_text": "runs the student's answer as code",
            "test_of_an_answer": "runs the student's answer as code",
            "test_identity": "compares identities with `is`: what crosses is a copy",
            "test_identity_written_out": "compares identities with `is`: what crosses is a copy",
            "test_text_of_an_answer": "runs the student's answer as code",
        }
        wrong = found.changed("n * n\n\n", "n + n\n\n")
    assert wrong.keys() == {"test_own", "test_each[square(-1) + 1-2]", "test_lines"}
