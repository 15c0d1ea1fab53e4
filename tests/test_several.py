"""Several exercises at a time, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import threading

from grader.prove.several import each


def waits_for_ever(exercise: str) -> str:
    if exercise == "endless":
        threading.Event().wait()
    return exercise.upper()


def test_they_come_in_their_order():
    assert list(each(waits_for_ever, ["one", "two", "three"], 2)) == ["ONE", "TWO", "THREE"]


def test_whoever_stops_listening_waits_for_nobody(capfd):
    """A Ctrl-C, say. No process stays, and none of them has a word to say."""
    results = each(waits_for_ever, ["one", "endless", "endless"], 2)
    assert next(results) == "ONE"
    results.close()
    assert multiprocessing.active_children() == []
    assert capfd.readouterr() == ("", "")
