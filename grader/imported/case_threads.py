"""The threads that are begun while an imported test's case runs: in `executor.submit(os.mkdir,
answer)` nothing of the test's is on the stack. Other threads of this process are nobody's to watch.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

# By what it starts them, which differs between versions of Python.
_STARTERS = ("_start_new_thread", "_start_joinable_thread")


class Threads:
    """begun: the identities of those that run."""

    def __init__(self) -> None:
        self.begun: set[int] = set()
        self._own: dict[str, Any] = {}

    def follow(self) -> None:
        """From here on, whoever the calling thread starts counts, and whom those start."""
        self.forget()
        self.begun = set()
        first = threading.get_ident()
        for name in _STARTERS:
            if (own := getattr(threading, name, None)) is not None:
                self._own[name] = own
                setattr(threading, name, self._starting(own, first, self.begun))

    def forget(self) -> None:
        for name, own in self._own.items():
            setattr(threading, name, own)
        self._own.clear()

    def _starting(self, own: Any, first: int, begun: set[int]) -> Callable[..., Any]:
        def start(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() not in {first, *begun}:
                return own(function, *args, **kwargs)

            def followed(*its: Any) -> None:
                begun.add(threading.get_ident())
                try:
                    function(*its)
                finally:
                    begun.discard(threading.get_ident())

            return own(followed, *args, **kwargs)

        return start
