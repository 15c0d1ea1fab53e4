"""Everything that only a real GPU can tell, in one go and under four minutes: make gpu

    python tests/gpu.py [SECONDS]

Prints a table, one line for each thing tried, and ends with 1 where something that must hold
didn't. Without a GPU it says so and ends well. Not collected by pytest.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPO))

from grader import doctor, submissions  # noqa: E402
from grader.grade.session import Options, Session  # noqa: E402
from grader.model import Limits  # noqa: E402
from grader.process import gpu, host  # noqa: E402
from grader.sets import library, set_files  # noqa: E402

EXERCISES = ("tf_to_torch", "sobel_conv2d", "tf_same_padding", "learn_edges")
AT_ONCE = 12
MEMORY_BOMB = (
    "import torch\nHELD = []\n_right = tf_to_torch\n"
    "def tf_to_torch(w):\n"
    "    while w.is_cuda: HELD.append(torch.ones(2**28, device=w.device))\n"
    "    return _right(w)\n"
)
READS_FILES = (
    "import os\n"
    "for path in ('/etc/passwd', '/root', '/home', '/proc/1/environ', '/proc/self/environ'):\n"
    "    try: os.listdir(path) if os.path.isdir(path) else open(path)\n"
    "    except OSError: continue\n"
    "    del tf_to_torch\n    raise SystemExit('it worked: ' + path)\n"
)


class Table:
    """What was tried and how it went."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.failed = False

    def left_s(self) -> float:
        return self._end - time.monotonic()

    def try_(self, what: str, attempt: Callable[[], str | None]) -> None:
        """attempt: returns what there is to say; raises AssertionError where it must not be so."""
        began = time.monotonic()
        if self.left_s() <= 0:
            self._line("-", what, 0.0, "not tried, the time is up")
            return
        try:
            sign, said = "ok", attempt() or ""
        except Exception as error:
            self.failed = True
            sign, said = "NO", f"{type(error).__name__}: {error}"
        self._line(sign, what, time.monotonic() - began, said)

    def _line(self, sign: str, what: str, took_s: float, said: str) -> None:
        print(f"{sign:3} {took_s:6.1f} s  {what:44} {said}", flush=True)


def main() -> int:
    why = gpu.missing()
    if why is not None:
        print(f"Nothing to try: {why}.")
        return 0
    table = Table(float(sys.argv[1]) if len(sys.argv) > 1 else 230.0)
    os.environ["KATA_CACHE"] = tempfile.mkdtemp(prefix="kata-gpu-")
    try:
        for what, attempt in _attempts(table):
            table.try_(what, attempt)
    finally:
        shutil.rmtree(os.environ["KATA_CACHE"], ignore_errors=True)
    return int(table.failed)


def _attempts(table: Table) -> Iterator[tuple[str, Callable[[], str | None]]]:
    yield "kata doctor: a confined worker computes", probe
    for name in EXERCISES:
        yield f"reference of {name}, confined", lambda n=name: reference(n)
    yield "no CPU worker knows of the GPU", hidden
    yield "a worker killed in the middle", killed
    yield "all memory asked for", lambda: hostile(MEMORY_BOMB)
    yield "files read in a worker for CUDA", lambda: hostile(READS_FILES, passes=True)
    yield f"{AT_ONCE} at once", at_once
    yield "accepted and wrong files, on both devices", lambda: bank(table)


def probe() -> str:
    why = doctor.cuda_refused()
    assert why is None, why
    return gpu.model()


def graded(name: str, source: bytes, **options: Any) -> Any:
    exercise = library.find_exercise(f"convolution/{name}")
    with Session(exercise, Options(explain=False, **options)) as session:
        return session.grade(submissions.of_bytes(source, exercise.file))


def reference(name: str) -> str:
    """The checks pass on CUDA, and none of them is skipped."""
    file = set_files.reference_file(library.find_exercise(f"convolution/{name}"))
    assert file is not None
    report = graded(name, file.read_bytes())
    assert report.verdict == "passed", [(c.name, c.status, c.message) for c in report.checks]
    on_gpu = [c for c in report.checks if c.device == "cuda"]
    assert all(c.status == "passed" for c in on_gpu), [(c.name, c.message) for c in on_gpu]
    return f"{len(on_gpu)} checks on CUDA"


