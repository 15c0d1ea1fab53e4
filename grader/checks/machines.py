"""Hypothesis's rule-based state machines as hidden checks.

    class Cache(RuleBasedStateMachine):
        \"\"\"After any steps, what was used longest ago is gone.\"\"\"

        @initialize(capacity=integers(1, 3))
        def make(self, capacity):
            self.mine = self.student.Cache(capacity)
            self.right = self.reference.Cache(capacity)

        @rule(key=keys)
        def get(self, key):
            assert_same(self.mine.get(key), self.right.get(key))

    TestCache = Cache.TestCase

A machine has `student` and `reference` before its own __init__ runs. Its runs are drawn as
Hypothesis draws them: what may be done next depends on the machine's state. A run that was drawn is
written down as its rules with their arguments, plain data, and is repeated without Hypothesis.
"""

from __future__ import annotations

import copy
import inspect
import unittest
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import MultipleResults, RuleBasedStateMachine
from hypothesis.stateful import VarReference as Reference

from ..wire.values import Case


class Drawing:
    """A run that is drawn while it happens. rules: what was done so far, as it is recorded: the
    rule's name, its arguments, and what its results are called."""

    def __init__(self, data: Any) -> None:
        self.data = data.conjecture_data
        self.rules: list[tuple[str, dict[str, Any], list[str]]] = []

    def recorded(self) -> Case:
        return Case(rules=self.rules)


@st.composite
def _drawings(draw: st.DrawFn) -> Drawing:
    return Drawing(draw(st.data()))


def settled(arguments: dict[str, Any]) -> dict[str, Any]:
    """What was drawn for a case once it is over: a run is what was done in it."""
    return {n: v.recorded() if isinstance(v, Drawing) else v for n, v in arguments.items()}


def machine_of(test_case: Any) -> type[RuleBasedStateMachine] | None:
    """The machine whose TestCase this is, or is derived from; None for anything else."""
    if not (isinstance(test_case, type) and issubclass(test_case, unittest.TestCase)):
        return None
    run = getattr(test_case, "runTest", None)
    if run is None or not inspect.isfunction(run):
        return None
    known = inspect.getclosurevars(run).nonlocals.get("cls")
    is_machine = isinstance(known, type) and issubclass(known, RuleBasedStateMachine)
    return known if is_machine else None


def check_of(test_case: Any, kind: type[RuleBasedStateMachine], name: str) -> Callable[..., None]:
    """A check, as a function that pytest can collect. kind: the machine whose TestCase it is."""
    steps = test_case.settings.stateful_step_count

    def check(student: Any, reference: Any, run: Drawing | Case) -> None:
        play = _Play(kind, student, reference)
        try:
            play.draws(run, steps) if isinstance(run, Drawing) else play.repeats(run.rules)
        finally:
            play.machine.teardown()

    check.__name__ = check.__qualname__ = name
    check.__doc__ = vars(kind).get("__doc__")
    check.__module__ = kind.__module__
    marked = [*getattr(kind, "pytestmark", []), *getattr(test_case, "pytestmark", [])]
    made: Any = test_case.settings(given(run=_drawings())(check))
    made.pytestmark = marked
    wrapped: Callable[..., None] = made
    return wrapped


class _Play:
    """One machine, and what its rules gave so far."""

    def __init__(self, kind: type[RuleBasedStateMachine], student: Any, reference: Any) -> None:
        machine: Any = kind.__new__(kind)
        machine.student, machine.reference = student, reference
        kind.__init__(machine)
        self.machine = machine
        self._first = list(self.machine._initialize_rules_to_run)
        self._rules = {
            rule.function.__name__: rule
            for rule in (*self.machine._rules_strategy.rules, *self._first)
        }

    def draws(self, run: Drawing, at_most: int) -> None:
        data, machine = run.data, self.machine
        data.hypothesis_runner = machine
        machine._observability_predicates = data._observability_predicates
        self._check_invariants()
        for number in range(at_most + 1):
            over = True if number == at_most else None if number else False
            # Hardly ever, so that runs are long; but a failing one can be cut short there.
            if data.draw_boolean(2**-16, forced=over):
                return
            rule, arguments = self._next(data)
            names: list[str] = []
            run.rules.append((rule.function.__name__, _named(arguments), names))
            self._does(rule, arguments, names, drawn=True)

    def repeats(self, rules: list[tuple[str, dict[str, Any], list[str]]]) -> None:
        """A run that was drawn, or a part of one: what can't be done there is left out."""
        self._check_invariants()
        for name, arguments, names in rules:
            rule, known = self._rules.get(name), self.machine.names_to_values
            refers = [value.result for value in _references(arguments)]
            if rule is None or not all(one in known for one in refers):
                continue
            if rule not in self._first and self.machine._initialize_rules_to_run:
                return  # of the first rules there has to be each
            if all(holds(self.machine) for holds in rule.preconditions):
                if rule in self.machine._initialize_rules_to_run:
                    self.machine._initialize_rules_to_run.remove(rule)
                self._does(rule, arguments, list(names), drawn=False)

    def _next(self, data: Any) -> tuple[Any, dict[str, Any]]:
        first = self.machine._initialize_rules_to_run
        if not first:
            rule, arguments = data.draw(self.machine._rules_strategy)
            return rule, dict(arguments)
        made = [st.tuples(st.just(r), st.fixed_dictionaries(r.arguments)) for r in first]
        rule, arguments = data.draw(st.one_of(made))
        first.remove(rule)
        return rule, dict(arguments)

    def _does(self, rule: Any, arguments: dict[str, Any], names: list[str], *, drawn: bool) -> None:
        """names: of its results; where it is drawn, they are made up here."""
        known = self.machine.names_to_values
        result = rule.function(
            self.machine, **{name: _found(value, known) for name, value in arguments.items()}
        )
        if rule.targets:
            results = result.values if isinstance(result, MultipleResults) else (result,)
            pairs = [(target, one) for target in rule.targets for one in results]
            if drawn:
                names += (f"{target}_{len(known) + n}" for n, (target, _) in enumerate(pairs))
            for name, (target, one) in zip(names, pairs, strict=False):
                known[name] = one
                self.machine.bundle(target).append(Reference(name))
        self._check_invariants()

    def _check_invariants(self) -> None:
        found = self.machine.invariants
        for invariant in found() if callable(found) else found:
            early = bool(self.machine._initialize_rules_to_run)
            if early and not invariant.check_during_init:
                continue
            if all(holds(self.machine) for holds in invariant.preconditions):
                invariant.function(self.machine)


def _named(arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments as they are written down: the results of earlier rules by their names."""
    return {name: _written(value) for name, value in arguments.items()}


def _written(value: Any) -> Any:
    if isinstance(value, Reference):
        return Case(result=value.name)
    if isinstance(value, list) and value and all(isinstance(one, Reference) for one in value):
        return [_written(one) for one in value]
    # As it was drawn: a rule may change it.
    return copy.deepcopy(value) if isinstance(value, (list, dict, set)) else value


def _references(arguments: dict[str, Any]) -> Iterator[Case]:
    for value in arguments.values():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, Case) and tuple(one.keys()) == ("result",):
                yield one


def _found(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_found(one, known) for one in value]
    if isinstance(value, Reference):
        return known[value.name]
    if isinstance(value, Case) and tuple(value.keys()) == ("result",):
        return known[value.result]
    return value
