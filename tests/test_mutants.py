"""Mutants graded: what survives is shown, what is explained is not, what hangs is ended."""

from __future__ import annotations

import functools
import json

import pytest
from conftest import GOOD_DOUBLE, REPO

from grader.judge.judge import Judge, Options
from grader.prove import mutants
from grader.prove.verify import verify
from grader.views.verification import verification_lines

GUIDE = REPO / "docs" / "authors.md"
SOLUTION = "solutions/tiny/double/solution.py"
NOTES = "solutions/tiny/double/checks.toml"
# No check asks for numbers as large as these.
CARELESS = '''\
"""Each number, doubled, and the largest of them cut off."""


def double(numbers):
    return [2 * min(n, 1000) for n in numbers]
'''
SURVIVORS = [
    "return [2 * min(n, 1000) for n in numbers]: `min(…, 1000)` left out",
    "return [2 * min(n, 1000) for n in numbers]: `1000` becomes `1001`",
    "return [2 * min(n, 1000) for n in numbers]: `1000` becomes `999`",
]


def mutation(tiny_set, jobs: int = 1) -> mutants.Mutation:
    with Judge(tiny_set.exercise(), Options(explain=False)) as judge:
        return mutants.mutate(judge, jobs)


def test_nothing_survives_good_checks(tiny_set):
    """Every small change to the reference is noticed."""
    found = mutation(tiny_set)
    assert found.ok
    assert found.total > 3
    assert (found.survivors, found.equivalent, found.unknown) == ((), (), ())


def test_a_gap_in_the_checks_is_found(tiny_set):
    """The line, what is changed there, and nothing that a check does notice."""
    tiny_set.write(SOLUTION, CARELESS)
    found = mutation(tiny_set)
    assert not found.ok
    assert [m.name for m in found.survivors] == SURVIVORS
    assert {m.line for m in found.survivors} == {5}


@pytest.mark.parametrize(
    "entry", [f"mutant = {json.dumps(SURVIVORS[0])}", f"mutant = {json.dumps(SURVIVORS)}"]
)
def test_a_survivor_that_is_explained_is_none(tiny_set, entry):
    """One at a time, or several for one reason."""
    tiny_set.write(SOLUTION, CARELESS)
    tiny_set.write(NOTES, f'[[equivalent]]\n{entry}\nreason = "Nobody asks for such numbers."\n')
    found = mutation(tiny_set)
    explained = SURVIVORS[: 3 if "[" in entry.partition(" = ")[2][:1] else 1]
    assert found.equivalent == tuple(sorted(explained))
    assert [m.name for m in found.survivors] == SURVIVORS[len(explained) :]
    assert found.unknown == ()


def test_an_explanation_of_what_is_caught_is_out_of_date(tiny_set):
    """It would hide the next survivor of that name."""
    gone = "return [2 * n for n in numbers]: `2 *` left out"
    tiny_set.write(NOTES, f'[[equivalent]]\nmutant = "{gone}"\nreason = "It was once."\n')
    found = mutation(tiny_set)
    assert not found.ok
    assert found.unknown == (gone,)


def test_a_mutant_that_never_ends_is_ended_and_caught(tiny_set):
    """It gets no more time than the reference and a second."""
    tiny_set.write(
        SOLUTION,
        "def double(numbers):\n    out, i = [], 0\n    while i < len(numbers):\n"
        "        out.append(2 * numbers[i])\n        i += 1\n    return out\n",
    )
    found = mutation(tiny_set)
    made = mutants.mutants_of(tiny_set.file(SOLUTION).read_text("utf-8"))
    assert "`i += 1` left out" in [mutant.said for mutant in made]
    assert found.ok


def test_several_processes_find_what_one_finds(tiny_set, monkeypatch):
    """In the same order."""
    tiny_set.write(SOLUTION, CARELESS)
    alone = mutation(tiny_set)
    monkeypatch.setattr(mutants, "MUTANTS_A_PROCESS", 2)
    assert mutation(tiny_set, jobs=2) == alone


