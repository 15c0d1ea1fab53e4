"""Examines the machine: what is installed, what can be confined, where things are kept."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from . import __version__, system
from .errors import KataError
from .model import Finding, Limits
from .process import gpu
from .process.interpreter import command, environment
from .process.parent import Parent
from .sets import library, search_path

# Asked in a process of its own: importing torch takes seconds and may fail in new ways.
_ASK_PACKAGES = """
import importlib, json
found = {}
for name in ("numpy", "hypothesis", "pytest", "scipy", "torch"):
    try:
        found[name] = importlib.import_module(name).__version__
    except Exception as error:
        found[name] = None
print(json.dumps(found))
"""


def examine() -> list[Finding]:
    """Everything `kata doctor` says."""
    return [*_versions(), *_confinement(), *_places(), *_sets()]


def _versions() -> list[Finding]:
    run = subprocess.run(command(_ASK_PACKAGES), capture_output=True, text=True, env=environment())
    found = json.loads(run.stdout) if run.returncode == 0 else {}
    python = f"{platform.python_version()} on {sys.platform}-{platform.machine()}"
    findings = [
        Finding(topic="versions", name="kata", ok=True, detail=__version__),
        Finding(topic="versions", name="Python", ok=True, detail=python),
    ]
    for name in ("numpy", "hypothesis", "pytest"):
        version = found.get(name)
        said = version or "not found"
        findings.append(
            Finding(topic="versions", name=name, ok=bool(version), detail=said, needed=True)
        )
    for name in ("scipy", "torch"):
        said = found.get(name) or "not installed"
        findings.append(Finding(topic="versions", name=name, ok=bool(found.get(name)), detail=said))
    why = cuda_refused() if found.get("torch") else gpu.NO_GPU
    said = (
        f"{gpu.model()}, in a confined worker"
        if why is None
        else f"not checked, {why}; a stand-in follows its rules"
    )
    findings.append(Finding(topic="versions", name="CUDA", ok=why is None, detail=said))
    return findings


def cuda_refused() -> str | None:
    """Why checks can't run on CUDA here; None where a confined worker could compute on it."""
    if (why := gpu.missing()) is not None:
        return why
    parent = Parent(("torch",), (), (), "confined", cuda=True)
    try:
        with parent.fork(Limits(), "cuda") as worker:
            refused = worker.refused()
    except KataError as error:
        return error.message
    finally:
        parent.close()
    return None if refused is None else refused.message


def _confinement() -> list[Finding]:
    if sys.platform != "linux":
        name = system.NAMES.get(sys.platform, sys.platform)
        said = (
            f"{name} confines no process as Linux does. Your own work is graded in a process of its"
            " own, with time limits; other people's needs Linux."
        )
        return [Finding(topic="confinement", name="confinement", ok=False, detail=said)]
    from .confine import self_test  # tries what only Linux has

    return [
        Finding(
            topic="confinement",
            name=layer.name,
            ok=layer.enforced,
            detail=layer.stops if layer.enforced else layer.detail,
            needed=layer.name in ("landlock-files", "seccomp", "rlimits", "descriptors"),
        )
        for layer in self_test.probe()
    ]


def _places() -> list[Finding]:
    folder, writable = search_path.cache_folder(), search_path.can_keep()
    where = (
        f"{folder} can't" if folder.parent != Path(os.devnull) else "There is no home, so none can"
    )
    said = str(folder) if writable else f"{where} be written: nothing is kept for the next command"
    return [Finding(topic="places", name="cache", ok=writable, detail=said)]


def _sets() -> list[Finding]:
    findings = []
    for name in library.set_names():
        try:
            loaded = library.load_set(name)
        except KataError as error:
            findings.append(Finding(topic="sets", name=name, ok=False, detail=error.message))
            continue
        private = sum(e.private is not None for e in loaded.exercises)
        halves = "with its hidden checks" if private else "public half only"
        origin = library.place_of(name).origin
        said = f"version {loaded.version}, {len(loaded.exercises)} exercises, {halves}, {origin}"
        findings.append(Finding(topic="sets", name=name, ok=True, detail=said))
    return findings
