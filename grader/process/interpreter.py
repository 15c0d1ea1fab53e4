"""The Python that our processes are started with: the one that grades, with the same packages, and
an environment that holds nothing of ours.
"""

from __future__ import annotations

import os
import site
import sys

from ..confine.landlock import holds_packages
from . import gpu

# Which CPU kernels a BLAS may use, where libraries are: these machines' own settings.
_PASSED_ON: tuple[str, ...] = (
    "OPENBLAS_CORETYPE",
    "OPENBLAS_L2_SIZE",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
)
if sys.platform == "win32":
    # Nothing starts, and no socket opens, without the first of these.
    _PASSED_ON = (*_PASSED_ON, "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "PATHEXT", "COMSPEC")


def command(program: str, *arguments: str) -> list[str]:
    """What to start. Packages count there that count here: a user's own (pip install --user), and
    last of all those that a cluster's modules put on PYTHONPATH. Other folders there are somebody's
    projects, which no submission is to see."""
    own = () if site.ENABLE_USER_SITE else ("-s",)
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    more = [p for p in named if os.path.isabs(p) and holds_packages(p)]
    if more:
        program = f"import sys\nsys.path += {more!r}\n{program}"
    return [sys.executable, *own, "-P", "-c", program, *arguments]


def environment(cuda: bool = False) -> dict[str, str]:
    """The warm parent's whole environment: nothing of ours but where programs and packages are.

    Unless it is for CUDA, it doesn't know that there is a GPU: torch's first backward pass asks
    the driver how many there are, whatever the pass is about, and in a worker that fails slowly.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",  # but see bytecode.py
        # One thread each: a fork is only safe before there are others, and sums stay in one order.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        **_own_packages(),
        **(gpu.shown() if cuda else gpu.hidden()),
    }


def _own_packages() -> dict[str, str]:
    """Where a user's own packages are, which an interpreter looks for in HOME."""
    base = site.getuserbase()
    return {"PYTHONUSERBASE": base} if site.ENABLE_USER_SITE and os.path.isabs(base) else {}
