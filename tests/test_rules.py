"""Rules at run time: a forbidden function under any disguise, counted calls, guarded imports.

The functions of the library are replaced once per process, in the warm parent; so these tests
grade submissions in workers, where that has happened, and watch a library of their own here.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.machinery
import pkgutil
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import GOOD_SLIDE, check, statuses

from grader.process.executor import Executor, Forbidden
from grader.process.importing import Surroundings, guard_imports
from grader.process.loading import load_module
from grader.process.runtime_rules import Watch
from grader.wire.messages import Operation, Raised, Returned

BODY = '(x, k[::-1], "valid")'

DISGUISES = {
    "plainly": f"import numpy as np\ndef slide(x, k): return np.convolve{BODY}",
    "from import": f"from numpy import convolve as c\ndef slide(x, k): return c{BODY}",
    "getattr of a built name": (
        f"import numpy as np\ndef slide(x, k): return getattr(np, 'conv' + 'olve'){BODY}"
    ),
    "vars": f"import numpy as np\ndef slide(x, k): return vars(np)['conv' 'olve']{BODY}",
    "importlib": (
        "import importlib\n"
        "np = importlib.import_module('num' + 'py')\n"
        f"def slide(x, k): return getattr(np, 'convol' + 've'){BODY}"
    ),
    "__import__": (
        f"def slide(x, k): return getattr(__import__('num' + 'py'), 'convol' + 've'){BODY}"
    ),
    "sys.modules": (
        f"import sys\ndef slide(x, k): return getattr(sys.modules['numpy'], 'convol' + 've'){BODY}"
    ),
    "alias at the top": (
        f"import numpy as np\nf = getattr(np, 'convol' + 've')\ndef slide(x, k): return f{BODY}"
    ),
    "class attribute": (
        "import numpy as np\nclass A:\n    f = staticmethod(getattr(np, 'convol' + 've'))\n"
        f"def slide(x, k): return A.f{BODY}"
    ),
    "exec": (
        "def slide(x, k):\n    names = {'x': x, 'k': k}\n"
        f"    exec('import numpy; y = numpy.convol' + 've{BODY}', names)\n    return names['y']"
    ),
    "eval": (f"import numpy as np\ndef slide(x, k): return eval('np.convol' + 've{BODY}')"),
    "np.lib": (
        "import numpy as np\n"
        f"def slide(x, k): return getattr(np._core.numeric, 'convol' + 've'){BODY}"
    ),
    "functools.partial": (
        "import functools, numpy as np\n"
        f"def slide(x, k): return functools.partial(getattr(np, 'convol' + 've')){BODY}"
    ),
    "handed to the library": (
        "import numpy as np\n"
        "def slide(x, k):\n    f = getattr(np, 'convol' + 've')\n"
        "    return np.apply_along_axis(f, 0, x, k[::-1], 'valid')"
    ),
    "a module that calls itself numpy": (
        "import numpy as np\n__name__ = 'numpy'\n"
        f"def slide(x, k): return getattr(np, 'convol' + 've'){BODY}"
    ),
    "caught by a bare except": (
        "import numpy as np\ndef slide(x, k):\n"
        f"    try: return getattr(np, 'convol' + 've'){BODY}\n    except: return x"
    ),
    "star import": f"from numpy import *\ndef slide(x, k): return globals()['convol' + 've']{BODY}",
}


@pytest.mark.parametrize("source", DISGUISES.values(), ids=DISGUISES.keys())
def test_a_forbidden_function_is_forbidden_in_disguise(grade, source):
    """It computes the right answer, and is still not what the exercise asks for."""
    report = grade(source, "slide")
    assert statuses(report) == {"forbidden"}
    assert report.score == 0


def test_the_student_reads_which_function_is_not_allowed(grade):
    """One sentence, with the line when it stands plainly in the source."""
    plain = grade(DISGUISES["plainly"], "slide")
    assert plain.message == (
        "slide.py: line 2 uses numpy.convolve, which would do the exercise for you."
    )
    hidden = grade(DISGUISES["vars"], "slide")
    assert check(hidden, "test_values").message == (
        "Your code uses numpy.convolve, which would do the exercise for you."
    )


@pytest.mark.parametrize(
    "source",
    [
        "import importlib\nimportlib.import_module('sci' + 'py')\n" + GOOD_SLIDE,
        "__import__('sci' + 'py')\n" + GOOD_SLIDE,
        "exec('import sci' + 'py')\n" + GOOD_SLIDE,
        "import builtins\ngetattr(builtins, '__imp' + 'ort__')('sci' + 'py.signal')\n" + GOOD_SLIDE,
    ],
    ids=["importlib", "__import__", "exec", "builtins"],
)
def test_a_forbidden_module_cannot_be_imported_in_disguise(grade, source):
    """It can't be found, whoever asks."""
    report = grade(source, "slide")
    assert report.score == 0
    assert statuses(report) <= {"forbidden", "error"}
    assert "scipy" in (report.message or "")


