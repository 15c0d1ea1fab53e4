"""A report is data: it can be kept, sent and read again, and says which one it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from conftest import GOOD_DOUBLE, REPO

from grader import __version__
from grader.errors import GraderFault, ReportError
from grader.model import CheckResult, Environment, Report, Status, Submitted, Verdict
from grader.views.json import to_json

SOURCES = {
    "passed": GOOD_DOUBLE,
    "failed": "def double(numbers):\n    return [n + 2 for n in numbers]\n",
    "error": "def double(numbers):\n    return 1 / 0\n",
    "timeout": "def double(numbers):\n    while True: pass\n",
    "out_of_memory": "def double(numbers):\n    return bytearray(10**12)\n",
    "crashed": "import os\ndef double(numbers):\n    os._exit(3)\n",
    "forbidden": "import numpy\n",
    "skipped": GOOD_DOUBLE,
    "grader_error": GOOD_DOUBLE,
}


@pytest.fixture(scope="module")
def report_of(grade):
    """A report in which a check has this status."""

    def of(status: str) -> Report:
        with pytest.MonkeyPatch.context() as patch:
            if status == "grader_error":
                session = grade.session("double")
                patch.setattr(session.judge, "attempt", broken)
            report = grade(SOURCES[status])
        if status == "skipped":
            report = replace(report, checks=(*report.checks, SKIPPED))
        return report

    return of


SKIPPED = CheckResult(
    name="test_c[cuda]",
    title="The weights stay on their device.",
    status="skipped",
    points=0.0,
    max_points=0.0,
    device="cuda",
    message="CUDA: not checked, no GPU here",
)


def broken(*_: object) -> Any:
    raise GraderFault("The disk is full.")


def test_every_status_has_a_source_here():
    assert SOURCES.keys() == set(get_args(Status))


@pytest.mark.parametrize("status", SOURCES)
def test_a_report_that_is_read_again_is_the_same(report_of, status):
    """Whatever its verdict: who keeps reports can make every view of them later."""
    report = report_of(status)
    assert status in {check.status for check in report.checks}
    assert report.verdict in get_args(Verdict)
    for indent in (0, 2):
        assert Report.from_json(to_json(report, indent)) == report


def test_a_report_says_which_one_it_is_and_who_made_it(report_of):
    """Of the same file twice, too."""
    first, second = report_of("passed"), report_of("passed")
    assert first.id != second.id
    assert re.fullmatch("[0-9a-f]{32}", first.id)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first.time)
    assert (first.engine, first.environment.kata) == (__version__, __version__)
    assert isinstance(first.submission, Submitted)
    assert isinstance(first.environment, Environment)


def as_written(report: Report, **changes: Any) -> str:
    return json.dumps(json.loads(to_json(report)) | changes)


def test_a_report_of_the_first_schema_can_be_read(report_of):
    """Who kept reports from before keeps them; what they didn't say is empty."""
    plain = json.loads(to_json(report_of("failed"))) | {"schema": 1}
    for name in ("id", "time", "engine"):
        del plain[name]
    read = Report.from_json(json.dumps(plain))
    assert (read.schema, read.id, read.time, read.engine) == (1, "", "", "")
    assert read.verdict == "failed"
    assert Report.from_json(to_json(read)) == read


def test_what_a_later_schema_adds_is_passed_over(report_of):
    """More names may be added without a new number."""
    report = report_of("passed")
    assert Report.from_json(as_written(report, mood="good")) == report


UNREADABLE = {
    "no JSON": ("{", "This is no report: it is no JSON: "),
    "nested without end": ("[" * 100_000, "This is no report: it is no JSON: "),
    "no object": ("[]", "This is no report: expected an object with its number in `schema`."),
    "no schema": ("{}", "This is no report: expected an object with its number in `schema`."),
    "true": ('{"schema": true}', "This is no report: expected an object with its number"),
    "a schema to come": ('{"schema": 3}', "This report has schema 3; known are 1 to 2."),
    "a schema never made": ('{"schema": 0}', "This report has schema 0; known are 1 to 2."),
    "nothing else": ('{"schema": 2}', "This is no report of schema 2: Object missing required"),
}


@pytest.mark.parametrize(("text", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_report_is_refused_with_the_reason(text, said):
    with pytest.raises(ReportError) as refused:
        Report.from_json(text)
    assert refused.value.message.startswith(said)
    assert ("pip install --upgrade" in refused.value.hint) == ("schema 3" in said)


def test_a_field_of_another_type_is_named(report_of):
    with pytest.raises(ReportError, match=r"schema 2: .* at `\$\.score`"):
        Report.from_json(as_written(report_of("passed"), score="all"))


def test_the_contract_names_what_a_report_has():
    """The names that outside scripts read, as they were before there were more."""
    schema = json.loads((REPO / "docs" / "report.schema.json").read_text("utf-8"))
    assert set(schema["required"]) == {
        *("schema", "exercise", "set_version", "submission", "verdict", "score", "max_score"),
        *("seed", "duration_s", "isolation", "environment", "checks"),
    }
