"""A GPU for machines without one: device files that are plain files, and a torch whose driver
behaves as the real one was seen to, and gives up where it is refused what that one needs.

    starting CUDA    opens the device files and an eventfd and keeps them; reads mmap_min_addr;
                     shares memory through a file without a name; listens at a socket whose
                     name is in no folder; starts a thread and writes that thread's name into
                     /proc
    using it         fails as busy when its descriptors were closed under it
    a backward pass  on the CPU asks how many GPUs there are, wherever the loader finds libcuda
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import TinySet

from grader.process import gpu
from grader.process import parent as parents

TORCH = """
import ctypes, fcntl, os, signal, socket, struct, sys, threading, time
from types import SimpleNamespace

DEVICES = {devices!r}
MODE = {mode!r}
__version__ = "2.9"
asked_for_gpus = []
pretending = []
_open = []
_busy = "CUDA error: CUDA-capable device(s) is/are busy or unavailable"
_refused = "CUDA error: OS call failed or operation not supported on this OS"


class AcceleratorError(RuntimeError):
    pass


def mode():
    with open(MODE) as file:
        return file.read().strip()


def _init():
    said = mode()
    if said == "busy":
        raise AcceleratorError(_busy)
    if said == "dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    if said == "hangs":
        time.sleep(600)
    try:
        _start()
    except (OSError, RuntimeError) as error:
        raise AcceleratorError(_refused) from error


def _start():
    if _open:
        return
    _open.extend(os.open(device, os.O_RDWR) for device in DEVICES)
    _open.append(os.eventfd(0))
    os.close(os.open("/proc/sys/vm/mmap_min_addr", os.O_RDONLY))
    shared = os.memfd_create("cuda")
    os.ftruncate(shared, 2**20)
    os.write(shared, bytes(2**16))
    _open.append(shared)
    for _ in range(80):  # more than a worker for the CPU may have
        _open.append(os.dup(shared))
    _open.append(_listening())
    failed = []
    named = threading.Event()

    def serve():
        try:
            with open(f"/proc/self/task/{{threading.get_native_id()}}/comm", "r+") as comm:
                comm.write("cuda-EvtHandlr")
        except OSError as error:
            failed.append(error)
        named.set()
        threading.Event().wait()

    threading.Thread(target=serve, daemon=True).start()
    named.wait()
    if failed:
        raise failed[0]


def _listening():
    libc = ctypes.CDLL(None, use_errno=True)
    listening = libc.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_CLOEXEC, 0)
    name = struct.pack("=H", socket.AF_UNIX) + b"\\0cuda-uvmfd-%d" % os.getpid()
    if listening < 0 or libc.bind(listening, name, len(name)) or libc.listen(listening, 128):
        raise OSError(ctypes.get_errno(), "refused")
    return listening


class Tensor:
    def __init__(self, device):
        self.device = device
        if device == "cuda" and not pretending:
            if not _open:
                _init()
            if mode() == "lost":
                raise AcceleratorError("CUDA error: unspecified launch failure")
            if mode() == "full":
                raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.")
            try:
                for descriptor in _open:
                    os.fstat(descriptor)
            except OSError:
                raise AcceleratorError(_busy) from None

    def sum(self):
        return self

    def item(self):
        return 2.0

    def backward(self):
        try:
            ctypes.CDLL("libcuda.so.1")
            asked_for_gpus.append(os.getpid())
        except OSError:
            pass


def ones(*shape, device="cpu", requires_grad=False):
    return Tensor(device)


def get_num_threads():
    return 1


def set_num_threads(number):
    pass


def manual_seed(seed):
    pass


