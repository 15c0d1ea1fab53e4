"""A program meets real descriptors, is ended as Python ends it, and leaves nothing behind."""

from __future__ import annotations

import atexit
import logging
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import check, grader_of, statuses
from test_interaction import FILES

from grader.process import terminal
from grader.process.programs import Interaction
from grader.process.streams import MAX_BYTES
from grader.wording.value_text import text

# Programs may leave to Python what they open.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def run(source: str, stdin: str = "", prompts: bool = True) -> Any:
        code = compile(source, "p.py", "exec")
        # tempfile's own folder is this test's: what a program leaves there would be seen.
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        monkeypatch.setattr(logging.root, "handlers", [])  # pytest's own
        one = Interaction(code, "p.py", lambda _: None, lambda *_: None)
        return one.run(stdin, [], {}, prompts)

    return run


READS = {
    "open(0)": "print(open(0).read(), end='')",
    "the descriptor": "import os\nwhile some := os.read(0, 2):\n    os.write(1, some)",
    "/dev/stdin": "print(open('/dev/stdin').read(), end='')",
    "__stdin__": "import sys\nsys.__stdout__.write(sys.__stdin__.read())",
    "fileno": "import os, sys\nprint(os.fdopen(sys.stdin.fileno()).read(), end='')",
    "detached": "import sys\nsys.stdout.detach().write(sys.stdin.detach().read())",
    "select": (
        "import select, sys\nassert select.select([0, sys.stdin], [], [], 0)[0] == [0, sys.stdin]\n"
        "print(sys.stdin.read(), end='')"
    ),
    "input": "print(input())\nprint(input())",
    "a stream of its own": (
        "import sys\nsys.stdout = open(1, 'w', closefd=False)\nprint(sys.stdin.read(), end='')"
    ),
    "a file that is not closed": "out = open(1, 'w')\nout.write(open(0).read())",
    "asyncio": """
import asyncio, sys
async def read():
    reader = asyncio.StreamReader()
    def protocol():
        return asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(protocol, sys.stdin)
    return await reader.read()
print(asyncio.run(read()).decode(), end="")
""",
}


@pytest.mark.parametrize("source", READS.values(), ids=READS)
def test_all_ways_to_read_and_to_print_are_the_same(run, source):
    ran = run(source, "one\ntwo\n")
    assert (ran.stdout, ran.stderr, ran.code) == ("one\ntwo\n", "", 0)


@pytest.mark.parametrize("size", [0, 1, 2**16, 2**18])
def test_as_much_as_there_is_can_be_read(run, size):
    assert run("print(len(open(0).read()))", "x" * size).stdout == f"{size}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there they are the ends of its lines")
def test_a_windows_line_ends_are_read_as_python_reads_them(run):
    ran = run("import sys\nprint([input(), sys.stdin.read()])", "a\r\nb\rc\r\n")
    assert ran.stdout == "['a\\r', 'b\\rc\\r\\n']\n"


LEAVES = {
    "atexit": "import atexit\nfor n in (2, 1):\n    atexit.register(print, n)",
    "finalize": (
        "import weakref\nclass A: pass\nones = [A(), A()]\n"
        "for n, a in zip((2, 1), ones):\n    weakref.finalize(a, print, n)"
    ),
    "a thread": (
        "import threading\ngo = threading.Event()\ndef late():\n    go.wait()\n    print(1)\n"
        "    print(2)\nthreading.Thread(target=late).start()\ngo.set()"
    ),
    "a pool": (
        "from concurrent.futures import ThreadPoolExecutor\nimport sys\n"
        "pool = ThreadPoolExecutor(1)\npool.submit(print, 1)\npool.submit(print, 2)"
    ),
    "a log": (
        "import logging, sys\nlogging.basicConfig(stream=sys.stdout, format='%(message)s')\n"
        "logging.warning(1)\nlogging.warning(2)"
    ),
    "a log that is set up by a dictionary": (
        "import logging, logging.config\n"
        "handler = {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}\n"
        "root = {'handlers': ['h'], 'level': 'INFO'}\n"
        "logging.config.dictConfig({'version': 1, 'handlers': {'h': handler}, 'root': root})\n"
        "logging.getLogger(__name__).info(1)\nlogging.getLogger('app.part').info(2)"
    ),
    "a loop that is closed": (
        "import asyncio\nloop = asyncio.new_event_loop()\nasyncio.set_event_loop(loop)\n"
        "async def one():\n    print(1)\nloop.run_until_complete(one())\nloop.close()\nprint(2)"
    ),
    "fileinput": (
        "import fileinput, io, sys\nsys.stdin = io.StringIO('a\\nb\\n')\n"
        "for line in fileinput.input('-'):\n    break\nprint(1)\nprint(2)"
    ),
    "__del__": "class A:\n    def __del__(self):\n        print(2)\na = A()\nprint(1)",
}


@pytest.mark.parametrize("source", LEAVES.values(), ids=LEAVES)
def test_what_is_printed_at_the_end_counts_in_each_run(run, source):
    assert [run(source).stdout for _ in range(3)] == ["1\n2\n"] * 3


