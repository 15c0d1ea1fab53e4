"""What a worker sends, and when: each time it does, the grader is woken up."""

from __future__ import annotations

from types import ModuleType

from grader.process.dialogue import Dialogue
from grader.process.executor import Executor
from grader.wire.messages import Batch, BatchDone, CaseDone, FromWorker, Operation


def sent(batch: Batch) -> list[list[type[FromWorker]]]:
    """The kinds of messages that answer a batch, as they are sent together."""
    module = ModuleType("double")
    module.double = lambda number: 2 * number
    executor = Executor(module, "double.py", ())
    told: list[list[type[FromWorker]]] = []
    dialogue = Dialogue(
        executor,
        lambda *several: told.append([type(message) for message in several]),
        lambda: batch,
        lambda: ("", 0),
        lambda: None,
    )
    dialogue.answer(batch)
    return told


def test_the_end_of_a_batch_is_sent_with_its_last_case():
    """Most questions that can't be asked together are batches of one: two wakings for each."""
    case = [Operation("call", None, "double", [2])]
    assert sent(Batch([case])) == [[CaseDone, BatchDone]]
    assert sent(Batch([case, case, case])) == [[CaseDone], [CaseDone], [CaseDone, BatchDone]]
    assert sent(Batch([])) == [[BatchDone]]
