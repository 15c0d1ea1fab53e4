"""An exercise's warm parent and recorded cases: a file's bytes go in, what went right and wrong
comes out. Knows no sentence and no report.

    attempt.py       fork a worker, load the file in it, send each check's recorded cases
    here             answers that are the reference's to the byte pass
    check_runner.py  any other answer: the check's own body says whether it is right

    recording.py     the recording that all this replays; recorder.py makes it
    shipped.py       the author's, for everybody; cache.py keeps this machine's own
    collect.py       pytest collects checks.py once; pytest_thread.py keeps that session open

The student's file is only ever loaded in the worker; the checks and the expected answers are only
ever here. A worker that stops costs its check; the next check gets a new worker.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ..errors import GpuTrouble, UsageError
from ..model import Exercise
from ..process import cuda, gpu, warm
from ..process.parent import Parent
from ..sets import search_path, set_files
from ..wire import messages
from ..wire.messages import PRETEND, NotLoaded, Operation
from . import cache, meanwhile, recording, shipped
from .attempt import Attempt, classes_asked, functions_asked
from .cache import Cache
from .in_pieces import Operations, pieces
from .options import Options
from .outcomes import Failure, Judged, stopped
from .parents import Parents
from .recording import RecordedCheck, Recording
from .turns import GpuTurn, turn

if TYPE_CHECKING:
    from .check_runner import CheckRunner

T = TypeVar("T")
WAITING = "waiting for the cases, which another check draws …"
_GAVE_UP = {"timeout": "the GPU didn't answer in time", "cpu": "the GPU didn't answer in time"}


class Judge:
    """Use as a context manager: entering starts the parent and has the cases at hand."""

    recording: Recording

    def __init__(
        self,
        exercise: Exercise,
        options: Options,
        parents: Parents | None = None,
        no_gpu: str | None = None,
    ) -> None:
        """parents: another judge's, to share. no_gpu: why this one does without CUDA; None to
        look what there is."""
        if set_files.checks_file(exercise) is None:
            raise UsageError(f"The hidden checks of {exercise.id} are not on this machine.")
        self.exercise = exercise
        self.options = options
        # Is told what takes a while when it begins, and "" when it is over; whoever has a person
        # waiting sets it.
        self.tell: Callable[[str], None] = lambda message: None
        # Is told each check's name when it is begun, whether it is drawn or judged.
        self.trying: Callable[[str], None] = lambda check: None
        self.seed = _seed(exercise, options)
        self.parents = parents or Parents(exercise, options.isolation)
        self.no_gpu = no_gpu or gpu.missing()
        self._shares = parents is not None
        keeps = options.store and not options.fresh
        self._cache = Cache(search_path.cache_folder()) if keeps else None
        # What the author has worked out already; nothing where this machine is to do it itself.
        self.shipped = shipped.Shipped({})
        self._gpu = GpuTurn(gpu.selected(), lambda message: self.tell(message))
        self._runner: CheckRunner | None = None
        self._cut: dict[str, tuple[RecordedCheck, list[list[Operations]]]] = {}
        # Modules that are loaded while there is nothing else to do.
        self.meanwhile: tuple[str, ...] = meanwhile.MODULES

    def __enter__(self) -> Judge:
        try:
            # Starts importing what the student's code needs; meanwhile we read what we need.
            self.parent()
            if self._cache is not None and self.options.seed is None:
                self.shipped = shipped.Shipped.of(self.exercise)
            self.recording = self._recording_here()
            self.parents.warm(tuple(_imported_late(self.recording, self.exercise)))
            if any(check.device == "cuda" for check in self.recording.checks):
                self.parents.get(cuda=True)  # it imports while the CPU's checks are run
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._runner is not None:
            self._runner.close()
        self._gpu.leave()
        if not self._shares:
            self.parents.close()

    def parent(self, cuda: bool = False) -> Parent:
        """The warm parent; a new one where the old one is lost. For CUDA, when it is our turn."""
        if cuda:
            self._gpu.take()
        return self.parents.get(cuda)

    def replace_parent(self) -> None:
        """Whatever ended it, the next submission gets a new one."""
        if self._runner is not None:
            self._runner.forget_workers()
        self.parents.close()

    def devices(self) -> tuple[str, ...]:
        """Where checks that take a device run; PRETEND stands in where there is no GPU."""
        if self.options.device == "cuda" and self.no_gpu is not None:
            raise without_cuda(self.no_gpu)
        if self.options.device != "auto":
            return (self.options.device,)
        if "torch" not in self.exercise.requires:
            return ("cpu",)
        return ("cpu", "cuda" if self.no_gpu is None else PRETEND)

    @property
    def runner(self) -> CheckRunner:
        """The collected checks, opened when first asked for: right answers need none of them, and
        they load NumPy, pytest and Hypothesis."""
        if self._runner is None:
            with warm.nothing_collected():
                from .check_runner import CheckRunner

                self._runner = CheckRunner(self.exercise, self.parent, self.devices, self.seed)
        return self._runner

    def leave_gpu(self) -> None:
        """Ends what has a context on the GPU, and lets the next one have it."""
        if self._runner is not None:
            self._runner.leave_gpu()
        self._gpu.leave()

    def attempt(self, source: bytes) -> Attempt:
        asked = functions_asked(self.recording.checks)
        objects = classes_asked(self.recording.checks)
        return Attempt(self.exercise, self.parent, source, asked, objects, self._pieces)

    def _pieces(self, check: RecordedCheck) -> list[list[Operations]]:
        """A check's cases as they may be asked: the same for every submission."""
        of, cut = self._cut.get(check.name, (None, []))
        if of is not check:  # one of that name, with fewer cases say
            cut = [pieces(case) for case in check.cases]
            self._cut[check.name] = check, cut
        return cut

    def judge(self, source: bytes) -> list[Judged] | NotLoaded:
        """A file's checks, judged and not explained: what verify needs of each variant."""
        with self.attempt(source) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return attempt.loaded
            every = self.recording.checks
            return [self.check(attempt, check, every[n:]) for n, check in enumerate(every, 1)]

    def check(
        self, attempt: Attempt, check: RecordedCheck, others: Sequence[RecordedCheck] = ()
    ) -> Judged:
        """One check of a loaded submission. others: that come after it. The worker goes on with
        those, where this one has to be judged, while that is prepared. Raises GpuTrouble where the
        GPU gave up."""
        started = time.monotonic()
        self.trying(check.name)
        missing = attempt.missing_function(check)
        if missing:
            judged = Judged(check=check, ending="no_function", detail=missing)
        elif check.replayable:
            judged = self._replayed(attempt, check, others)
        else:
            judged = self.runner.search(attempt, check)
        if judged.failures:
            from .devices import without_untold

            judged = without_untold(judged)
        if check.device == "cuda":
            _require_gpu(judged)
        return replace(judged, duration_s=time.monotonic() - started)

    def kept(self, kind: str, key: str, of: type[T], make: Callable[[], T]) -> T:
        """What `make` gives, made once for this key and kept on disk as one kind of thing."""
        return self._kept(kind, cache.key_of(cache.engine(), key, self.devices()), of, make)

    def _kept(self, kind: str, key: str, of: type[T], make: Callable[[], T]) -> T:
        found = self._cache.get(self.exercise, kind, key, of) if self._cache else None
        if found is None:
            found = make()
            if self._cache is not None:
                self._cache.put(self.exercise, kind, key, found)
        return found

    def _replayed(
        self, attempt: Attempt, check: RecordedCheck, others: Sequence[RecordedCheck]
    ) -> Judged:
        batched = attempt.run(check)
        pairs = enumerate(zip(check.cases, batched.cases, strict=False))
        other = [number for number, (case, answers) in pairs if answers != case.expected]
        failures: dict[int, Failure] = {}
        notes: tuple[str, ...] = ()
        if other:
            if self.options.explain:
                self.shipped.unpack_meanwhile()
            with meanwhile.does(lambda: attempt.run_beforehand(others), self._runner is None):
                runner = self.runner
            failures, notes = runner.judge(attempt, check, batched, other)
        batched = attempt.kept(check, batched, failures)
        ran = len(batched.cases)
        if batched.ending is not None and ran < len(check.cases):
            failures = failures | {ran: stopped(check.cases[ran], batched)}
            ran += 1
        return Judged(
            check=check,
            failures=failures,
            ran=ran,
            ending=batched.ending,
            detail=batched.detail,
            batched=batched,
            notes=notes,
        )

    def _recording_here(self) -> Recording:
        """The recording for the devices that can be used: without CUDA where that gives up."""
        try:
            return self._recording()
        except GpuTrouble as trouble:
            if self.options.device == "cuda":
                raise without_cuda(trouble.message) from trouble
            self.no_gpu = trouble.message
            self.leave_gpu()
            if self._runner is not None:
                self._runner.close()
            self._runner = None
            return self._recording()
        finally:
            self.leave_gpu()

    def _recording(self) -> Recording:
        devices = self.devices()
        # While the parent imports what the exercise needs.
        theirs = self.shipped.recording(shipped.key_of(self.exercise))
        if self.exercise.requires:  # else it is ready soon
            steps = (*meanwhile.imports(self.meanwhile), lambda: self.runner)
            with warm.nothing_collected():
                meanwhile.do_while(lambda s: not self.parent().is_ready(s), steps)
        self.parent().ready()
        if theirs is None:
            return self._made_here(devices)
        asked_for = recording.on(theirs, devices)
        missing = tuple(d for d in devices if d not in shipped.devices(self.exercise))
        if not missing or not any(check.takes_device for check in theirs.checks):
            return asked_for
        return recording.together(asked_for, self._made_here(missing, alone=True))

    def _made_here(self, devices: tuple[str, ...], alone: bool = False) -> Recording:
        """What this machine recorded. alone: without the checks that take no device."""
        asked = ",".join(devices) + (" alone" if alone else "")
        only_on = devices if alone else ()
        key = recording.key_of(self.exercise, asked, self.seed)
        if self._cache is None:
            return self._drawn(key, only_on)
        found = self._cache.get(self.exercise, "cases", key, Recording)
        if found is not None:
            return found
        # When a class starts at once, one draws them and the rest take what it has drawn.
        with turn(self._cache.path(self.exercise, "lock"), lambda: self.tell(WAITING)):
            found = self._kept("cases", key, Recording, lambda: self._drawn(key, only_on))
        self.tell("")
        return found

    def _drawn(self, key: str, only_on: tuple[str, ...]) -> Recording:
        self.tell("drawing the cases …")
        made = self.runner.record(key, only_on, self.trying)
        self.tell("")
        return made