def test_an_allowed_list_holds_for_disguised_imports(grade):
    """A list of allowed imports is kept at run time as well."""
    report = grade("exec('import js' + 'on')\ndef double(x): return [2 * n for n in x]")
    assert statuses(report) == {"forbidden"}
    assert "this exercise allows only math" in (report.message or "")


def test_a_library_may_import_what_the_student_may_not(grade):
    """allowed_imports is about the submission: threading imports functools and more by itself."""
    report = grade("import threading, importlib\ndef double(x): return [2 * n for n in x]")
    assert report.verdict == "passed"


PRODUCTS = {
    "polymul": "np.polymul(x.ravel()[::-1], k.ravel())",
    "poly1d": "(np.poly1d(x.ravel()[::-1]) * np.poly1d(k.ravel())).coef",
    "the newer polymul": "np.polynomial.polynomial.polymul(x.ravel(), k.ravel()[::-1])",
    "Polynomial": (
        "(np.polynomial.Polynomial(x.ravel()) * np.polynomial.Polynomial(k.ravel()[::-1])).coef"
    ),
    "another name": "vars(np)['poly' + 'mul'](x.ravel()[::-1], k.ravel())",
}


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=PRODUCTS.keys())
def test_a_product_of_polynomials_is_a_convolution(grade, product):
    """NumPy's own calls are nobody's business; what calls np.convolve for whoever asks is."""
    source = f"import numpy as np\ndef conv2d(x, k, stride=1, padding=0): return {product}\n"
    report = grade(source, "convolution/padded_strided_conv")
    assert statuses(report) == {"forbidden"}


def test_calls_of_a_required_function_are_counted(grade):
    """np.dot does the work in the one and not in the other."""
    assert grade(GOOD_SLIDE, "slide").verdict == "passed"
    report = grade(
        GOOD_SLIDE.replace("np.dot(x[i : i + len(k)], k)", "sum(x[i:i+len(k)] * k)"), "slide"
    )
    assert check(report, "test_uses_dot").status == "failed"
    assert check(report, "test_values").status == "passed"


def test_a_required_function_in_a_comment_does_not_count(grade):
    """Nor in a branch that is never taken."""
    source = "import numpy as np\ndef slide(x, k):\n    if False: np.dot(x, k)  # np.dot(x, k)\n"
    source += "    return np.array([sum(x[i:i+len(k)] * k) for i in range(len(x) - len(k) + 1)])"
    assert check(grade(source, "slide"), "test_uses_dot").status == "failed"


# A library of the tests' own, watched in this process -----------------------------------------


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[types.ModuleType]:
    """A package `lib` whose function `outer` uses its function `inner`."""
    module = types.ModuleType("lib")
    exec(
        "def inner(x): return x + 1\n"
        "def outer(x): return inner(x)\n"
        "def each(f, xs): return [f(x) for x in xs]\n",
        module.__dict__,
    )
    monkeypatch.setitem(sys.modules, "lib", module)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    return module


def watched(source: str, forbidden: tuple[str, ...] = ()) -> Executor:
    watch = Watch()
    watch.install(["lib.inner", "lib.nonsense", "nolib.f"])
    watch.forbidden = frozenset(forbidden)
    module = load_module(source.encode(), "mine.py", "mine")
    watch.executor = Executor(module, "mine.py")
    return watch.executor


