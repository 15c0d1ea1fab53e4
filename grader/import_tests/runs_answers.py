"""Which tests would run a student's answer as code, in the grader's own process.

`eval(formula(7))` and `loads(dumped(x))` do what the answer says. Names are followed to where they
were imported from. The list is closed; what gets past it is met by imported/guard.py, at run time.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .from_answers import FromAnswers

_RUNS = "runs the student's answer as code"
_UNPICKLES = "unpickles the student's answer, which runs code"
_STARTS = "starts a process"
_LOADS = "loads code by hand"
_NET = "uses the network"
_TABLES = "has a table run a text as code"
_MEMORY = "reads or writes memory wherever the student's answer says"
_BUILTINS = ("eval", "exec", "compile", "__import__")

# Of a module, all that it has; of a name in one, that.
_REFUSED = {
    **{f"builtins.{name}": _RUNS for name in _BUILTINS},
    **dict.fromkeys(("code", "codeop", "runpy"), _RUNS),
    **dict.fromkeys(("pickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve"), _UNPICKLES),
    **dict.fromkeys(("copyreg", "marshal", "pandas.read_pickle", "torch.load"), _UNPICKLES),
    **dict.fromkeys(("yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load"), _RUNS),
    **dict.fromkeys(("subprocess", "multiprocessing", "pty", "os.system", "os.popen"), _STARTS),
    **dict.fromkeys(("os.fork", "os.forkpty", "os.posix_spawn", "os.posix_spawnp"), _STARTS),
    **dict.fromkeys(("importlib", "ctypes", "numpy.ctypeslib"), _LOADS),
    **dict.fromkeys(("socket", "urllib.request", "http.client", "http.server"), _NET),
    "pandas.eval": _TABLES,
    "sqlite3": "has a database run a text of the student's",
}
# These believe their arguments.
_STRIDED = "numpy.lib.stride_tricks.as_strided"
_COMPRESSED = {
    f"scipy.sparse.{kind}_{what}" for kind in ("csr", "csc", "bsr") for what in ("matrix", "array")
}
_PREFIXES = {"os.exec": _STARTS, "os.spawn": _STARTS}


class Runs:
    """The rule, over one file of tests. module: the student's, which may have any name."""

    def __init__(self, tree: ast.Module, module: str) -> None:
        self._from = dict(_imported(tree))
        self._answers = FromAnswers(tree, module)
        for name, dotted in [*self._from.items()]:
            if dotted.partition(".")[0] == module:
                del self._from[name]
        self._own = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)} | {
            a.asname or a.name
            for n in ast.walk(tree)
            if isinstance(n, ast.ImportFrom)
            for a in n.names
        }
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        self._own_texts = {id(call.func) for call in calls if self._runs_its_own(call)}
        self._has_pandas = any(name.partition(".")[0] == "pandas" for name in self._from.values())

    def said(self, node: ast.AST) -> str | None:
        """Why a part of a test can't be taken; None where it can."""
        if isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in self._own_texts:
            return _of(self._dotted(node))
        if isinstance(node, ast.Call):
            return self._of_call(node)
        return None

    def runs_a_text(self, node: ast.AST) -> bool:
        """Whether it is a call that runs a text of the test's own."""
        return isinstance(node, ast.Call) and id(node.func) in self._own_texts

    def _runs_its_own(self, node: ast.Call) -> bool:
        """Whether it runs a text into which no answer goes. That it stands in the test is seen
        while that runs."""
        if not node.args or isinstance(node.args[0], ast.Starred):
            return False
        runs = self._dotted(node.func) in ("builtins.eval", "builtins.exec")
        return runs and not self._answers.feed(node.args[0])

    def _of_call(self, node: ast.Call) -> str | None:
        if self._believes(node):
            return _MEMORY
        if self._dotted(node.func) == "numpy.load":
            pickled = [k for k in node.keywords if k.arg in ("allow_pickle", None)]
            refused = any(not _is_false(k.value) for k in pickled) or len(node.args) > 2
            return _UNPICKLES if refused else None
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("query", "eval"):
            return _TABLES if self._has_pandas and node.args else None
        return None

    def _believes(self, node: ast.Call) -> bool:
        """Whether an answer says where in memory something is looked for."""
        called = self._dotted(node.func)
        given = [*node.args, *(k.value for k in node.keywords)]
        if called == _STRIDED:
            return any(map(self._answers.feed, given))
        if called not in _COMPRESSED or not given or not self._answers.feed(given[0]):
            return False
        # As (data, indices, indptr); an answer that is a matrix needs no shape.
        first = given[0]
        is_in_parts = isinstance(first, ast.Tuple) and len(first.elts) != 2
        return is_in_parts or (not isinstance(first, ast.Tuple) and len(given) > 1)

    def _dotted(self, node: ast.expr) -> str | None:
        """Where a name comes from, as `pickle.loads`; None where it is the file's own."""
        if isinstance(node, ast.Attribute):
            above = self._dotted(node.value)
            return f"{above}.{node.attr}" if above else None
        if not isinstance(node, ast.Name):
            return None
        if node.id in self._from:
            return self._from[node.id]
        if node.id in _BUILTINS and node.id not in self._own:
            return f"builtins.{node.id}"
        return "builtins" if node.id == "__builtins__" else None


def _of(dotted: str | None) -> str | None:
    if dotted is None:
        return None
    for prefix, said in _PREFIXES.items():
        if dotted.startswith(prefix):
            return said
    parts = dotted.split(".")
    names = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return next((_REFUSED[name] for name in names if name in _REFUSED), None)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every name that the file imports, anywhere in it, and what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for a in node.names:
                yield (a.asname, a.name) if a.asname else (a.name.partition(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for a in node.names:
                yield a.asname or a.name, f"{node.module}.{a.name}"


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False
