"""Each run of a program is a new process's: what one leaves behind, the next doesn't find."""

from __future__ import annotations

import ast
import contextlib
import decimal
import gc
import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Grader, grader_of, statuses
from test_interaction import FILES

from grader.process import leftovers
from grader.process.programs import Interaction
from grader.process.source_rules import alters_imports

# Programs may leave to Python what they open.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

SUM = """
import sys
print(sum(int(line) for line in sys.stdin))
if len(sys.argv) > 1:
    sys.exit(int(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    checks = "solutions/talk/total/checks.py"
    fewer = FILES[checks].replace("@given(", "@settings(max_examples=20)\n@given(")
    fewer = fewer.replace("import given", "import given, settings")
    files = {**FILES, checks: fewer}
    with grader_of(tmp_path_factory.mktemp("leftovers"), files) as grader:
        yield grader


def children() -> set[str]:
    """Of this process, ended ones with them, where the system lists them."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has gone meanwhile
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid():
                found.add(process.name)
    return found


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """program(source) → what runs it, and knows whether the process is spent."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    if others := children():  # of tests before this one
        monkeypatch.setattr(leftovers, "_has_children", lambda: bool(children() - others))
    return lambda source: Interaction(
        compile(source, "p.py", "exec"), "p.py", lambda _: None, lambda *_: None
    )


SPENT = {
    "a daemon thread": (
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"
    ),
    "a thread without an object": (
        "import _thread, threading\nbegun = threading.Event()\ndef run():\n    begun.set()\n"
        "    threading.Event().wait()\n_thread.start_new_thread(run, ())\nbegun.wait()"
    ),
    "a descriptor": "import os\nos.dup(0)",
    "how decimals are rounded": "import decimal\ndecimal.getcontext().prec = 3",
    "the size of stacks": "import threading\nthreading.stack_size(2**20)",
    "a socket's patience": "import socket\nsocket.setdefaulttimeout(1)",
    "a child": "import os\nos.posix_spawn('/bin/true', ['true'], {})",
}


@pytest.fixture
def tidy() -> Iterator[None]:
    """Of what these programs leave, what would be in another test's way."""
    stack, before = threading.stack_size(), set(os.listdir("/dev/fd"))
    yield
    decimal.setcontext(decimal.Context(prec=decimal.DefaultContext.prec))
    threading.stack_size(stack)
    socket.setdefaulttimeout(None)
    for name in set(os.listdir("/dev/fd")) - before:
        with contextlib.suppress(OSError):  # the listing's own
            os.close(int(name))
    with contextlib.suppress(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.skipif(sys.platform == "win32", reason="it has other descriptors and processes")
@pytest.mark.parametrize("source", SPENT.values(), ids=SPENT)
def test_a_process_in_which_something_is_left_is_spent(source, program, tidy):
    one = program(source)
    assert one.run("", [], {}, True).code == 0
    assert one.spent


QUEUE = """
import queue, sys, threading
tasks, total = queue.Queue(), []
def work():
    while True:
        total.append(tasks.get())
        tasks.task_done()
for _ in range(60):
    threading.Thread(target=work, daemon=True).start()
for line in sys.stdin:
    tasks.put(int(line))
tasks.join()
print(sum(total))
if len(sys.argv) > 1:
    sys.exit(int(sys.argv[1]))
"""
LATE = f"""
import sys, threading, time
own = sys.stdout
def late():
    while sys.stdout is own:
        time.sleep(0.0001)
    while True:
        print("late", flush=True)
threading.Thread(target=late, daemon=True).start()
{SUM}"""
LOOP = f"""
import asyncio, os
loop = asyncio.new_event_loop()
loop.run_until_complete(loop.run_in_executor(None, str, 1))
kept = [os.pipe() for _ in range(8)]
{SUM}"""
PATCH = f"""
import builtins, json
before = json.JSONEncoder.default
json.JSONEncoder.default = lambda self, one: str(before)
plain = print
builtins.print = lambda *what: plain(*what, end="\\n" if "<lambda>" not in repr(plain) else "!")
{SUM}"""


@pytest.mark.parametrize(
    "source", [QUEUE, LOOP, PATCH], ids=["daemon threads", "descriptors", "patched modules"]
)
def test_what_a_program_leaves_is_in_no_later_runs_way(talking, source):
    assert statuses(talking(source, "talk/total")) == {"passed"}


def test_a_thread_that_goes_on_printing_prints_into_no_other_run(talking):
    report = talking(LATE, "talk/total")
    assert statuses(report) == {"passed"}
    assert report.output is None


RESTORED = """
import gc, signal, sys, threading, warnings
sys.setrecursionlimit(50_000)
sys.set_int_max_str_digits(0)
sys.excepthook = threading.excepthook = sys.displayhook = sys.unraisablehook = print
sys.settrace(lambda *_: None)
warnings.simplefilter("error")
warnings.showwarning = print
gc.disable()
signal.signal(signal.SIGINT, lambda *_: None)
"""


def test_what_can_be_put_back_is_and_the_process_is_as_good_as_new(program):
    def around() -> list[Any]:
        hooks = [sys.excepthook, threading.excepthook, sys.displayhook, sys.unraisablehook]
        state = [sys.getrecursionlimit(), sys.get_int_max_str_digits(), gc.isenabled()]
        warned = [list(warnings.filters), warnings.showwarning]
        return [hooks, state, warned, sys.gettrace(), signal.getsignal(signal.SIGINT)]

    before, one = around(), program(RESTORED)
    assert one.run("", [], {}, True).code == 0
    assert around() == before
    assert not one.spent


AGAIN = """
import threading
if hasattr(threading, "left"):
    go, done = threading.left
    go.set()
    done.wait()
    print("mine")
else:
    go, done = threading.left = threading.Event(), threading.Event()
    def late():
        go.wait()
        print("late", flush=True)
        done.set()
    threading.Thread(target=late, daemon=True).start()
"""


def test_in_a_case_of_several_runs_a_thread_of_the_first_prints_into_none(program, monkeypatch):
    monkeypatch.setattr("threading.left", None, raising=False)
    monkeypatch.delattr("threading.left")
    one = program(AGAIN)
    assert one.run("", [], {}, True).stdout == ""
    assert one.run("", [], {}, True).stdout == "mine\n"


NAMED = """
import threading
from concurrent.futures import ThreadPoolExecutor
def name():
    return threading.current_thread().name
one = threading.Thread(target=lambda: print(name()))
one.start()
one.join()
with ThreadPoolExecutor() as pool:
    print(pool.submit(name).result())
"""


def test_each_runs_threads_are_counted_from_the_first(program):
    one = program(NAMED)
    printed = [one.run("", [], {}, True).stdout for _ in range(2)]
    assert printed == ["Thread-1 (<lambda>)\nThreadPoolExecutor-0_0\n"] * 2


HOOKS = {
    "its own words": (
        "def hook(kind, error, frames):\n    print('sorry:', error, file=sys.stderr)\n"
        "    print(kind.__name__, frames.tb_lineno)",
        ("ValueError 6\n", "sorry: no\n", 1),
    ),
    "its own status": ("def hook(*_):\n    sys.exit(4)", ("", "", 4)),
    "its own last word": ("def hook(*_):\n    sys.exit('over')", ("", "over\n", 1)),
}


@pytest.mark.parametrize(("hook", "told"), HOOKS.values(), ids=HOOKS)
def test_a_programs_own_hook_is_told_of_what_ends_it(hook, told, program):
    hook = hook if hook.count("\n") == 2 else hook + "\n"
    ran = program(f"import sys\n{hook}\nsys.excepthook = hook\nraise ValueError('no')").run(
        "", [], {}, True
    )
    assert (ran.stdout, ran.stderr, ran.code) == told
    assert ran.error == "ValueError: no"


def test_a_hook_that_fails_is_told_with_what_it_was_to_tell(program):
    ran = program("import sys\nsys.excepthook = lambda: None\nraise ValueError('no')").run(
        "", [], {}, True
    )
    assert ran.code == 1
    first, _, second = ran.stderr.partition("\nOriginal exception was:\n")
    assert first.startswith("Error in sys.excepthook:\n")
    assert "TypeError" in first
    assert second.endswith("ValueError: no\n")


def test_what_ends_a_thread_is_told_to_the_programs_own_hook(program):
    ran = program("""
import threading
threading.excepthook = lambda told: print(told.exc_type.__name__)
one = threading.Thread(target=lambda: 1 / 0)
one.start()
one.join()
print("on")
""").run("", [], {}, True)
    assert (ran.stdout, ran.stderr, ran.code) == ("ZeroDivisionError\non\n", "", 0)


@pytest.mark.parametrize(
    ("raised", "code"), [("KeyboardInterrupt", 130), ("GeneratorExit", 1), ("BaseException", 1)]
)
def test_an_exception_of_any_kind_ends_a_program_as_in_a_shell(raised, code, program):
    ran = program(f"raise {raised}").run("", [], {}, True)
    assert (ran.code, ran.error) == (code, raised)
    assert ran.stderr.endswith(f"{raised}\n")


@pytest.mark.parametrize(
    ("code", "status"),
    [("0", 0), ("256", 0), ("-1", 255), ("True", 1), ("2**63 - 1", 255), ("2**64", 255)],
)
def test_a_programs_exit_code_is_what_a_shell_is_told(code, status, program):
    ran = program(f"raise SystemExit({code})").run("", [], {}, True)
    assert (ran.code, ran.error, ran.stderr) == (status, None, "")


def test_a_worker_that_says_it_is_spent_where_no_program_ran_is_not_believed(talking):
    source = """
from grader.process import executor
executor.Executor.spent = True
def greet(*_): return 1
"""
    assert "passed" not in statuses(talking(source, "talk/greet"))


IMPORTED = {
    "import _thread": True,
    "import this": True,
    "import asyncio as a\nprint(a.current_task().get_name())": True,
    "from asyncio import run": False,
    "import json\njson.JSONEncoder.default = None": True,
    "from decimal import getcontext\ngetcontext().prec = 9": True,
    "import builtins as b\nsetattr(b, 'print', None)": True,
    "import os\ndel os.environ['HOME']\nos.environ['A'] = '1'": False,
    "import sys\nsys.stdout = sys.stderr\nsys.path[:0] = ['.']\nsys.argv[1:] = []": False,
    "import json\nclass A(json.JSONEncoder):\n    x = 1\n\nA.x = 2\nA().y = json.x": False,
}


@pytest.mark.parametrize(("source", "alters"), IMPORTED.items())
def test_a_file_that_changes_what_it_imports_is_known_by_its_text(source, alters):
    assert alters_imports(ast.parse(source)) is alters


ENDED = {
    "kill": "os.kill(os.getpid(), signal.SIGTERM)",
    "raise_signal": "signal.raise_signal(signal.SIGTERM)",
    "in a thread": (
        "import threading\none = threading.Thread(target=os.kill, "
        "args=(os.getpid(), signal.SIGTERM))\none.start()\none.join()"
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to send oneself")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("how", ENDED.values(), ids=ENDED)
def test_a_signal_that_a_program_sends_itself_ends_it_with_its_status(how, program):
    """As subprocess tells it: the signal's number, below 0. It ended the worker."""
    ran = program(f"import os, signal\nprint('a')\n{how}\n").run("", [], {}, True)
    assert (ran.code, ran.error, ran.stdout) == (-signal.SIGTERM, None, "a\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to send oneself")
def test_what_comes_after_its_end_is_not_run_and_abort_is_a_signal_too(program):
    ran = program("import os\nos.abort()\nprint('after')").run("", [], {}, True)
    assert (ran.code, ran.stdout) == (-signal.SIGABRT, "")
    assert os.abort.__module__ in ("nt", "posix")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to send oneself")
def test_a_signal_that_is_handled_ends_nothing(program):
    source = (
        "import os, signal\nsignal.signal(signal.SIGTERM, lambda *_: print('got it'))\n"
        "os.kill(os.getpid(), signal.SIGTERM)\nos.kill(os.getpid(), 0)\nprint('on')"
    )
    ran = program(source).run("", [], {}, True)
    assert (ran.code, ran.stdout) == (0, "got it\non\n")