@pytest.mark.usefixtures("library")
def test_a_library_s_internal_use_is_not_the_students():
    """einsum may call dot: that is the library's business."""
    worker = watched("import lib\ndef f(): return lib.outer(1)\ndef g(): return lib.inner(1)")
    quiet = worker.run(Operation("observe", None, "f"))
    counted = worker.run(Operation("observe", None, "g"))
    assert isinstance(quiet, Returned)
    assert isinstance(counted, Returned)
    assert (quiet.value, quiet.calls) == (2, {})
    assert (counted.value, counted.calls) == (2, {"lib.inner": 1})


@pytest.mark.usefixtures("library")
def test_a_function_that_the_student_hands_to_its_library_is_the_students():
    """The library then calls it, but it was not the library's idea."""
    worker = watched("import lib\ndef f(): return lib.each(lib.inner, [1, 2])", ("lib.inner",))
    outcome = worker.run(Operation("call", None, "f"))
    assert isinstance(outcome, Raised)
    assert outcome.error == Forbidden.__name__


@pytest.mark.usefixtures("library")
def test_a_watched_function_keeps_its_name_and_not_a_way_back():
    """functools.wraps would hand the original out again as __wrapped__."""
    watched("")
    inner = sys.modules["lib"].inner
    assert inner.__name__ == "inner"
    assert not hasattr(inner, "__wrapped__")


@pytest.mark.usefixtures("library")
def test_a_forbidden_module_is_not_found_even_by_a_library(monkeypatch):
    """Its finder stands in front of all the others."""
    executor = Executor(None, "mine.py")
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)
    monkeypatch.setattr("importlib._bootstrap._find_spec", importlib._bootstrap._find_spec)
    guard_imports(executor, "mine.py", None, ("antigravity",))
    monkeypatch.delitem(sys.modules, "antigravity", raising=False)
    with pytest.raises(ImportError, match="No module named 'antigravity'"):
        importlib.import_module("antigravity")


def test_calls_of_a_method_are_counted(library):
    """A method has no alias in any module: it is replaced in its class. Special ones too."""
    exec("class Box:\n def open(self): return 1\n def __float__(self): return 1.0\n", vars(library))
    watch = Watch()
    names = ("lib.Box.open", "lib.Box.__float__", "lib.Box.close")
    assert watch.install(names) == ("lib.Box.close",)
    source = b"import lib\ndef f(): return lib.Box().open() + float(lib.Box()) + float(lib.Box())"
    watch.executor = Executor(load_module(source, "mine.py", "mine"), "mine.py")
    watch.executor.run(Operation("observe", None, "f"))
    assert watch.executor.calls == {"lib.Box.open": 1, "lib.Box.__float__": 2}


def test_a_watched_function_is_watched_as_a_class_s_static_method_too(library):
    """NumPy's Polynomial has its module's polymul as Polynomial._mul."""
    exec("class Box:\n    put = staticmethod(inner)\n", vars(library))
    worker = watched("import lib\ndef f(): return lib.Box.put(1) + lib.Box().put(1)")
    outcome = worker.run(Operation("observe", None, "f"))
    assert isinstance(outcome, Returned)
    assert (outcome.value, outcome.calls) == (4, {"lib.inner": 2})


def test_a_method_that_cannot_be_replaced_is_said_to_be_unknown():
    """A rule about it would hold nobody to anything."""
    assert Watch().install(["builtins.int.bit_length"]) == ("builtins.int.bit_length",)


