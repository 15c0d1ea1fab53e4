"""What confinement costs a submission: the same file graded both ways, in pairs.

python benchmarks/confinement.py [PAIRS]
"""

from __future__ import annotations

import statistics
import sys
import time

from grader import submissions
from grader.grade.session import Options, Session
from grader.sets import library, set_files


def main(pairs: int) -> None:
    exercise = library.find_exercise("convolution/padded_strided_conv")
    file = set_files.reference_file(exercise)
    assert file is not None
    submission = submissions.read(file)
    with (
        Session(exercise, Options(isolation="confined")) as confined,
        Session(exercise, Options(isolation="process")) as plain,
    ):
        costs = []
        for _ in range(pairs):
            spent = []
            for session in (confined, plain):
                started = time.perf_counter()
                session.grade(submission)
                spent.append(time.perf_counter() - started)
            costs.append((spent[0] - spent[1]) * 1000)
    print(
        f"confinement costs {statistics.median(costs):.1f} ms a submission, median of {pairs} pairs"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
