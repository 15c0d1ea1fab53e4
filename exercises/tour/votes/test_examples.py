"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("votes.py")


def votes(text, *args):
    return subprocess.run(
        [sys.executable, PROGRAM, *args], input=text, capture_output=True, text=True
    )


def test_most_votes_come_first():
    assert votes("Bob\nAnn\n\nAnn\n").stdout == "Ann: 2\nBob: 1\n"


def test_the_winner():
    assert votes("Bob\nAnn\n\nAnn\n", "--winner").stdout == "Ann\n"


def test_nobody_came():
    ended = votes("")
    assert (ended.stdout, ended.returncode) == ("no votes\n", 1)
