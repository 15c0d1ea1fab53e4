"""What is read from a submission's source before it runs: imports and calls, with their lines."""

from __future__ import annotations

import ast

import pytest

from grader.process.source_rules import (
    Violation,
    call_refused,
    coroutines,
    import_refused,
    repeated,
    violations,
)
from grader.wire.messages import MAX_NAMES, MAX_REPEATED

CONVOLVE = ("numpy.convolve", "torch.nn.functional.conv2d")


def found(
    source: str,
    allowed: tuple[str, ...] | None = None,
    imports: tuple[str, ...] = (),
    calls: tuple[str, ...] = CONVOLVE,
) -> list[Violation]:
    return violations(ast.parse(source), allowed, imports, calls)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy\nnumpy.convolve(1, 2)",
        "import numpy as np\nnp.convolve(1, 2)",
        "from numpy import convolve\nconvolve(1, 2)",
        "from numpy import convolve as slide\nslide(1, 2)",
        "import numpy as np\nf = np.convolve",
        "import numpy as np\ngetattr(np, 'convolve')(1, 2)",
        "import numpy as np\ngetattr(np, 'convolve', None)(1, 2)",
        "import torch.nn.functional as F\nF.conv2d(1, 2)",
        "from torch.nn import functional as G\nG.conv2d(1, 2)",
        "from torch import nn\nnn.functional.conv2d(1, 2)",
        "import torch\ntorch.nn.functional.conv2d(1, 2)",
        "import numpy as np\nclass A:\n    run = np.convolve",
        "import numpy as np\ndef f(g=np.convolve): pass",
    ],
)
def test_a_forbidden_function_is_found_under_its_other_names(source):
    """Whatever it was imported as."""
    assert any("which would do the exercise for you" in v.message for v in found(source))


@pytest.mark.parametrize(
    "source",
    [
        "# np.convolve is not allowed",
        "'''np.convolve'''",
        "def convolve(x, k): return x\nconvolve(1, 2)",
        "import numpy as np\nnp.correlate(1, 2)",
        "class np:\n    convolve = 1",
        "import mylib as np\nnp.convolve(1)",
        "x = conv2d = 1",
    ],
)
def test_a_name_that_only_looks_forbidden_is_not(source):
    """A wrong reject is worse than a rule that is held at run time."""
    assert found(source) == []


def test_a_violation_has_the_line_it_stands_on():
    """The student is sent to it."""
    assert found("import numpy as np\n\n\nx = np.convolve(1, 2)\n")[0].line == 4


def test_violations_come_in_the_order_of_lines_and_once_each():
    """One mistake is one sentence."""
    lines = [v.line for v in found("import numpy as np\nnp.convolve\nnp.convolve\nimport numpy")]
    assert lines == [2, 3]


@pytest.mark.parametrize(
    "source",
    [
        "import scipy",
        "import scipy.signal",
        "from scipy import signal",
        "from scipy.signal import convolve2d",
        "import numpy, scipy",
        "def f():\n    import scipy",
        "try:\n    import scipy\nexcept ImportError:\n    scipy = None",
        "__import__('scipy')",
        "import importlib\nimportlib.import_module('scipy.signal')",
        "from importlib import import_module\nimport_module('scipy')",
    ],
)
def test_a_forbidden_import_is_found_wherever_it_stands(source):
    """In a function, in a try, through importlib."""
    (violation, *_) = found(source, imports=("scipy",))
    assert violation.message.startswith("imports scipy")


def test_a_module_whose_name_begins_alike_is_another_module():
    """scipyx is not scipy."""
    assert found("import scipyx\nimport numpy.scipy", imports=("scipy",)) == []


def test_a_part_of_a_package_can_be_forbidden_alone():
    """`from torch.nn import functional` imports torch.nn.functional."""
    forbidden = ("torch.nn.functional",)
    assert found("from torch.nn import functional", imports=forbidden)
    assert found("from torch.nn.functional import conv2d", imports=forbidden)
    assert found("from torch import nn", imports=forbidden) == []


def test_an_exercise_without_imports_says_so():
    """The sentence depends on whether anything is allowed."""
    assert import_refused("numpy", (), ()) == (
        "imports numpy; this exercise is done without any import"
    )
    assert import_refused("typing", (), ("typing",)) is not None
    assert import_refused("os.path", ("math", "sys"), ()) == (
        "imports os.path; this exercise allows only math, sys"
    )


@pytest.mark.parametrize("name", ["math", "__future__", "typing", "os.path"])
def test_what_is_allowed_is_not_refused(name):
    """What type hints need is always allowed."""
    assert import_refused(name, ("math", "os"), ()) is None


def test_relative_imports_are_refused_where_imports_are_listed():
    """There is no package around a submission."""
    assert found("from . import friend", allowed=("math",))
    assert found("from .friend import f", allowed=("math",))


def test_call_refused_names_the_function():
    """The student reads which one."""
    assert (
        call_refused("numpy.convolve") == "uses numpy.convolve, which would do the exercise for you"
    )


def test_a_chain_of_thousands_of_attributes_does_not_exhaust_the_stack():
    """The reader of sources must not be the thing that breaks."""
    node: ast.expr = ast.Name("np", lineno=1)
    for _ in range(2000):
        node = ast.Attribute(node, "a", lineno=1)
    tree = ast.Module([ast.Import([ast.alias("numpy", "np")], lineno=1), ast.Expr(node)], [])
    assert violations(tree, None, (), CONVOLVE) == []


def test_what_is_defined_twice_is_found_with_its_lines():
    """A stub pasted below a solution takes its place. What stands inside a class is its own."""
    source = """
def f(): pass
def g(): pass
async def f(): pass
class C:
    def g(self): pass
"""
    assert repeated(ast.parse(source)) == {"f": (2, 4)}
    assert coroutines(ast.parse(source)) == {"f": 4}


def test_of_what_is_defined_very_often_the_first_lines_are_kept():
    """A file of a mebibyte has room for a hundred thousand of them, and a report has not."""
    lines = repeated(ast.parse("def f(): pass\n" * 1_000))["f"]
    assert lines == tuple(range(1, MAX_REPEATED + 1))
    many = "".join(f"async def f{n // 2}(): 0\n" for n in range(2 * MAX_NAMES + 10))
    assert len(repeated(ast.parse(many))) == len(coroutines(ast.parse(many))) == MAX_NAMES
