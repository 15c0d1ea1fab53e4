"""An exercise that was made of a file and its plain tests, and what other files get for it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import pytest

from grader import submissions
from grader.grade.session import Options, Session
from grader.import_tests.find_files import find_sources
from grader.import_tests.importer import Adopted, adopt
from grader.model import CheckResult
from grader.sets import library


class Imported:
    """mine/NAME_, of NAME.py and test_NAME.py; or of solution.py, where NAME.py is a stub. beside:
    more files of the folder."""

    def __init__(
        self,
        root: Path,
        name: str,
        source: str,
        tests: str,
        stub: str = "",
        beside: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        folder = root / "in"
        folder.mkdir()
        for file, text in beside.items():
            (folder / file).write_text(text, "utf-8")
        (folder / f"{name}.py").write_text(stub or source, "utf-8")
        if stub:
            (folder / "solution.py").write_text(source, "utf-8")
        (folder / f"test_{name}.py").write_text(tests, "utf-8")
        self._name, self._source = f"mine/{name}_", source
        self.adopted: Adopted = adopt(find_sources(folder), self._name, root / "out")
        self._sessions: dict[bool, Session] = {}

    def _session(self, thorough: bool) -> Session:
        """One for all that is handed in, as a class's files are graded."""
        if thorough not in self._sessions:
            options = Options(store=False, thorough=thorough)
            session = Session(library.find_exercise(self._name), options)
            self._sessions[thorough] = session.__enter__()
        return self._sessions[thorough]

    def failed(self, source: str, thorough: bool = False) -> dict[str, CheckResult]:
        """The checks that a submission fails, by their names. thorough: with as much said of each
        as of the first."""
        submission = submissions.of_bytes(source.encode())
        with pytest.MonkeyPatch.context() as patch:
            # The session's own pytest forgets which test is running; ours must not.
            patch.setenv("PYTEST_CURRENT_TEST", os.environ.get("PYTEST_CURRENT_TEST", ""))
            report = self._session(thorough).grade(submission)
        assert report.verdict != "grader_error", report.message
        return {check.name: check for check in report.checks if check.status != "passed"}

    def changed(self, old: str, new: str, before: str = "") -> dict[str, CheckResult]:
        """Those that fail after this change. before: what else the file begins with."""
        assert old in self._source
        return self.failed(before + self._source.replace(old, new))

    def close(self) -> None:
        """Until something else is handed in."""
        while self._sessions:
            self._sessions.popitem()[1].close()


@contextmanager
def imported(
    root: Path,
    name: str,
    source: str,
    tests: str,
    stub: str = "",
    beside: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Imported]:
    """The set that it is in is the only one meanwhile."""
    found = Imported(root, name, source, tests, stub, beside)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_PATH", str(root / "out"))
        library.load_set.cache_clear()
        try:
            yield found
        finally:
            found.close()
    library.load_set.cache_clear()
