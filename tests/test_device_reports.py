"""What a student is told about devices where there is no GPU: the whole way, on a tiny exercise."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest
from conftest import REPO, Grader, check, statuses

from grader.judge import devices
from grader.judge.outcomes import Failure, Judged
from grader.judge.recording import RecordedCase, RecordedCheck
from grader.views.json import to_json
from grader.wire import messages
from grader.wire.messages import Operation, Raised
from grader.wording import plain_words, sentences

FILES = {
    "exercises/tiny/set.toml": """\
title = "Tiny"
version = "1.0.0"
licence = "MIT"
order = ["scale"]
""",
    "exercises/tiny/scale/exercise.toml": """\
title = "Scale"
difficulty = "easy"
requires = ["numpy", "torch"]

[limits]
call_s = 10.0
""",
    "exercises/tiny/scale/README.md": "# Scale\n\nTwice x.\n",
    "exercises/tiny/scale/scale.py": "def scale(x):\n    raise NotImplementedError\n",
    "exercises/tiny/scale/test_examples.py": "def test_nothing():\n    pass\n",
    "solutions/tiny/scale/solution.py": "def scale(x):\n    return x * 2\n",
    "solutions/tiny/scale/wrong/zeros.py": (
        '"""All zeros."""\nimport torch\n\n\ndef scale(x):\n    return torch.zeros_like(x)\n'
    ),
    "solutions/tiny/scale/checks.py": '''\
from hypothesis import given, settings

from grader.checks import assert_same, tensors


@settings(max_examples=10)
@given(x=tensors((3, 4)))
def test_values(student, reference, x):
    """Twice the numbers."""
    assert_same(student.scale(x), reference.scale(x))


@settings(max_examples=10)
@given(x=tensors((3, 4)))
def test_device(student, reference, device, x):
    """They stay where they are."""
    assert_same(student.scale(x), reference.scale(x))
    assert_same(student.scale(x.to(device)), reference.scale(x), device=device)
''',
}
ELSEWHERE = "test_device[pretend]"


@pytest.fixture(scope="module")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    pytest.importorskip("torch")
    root = tmp_path_factory.mktemp("torch")
    for part, content in FILES.items():
        path = root / part
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    grader = Grader(root)
    if "pretend" not in grader.session("scale").judge.devices():
        pytest.skip("a GPU is here: nothing stands in for it")
    yield grader
    grader.close()


def body(*lines: str) -> str:
    parts = [part for line in lines for part in line.split("; ")]
    return "import numpy as np\nimport torch\n\ndef scale(x):\n" + "".join(
        f"    {part}\n" for part in parts
    )


RIGHT = {
    "moved at each call": "return x * torch.tensor(2.0).reshape(1).to(x.device)",
    "through NumPy and back": "return torch.from_numpy(x.cpu().numpy() * 2).to(x.device)",
    "through a list": "return torch.tensor(x.tolist(), dtype=x.dtype, device=x.device) * 2",
    "a guard": "return x * 2 if torch.isfinite(x).all() else None",
    "a number": "return x * torch.tensor(2.0)",
    "made there": "return torch.full_like(x, 2) * x",
    "cuda where x is": "return x.cuda() * 2 if x.is_cuda else x * 2",
    "a hook": (
        "kept = []; y = x.double().requires_grad_(); "
        "y.register_hook(lambda g: kept.append(g * 2)); "
        "y.sum().backward(); return kept[0].to(x.dtype) * x"
    ),
    "asked for its name": "x.is_cuda and torch.cuda.get_device_name(x.device); return x * 2",
    "random numbers kept aside": (
        "with torch.random.fork_rng(): torch.manual_seed(0); y = torch.rand_like(x.double()); "
        "return x * 2"
    ),
    "a generator of its own": (
        "torch.rand(2, device=x.device, generator=torch.Generator(x.device)); return x * 2"
    ),
    "through DLPack": "return torch.from_dlpack(x) * 2",
    "anomalies looked for": "torch.autograd.set_detect_anomaly(True); return x * 2",
}


@pytest.mark.parametrize("line", RIGHT.values(), ids=RIGHT.keys())
def test_every_right_way_passes(grade, line):
    """Looking at the numbers is right, and so is a detour that comes back."""
    report = grade(body(line), "scale")
    assert (report.verdict, report.score, report.max_score) == ("passed", 3, 3)
    there = check(report, ELSEWHERE)
    assert (there.device, there.message) == ("pretend", sentences.STAND_IN)
    skipped = check(report, "test_device[cuda]")
    assert (skipped.status, skipped.message) == ("skipped", "CUDA: not checked, no GPU here")


def test_a_warning_stands_at_the_file_s_line_on_the_stand_in_too(grade):
    """What stands in for the GPU is between the file and torch, and is nothing of theirs."""
    report = grade(body("return torch.tensor(x) * 2"), "scale")
    warned = [line for line in report.output.splitlines() if "UserWarning: To copy" in line]
    assert len(warned) == 2  # one for each process: the CPU's and the stand-in's
    assert all(re.match(r"scale\.py:5: UserWarning", line) for line in warned)
    assert "pretended_gpu" not in report.output


def test_no_report_says_where_kata_lies(grade):
    """Not by a traceback that the file prints itself, which leads through what stands in."""
    lines = ("try: x + torch.ones(2, 9, device='cpu')", "except RuntimeError: print_exc()")
    source = "from traceback import print_exc\n" + body(*lines, "return x * 2")
    report = grade(source, "scale")
    assert report.verdict == "passed"
    assert "kata/process/pretended_gpu/__init__.py" in report.output
    assert str(REPO / "grader") not in to_json(report)


FAULTS = {
    "without a device": ("return x * torch.full((3, 4), 2.0)", "law:two_devices"),
    "by index": (
        "return torch.full((3, 4), 2.0)[:, torch.arange(4, device=x.device)] * x.cpu()",
        "law:two_devices",
    ),
    "through NumPy": ("return torch.from_numpy(x.numpy() * 2)", "law:numpy_on_gpu"),
    "NumPy's own function": ("return torch.as_tensor(np.multiply(x, 2))", "law:numpy_on_gpu"),
}


@pytest.mark.parametrize(("line", "why"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_that_only_a_gpu_shows_is_told_as_one(grade, line, why):
    """Not as one of memory layouts or of what the numbers happen to be like."""
    report = grade(body(line), "scale")
    there = check(report, ELSEWHERE)
    assert there.status == "error"
    assert statuses(report) == {"passed", "error"}
    assert there.why.id == why
    assert there.when == "every case where x is on a GPU fails, and no other"


def test_an_answer_that_comes_back_on_the_cpu_is_told_by_its_place(grade):
    """It has the right numbers."""
    there = check(grade(body("return x.cpu() * 2"), "scale"), ELSEWHERE)
    assert there.message == "The answer is on cpu, its input was on cuda."
    assert there.why is None


def test_a_wrong_value_is_no_known_mistake_of_devices(grade):
    """A wrong shape was once told as zeros, since what has no values agreed with anything."""
    report = grade(body("return (x * 2)[:1]"), "scale")
    assert {c.name: c.why for c in report.checks if c.why} == {}


def test_a_gpu_that_is_asked_for_by_name_is_told_as_that(grade):
    """Where there is none, and on the CPU where there is one."""
    report = grade(body("return x.to('cuda') * 2"), "scale")
    on_cpu = check(report, "test_device[cpu]")
    assert on_cpu.why.id == "law:device_by_name"
    assert "asks for a GPU by name" in on_cpu.why.text


def test_a_gpu_that_is_taken_where_there_is_one_is_found_too(grade):
    """The usual line of every tutorial: on the CPU, beside a GPU, it moves the answer away."""
    where = "'cuda' if torch.cuda.is_available() else 'cpu'"
    report = grade(body(f"return x.to({where}) * 2"), "scale")
    assert check(report, "test_device[cpu]").status == "passed"
    there = check(report, ELSEWHERE)
    assert there.message == "The answer is on cuda, its input was on cpu."


def test_a_gpu_that_is_asked_for_while_the_file_is_loaded_is_told_in_plain_words(grade):
    """torch's own sentence is about how it was compiled."""
    report = grade("import torch\nTWO = torch.full((1,), 2.0, device='cuda')\n", "scale")
    assert report.message.endswith(
        "(the file asks for a GPU by name, and not every machine has one)"
    )


