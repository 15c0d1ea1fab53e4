"""What there is of a GPU on this machine, and what a process must be given to use it.

Looks at files only: asks no driver anything, and loads neither torch nor CUDA. Where a process
isn't to know of a GPU, `hidden` puts an empty file in the way of the driver's library: the loader
takes the first it finds, and an empty one ends its search. CUDA_VISIBLE_DEVICES alone wouldn't do,
since torch asks the driver all the same.
"""

from __future__ import annotations

import functools
import glob
import importlib.util
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

NO_GPU = "no GPU here"

_IN_THE_WAY = Path(__file__).with_name("no_gpu")
_SELECTED = "CUDA_VISIBLE_DEVICES"
_DEVICES = (
    "/dev/nvidiactl",
    "/dev/nvidia-uvm",
    "/dev/nvidia-uvm-tools",
    "/dev/nvidia-modeset",
    "/dev/nvidia[0-9]*",
    "/dev/nvidia-caps/*",  # slices of a GPU (MIG)
    "/dev/dxg",  # Windows's, under WSL
)
# Where images and providers put the driver's library, besides what the loader is told.
_FOLDERS = (
    "/usr/local/nvidia",
    "/usr/lib/wsl",
    "/usr/lib64-nvidia",
    "/usr/local/cuda/compat",
)
# What the driver's library reads about the machine and about itself.
_FACTS = (
    "/proc/driver/nvidia",
    "/proc/driver/nvidia-uvm",
    "/proc/driver/nvidia-caps",
    "/proc/sys/vm/mmap_min_addr",
    "/proc/sys/vm/max_map_count",
    "/proc/sys/kernel/osrelease",
    "/sys/bus/pci/devices",
    "/usr/share/nvidia",
    "/etc/nvidia",
)


def devices() -> tuple[str, ...]:
    """The device files that the driver's library opens for writing."""
    return tuple(path for pattern in _DEVICES for path in sorted(glob.glob(pattern)))


def readable() -> tuple[str, ...]:
    """What a worker for CUDA may read besides what every worker may."""
    found = {*_FOLDERS, *_FACTS, *_from_the_loaders_path(), *_from_the_loaders_cache()}
    found.update(glob.glob("/sys/module/nvidia*"))
    found.update(_on_the_bus())
    return tuple(sorted(path for path in found if os.path.exists(path)))


def _on_the_bus() -> Iterator[str]:
    """The folders of this maker's devices, which say what node of memory is near."""
    for vendor in glob.glob("/sys/bus/pci/devices/*/vendor"):
        with suppress(OSError):
            if Path(vendor).read_text().strip() == "0x10de":
                yield os.path.realpath(os.path.dirname(vendor))


def _from_the_loaders_path() -> Iterator[str]:
    """Folders of LD_LIBRARY_PATH with something of the driver's: others are nobody's business."""
    for folder in os.environ.get("LD_LIBRARY_PATH", "").split(":"):
        if folder and _of_the_driver(folder):
            yield folder


def _of_the_driver(folder: str) -> bool:
    return any(glob.glob(os.path.join(glob.escape(folder), f"{n}.so*")) for n in _LIBRARIES)


_LIBRARIES = ("libcuda", "libnvidia-*", "libcudart", "libcudnn*", "libcublas*", "libdxcore")


def _from_the_loaders_cache() -> Iterator[str]:
    """Folders from which the loader would take the driver's libraries."""
    with suppress(OSError):
        cached = Path("/etc/ld.so.cache").read_bytes()
        for path in re.findall(rb"(/[^\0]*)/lib(?:cuda|nvidia-[^/\0]*)\.so[^/\0]*\0", cached):
            yield os.fsdecode(path)


def missing(build: str | None = None) -> str | None:
    """Why CUDA can't be used, in words; None where it may be tried.

    build: what torch was built for: "cuda", "hip" or "cpu"; None to look it up in its files.
    """
    build = build or built_for()
    if build == "hip":
        return "this torch is built for AMD's ROCm, which kata leaves alone"
    numbered = [d for d in devices() if re.search(r"/(nvidia\d+|dxg)$", d)]
    if not numbered:
        return NO_GPU
    if build != "cuda":
        return "there is a GPU, but this torch is built without CUDA"
    if selected() in ("", "-1", "NoDevFiles"):
        return f"{_SELECTED} hides every GPU"
    return None


@functools.cache
def built_for() -> str:
    """What torch is built for, from the file that says its version; "" without torch."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return ""
    with suppress(OSError):
        text = Path(spec.origin).with_name("version.py").read_text("utf-8")
        said = dict(re.findall(r"^(cuda|hip)\b[^=\n]*= *'([^']+)'", text, re.M))
        return "hip" if "hip" in said else "cuda" if "cuda" in said else "cpu"
    return "cpu"


def selected() -> str:
    """The one GPU that is used, as CUDA_VISIBLE_DEVICES names it: its first, or number 0."""
    return os.environ.get(_SELECTED, "0").split(",")[0].strip()


def shown() -> dict[str, str]:
    """Variables for a process that uses the selected GPU, and no other."""
    return {
        _SELECTED: selected(),
        # Numbers mean the same for everybody, by the place on the bus.
        "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
        # Kernels are loaded when they are first used; nothing is kept on disk.
        "CUDA_MODULE_LOADING": "LAZY",
        "CUDA_CACHE_DISABLE": "1",
        # Sums come out the same each time.
        "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
    }


def hidden() -> dict[str, str]:
    """Variables for a process that isn't to know that there is a GPU."""
    before = os.environ.get("LD_LIBRARY_PATH")
    first = f"{_IN_THE_WAY}:{before}" if before else str(_IN_THE_WAY)
    return {_SELECTED: "-1", "HIP_VISIBLE_DEVICES": "-1", "LD_LIBRARY_PATH": first}


def model() -> str:
    """What the driver calls the first GPU, as far as it tells without being started."""
    for told in sorted(glob.glob("/proc/driver/nvidia/gpus/*/information")):
        with suppress(OSError):
            named = re.search(r"^Model:\s*(.+)$", Path(told).read_text(), re.M)
            if named:
                return named[1]
    return "a GPU"
