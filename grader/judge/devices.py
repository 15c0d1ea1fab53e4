"""What a failure says about devices: which mistake it is, or that a stand-in could not tell.

Goes by the sentences that torch raises. Who raises one on purpose gets a wrong cause, and no
points for it; nothing is set aside unless the worker says that torch or the stand-in raised it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Why
from ..wire.messages import PRETEND
from ..wording import plain_words
from .attempt import functions_of
from .outcomes import Failure, Judged

_LAWS = (
    (
        "device_by_name",
        "The code asks for a GPU by name, and not every machine has one: work where the input is "
        "(x.device).",
        plain_words.NO_GPU_HERE,
    ),
    (
        "two_devices",
        "Something stays on the CPU while the input is on a GPU: a new tensor without device=, a "
        "layer that was not moved, or an answer that was moved away.",
        (
            "Expected all tensors to be on the same device",
            "Input type (torch.cuda.",
            "Input type (torch.FloatTensor) and weight type (torch.cuda.",
            "indices should be either on cpu or on the same device",
        ),
    ),
    (
        "numpy_on_gpu",
        "The code asks NumPy for a tensor's numbers, which lie on a GPU: NumPy knows only the CPU.",
        ("device type tensor to numpy",),
    ),
)


def without_untold(judged: Judged) -> Judged:
    """Without the failures that only say what a stand-in for a GPU can't do: they are no failures
    of the code, as long as each function that they ask for was seen to be right in another case.
    Else nothing is known of it, and not to be known is no way to pass. How many there were is
    `untold`."""
    if judged.check.device != PRETEND:
        return judged
    untold = [n for n, failure in judged.failures.items() if _is_untold(failure)]
    right = [number for number in range(judged.ran) if number not in judged.failures]
    told = bool(right) and _asked(judged, untold) <= _asked(judged, right)
    aside = set(untold) if told else set()
    left = {n: failure for n, failure in judged.failures.items() if n not in aside}
    return replace(judged, failures=left, untold=len(untold))


def _asked(judged: Judged, numbers: Sequence[int]) -> set[str]:
    """The functions that these cases ask for. Of a check that isn't replayed they are not written
    down: there a case is a case."""
    if not judged.check.replayable:
        return {"any"} if numbers else set()
    return {name for n in numbers for name in functions_of(judged.check.cases[n])}


def _is_untold(failure: Failure) -> bool:
    raised = failure.raised
    if raised is None or raised.forbidden or not raised.by_torch:
        return False
    return plain_words.asks_for_a_gpu(raised.message)


def law(failures: Sequence[Failure]) -> Why | None:
    """The mistake with devices that every one of these failures is."""
    messages = [failure.raised.message if failure.raised else "" for failure in failures]
    for name, text, said_by_torch in _LAWS:
        if messages and all(any(said in m for said in said_by_torch) for m in messages):
            return Why(id=f"law:{name}", text=text)
    return None
