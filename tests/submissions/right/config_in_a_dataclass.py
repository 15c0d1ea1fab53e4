"""Settings stand in frozen dataclasses with slots, one inside another."""
from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import ClassVar

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    by: int = 1
    names: list[str] = field(default_factory=list)
    known: ClassVar[dict[str, Step]] = {}


@dataclass
class Config:
    step: Step = Step()
    verbose: bool = False

    def __post_init__(self):
        assert asdict(self)["step"]["by"] == 1


CONFIG = replace(Config(), verbose=True)


def slide(x: np.ndarray, k: np.ndarray, config: Config = CONFIG) -> np.ndarray:
    step = config.step.by
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(0, len(x) - len(k) + 1, step)])