# Who may import what ----------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Three libraries, the first of which needs the second when it is used, and that the third."""
    (tmp_path / "ours_first.py").write_text(
        "def use():\n    import ours_second\n    return ours_second\n"
        "def on_request(name):\n    return __import__(name)\n"
    )
    (tmp_path / "ours_second.py").write_text("import json, ours_third\n")
    (tmp_path / "ours_third.py").write_text("HERE = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)
    monkeypatch.setattr("importlib._bootstrap._find_spec", importlib._bootstrap._find_spec)
    yield tmp_path
    for name in ("ours_first", "ours_second", "ours_third"):
        sys.modules.pop(name, None)


def held(allowed: tuple[str, ...]) -> tuple[Executor, dict[str, Any]]:
    executor = Executor(None, "mine.py")
    namespace: dict[str, Any] = {"__file__": "mine.py", "__name__": "mine"}
    guard_imports(executor, "mine.py", allowed, ()).hold(namespace)
    return executor, namespace


@pytest.mark.usefixtures("site")
def test_a_library_that_is_allowed_finds_what_it_needs_itself():
    """And what it needs finds what that needs; the submission finds neither."""
    _, mine = held(("ours_first",))
    exec(compile("import ours_first\ngot = ours_first.use()", "mine.py", "exec"), mine)
    assert mine["got"].ours_third.HERE == 1
    with pytest.raises(ImportError, match="allows only ours_first"):
        exec(compile("import ours_third", "mine.py", "exec"), mine)


def elsewhere(source: str, **names: Any) -> Any:
    exec(compile(source, "elsewhere", "exec"), {"__builtins__": builtins, **names})


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "names",
    [{}, {"__name__": "mine"}, {"__name__": "ours_first"}, {"__name__": "json"}],
    ids=["no name", "its own", "a library's", "the standard library's"],
)
def test_code_that_was_made_on_the_way_is_the_submissions(names):
    """Whatever it calls itself."""
    executor, _ = held(("ours_first",))
    elsewhere("import ours_first", **names)
    with pytest.raises(ImportError, match="allows only ours_first"):
        elsewhere("import ours_third", **names)
    assert executor.forbidden == ["imports ours_third; this exercise allows only ours_first"]


@pytest.mark.usefixtures("site")
def test_code_in_the_names_of_a_library_is_not_its_own():
    """Its globals are the library's, and its file's name."""
    held(("ours_first",))
    library = importlib.import_module("ours_first")
    with pytest.raises(ImportError, match="allows only ours_first"):
        exec(compile("import ours_third", str(library.__file__), "exec"), vars(library))


@pytest.mark.usefixtures("site")
def test_the_standard_library_imports_no_other_on_request():
    """pickle, runpy and pkgutil import what they are told."""
    held(())
    with pytest.raises(ImportError, match="No module named 'ours_third'"):
        importlib.import_module("ours_third")
    with pytest.raises(ImportError, match="No module named 'ours_third'"):
        pkgutil.resolve_name("ours_third")


@pytest.mark.usefixtures("site")
def test_examples_are_held_to_nothing():
    """They may compare with what the submission may not use."""
    executor = Executor(None, "mine.py")
    imports = guard_imports(executor, "mine.py", (), ())
    imports.open = True
    elsewhere("import ours_third")
    with pytest.raises(ImportError, match="without any import"):
        exec(compile("import ours_third", "mine.py", "exec"), {"__builtins__": builtins})


@pytest.mark.usefixtures("site")
def test_finders_that_are_put_in_place_of_others_find_no_more():
    """sys.meta_path is anybody's."""
    held(())
    before = list(sys.meta_path)
    try:
        sys.meta_path[:] = [importlib.machinery.PathFinder]
        with pytest.raises(ImportError, match="No module named 'ours_third'"):
            importlib.import_module("ours_third")
    finally:
        sys.meta_path[:] = before


def modules(around):
    """What was taken down, but for classes that stand in sys.modules (typing.io)."""
    return {(at, m) for at, m in around.loaded.items() if isinstance(m, types.ModuleType)}


def test_what_is_imported_later_is_taken_down_like_what_was_there_before(monkeypatch):
    """A warm parent goes through all modules once; what came since is at the end of them."""
    around = Surroundings()
    for later in (["late_one", "late_two"], ["late_three"]):
        for name in later:
            monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
        around.renew()
        afresh = Surroundings()
        assert modules(around) == modules(afresh)
        assert around.libraries == afresh.libraries >= {*later}
        assert around.ours == afresh.ours


def test_nothing_is_missed_where_the_last_module_was_taken_out_again(monkeypatch):
    monkeypatch.setitem(sys.modules, "taken_out", types.ModuleType("taken_out"))
    around = Surroundings()
    monkeypatch.delitem(sys.modules, "taken_out")
    monkeypatch.setitem(sys.modules, "late_one", types.ModuleType("late_one"))
    around.renew()
    assert modules(Surroundings()) <= modules(around)
    assert "late_one" in around.libraries
