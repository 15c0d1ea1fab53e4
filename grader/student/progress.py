"""What is recorded of a student, and how it is asked for: attempts, hints, folders.

One SQLite table each for attempts, for what is kept per exercise, and for what is kept once. Knows
nothing about the file they lie in: database.py opens it.

An attempt that only the public examples graded has a row in `state` too, under `examples:<its id>`.
A column would say it more plainly, but older records would have to be rewritten for it, and an
older kata would take the new ones for damaged. What graded a passed one is kept likewise, under
`graded:<its id>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import Report

if TYPE_CHECKING:
    import sqlite3

SCHEMA = 1
# More hints than any exercise has, and few enough for one more to be a number of SQLite's.
_MOST_HINTS = 1_000_000
_EXAMPLES = "examples:"
_GRADED = "graded:"

# What a row may hold is said here alone: a file with a row that breaks it is damaged.
TABLES = {
    "attempts": """CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    exercise TEXT NOT NULL CHECK (typeof(exercise) = 'text' AND exercise LIKE '%_/_%'),
    set_version TEXT NOT NULL CHECK (typeof(set_version) = 'text'),
    verdict TEXT NOT NULL CHECK (verdict IN ('passed', 'failed', 'grader_error')),
    score REAL NOT NULL CHECK (typeof(score) = 'real'),
    max_score REAL NOT NULL CHECK (typeof(max_score) = 'real'),
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
)""",
    "exercises": """CREATE TABLE exercises (
    id TEXT PRIMARY KEY NOT NULL CHECK (typeof(id) = 'text' AND id LIKE '%_/_%'),
    folder TEXT UNIQUE COLLATE NOCASE CHECK (folder IS NULL OR (typeof(folder) = 'text'
        AND folder != '' AND folder NOT LIKE '.%'
        AND instr(folder, '/') = 0 AND instr(folder, char(0)) = 0)),
    gave_up INTEGER NOT NULL DEFAULT 0 CHECK (gave_up IN (0, 1)),
    hints_shown INTEGER NOT NULL DEFAULT 0 CHECK (typeof(hints_shown) = 'integer'),
    hint TEXT CHECK (hint IS NULL OR typeof(hint) = 'text')
)""",
    "state": """CREATE TABLE state (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL CHECK (typeof(value) = 'text')
)""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a student is with one exercise. An attempt that the grader itself spoilt is none.

    version: of the set, when the exercise was last passed. best_score belongs to max_score.
    examples_only: no hidden check has graded it yet, so both scores count examples. Once one has,
    attempts graded with examples count as attempts and for nothing else. graded_by: the fingerprint
    of what the last pass was graded by; None where that isn't known.
    """

    passed: bool = False
    attempts: int = 0
    best_score: float | None = None
    max_score: float | None = None
    version: str | None = None
    gave_up: bool = False
    examples_only: bool = False
    graded_by: str | None = None


class Progress:
    """The open records: one reader's look at them, or one writer's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, report: Report, graded_by: str | None = None) -> None:
        """Counts one attempt and keeps its hint, which takes the place of the last one's."""
        row = (report.exercise, report.set_version, report.verdict, report.score, report.max_score)
        added = self._connection.execute(
            "INSERT INTO attempts (exercise, set_version, verdict, score, max_score, sha256)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*row, report.submission.sha256),
        )
        by_examples = report.exercise if report.graded_with == "examples" else None
        self._mark(f"{_EXAMPLES}{added.lastrowid}", by_examples)
        self._mark(f"{_GRADED}{added.lastrowid}", graded_by)
        if report.verdict != "grader_error":
            self._note(report.exercise, "hint", report.hint)

    def standings(self) -> dict[str, Standing]:
        """Every exercise that anything is known of, by id."""
        attempts: dict[str, list[tuple[Any, ...]]] = {}
        for exercise, *attempt in self._connection.execute(
            "SELECT exercise, verdict, set_version, score, max_score,"
            f" EXISTS (SELECT 1 FROM state WHERE key = '{_EXAMPLES}' || attempts.id),"
            f" (SELECT value FROM state WHERE key = '{_GRADED}' || attempts.id) FROM attempts"
            " WHERE verdict != 'grader_error' ORDER BY id"
        ):
            attempts.setdefault(exercise, []).append(tuple(attempt))
        gave_up = dict(self._connection.execute("SELECT id, gave_up FROM exercises"))
        return {
            exercise: _standing(attempts.get(exercise, []), bool(gave_up.get(exercise)))
            for exercise in (attempts | gave_up)
        }

    def folder(self, exercise: str) -> str | None:
        return self._text("SELECT folder FROM exercises WHERE id = ?", exercise)

    def owner(self, folder: str) -> str | None:
        """The exercise whose folder this is."""
        return self._text("SELECT id FROM exercises WHERE folder = ?", folder)

    def claim(self, exercise: str, folder: str) -> None:
        self._note(exercise, "folder", folder)

    def give_up(self, exercise: str) -> None:
        self._note(exercise, "gave_up", 1)

    def hints_shown(self, exercise: str) -> int:
        shown = self._one("SELECT hints_shown FROM exercises WHERE id = ?", exercise) or 0
        return int(min(max(shown, 0), _MOST_HINTS))

    def show_hint(self, exercise: str) -> None:
        self._note(exercise, "hints_shown", self.hints_shown(exercise) + 1)

    def last_hint(self, exercise: str) -> str | None:
        return self._text("SELECT hint FROM exercises WHERE id = ?", exercise)

    def current(self) -> str | None:
        return self._text("SELECT value FROM state WHERE key = ?", "current")

    def set_current(self, exercise: str | None) -> None:
        self._connection.execute("DELETE FROM state WHERE key = 'current'")
        if exercise is not None:
            self._connection.execute("INSERT INTO state VALUES ('current', ?)", (exercise,))

    def _mark(self, key: str, value: str | None) -> None:
        # An older kata, which kept what it could of damaged records, may have left a lost attempt's
        # mark, and its id is given anew.
        self._connection.execute("DELETE FROM state WHERE key = ?", (key,))
        if value is not None:
            self._connection.execute("INSERT INTO state VALUES (?, ?)", (key, value))

    def _note(self, exercise: str, column: str, value: object) -> None:
        self._connection.execute(
            f"INSERT INTO exercises (id, {column}) VALUES (?, ?)"
            f" ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
            (exercise, value),
        )

    def _text(self, query: str, key: str) -> str | None:
        found = self._one(query, key)
        return None if found is None else str(found)

    def _one(self, query: str, key: str) -> Any:
        row = self._connection.execute(query, (key,)).fetchone()
        return row and row[0]


def _standing(attempts: list[tuple[Any, ...]], gave_up: bool) -> Standing:
    """attempts: (verdict, set_version, score, max_score, by examples, graded by), the oldest
    first."""
    checked = [attempt for attempt in attempts if not attempt[4]]
    counted = checked or attempts
    passes = [attempt for attempt in counted if attempt[0] == "passed"]
    best = max(counted, key=lambda a: a[2] / a[3] if a[3] else 0.0, default=(None,) * 6)
    return Standing(
        passed=bool(passes),
        attempts=len(attempts),
        best_score=best[2],
        max_score=best[3],
        version=passes[-1][1] if passes else None,
        gave_up=gave_up,
        examples_only=bool(attempts) and not checked,
        graded_by=passes[-1][5] if passes else None,
    )