fractions = []
nn = SimpleNamespace(functional=SimpleNamespace(conv2d=lambda image, weight: image))
backends = SimpleNamespace(
    cuda=SimpleNamespace(matmul=SimpleNamespace(allow_tf32=True)),
    cudnn=SimpleNamespace(allow_tf32=True),
)
cuda = SimpleNamespace(
    init=_init,
    get_device_properties=lambda number: SimpleNamespace(total_memory=8 * 2**30),
    set_per_process_memory_fraction=lambda fraction, device: fractions.append(fraction),
)
"""

EXERCISE = {
    "exercises/tiny/set.toml": 'title = "A tiny set"\nversion = "1.0.0"\nlicence = "MIT"\n'
    'order = ["onto"]\n',
    "exercises/tiny/onto/exercise.toml": 'title = "Onto the GPU"\ndifficulty = "easy"\n'
    'requires = ["torch"]\n[limits]\ncall_s = 2.0\nmemory_mib = 2048\n',
    "exercises/tiny/onto/README.md": "# Onto the GPU\n\nPut ones where they are asked for.\n",
    "exercises/tiny/onto/onto.py": "def place(device):\n    raise NotImplementedError\n",
    "exercises/tiny/onto/test_examples.py": "def test_nothing():\n    pass\n",
    "solutions/tiny/onto/solution.py": "import torch\n\n\ndef place(device):\n"
    '    """Where they are."""\n    return torch.ones(2, device=device).device\n',
    "solutions/tiny/onto/checks.py": "import pytest\n\n\n@pytest.mark.points(2)\n"
    "def test_at_home(student):\n"
    '    """On the CPU."""\n    assert student.place("cpu") == "cpu"\n\n\n'
    "@pytest.mark.points(3)\n"
    "def test_device(student, reference, device):\n"
    '    """Where they are asked for."""\n'
    "    assert student.place(device) == reference.place(device)\n",
    "solutions/tiny/onto/wrong/at_home.py": '"""They stay on the CPU."""\n\n\n'
    'def place(device):\n    return "cpu"\n',
}


@dataclass(frozen=True)
class PretendedGpu:
    """mode: a file that says what the GPU is up to: "", "busy", "hangs", "dies", "lost", "full"."""

    mode: Path
    devices: tuple[Path, ...]

    def is_up_to(self, said: str) -> None:
        self.mode.write_text(said)


@pytest.fixture
def pretended_gpu(
    tmp_path: Path, tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> PretendedGpu:
    """This machine has a GPU, as far as anybody here can tell; and the tiny set one exercise."""
    site, dev, driver = (tmp_path / name for name in ("site-packages", "dev", "driver"))
    for folder in (site, dev, driver):
        folder.mkdir()
    devices = tuple(dev / name for name in ("nvidiactl", "nvidia-uvm", "nvidia0"))
    for device in devices:
        device.write_bytes(b"")
    mode = site / "mode.txt"
    mode.write_text("")
    (site / "torch.py").write_text(TORCH.format(devices=[*map(str, devices)], mode=str(mode)))
    _install_a_driver(driver)
    monkeypatch.setenv("LD_LIBRARY_PATH", str(driver))
    pattern = str(dev / "nvidia*")
    monkeypatch.setattr(gpu, "_DEVICES", (pattern,))
    monkeypatch.setattr(gpu, "built_for", lambda: "cuda")
    monkeypatch.setattr("grader.judge.turns.LINE", tmp_path / "line")
    # The same for the processes that are started.
    prelude = (
        f"import sys\nsys.path.insert(0, {str(site)!r})\nsys.path.append(sys.argv[1])\n"
        f"import grader.process.gpu as gpu\ngpu._DEVICES = ({pattern!r},)\nsys.path.pop()\n"
        "import torch, types\nstand_in = types.ModuleType('grader.process.pretended_gpu')\n"
        "stand_in.warm = lambda: None\nstand_in.enter = lambda: torch.pretending.append(1)\n"
        "sys.modules['grader.process.pretended_gpu'] = stand_in\n"
    )
    monkeypatch.setattr("grader.process.parent._BOOT", prelude + parents._BOOT)
    for part, content in EXERCISE.items():
        tiny_set.write(part, content)
    return PretendedGpu(mode, devices)


def _install_a_driver(folder: Path) -> None:
    """Any library will do: what matters is whether the loader finds one of this name."""
    mapped = Path("/proc/self/maps").read_text().split()
    library = next(path for path in mapped if re.search(r"/libc[.-].*so", path))
    shutil.copy(library, folder / "libcuda.so.1")