UNTOLD = "torch.cuda.CUDAGraph() if x.is_cuda and {when} else None; return x * 2"


def test_what_the_stand_in_cannot_tell_costs_nothing(grade):
    """It may be right or wrong; what it did right in other cases says that it isn't for show."""
    report = grade(body(UNTOLD.format(when="(x < 0).any()")), "scale")
    there = check(report, ELSEWHERE)
    assert (there.status, there.points, there.max_points) == ("skipped", 0, 0)
    assert there.message == "CUDA: could not be told here, where there is no GPU"
    assert (report.verdict, report.score, report.max_score) == ("passed", 2, 2)


@pytest.mark.parametrize("asked", ["torch.cuda.CUDAGraph()", "torch.cuda.current_blas_handle()"])
def test_a_check_of_which_nothing_could_be_told_is_not_set_aside(grade, asked):
    """Who asks the driver on purpose has shown no answer on a GPU."""
    report = grade(body(f"x.is_cuda and {asked}; return x.cpu() * 2"), "scale")
    there = check(report, ELSEWHERE)
    assert (there.status, there.points, there.max_points) == ("error", 0, 1)
    assert there.message == sentences.NOTHING_TOLD
    assert report.verdict == "failed"


PRETEXTS = {
    "the stand-in's own words": "raise NotImplementedError('only a real GPU can tell')",
    "torch's words": "raise RuntimeError('Found no NVIDIA driver on your system')",
    "a class by the same name": (
        "raise type('RuntimeError', (RuntimeError,), {})('Found no NVIDIA driver')"
    ),
    "thrown into a generator": "(n for n in x).throw(RuntimeError('Found no NVIDIA driver'))",
    "a library's raise": (
        "import concurrent.futures as f; later = f.Future(); "
        "later.set_exception(RuntimeError('Found no NVIDIA driver')); later.result()"
    ),
    "a module by another's name": (
        "exec(\"raise RuntimeError('Found no NVIDIA driver')\", {'__name__': 'torch'})"
    ),
}


