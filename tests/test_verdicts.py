"""The stand-in for a GPU against a real one, on every file that a set ships: their verdicts agree.

Runs where a GPU is, and is counted as skipped anywhere else. There, `kata verify` holds the same
files to the stand-in alone.
"""

from __future__ import annotations

import glob

import pytest

from grader.grade.session import Options, Session
from grader.model import Exercise
from grader.sets import library, set_files
from grader.wire.messages import NotLoaded

EXERCISES = ("sobel_conv2d", "tf_to_torch", "tf_same_padding", "learn_edges")


def refused(exercise: Exercise, device: str) -> set[str]:
    """The files that fail a check on this device: of those that take one, and of no others."""
    found = set()
    files = [*set_files.accepted(exercise), *set_files.wrong(exercise)]
    assert files
    with Session(exercise, Options(device=device, explain=False, store=False)) as session:
        checks = [check for check in session.judge.recording.checks if check.takes_device]
        assert {check.device for check in checks} == {device}
        for path in files:
            with session.judge.attempt(path.read_bytes()) as attempt:
                if isinstance(attempt.loaded, NotLoaded):
                    continue
                judged = [session.judge.check(attempt, check) for check in checks]
            assert not any(one.untold for one in judged), path
            if any(one.failures or one.ending for one in judged):
                found.add(f"{path.parent.name}/{path.name}")
    return found


@pytest.mark.skipif(not glob.glob("/dev/nvidia[0-9]*"), reason="no GPU on this machine")
@pytest.mark.parametrize("name", EXERCISES)
def test_the_stand_in_agrees_with_a_gpu_on_every_file(name):  # pragma: no cover
    """A verdict that depends on the machine is no verdict."""
    exercise = library.find_exercise(f"convolution/{name}")
    on_gpu = refused(exercise, "cuda")
    assert refused(exercise, "pretend") == on_gpu
    assert not any(file.startswith("accepted/") for file in on_gpu)


def test_what_only_a_gpu_shows_is_refused_by_the_stand_in():
    """The same question where there is no GPU, with the answers written down."""
    pytest.importorskip("torch")
    exercise = library.find_exercise("convolution/tf_to_torch")
    elsewhere = refused(exercise, "pretend") - refused(exercise, "cpu")
    assert elsewhere == {
        f"wrong/{name}.py"
        for name in (
            "new_tensor_without_a_device",
            "numpy_returned",
            "on_the_cpu",
            "rebuilt_from_lists",
            "through_numpy",
        )
    }
