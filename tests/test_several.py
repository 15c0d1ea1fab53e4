"""Several exercises at a time, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import threading

import pytest

from grader.prove.several import each
from grader.prove.trying import Say, say_nothing


def waits_for_ever(exercise: str, say: Say) -> str:
    say(exercise, "begun")
    if exercise == "endless":
        threading.Event().wait()
    return exercise.upper()


def test_they_come_in_their_order():
    found = each(waits_for_ever, ["one", "two", "three"], 2, say_nothing)
    assert list(found) == ["ONE", "TWO", "THREE"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_each_says_meanwhile_is_heard(jobs):
    """Whoever waits sees what is tried, also where another process tries it."""
    heard = []
    list(each(waits_for_ever, ["one", "two"], jobs, lambda *said: heard.append(said)))
    assert sorted(heard) == [("one", "begun"), ("two", "begun")]


def test_whoever_stops_listening_waits_for_nobody(capfd):
    """A Ctrl-C, say. No process stays, and none of them has a word to say."""
    results = each(waits_for_ever, ["one", "endless", "endless"], 2, say_nothing)
    assert next(results) == "ONE"
    results.close()
    assert multiprocessing.active_children() == []
    assert capfd.readouterr() == ("", "")