def test_a_handler_that_raises_is_told_on_stderr(run):
    ran = run("import atexit\natexit.register(lambda: 1 / 0)\nprint(1)")
    assert (ran.stdout, ran.code, ran.error) == ("1\n", 0, None)
    assert "Exception ignored in atexit callback" in ran.stderr
    assert ran.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_handlers_that_were_taken_back_are_not_called(run):
    source = "import atexit\natexit.register(print, 1)\natexit.unregister(print)\n"
    assert run(source + "print(atexit._ncallbacks())").stdout == "0\n"


def test_leaving_at_once_has_its_status_and_calls_nothing(run):
    ran = run("import atexit, os\natexit.register(print, 1)\nos.write(1, b'0\\n')\nos._exit(3)")
    assert (ran.stdout, ran.code, ran.error) == ("0\n", 3, None)


# Python says nothing of a SystemExit in a thread; pytest does.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("waits", ["thread.join()", "pass", "sys.exit(4)"])
def test_a_thread_that_leaves_at_once_has_its_status_too(run, waits):
    """What would be called at the end is not."""
    source = "import atexit, os, sys, threading\natexit.register(print, 1)\n"
    thread = "thread = threading.Thread(target=os._exit, args=(3,))\nthread.start()\n"
    ran = run(f"{source}{thread}{waits}")
    assert (ran.stdout, ran.stderr, ran.code, ran.error) == ("", "", 3, None)


def test_a_run_leaves_all_as_it_was(run):
    def around() -> list[Any]:
        streams = [getattr(sys, f"__{name}__") for name in ("stdin", "stdout", "stderr")]
        handlers = [list(logging.getLogger(name).handlers) for name in ("", "own")]
        levels = [logging.getLogger(name).level for name in ("", "own")]
        kept = [
            os.getcwd(),
            dict(os.environ),
            list(sys.path),
            os._exit,
            logging.root.manager.disable,
        ]
        inodes = [os.fstat(number).st_ino for number in range(3)]
        return [sys.stdout, streams, handlers, levels, kept, inodes, atexit.register]

    run("")  # takes pytest's own handlers away
    before, open_files = around(), len(os.listdir("/dev/fd"))
    ran = run("""
import logging, os, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
logging.getLogger("own").addHandler(logging.StreamHandler(sys.stdout))
logging.getLogger("own").setLevel(logging.ERROR)
logging.disable()
os.mkdir("deeper")
os.chdir("deeper")
os.environ["MINE"] = "1"
sys.path.append("deeper")
sys.stdout.close()
for number in range(3):
    os.close(number)
""")
    assert ran.code == 0
    assert around() == before
    assert len(os.listdir("/dev/fd")) == open_files


def test_a_question_is_no_output_where_the_check_says_so(run):
    asked = "print(input('Who? '))"
    assert run(asked, "Ann\n").stdout == "Who? Ann\n"
    assert run(asked, "Ann\n", prompts=False).stdout == "Ann\n"


def test_of_an_endless_print_the_beginning_is_kept(run):
    many = run(f"for _ in range(3):\n    print('x' * {MAX_BYTES - 1})")
    assert len(many.stdout) == MAX_BYTES
    assert len(run(f"import os\nos.write(1, b'x' * {MAX_BYTES + 9})").stdout) == MAX_BYTES


def test_a_program_sees_no_file_of_ours(run, tmp_path):
    assert run("import os\nprint(os.listdir('.'))").stdout == "[]\n"
    assert list(tmp_path.iterdir()) == []


def test_where_no_file_can_be_made_pythons_streams_are_caught(run, monkeypatch):
    def full() -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(terminal, "_file", full)
    open_files = len(os.listdir("/dev/fd"))
    assert run("import sys\nprint(sys.stdin.read())\nsys.exit('no')", "a").stdout == "a\n"
    assert run("import sys\nsys.exit('no')").stderr == "no\n"
    assert len(os.listdir("/dev/fd")) == open_files


CONFINED = """\
import atexit, logging, os, sys
logging.basicConfig(stream=sys.stdout, format="%(message)s")
total = sum(int(line) for line in open("/dev/stdin"))
atexit.register(logging.warning, total)
if len(sys.argv) > 1:
    os._exit(int(sys.argv[1]))
"""


def test_a_confined_worker_has_them_too_and_no_run_is_in_the_way_of_the_next(tmp_path):
    with grader_of(tmp_path, FILES) as grader:
        assert statuses(grader(CONFINED, "talk/total")) == {"passed"}
        wrong = check(grader(CONFINED.replace("total)", "-total)"), "talk/total"), "test_sum")
    assert wrong.status == "failed"
    assert "kept" not in text(wrong.counterexample) + str(wrong.message)


def test_what_a_file_may_not_call_is_called_for_it_all_the_same(tmp_path):
    """Only what the file itself asks for is its own."""
    rules = "\n[rules]\nprogram = true\n"
    calls = 'forbidden_calls = ["os.write", "os.open", "os.dup2", "os.listdir"]\n'
    manifest = "exercises/talk/total/exercise.toml"
    files = FILES | {manifest: FILES[manifest].replace(rules, rules + calls)}
    right = FILES["solutions/talk/total/solution.py"]
    at_the_end = right.replace(
        "import sys\n", "import atexit, os, sys\natexit.register(os.listdir)\n"
    )
    with grader_of(tmp_path, files) as grader:
        assert statuses(grader(right, "talk/total")) == {"passed"}
        assert "passed" not in statuses(grader(at_the_end, "talk/total"))
