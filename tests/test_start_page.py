"""What a student who has nothing is told, and the engine's wheel that lies beside it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from grader.sets.publish import engine
from grader.sets.publish.engine import engine_wheel
from grader.sets.publish.index import offer, sha256
from grader.sets.publish.start_page import write_start_page
from grader.sets.publish.wheels import build


@pytest.fixture
def public(tiny_set, tmp_path) -> Path:
    """A folder that students are served, with one set in it."""
    folder: Path = tmp_path / "site" / "public"
    offer(build("tiny", tmp_path / "built").public, folder, "kata-set-tiny")
    return folder


def test_the_commands_are_said_and_each_wheel_is_there(public):
    page = write_start_page(public, "https://example.org/kata/").read_text("utf-8")
    wheel = next(public.glob("kata_grader-*.whl"))
    blocks = [part.partition("\n</pre>")[0].splitlines() for part in page.split("<pre>\n")[1:]]
    same = [
        f"pip install https://example.org/kata/{wheel.name}",
        "kata add tiny --from https://example.org/kata",
        "kata next --set tiny",
    ]
    assert blocks == [
        ["python3 -m venv kata-env", ". kata-env/bin/activate", *same],
        ["py -m venv kata-env", "kata-env\\Scripts\\activate", *same],
    ]
    # Older PowerShells refuse a line with &&.
    assert "&amp;&amp;" not in page
    for one in (wheel, next(public.glob("simple/*/*.whl"))):
        assert f'href="{one.relative_to(public)}#sha256={sha256(one)}"' in page
    assert "ADDRESS" not in page


def test_a_page_that_does_not_know_its_address_says_so(public):
    page = write_start_page(public).read_text("utf-8")
    assert "ADDRESS stands for the address of this page, without index.html." in page
    assert "pip install ADDRESS/kata_grader-" in page


def test_the_engines_wheel_can_be_installed_and_is_the_same_each_time(tmp_path):
    """Into an empty folder, by pip, which holds every file against its hash."""
    name, content = engine_wheel()
    assert engine_wheel() == (name, content)
    (tmp_path / name).write_bytes(content)
    target = tmp_path / "target"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", target, tmp_path / name], check=True, capture_output=True)
    assert (target / "grader/sets/templates/class/private/checks.py").is_file()
    assert (target / "bin/kata").is_file()
    with zipfile.ZipFile(tmp_path / name) as archive:
        assert not [one for one in archive.namelist() if one.endswith(".pyc")]


def test_an_engine_that_was_never_installed_has_no_wheel(public, monkeypatch):
    """Then pip looks for it wherever it is set up to."""

    def missing(_: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(engine.metadata, "distribution", missing)
    page = write_start_page(public).read_text("utf-8")
    assert "\npip install kata-grader\n" in page
    assert not list(public.glob("*.whl"))
