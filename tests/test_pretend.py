"""The stand-in for a GPU: what it computes, where answers lie, and what it refuses in CUDA's words.

One row for each class of operation. The sentences are CUDA's own, as torch says them on a GPU;
tests/test_verdicts.py compares whole files with a real one where there is one.
"""

from __future__ import annotations

import copy
import subprocess
import sys
import threading
from collections.abc import Iterator

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402  # torch may not be there
from torch.nn import functional as F  # noqa: E402

from grader.process import pretended_gpu  # noqa: E402
from grader.wire import arrays  # noqa: E402
from grader.wire.data import TensorData  # noqa: E402
from grader.wire.values import from_wire, to_wire  # noqa: E402

TWO = "Expected all tensors to be on the same device, but found at least two devices"
CONV = (
    r"Input type \(torch.cuda.FloatTensor\) and weight type \(torch.FloatTensor\) "
    "should be the same"
)
NUMPY = "can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu"
INDEX = "indices should be either on cpu or on the same device as the indexed tensor"


@pytest.fixture(autouse=True)
def gpu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What enter() does for good, for one test."""
    for owner, name, answer in pretended_gpu.ANSWERS:
        monkeypatch.setattr(owner, name, answer, raising=False)
    with pretended_gpu.Gpu():
        yield


def x():
    return torch.arange(6.0).reshape(2, 3).to("cuda")


def image():
    return torch.ones(1, 1, 4, 4, device="cuda")


def layer():
    return nn.Conv2d(1, 1, 3)


def filled(target, index, value):
    target[index] = value
    return target


def inside(context, make):
    with context:
        return make()


def trained(optimiser):
    """A layer's weight after a step; the optimiser was made before the layer was moved."""
    conv = layer()
    steps = optimiser(conv.parameters(), lr=0.5)
    weight = conv.weight
    conv.to("cuda")
    before = weight.detach().clone()
    conv(image()).sum().backward()
    assert weight.grad.is_cuda
    steps.step()
    assert conv.weight is weight
    assert bool((weight != before).any())
    return weight


def hooked():
    """A gradient as a hook is given it."""
    seen = []
    leaf = x().requires_grad_()
    leaf.register_hook(seen.append)
    (leaf * leaf).sum().backward()
    return seen[0] - 2 * leaf.detach()


def worked_out_in_a_hook(register):
    """What a hook makes of a gradient, and keeps for later."""
    kept = []
    leaf = x().requires_grad_()
    handle = register(leaf, lambda given: kept.append(0.5 * given))
    (leaf * leaf).sum().backward()
    handle.remove()
    return kept[0] - leaf.detach()


def late_hook(leaf, keep):
    return leaf.register_post_accumulate_grad_hook(lambda tensor: keep(tensor.grad))


def hook_of_several(leaf, keep):
    return torch.autograd.graph.register_multi_grad_hook(
        [leaf], lambda gradients: keep(gradients[0])
    )


def hook_of_a_layer():
    kept = []
    conv = layer().to("cuda")
    conv.register_full_backward_hook(lambda _, into, out: kept.append(2 * out[0]))
    conv(image().requires_grad_()).sum().backward()
    return kept[0] + torch.ones(1, 1, 2, 2, device="cuda")


def made_in_a_hook():
    kept = []
    leaf = x().requires_grad_()
    leaf.register_hook(lambda given: kept.append(torch.ones(3, device=given.device)))
    leaf.sum().backward()
    return kept[0]


def gradient_at_home(find):
    """Of a tensor of the CPU that was moved on the way."""
    leaf = torch.ones(2, 3, requires_grad=True)
    (leaf.cuda() * x()).sum().backward()
    return find(leaf) + torch.ones(2, 3)


def hooked_at_home():
    seen = []
    leaf = torch.ones(2, 3, requires_grad=True)
    leaf.register_hook(seen.append)
    (leaf.cuda() * x()).sum().backward()
    return seen[0] + torch.ones(2, 3)


def gradient_of_a_gradient():
    leaf = torch.ones(2, 3, requires_grad=True)
    (slope,) = torch.autograd.grad((leaf.cuda() ** 3).sum(), leaf, create_graph=True)
    slope.sum().backward()
    assert leaf.grad.tolist() == [[6.0] * 3] * 2
    return leaf.grad


class Doubled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, given):
        ctx.save_for_backward(given)
        return given * 2

    @staticmethod
    def backward(ctx, gradient):
        return gradient * 2 + 0 * ctx.saved_tensors[0]