def test_it_is_told_how_far_it_is(tiny_set):
    """Most of the work of an author's evening."""
    told: list[tuple[str, int, int]] = []
    found = verify(tiny_set.exercise(), mutants=True, tell=lambda *said: told.append(said))
    total = found.mutation.total
    assert told == [("tiny/double", done, total) for done in range(total + 1)]


def test_a_mutant_that_breaks_a_rule_is_caught(tiny_set):
    """It would never have been graded."""
    with Judge(tiny_set.exercise(), Options(explain=False)) as judge:
        caught = functools.partial(mutants.is_caught, judge, judge.exercise)
        assert caught(b"import socket\n" + GOOD_DOUBLE.encode())
        assert caught(b"def double(")
        assert not caught(GOOD_DOUBLE.encode())


def test_what_hangs_is_found_out_soon_and_what_is_slow_has_room(tiny_set):
    """A mutant of a slow reference is not caught by being as slow as that."""
    limits = "exercises/tiny/double/exercise.toml"
    tiny_set.replace(limits, "call_s = 1.0", "call_s = 50.0")
    with Judge(tiny_set.exercise(), Options(explain=False)) as judge:
        assert mutants.hurried(judge).limits.call_s < 25
    slow = (
        "import time\n\n\ndef double(numbers):\n    start = time.process_time()\n"
        "    while time.process_time() < start + 0.1:\n        pass\n"
        "    return [2 * n for n in numbers]\n"
    )
    tiny_set.write(SOLUTION, slow)
    with Judge(tiny_set.exercise(), Options(explain=False)) as judge:
        assert mutants.hurried(judge).limits.call_s > mutants.HANGS_S + 1
    tiny_set.replace(limits, "call_s = 50.0", "call_s = 0.5")
    with Judge(tiny_set.exercise(), Options(explain=False)) as judge:
        assert mutants.hurried(judge).limits.call_s == 0.5


def test_a_survivor_is_shown_with_what_to_do_about_it(tiny_set, run_kata):
    """The line, the change, and the lines that would explain it: they can be pasted."""
    tiny_set.write(SOLUTION, CARELESS)
    shown = run_kata("verify", "tiny/double", "--mutants")
    assert "Traceback" not in shown.said
    assert shown.code == 1
    assert "mutants: 3 survive, 0 explained" in shown.out
    assert "    solution.py, line 5: `1000` becomes `999`\n" in shown.out
    assert "      return [2 * min(n, 1000) for n in numbers]\n" in shown.out
    assert "\n".join(shown.out.splitlines()[1:7]) in GUIDE.read_text("utf-8")
    pasted = [line.strip() for line in shown.out.splitlines()]
    start = pasted.index("[[equivalent]]")
    tiny_set.write(NOTES, "\n".join(pasted[start : start + 3]))
    again = run_kata("verify", "tiny/double", "--mutants")
    assert "mutants: 2 survive, 1 explained" in again.out


def test_a_stale_explanation_is_shown(tiny_set):
    """By the name that has to go."""
    tiny_set.write(NOTES, '[[equivalent]]\nmutant = "`gone` left out"\nreason = "It was once."\n')
    found = verify(tiny_set.exercise(), mutants=True)
    text = "\n".join(line.plain for line in verification_lines(found))
    assert "    checks.toml explains a mutant that doesn't survive: `gone` left out" in text


def test_at_a_terminal_it_is_seen_how_far_it_is(tiny_set, run_kata):
    """Of the mutants, since one exercise alone may take a minute."""
    tiny_set.write(SOLUTION, CARELESS)
    shown = run_kata("verify", "tiny/double", "--mutants", FORCE_COLOR="1", COLUMNS="100")
    total = mutation(tiny_set).total
    assert "mutants of tiny/double" in shown.err
    assert f"/{total}" in shown.err