def _seed(exercise: Exercise, options: Options) -> int:
    """What the cases are drawn from."""
    if options.fresh:
        return random.getrandbits(32)
    return recording.seed_of(exercise) if options.seed is None else options.seed


def _imported_late(recorded: Recording, exercise: Exercise) -> Iterator[str]:
    """What every worker would import: what an argument that crosses is made with, where its library
    doesn't load it itself; and what torch imports when it is first asked to go backward from a
    given gradient, half a second, which no other exercise need pay."""
    if "scipy" in exercise.requires:
        yield "scipy.sparse"
    if "torch" in exercise.requires:
        cases = (case for check in recorded.checks for case in check.cases[:1])
        if any(_gives_gradient([messages.operation(raw) for raw in case.asked]) for case in cases):
            yield "torch.fx.experimental.symbolic_shapes"


def _gives_gradient(asked: Sequence[Operation]) -> bool:
    """Whether one of them calls a `backward` with something."""
    for operation in asked:
        name = operation.name
        if name is None and isinstance(operation.target, int):
            name = asked[operation.target].name  # the method is asked for first, then called
        if name == "backward" and (operation.args or operation.kwargs):
            return True
    return False


def without_cuda(why: str) -> UsageError:
    """CUDA was asked for by name."""
    return UsageError(f"CUDA can't be used: {why}.", "What is here: kata doctor")


def _require_gpu(judged: Judged) -> None:
    """Raises GpuTrouble where the GPU gave up, and not the code, as far as can be told.

    A process that stopped or got no answer there says nothing about code that did on the CPU. Who
    pretends it gains nothing: without the GPU, the stand-in asks the same.
    """
    if judged.ending in ("timeout", "crashed", "garbled", "cpu"):
        raise GpuTrouble(_GAVE_UP.get(judged.ending, "the process that used it stopped"))
    for failure in judged.failures.values():
        raised = failure.raised
        if raised is not None and cuda.is_trouble(raised.error, raised.message):
            raise GpuTrouble(cuda.reason(raised.message))