def with_a_function_of_its_own():
    leaf = x().requires_grad_()
    Doubled.apply(leaf).sum().backward()
    return leaf.grad


# By class of operation: what is computed, and where the answer is.
WHERE = {
    # Made there.
    "zeros": (lambda: torch.zeros(2, device=x().device), "cuda"),
    "zeros without a device": (lambda: torch.zeros(2), "cpu"),
    "tensor of numbers": (lambda: torch.tensor([1.0], device="cuda"), "cuda"),
    "tensor of a tensor": (lambda: x().new_tensor([1.0]), "cuda"),
    "tensor of numbers taken out": (lambda: torch.tensor([x()[0, 0], x()[0, 1]]), "cpu"),
    "as_tensor of an array": (lambda: torch.as_tensor(np.ones(2), device="cuda:0"), "cuda"),
    "as_tensor of a tensor": (lambda: torch.as_tensor(torch.ones(2), device="cuda"), "cuda"),
    "as_tensor, back": (lambda: torch.as_tensor(x(), device="cpu"), "cpu"),
    "asarray": (lambda: torch.asarray([1.0], device=0), "cuda"),
    "arange": (lambda: torch.arange(3, device="cuda"), "cuda"),
    "full": (lambda: torch.full((2,), x()[0, 0]), "cpu"),
    "empty_like": (lambda: torch.empty_like(x()), "cuda"),
    "zeros_like elsewhere": (lambda: torch.zeros_like(x(), device="cpu"), "cpu"),
    "new_zeros": (lambda: x().new_zeros(2), "cuda"),
    "new_zeros elsewhere": (lambda: x().new_zeros(2, device="cpu"), "cpu"),
    "from_numpy": (lambda: torch.from_numpy(np.ones(2)), "cpu"),
    "from_numpy, moved": (lambda: torch.from_numpy(np.ones(2)).to(x().device), "cuda"),
    "Tensor": (lambda: torch.Tensor([1]), "cpu"),
    "a default device": (
        lambda: inside(torch.device("cuda"), lambda: torch.ones(2)),
        "cuda",
    ),
    "meta": (lambda: torch.zeros(2, device="meta"), "meta"),
    "from_dlpack": (lambda: torch.from_dlpack(x()), "cuda"),
    "from_dlpack of a capsule": (lambda: torch.from_dlpack(x().__dlpack__()), "cuda"),
    "from_dlpack, both by torch": (
        lambda: torch.utils.dlpack.from_dlpack(torch.utils.dlpack.to_dlpack(x())),
        "cuda",
    ),
    "from_dlpack at home": (lambda: torch.from_dlpack(torch.ones(2)), "cpu"),
    "from_dlpack of a capsule, at home": (
        lambda: torch.from_dlpack(torch.ones(2).__dlpack__()),
        "cpu",
    ),
    "from_dlpack of an array": (lambda: torch.from_dlpack(np.ones(2)), "cpu"),
    "with a generator": (
        lambda: torch.rand(2, device="cuda", generator=torch.Generator("cuda").manual_seed(1)),
        "cuda",
    ),
    # Moved.
    "to a device": (lambda: torch.ones(2).to("cuda"), "cuda"),
    "to a device and a dtype": (lambda: torch.ones(2).to(x().device, torch.float64), "cuda"),
    "to a device by name": (lambda: torch.ones(2).to(device="cuda", copy=True), "cuda"),
    "to a dtype": (lambda: x().to(torch.float64), "cuda"),
    "to another tensor": (lambda: torch.ones(2).to(x()), "cuda"),
    "to the CPU": (lambda: x().to("cpu"), "cpu"),
    "to meta": (lambda: x().to("meta"), "meta"),
    "cuda": (lambda: torch.ones(2).cuda(), "cuda"),
    "cuda 0": (lambda: torch.ones(2).cuda(0, non_blocking=True), "cuda"),
    "cpu": (lambda: x().cpu(), "cpu"),
    "double": (lambda: x().double(), "cuda"),
    "type": (lambda: x().type(torch.float64), "cuda"),
    "type by name": (lambda: torch.ones(2).type("torch.cuda.DoubleTensor"), "cuda"),
    "type by name, back": (lambda: x().type("torch.FloatTensor"), "cpu"),
    "type_as": (lambda: torch.ones(2).type_as(x()), "cuda"),
    "pin_memory": (lambda: torch.ones(2).pin_memory(), "cpu"),
    "copy_ to there": (lambda: x().copy_(torch.ones(2, 3)), "cuda"),
    "copy_ from there": (lambda: torch.ones(2, 3).copy_(x()), "cpu"),
    "deepcopy": (lambda: copy.deepcopy(layer().to("cuda")).weight, "cuda"),
    # Computed.
    "arithmetic": (lambda: 1 - x() / 2, "cuda"),
    "with a number on the CPU": (lambda: x() + torch.tensor(2.0), "cuda"),
    "two numbers": (lambda: x()[0, 0] + torch.tensor(2.0), "cuda"),
    "in place": (lambda: x().add_(1), "cuda"),
    "a view": (lambda: x().T[1:], "cuda"),
    "unbound": (lambda: next(iter(x())), "cuda"),
    "several answers": (lambda: x().max(1).values, "cuda"),
    "matmul": (lambda: x() @ x().T, "cuda"),
    "einsum": (lambda: torch.einsum("ij,ij->i", x(), x()), "cuda"),
    "stack": (lambda: torch.stack([x(), x()]), "cuda"),
    "where": (lambda: torch.where(x() > 1, x(), 0.0), "cuda"),
    "conv2d": (lambda: F.conv2d(image(), image()[..., :3, :3]), "cuda"),
    "pad": (lambda: F.pad(image(), (1, 1)), "cuda"),
    "unfold": (lambda: F.unfold(image(), 3), "cuda"),
    "fft": (lambda: torch.fft.rfft2(image()), "cuda"),
    "shape of another": (lambda: torch.ones(1, 3).expand_as(x()), "cpu"),
    "sparse": (lambda: torch.eye(2, device="cuda").to_sparse(), "cuda"),
    "aten": (lambda: torch.ops.aten.add.Tensor(x(), x()), "cuda"),
    # By index.
    "index": (lambda: x()[1:, 0], "cuda"),
    "index on the CPU": (lambda: x()[torch.tensor([0, 1])], "cuda"),
    "index on the GPU": (lambda: x()[x() > 2], "cuda"),
    "set a number": (lambda: filled(x(), (0, 0), 5.0), "cuda"),
    "set a row from the CPU": (lambda: filled(x(), 0, torch.ones(3)), "cuda"),
    "set by index": (lambda: filled(x(), [0, 1], x()), "cuda"),
    "index_put": (lambda: x().index_put((torch.tensor([0]),), x()[0]), "cuda"),
    # Modules.
    "module to a device": (lambda: layer().to("cuda").weight, "cuda"),
    "module to a tensor": (lambda: layer().to(image())(image()), "cuda"),
    "module to a number": (lambda: layer().to(0)(image()), "cuda"),
    "module.cuda": (lambda: layer().cuda()(image()), "cuda"),
    "module made there": (lambda: nn.Conv2d(1, 1, 3, device="cuda")(image()), "cuda"),
    "module moved back": (lambda: layer().cuda().cpu().weight, "cpu"),
    "lazy module": (lambda: nn.LazyConv2d(1, 3).to("cuda")(image()), "cuda"),
    "weight moved at each call": (
        lambda: F.conv2d(image(), layer().weight.to(image().device, image().dtype)),
        "cuda",
    ),
    "buffers": (lambda: nn.BatchNorm2d(1).to("cuda")(image()), "cuda"),
    "recurrent": (lambda: nn.LSTM(3, 2).to("cuda")(x()[None])[0], "cuda"),
    "attention": (lambda: nn.MultiheadAttention(3, 1).to("cuda")(x(), x(), x())[0], "cuda"),
    "parameter": (lambda: nn.Parameter(x()), "cuda"),
    # Gradients.
    "backward": (lambda: trained(torch.optim.SGD), "cuda"),
    "optimiser with a state": (lambda: trained(torch.optim.Adam), "cuda"),
    "autograd.grad": (
        lambda: (lambda w: torch.autograd.grad((w * x()).sum(), w)[0])(x().requires_grad_()),
        "cuda",
    ),
    "gradient of what was moved": (
        lambda: (lambda w: torch.autograd.grad((w.cuda() * x()).sum(), w)[0])(
            torch.ones(2, 3, requires_grad=True)
        ),
        "cpu",
    ),
    "gradient of what was moved, kept": (lambda: gradient_at_home(lambda t: t.grad), "cpu"),
    "gradient of a gradient": (gradient_of_a_gradient, "cpu"),
    "hook": (hooked, "cuda"),
    "hook at home": (hooked_at_home, "cpu"),
    "hook that computes": (lambda: worked_out_in_a_hook(torch.Tensor.register_hook), "cuda"),
    "hook after the gradient": (lambda: worked_out_in_a_hook(late_hook), "cuda"),
    "hook of several": (lambda: worked_out_in_a_hook(hook_of_several), "cuda"),
    "hook of a layer": (hook_of_a_layer, "cuda"),
    "hook that makes something": (made_in_a_hook, "cuda"),
    "a function of one's own": (with_a_function_of_its_own, "cuda"),
    "func.grad": (lambda: torch.func.grad(lambda w: (w * x()).sum())(x()), "cuda"),
    "func.jacfwd": (lambda: torch.func.jacfwd(lambda a: a * 2)(x()), "cuda"),
    "vmap": (lambda: torch.func.vmap(lambda row: row * 2)(x()), "cuda"),
}


