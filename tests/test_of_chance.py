"""When earlier calls are looked for: not of a file whose answers are of chance."""

from __future__ import annotations

import pytest

from grader.explain.earlier_calls import is_of_chance
from grader.wording.file_tokens import Code


@pytest.mark.parametrize(
    ("source", "by_chance"),
    [
        ("import random\n\ndef f(x):\n    return random.choice(x)\n", True),
        ("from random import choice\n\ndef f(x):\n    return choice(x)\n", True),
        ("import random as r\n\ndef f(x):\n    return r.choice(x)\n", True),
        ("import numpy as np\n\ndef f(x):\n    return np.random.default_rng().random()\n", True),
        ("def f(x, rng):\n    rng.shuffle(x)\n", True),
        ("import random\n\ndef f(x):\n    return x\n", False),
        ("def shuffle(x):\n    return x[::-1]\n\ndef f(x):\n    return shuffle(x)\n", False),
    ],
)
def test_chance_is_what_a_file_uses_of_it(source, by_chance):
    """One that only imports it, or has a function of that name, needs its earlier calls shown."""
    assert is_of_chance(Code(source.encode())) is by_chance
