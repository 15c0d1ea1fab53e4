"""What a test does around the student's code, told to the worker before the code is asked the next
time: the names that it replaces, what it seeds, its files, and the folder that it goes to.

What was replaced here `surroundings.py` sees; the other end is `process/around.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from ..wire import kinds
from ..wire.data import Value
from ..wire.folder_files import Changes
from ..wire.kinds import Row
from ..wire.messages import AROUND, Operation, Outcome, Raised, Returned, WireError
from ..wire.texts import with_texts
from ..wire.values import from_wire, to_wire
from .guarded_paths import guarded
from .remote_objects import Talk
from .shared_folder import SharedFolder, is_path
from .surroundings import STREAMS, Surroundings


class Around:
    """Of one conversation, a case at a time."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._surroundings = Surroundings()
        self._folder: SharedFolder | None = None
        self.replaced: dict[str, Any] = {}  # of the student's module, by name

    def begin(self) -> None:
        self._folder, self.replaced = None, {}
        kinds.PATHS = _of_no_folder
        self._surroundings.begin(self._seed)

    def end(self) -> None:
        kinds.PATHS = None
        self._surroundings.end()

    def share(self, folder: Path) -> Path:
        """The test has a folder for files, of which the student's code gets a copy. Returns its
        path, for the test."""
        self._folder = shared = SharedFolder(folder)
        kinds.PATHS = shared.named_here
        path: Path = guarded(folder, folder)
        return path

    @property
    def folder(self) -> Path | None:
        """The test's folder for files, where it has one."""
        return None if self._folder is None else self._folder.path

    def replace(self, name: str, *values: Any) -> None:
        """Gives a name of the student's module another value, as a test sees fit; none: its own
        again."""
        if not self._talk.open:
            raise self._talk.refuse(f"replaces {name} while the tests are collected")
        self._put(None, name, values)
        self.replaced = {n: v for n, v in self.replaced.items() if n != name}
        if values:
            self.replaced[name] = values[0]

    def real(self) -> AbstractContextManager[None]:
        """While this is open, everything is as it is outside of tests."""
        return self._surroundings.real()

    def tell(self) -> None:
        """Before the student's code is asked: what the test has replaced, and done to files."""
        for module, changed, now in self._surroundings.changes():
            self._put(module, changed, now)
        self._tell_files()

    def follow(self) -> None:
        """Goes where the test went."""
        if (moved := self._surroundings.moved()) is None:
            return
        shared, (place,) = self._folder, moved
        name = shared.below(place) if shared is not None and place is not None else None
        if place is not None and name is None:
            raise self._talk.refuse("changes to a folder that the student's code doesn't have")
        if shared is not None and shared.named and name is not None:
            raise self._talk.refuse(
                "changes to a folder after the student's code was given a path in it"
            )
        self._tell_files()
        _, outcome = self.do("move", None, None, [name])
        if isinstance(outcome, Raised):
            raise self._talk.refuse(f"changes to a folder that isn't there: {outcome.message}")
        if shared is not None:
            shared.is_current = place is not None

    def hear(self, operation: Operation, number: int) -> None:
        """What the student's code printed in an operation goes where the test reads it, and what
        it did to files is done here. number: the operation's."""
        if operation.do in AROUND:
            return
        if any(self._surroundings.is_replaced("sys", name) for name in STREAMS):
            self._hear_streams(number)
        if self._folder is not None:
            self._folder.apply(self._files({}, number))

    def do(
        self, do: str, target: str | None, name: str | None, values: Sequence[Any]
    ) -> tuple[int, Outcome]:
        """One operation that does something there around the student's code."""
        wires = [self._talk.wire(value) for value in values]
        return self._talk.send(Operation(do, target, name, wires, faithful=True), [*values])

    def named_there(self, value: Any) -> Any:
        """A value as it is passed: a path in the test's folder by its name over there."""
        folder = self._folder
        if folder is None or not is_path(value):
            return value
        value = folder.named_there(value)
        if folder.is_current and folder.named:
            raise self._talk.refuse("passes a path in the folder that it has changed to")
        return value

    def named_here(self, wire: Value) -> Value:
        """What came, with paths in the test's folder by their names here."""
        return wire if self._folder is None else with_texts(wire, self._folder.named_here)

    def _put(self, module: str | None, name: str, values: Sequence[Any]) -> None:
        """Tells the worker of a name that means something else now. Who replaces a stream hears
        what is written to it."""
        if module == "sys" and name in STREAMS:
            values = [True] * len(values)
        _, outcome = self.do("set", module, name, values)
        if isinstance(outcome, Raised):
            raise self._talk.refuse(
                f"replaces {name}, which can't be done there: {outcome.message}"
            )

    def _hear_streams(self, number: int) -> None:
        _, outcome = self._talk.send(Operation("heard", number, None, faithful=True))
        value = from_wire(outcome.value) if isinstance(outcome, Returned) else ()
        if (
            type(value) is not Row
            or len(value) != len(STREAMS)
            or any(type(text) is not str for text in value)
        ):
            raise WireError("texts that were not heard")
        self._surroundings.heard(tuple(value))

    def _tell_files(self) -> None:
        files = None if self._folder is None else self._folder.changes()
        if files is not None:
            self._files(files)

    def _files(self, changed: Changes, after: int | None = None) -> Any:
        """Tells what the test has done to its files, and returns what was done to them there.
        after: the operation that may have done it."""
        wires = [to_wire(changed, exact=True)]
        _, outcome = self._talk.send(Operation("files", after, None, wires, faithful=True), [None])
        return from_wire(outcome.value) if isinstance(outcome, Returned) else None

    def _seed(self, module: str, args: tuple[Any, ...]) -> None:
        # Hypothesis keeps what it found under `seed` in its first case, and calls it between cases.
        if self._talk.open:
            self.do("seed", module, None, args)


def _of_no_folder(path: Any) -> Any:
    return guarded(path, None)