# torch's own use of what it has deprecated, in func.jacfwd.
@pytest.mark.filterwarnings("ignore:.torch.jit.script. is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("make", "device"), WHERE.values(), ids=WHERE.keys())
def test_an_answer_is_where_cuda_would_put_it(make, device):
    """Each of these is right on a GPU; none may be refused."""
    assert make().device.type == device


REFUSED = {
    "arithmetic": (lambda: x() + torch.ones(2, 3), TWO),
    "from_numpy": (lambda: x() * torch.from_numpy(np.ones((2, 3))), TWO),
    "a number on the GPU": (lambda: torch.ones(3) + x()[0, 0], TWO),
    "in place": (lambda: torch.ones(2, 3).add_(x()), TWO),
    "a number in place": (lambda: torch.tensor(0.0).add_(x().sum()), TWO),
    "out": (lambda: torch.add(x(), x(), out=torch.empty(2, 3)), TWO),
    "matmul": (lambda: x() @ torch.ones(3, 1), TWO),
    "einsum": (lambda: torch.einsum("ij,ij->i", x(), torch.ones(2, 3)), TWO),
    "cat": (lambda: torch.cat([x(), torch.ones(1, 3)]), TWO),
    "stack of numbers": (lambda: torch.stack([x()[0, 0], torch.tensor(1.0)]), TWO),
    "where": (lambda: torch.where(torch.ones(2, 3) > 0, x(), x()), TWO),
    "gather": (lambda: x().gather(1, torch.zeros(2, 1, dtype=torch.int64)), TWO),
    "masked_fill": (lambda: x().masked_fill(torch.ones(2, 3) > 0, 0.0), TWO),
    "conv2d": (lambda: F.conv2d(image(), torch.ones(1, 1, 3, 3)), CONV),
    "conv2d on the CPU": (lambda: F.conv2d(torch.ones(1, 1, 4, 4), image()), "Input type"),
    "conv2d with a bias": (
        lambda: F.conv2d(image(), image(), torch.ones(1)),
        r"and bias type \(torch.FloatTensor\)",
    ),
    "layer left on the CPU": (lambda: layer()(image()), CONV),
    "layer left on the CPU, without gradients": (
        lambda: inside(torch.no_grad(), lambda: layer()(image())),
        CONV,
    ),
    "buffer left on the CPU": (lambda: nn.BatchNorm2d(1)(image()), TWO),
    "embedding": (lambda: F.embedding(torch.tensor([0]), x()), TWO),
    "aten": (lambda: torch.ops.aten.add.Tensor(x(), torch.ones(2, 3)), TWO),
    "vmap": (lambda: torch.func.vmap(lambda row: row + torch.ones(3))(x()), TWO),
    "CPU by index of the GPU": (lambda: torch.ones(3)[torch.tensor([0], device="cuda")], INDEX),
    "set by index from the CPU": (lambda: filled(x(), [0, 1], torch.ones(2, 3)), TWO),
    "numpy": (lambda: x().numpy(), NUMPY),
    "asarray": (lambda: np.asarray(x()), NUMPY),
    "array of rows": (lambda: np.array([x()[0], x()[1]]), NUMPY),
    "an array's arithmetic": (lambda: x() + np.ones((2, 3)), NUMPY),
    "apply_": (lambda: x().apply_(float), "only implemented on CPU tensors"),
    "a second GPU": (lambda: x().to("cuda:1"), "invalid device ordinal"),
    "gradient elsewhere": (
        lambda: setattr(nn.Parameter(x()), "grad", torch.ones(2, 3)),
        "assigned grad has data located on a different device",
    ),
    "NumPy, by DLPack": (lambda: np.from_dlpack(x()), "Unsupported device in DLTensor"),
    "a generator of the CPU": (
        lambda: torch.rand(2, device="cuda", generator=torch.Generator()),
        "Expected a 'cuda' device type for generator but found 'cpu'",
    ),
    "a generator of the GPU": (
        lambda: torch.rand(2, generator=torch.Generator("cuda")),
        "Expected a 'cpu' device type for generator but found 'cuda'",
    ),
    "a generator of the CPU, in place": (
        lambda: x().normal_(generator=torch.Generator()),
        "Expected a 'cuda' device type for generator but found 'cpu'",
    ),
}


@pytest.mark.parametrize(("do", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cuda_refuses_is_refused_in_its_words(do, said):
    """An answer computed from two devices would be right here and nowhere else."""
    with pytest.raises((RuntimeError, TypeError), match=said):
        do()


PLAIN = {
    "item": (lambda: x().sum().item(), 15.0),
    "float": (lambda: float(x()[1, 2]), 5.0),
    "tolist": (lambda: x().tolist(), [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]),
    "a guard": (lambda: bool(torch.isfinite(x()).all()), True),
    "through NumPy and back": (
        lambda: torch.from_numpy(x().cpu().numpy() * 2).to(x().device).tolist()[1],
        [6.0, 8.0, 10.0],
    ),
    "numpy by force": (lambda: x().numpy(force=True).tolist()[0], [0.0, 1.0, 2.0]),
    "is_cuda": (lambda: (x().is_cuda, x().cpu().is_cuda), (True, False)),
    "is_cpu": (lambda: (x().is_cpu, x().cpu().is_cpu), (False, True)),
    "get_device": (lambda: (x().get_device(), torch.ones(1).get_device()), (0, -1)),
    "device": (lambda: str(x().device), "cuda:0"),
    "type": (lambda: x().type(), "torch.cuda.FloatTensor"),
    "class": (lambda: type(x()) is torch.Tensor, True),
    "dlpack device": (lambda: x().__dlpack_device__(), (2, 0)),
    "ctc": (
        lambda: (
            F.ctc_loss(
                torch.zeros(3, 1, 2, device="cuda").log_softmax(2),
                torch.ones(1, 1, dtype=torch.int64),
                torch.tensor([3]),
                torch.tensor([1]),
            ).is_cuda
        ),
        True,
    ),
    "printed": (lambda: repr(torch.ones(1, device="cuda")), "tensor([1.], device='cuda:0')"),
}


@pytest.mark.parametrize(("ask", "answer"), PLAIN.values(), ids=PLAIN.keys())
def test_values_can_be_looked_at(ask, answer):
    """As on a GPU, where it takes a while."""
    assert ask() == answer


def test_memory_is_not_shared_between_devices():
    """A copy that isn't one would pass here what a GPU leaves unchanged."""
    numbers = np.ones(2)
    torch.as_tensor(numbers, device="cuda")[0] = 5
    there = torch.ones(2)
    there.cuda()[0] = 5
    here = x()
    here.cpu()[0] = 5
    assert numbers[0] == there[0] == 1
    assert here[0, 0] == 0
    assert here.to("cuda") is here


def test_a_tensor_crosses_to_it_and_back(monkeypatch):
    """On the wire it is one of a GPU's, with values."""
    monkeypatch.setattr(arrays, "REAL_TENSORS", True)
    wire = TensorData("float32", (2,), np.array([1, 2], "<f4").tobytes(), device="cuda")
    made = from_wire(wire)
    assert (made.device.type, made.tolist()) == ("cuda", [1.0, 2.0])
    assert to_wire(made * 2).data == np.array([2, 4], "<f4").tobytes()
    assert to_wire(made * 2).device == "cuda"
    assert to_wire((made * 2).cpu()).device == "cpu"


def twice(draw, prepare):
    """The same numbers once more, as far as prepare() makes it so."""
    prepare()
    first = draw()
    prepare()
    return bool((draw() == first).all())


def draw():
    return torch.rand(5, device="cuda")


def forked():
    """Random numbers drawn aside leave those that come next."""
    torch.manual_seed(3)
    with torch.random.fork_rng():
        draw()
    first = draw()
    torch.manual_seed(3)
    return bool((draw() == first).all())


def kept_state(get, put_back):
    state = get()
    return twice(draw, lambda: put_back(state))


def timed():
    start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    start.record()
    with torch.cuda.stream(torch.cuda.Stream()):
        answer = x() * 2
    end.record()
    torch.cuda.current_stream().wait_stream(torch.cuda.default_stream())
    end.synchronize()
    return answer.is_cuda, start.elapsed_time(end) >= 0


def in_a_thread(make):
    found = []
    thread = threading.Thread(target=lambda: found.append(make()))
    thread.start()
    thread.join()
    return found[0]


ASKED = {
    "is there a GPU": (lambda: torch.cuda.is_available(), True),
    "how many": (lambda: torch.cuda.device_count(), 1),
    "which": (lambda: torch.cuda.current_device(), 0),
    "wait for it": (lambda: torch.cuda.synchronize(), None),
    "use it": (lambda: torch.cuda.set_device(0), None),
    "use it for a while": (
        lambda: inside(torch.cuda.device(0), lambda: x().device.index),
        0,
    ),
    "an accelerator": (lambda: torch.accelerator.current_accelerator().type, "cuda"),
    "scripted": (lambda: torch.jit.script(lambda a: a * 2)(x()).is_cuda, True),
    "compiled": (lambda: torch.compile(lambda a: a * 2)(x()).is_cuda, True),
    "compiled by decorator": (
        lambda: torch.compile(mode="default")(lambda a: a * 2)(x()).is_cuda,
        True,
    ),
    "in a thread": (lambda: in_a_thread(lambda: (x() * 2).is_cuda), True),
    "its name": (lambda: isinstance(torch.cuda.get_device_name(x().device), str), True),
    "its properties": (lambda: torch.cuda.get_device_properties(0).total_memory > 2**30, True),
    "what it can": (lambda: torch.cuda.get_device_capability() >= (7, 0), True),
    "bfloat16": (lambda: torch.cuda.is_bf16_supported(), True),
    "memory": (lambda: torch.cuda.mem_get_info()[0] > torch.cuda.memory_allocated(), True),
    "memory at its most": (lambda: torch.cuda.reset_peak_memory_stats(), None),
    "started": (lambda: torch.cuda.init(), None),
    "streams and events": (timed, (True, True)),
    "seeded there": (lambda: twice(draw, lambda: torch.cuda.manual_seed(5)), True),
    "seeded everywhere": (lambda: twice(draw, lambda: torch.cuda.manual_seed_all(5)), True),
    "not seeded": (lambda: twice(draw, torch.cuda.seed), False),
    "its state": (
        lambda: kept_state(torch.cuda.get_rng_state, torch.cuda.set_rng_state),
        True,
    ),
    "all states": (
        lambda: kept_state(torch.cuda.get_rng_state_all, torch.cuda.set_rng_state_all),
        True,
    ),
    "drawn aside": (forked, True),
    "several GPUs, of which there is one": (
        lambda: nn.DataParallel(layer().cuda())(image()).is_cuda,
        True,
    ),
    "a generator's device": (lambda: torch.Generator(x().device).device.type, "cuda"),
    "a generator at home": (lambda: torch.Generator().device.type, "cpu"),
    "a generator is one": (
        lambda: [
            isinstance(made, torch.Generator)
            for made in (torch.Generator("cuda"), torch.default_generator, 1)
        ],
        [True, True, False],
    ),
    "seeded": (lambda: torch.manual_seed(0) is not None, True),
}


@pytest.mark.parametrize(("ask", "answer"), ASKED.values(), ids=ASKED.keys())
def test_questions_about_the_gpu_are_answered_as_where_there_is_one(ask, answer):
    """Else a file that asks first would take the other way here."""
    assert ask() == answer


BACKWARD = """\
import sys
import torch
from grader.process import pretended_gpu
for owner, name, answer in pretended_gpu.ANSWERS:
    setattr(owner, name, answer)
with pretended_gpu.Gpu():
    layer = torch.nn.Conv2d(1, 1, 3, device="cuda")
    layer(torch.ones(1, 1, 4, 4, device="cuda")).sum().backward()
    print(layer.weight.grad.device, "torch._dynamo" in sys.modules)
"""


def test_a_backward_pass_loads_no_compiler():
    """It takes seconds of a student's call, where an installation has no bytecode."""
    said = subprocess.run(
        [sys.executable, "-c", BACKWARD], capture_output=True, text=True, check=True, timeout=300
    )
    assert said.stdout.split() == ["cuda:0", "False"]
