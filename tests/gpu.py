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
from grader.judge.judge import Judge  # noqa: E402
from grader.model import Limits  # noqa: E402
from grader.process import gpu  # noqa: E402
from grader.process.parent import Parent  # noqa: E402
from grader.sets import library, set_files  # noqa: E402
from grader.wire.messages import PRETEND  # noqa: E402

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
    "    raise SystemExit('it worked: ' + path)\n"
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
    yield "files read in a worker for CUDA", lambda: hostile(before=READS_FILES, passes=True)
    yield "what another left on the GPU", leftovers
    yield "the hostile corpus in a worker for CUDA", corpus
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
    asked = [
        program,
        "--query-gpu=memory.used",
        "--format=csv,noheader,nounits",
        "-i",
        gpu.selected(),
    ]
    run = subprocess.run(asked, capture_output=True, text=True)
    return int(run.stdout.split()[0]) if run.returncode == 0 else None


def killed() -> str:
    """Its memory comes back."""
    before = used_mib()
    parent = Parent(("torch",), (), (), "confined", cuda=True)
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


def hostile(after: str = "", passes: bool = False, before: str = "") -> str:
    """The right file with something before it, where an early end loses it all, or after it."""
    file = set_files.reference_file(library.find_exercise("convolution/tf_to_torch"))
    assert file is not None
    report = graded("tf_to_torch", before.encode() + file.read_bytes() + after.encode())
    assert report.verdict != "grader_error", report.message
    seen = {c.name: c.status for c in report.checks if c.device == "cuda"}
    if passes:
        said = [c.message for c in report.checks if c.device == "cuda"]
        assert "passed" in seen.values(), (seen, said)
    assert doctor.cuda_refused() is None  # the next one gets it
    return ", ".join(f"{name} {status}" for name, status in seen.items())


def leftovers() -> str:
    """Memory comes without what was in it."""
    hostile(
        "\nimport torch\nif torch.cuda.is_available():\n"
        "    HELD = torch.full((2**28,), 90, dtype=torch.uint8, device='cuda')\n",
        passes=True,
    )
    return hostile(
        "\nimport torch\n_right = tf_to_torch\ndef tf_to_torch(w):\n"
        "    if w.is_cuda:\n"
        "        found = torch.empty(2**27, dtype=torch.uint8, device=w.device)\n"
        "        assert not int((found == 90).sum()), 'somebody was here'\n"
        "    return _right(w)\n",
        passes=True,
    )


HARMLESS = (
    "attacks_other_processes",
    "changes_files",
    "looks_for_secrets",
    "opens_sockets",
    "reads_other_processes",
    "reads_what_is_hidden",
    "removes_its_limits",
    "starts_processes",
    "writes_anywhere",
)


def corpus() -> str:
    """Each file's own proof that it came to nothing."""
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder, "canary.txt")
        canary.write_text("the canary lives")
        places = {
            "FOLDER": folder,
            "CANARY": canary,
            "SOLUTIONS": REPO / "solutions",
            "CACHE": os.environ["KATA_CACHE"],
            "REPO": REPO,
            "GRADER": os.getpid(),
        }
        for name in HARMLESS:
            text = (REPO / "tests/hostile/harmless" / f"{name}.py").read_text()
            for place, path in places.items():
                text = text.replace(f"@{place}@", str(path))
            # The one kind of socket that the driver listens at.
            text = text.replace(
                "refused(socket.socket, family, kind)",
                "(family, kind) == (1, 5) or refused(socket.socket, family, kind)",
            )
            try:
                hostile(before=text + "\n", passes=True)
            except AssertionError as error:
                raise AssertionError(f"{name}: {error}") from error
            assert canary.read_text() == "the canary lives", name
    return f"{len(HARMLESS)} files got nothing"


def check(file: Path, exercise: str) -> dict[str, Any]:
    """One `kata check` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, f"{exercise}.py")
        shutil.copy(file, copy)
        command = [
            sys.executable,
            "-m",
            "grader",
            "check",
            str(copy),
            "--json",
            "--exercise",
            f"convolution/{exercise}",
        ]
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
    """Accepted files pass and wrong ones don't, as long as the time goes, and a machine without a
    GPU would say the same. One process for each exercise; they take turns."""
    end = time.time() + table.left_s()

    def one(name: str) -> list[list[str]]:
        command = [sys.executable, __file__, "bank", name, str(end)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        answer: list[list[str]] = json.loads(run.stdout)
        return answer

    with ThreadPoolExecutor(len(EXERCISES)) as pool:
        answers = [row for rows in pool.map(one, EXERCISES) for row in rows]
    wrong = [f"{file}: {said}" for file, said in answers if said]
    assert not wrong, "; ".join(wrong)
    return f"{len(answers)} of {len(list(_bank(*EXERCISES)))} files as they must be, on both"


def _bank(*names: str) -> Iterator[tuple[str, Path]]:
    for name in names:
        for kind in ("accepted", "wrong"):
            folder = REPO / "solutions/convolution" / name / kind
            yield from ((name, path) for path in sorted(folder.glob("*.py")))


def bank_of(name: str, end: float) -> list[list[str]]:
    """An exercise's files, with what isn't as it must be."""
    exercise = library.find_exercise(f"convolution/{name}")
    answers = []
    with Session(exercise, Options(explain=False)) as real:
        without = Session(exercise, Options(explain=False))
        without.judge = Judge(exercise, without.judge.options, real.judge.parents, gpu.NO_GPU)
        with without as pretended:
            for _, path in _bank(name):
                if time.time() > end:
                    break
                file = submissions.of_bytes(path.read_bytes(), exercise.file)
                said = _differ(path, real.grade(file), pretended.grade(file))
                answers.append([str(path.relative_to(REPO)), said])
    return answers


def _differ(path: Path, real: Any, pretended: Any) -> str:
    if real.verdict != ("passed" if path.parent.name == "accepted" else "failed"):
        return f"it is {real.verdict}: {real.message}"
    on_gpu, on_none = (
        [(c.status, None if c.status == "passed" else c.message) for c in r.checks if c.device == d]
        for r, d in ((real, "cuda"), (pretended, PRETEND))
    )
    return "" if on_gpu == on_none else f"on the GPU {on_gpu}, without {on_none}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["bank"]:
        print(json.dumps(bank_of(sys.argv[2], float(sys.argv[3]))))
    else:
        raise SystemExit(main())