def hidden() -> None:
    source = (
        "import torch\ntorch.ones(1, requires_grad=True).sum().backward()\n"
        "print(torch.cuda.is_available(), torch.cuda.device_count())\n"
    )
    file = set_files.reference_file(library.find_exercise("convolution/tf_to_torch"))
    assert file is not None
    report = graded("tf_to_torch", source.encode() + file.read_bytes(), device="cpu")
    assert report.output == "False 0\n", report.output


def used_mib() -> int | None:
    """The GPU's memory in use, as nvidia-smi says; None without that."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    asked = [program, "--query-gpu=memory.used", "--format=csv,noheader,nounits", "-i",
             gpu.selected()]  # fmt: skip
    run = subprocess.run(asked, capture_output=True, text=True)
    return int(run.stdout.split()[0]) if run.returncode == 0 else None


def killed() -> str:
    """Its memory comes back."""
    before = used_mib()
    parent = host.Parent(("torch",), (), (), "confined", cuda=True)
    try:
        with parent.fork(Limits(), "cuda") as worker:
            refused = worker.refused()
            assert refused is None, refused
            during = used_mib()
            os.kill(worker.pid, signal.SIGKILL)
    finally:
        parent.close()
    after = used_mib()
    if before is None or during is None or after is None:
        return "no nvidia-smi to ask about memory"
    assert after - before < max(during - before, 1) / 2, (before, during, after)
    return f"{before} MiB before, {during} with a context, {after} after"


def hostile(added: str, passes: bool = False) -> str:
    """The right file with something added."""
    file = set_files.reference_file(library.find_exercise("convolution/tf_to_torch"))
    assert file is not None
    report = graded("tf_to_torch", file.read_bytes() + added.encode())
    assert report.verdict != "grader_error", report.message
    seen = {c.name: c.status for c in report.checks if c.device == "cuda"}
    if passes:
        assert "passed" in seen.values(), seen
    assert doctor.cuda_refused() is None  # the next one gets it
    return ", ".join(f"{name} {status}" for name, status in seen.items())


def check(file: Path, exercise: str) -> dict[str, Any]:
    """One `kata check` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, f"{exercise}.py")
        shutil.copy(file, copy)
        command = [sys.executable, "-m", "grader", "check", str(copy), "--json",
                   "--exercise", f"convolution/{exercise}"]  # fmt: skip
        environment = os.environ | {"PYTHONPATH": str(REPO)}
        run = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment)
    said = json.loads(run.stdout)
    report: dict[str, Any] = said[0] if isinstance(said, list) else said
    return report | {"exit": run.returncode}


def on_cuda(report: dict[str, Any]) -> set[str]:
    return {c["status"] for c in report["checks"] if c["device"] == "cuda"}


def at_once() -> str:
    """All of them get their turn."""
    file = set_files.reference_file(library.find_exercise("convolution/tf_to_torch"))
    assert file is not None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        reports = list(pool.map(lambda _: check(file, "tf_to_torch"), range(AT_ONCE)))
    assert {r["verdict"] for r in reports} == {"passed"}, [r.get("message") for r in reports]
    assert all(on_cuda(r) == {"passed"} for r in reports), [on_cuda(r) for r in reports]
    return "all passed on CUDA"


def bank(table: Table) -> str:
    """Accepted files pass and wrong ones don't, as long as the time goes."""
    files = [
        (path, name)
        for name in EXERCISES[:3]
        for kind in ("accepted", "wrong")
        for path in sorted((REPO / "solutions/convolution" / name / kind).glob("*.py"))
    ]

    def one(item: tuple[Path, str]) -> str | None:
        path, name = item
        if table.left_s() <= 0:
            return "not tried"
        right = check(path, name)["verdict"] == ("passed" if "accepted" in path.parts else "failed")
        return None if right else str(path.relative_to(REPO))

    with ThreadPoolExecutor(min(os.cpu_count() or 2, 8)) as pool:
        answers = list(pool.map(one, files))
    wrong = [a for a in answers if a not in (None, "not tried")]
    assert not wrong, f"the verdict is wrong: {', '.join(map(str, wrong))}"
    return f"{answers.count(None)} of {len(files)} as they must be"


if __name__ == "__main__":
    raise SystemExit(main())