@pytest.mark.parametrize("raising", PRETEXTS.values(), ids=PRETEXTS.keys())
def test_what_a_file_raises_itself_is_never_set_aside(grade, raising):
    """The words are anybody's; where they were raised tells."""
    lines = "".join(f"        {line.strip()}\n" for line in raising.split("; "))
    source = f"def scale(x):\n    if x.is_cuda:\n{lines}    return x.cpu() * 2\n"
    report = grade(source, "scale")
    there = check(report, ELSEWHERE)
    assert (there.status, there.points, there.max_points) == ("error", 0, 1)
    assert report.verdict == "failed"


def test_a_tensor_without_values_is_called_what_it_is(grade):
    """It can't be compared."""
    report = grade(body("return torch.empty_like(x, device='meta')"), "scale")
    got = check(report, "test_values")
    assert (got.status, got.message) == (
        "failed",
        "Returned a tensor on the meta device, which has no values, expected a torch tensor.",
    )


# Causes, by the sentences of torch ------------------------------------------------------------


def failed(message: str) -> Failure:
    raised = Raised("RuntimeError", ("RuntimeError", "Exception"), message, by_torch=True)
    return Failure("error", message, None, None, (), raised)


@pytest.mark.parametrize("said", plain_words.NO_GPU_HERE)
def test_every_build_of_torch_is_understood(said):
    """The CPU build, and CUDA's where there is no driver or no GPU."""
    why = devices.law([failed(f"It says: {said}.")] * 2)
    assert why is not None
    assert why.id == "law:device_by_name"


def test_failures_of_two_kinds_have_no_common_cause():
    """Never guesses."""
    assert devices.law([failed("Found no NVIDIA driver"), failed("something else")]) is None
    assert devices.law([]) is None


# What was chosen for a case that nothing was drawn for.
NOTHING = msgspec.Raw(messages.encode(None))


def test_only_failures_on_the_stand_in_are_set_aside():
    """On the CPU the same sentence is the code's own fault."""
    cases = [RecordedCase({}, [asks("f")], [], [], [], NOTHING)] * 3
    for device, left in (("cpu", 2), ("pretend", 1)):
        recorded = RecordedCheck(
            name="a", title="T", points=1, device=device, takes_device=True, cases=cases
        )
        judged = Judged(
            check=recorded, failures={0: failed("Found no NVIDIA driver"), 1: failed("else")}, ran=3
        )
        assert len(devices.without_untold(judged).failures) == left


def asks(name: str) -> msgspec.Raw:
    return msgspec.Raw(messages.encode(Operation("call", None, name)))


@pytest.mark.parametrize(("others", "left"), [(["f"], 0), (["g"], 1), ([], 1), (["g", "f"], 0)])
def test_each_function_must_have_been_right_once(others, left):
    """Else one that is never shown on a GPU hides behind the others."""
    cases = [RecordedCase({}, [asks(name)], [], [], [], NOTHING) for name in ("f", *others)]
    recorded = RecordedCheck(
        name="a", title="T", points=1, device="pretend", takes_device=True, cases=cases
    )
    judged = Judged(check=recorded, failures={0: failed("Found no NVIDIA driver")}, ran=len(cases))
    judged = devices.without_untold(judged)
    assert (len(judged.failures), judged.untold) == (left, 1)


def test_a_check_that_is_not_replayed_needs_a_right_case_too():
    """What its cases asked is not written down."""
    recorded = RecordedCheck(
        name="a",
        title="T",
        points=1,
        device="pretend",
        takes_device=True,
        cases=[],
        replayable=False,
    )
    for ran, left in ((1, 1), (2, 0)):
        judged = Judged(check=recorded, failures={0: failed("Found no NVIDIA driver")}, ran=ran)
        assert len(devices.without_untold(judged).failures) == left


def test_what_is_forbidden_is_never_set_aside():
    """Whatever it says."""
    said = "Found no NVIDIA driver"
    raised = Raised("RuntimeError", ("Exception",), said, forbidden="uses x", by_torch=True)
    forbidden = Failure("forbidden", "uses x", None, None, (), raised)
    recorded = RecordedCheck(
        name="a", title="T", points=1, device="pretend", takes_device=True, cases=[]
    )
    judged = Judged(check=recorded, failures={0: forbidden})
    assert devices.without_untold(judged).failures == {0: forbidden}
