"""Grading with kata against running the same checks with plain pytest, in pairs.

    python benchmarks/check_against_pytest.py [RUNS]

For a right and a wrong submission, each run measures both commands one after the other: CPU time
of the command and its children, and wall time. Prints medians and the median of the ratios.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRIVATE = ROOT / "solutions" / "convolution" / "padded_strided_conv"
FILES = {"right": PRIVATE / "solution.py", "wrong": PRIVATE / "wrong" / "flipped_kernel.py"}


def kata(file: Path) -> list[str]:
    exercise = "convolution/padded_strided_conv"
    return [sys.executable, "-m", "grader", "check", str(file), "--exercise", exercise]


def plain_pytest(file: Path) -> list[str]:
    plugin = ["-p", "no:cacheprovider", "-p", "grader.checks.plugin", "--student", str(file)]
    return [sys.executable, "-m", "pytest", "-q", *plugin, str(PRIVATE / "checks.py")]


def measured(command: list[str]) -> tuple[float, float]:
    """CPU and wall seconds of a command with its children."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, capture_output=True, cwd=ROOT, env=os.environ)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main(runs: int) -> None:
    for name, file in FILES.items():
        measured(kata(file))  # records the cases, once per set version
        pairs = [(measured(kata(file)), measured(plain_pytest(file))) for _ in range(runs)]
        for number, figure in enumerate(("CPU", "wall")):
            ours = statistics.median(a[number] for a, _ in pairs)
            theirs = statistics.median(b[number] for _, b in pairs)
            ratio = statistics.median(a[number] / b[number] for a, b in pairs)
            print(
                f"{name:6} {figure:5} kata {ours:.2f} s  pytest {theirs:.2f} s  ratio {ratio:.2f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
