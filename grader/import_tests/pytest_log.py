"""A pytest plugin that writes down how each test went. Runs in the process of plain pytest."""

from __future__ import annotations

import json
import os

import pytest


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """One line for each test and phase: its place, its name, how it went, and why."""
    if report.when == "call" or report.outcome != "passed":
        _write(
            {
                "file": report.location[0],
                "line": (report.location[1] or 0) + 1,
                "name": report.nodeid.partition("::")[2].replace("::", "."),
                "outcome": "expected to fail" if hasattr(report, "wasxfail") else report.outcome,
                "said": _why(report),
            }
        )


def _why(report: pytest.TestReport) -> str:
    """The first line of what was raised, and where: the last of whole pages of traceback."""
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is None:
        return str(report.longrepr or "")[-400:]
    said = (str(crash.message).strip().splitlines() or [""])[0]
    return f"{said} ({os.path.basename(crash.path)}:{crash.lineno})"


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.failed:
        said = str(report.longrepr)[-800:]
        _write({"file": report.nodeid, "line": 0, "name": "", "outcome": "failed", "said": said})


def _write(entry: dict[str, object]) -> None:
    with open(os.environ["KATA_WITNESS"], "a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")
