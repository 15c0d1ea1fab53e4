"""What Hypothesis chose for a case, and the case again from its choices, or from others.

A strategy makes its value out of a sequence of choices: whole numbers, yes or no, texts. The same
choices give the same value, and what other choices give is a value that the strategy may draw as
well. Where they run out or don't fit, it gets the simplest that does.

The only file that knows Hypothesis's inner names for this; its tests ask the version that is
installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis.control import BuildContext, current_build_context
from hypothesis.errors import StopTest, UnsatisfiedAssumption
from hypothesis.internal.conjecture.choice import ChoiceNode, ChoiceTemplate, choice_from_index
from hypothesis.internal.conjecture.data import ConjectureData

from ..checks.strategies import PACKED
from .collect import Check
from .recording import Choice, Choices


@dataclass(frozen=True, slots=True)
class Drawn:
    """arguments: what the strategies made, by name. choices: those that they took; simplest: the
    simplest at each place; signs: of a text the first of its alphabet; packed: whether it is three
    numbers of an array (strategies.PACKED); largest: the largest whole number, where there is one.
    parts: from where to where in the choices the parts of the arguments were drawn, the larger
    before those inside; arguments_at: those of an argument, or of all."""

    arguments: dict[str, Any]
    choices: Choices
    simplest: Choices
    signs: tuple[str | bytes, ...]
    packed: tuple[bool, ...]
    largest: tuple[int | None, ...]
    parts: tuple[tuple[int, int], ...]
    arguments_at: frozenset[tuple[int, int]]


def of_this_case() -> Choices:
    """What was chosen so far for the case that Hypothesis runs now."""
    return tuple(current_build_context().data.choices)


def drawn(check: Check, choices: Choices) -> Drawn | None:
    """What the check's strategies make of these choices; None where they refuse them."""
    function = check.item.obj
    strategies = function.hypothesis._given_kwargs
    data = ConjectureData.for_choices([*choices, ChoiceTemplate("simplest", count=None)])
    try:
        with BuildContext(data, wrapped_test=function) as context:
            arguments, _ = context.prep_args_kwargs_from_strategies(strategies)
    except (StopTest, UnsatisfiedAssumption):
        return None
    data.freeze()
    # Asked once: Hypothesis looks each up in tables of its own.
    spans = [(span.start, span.end, span.depth) for span in data.spans]
    return Drawn(
        arguments,
        tuple(node.value for node in data.nodes),
        tuple(map(_simplest, data.nodes)),
        tuple(map(_sign, data.nodes)),
        tuple(node.constraints.get("max_value") == PACKED for node in data.nodes),
        tuple(map(_largest, data.nodes)),
        tuple(dict.fromkeys((start, end) for start, end, _ in spans if end > start)),
        frozenset((start, end) for start, end, depth in spans if end > start and depth <= 1),
    )


def _simplest(node: ChoiceNode) -> Choice:
    if node.was_forced:
        return node.value
    return choice_from_index(0, node.type, node.constraints)


def _largest(node: ChoiceNode) -> int | None:
    largest: Any = node.constraints.get("max_value")
    return largest if node.type == "integer" and not node.was_forced else None


def _sign(node: ChoiceNode) -> str | bytes:
    alphabet: Any = node.constraints.get("intervals")
    return str(alphabet.char_in_shrink_order(0)) if alphabet else b"\0"
