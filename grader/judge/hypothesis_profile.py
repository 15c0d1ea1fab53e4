"""What Hypothesis goes by while checks are collected and run: the same wherever kata runs."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import InvalidArgument

from ..sets import search_path

# Another session may be open beside this one, with an author's own checks or with imported tests.
_of_this_thread = threading.local()


def load(anew: bool = True) -> None:
    """Which profile counts is known to each thread; that there is this one, to the process: it can
    be registered once, as another thread's settings may differ from what counts here. anew: each
    case is drawn by itself. Imported tests have what their author had."""
    # Hypothesis would keep its notes in the folder that the student works in.
    set_hypothesis_home_dir(search_path.cache_folder() / "hypothesis")
    try:
        settings.get_profile("kata")
    except InvalidArgument:
        _register_profile()
    settings.load_profile("kata")
    _of_this_thread.anew = anew
    _draw_the_same_everywhere()
    _draw_each_case_anew()


def _draw_the_same_everywhere() -> None:
    """Has Hypothesis forget the numbers that stand in the source of loaded modules.

    It likes to draw those, where the module is nobody's installed package. Cases would depend on
    whether kata runs from a checkout, and on what else is loaded.
    """
    from hypothesis.internal.conjecture import providers

    if hasattr(providers, "_get_local_constants"):
        from hypothesis.internal.constants_ast import Constants

        nothing = Constants()
        providers._get_local_constants = lambda: nothing


@cache
def _draw_each_case_anew() -> None:
    """Has Hypothesis change no case a little for the next ones, in threads that want each anew.

    It likes to make five more of each that it drew, with one part of it copied to another place.
    They have the same shapes: of 150 cases of a pooling layer, 46 had others.
    """
    from hypothesis.internal.conjecture.engine import ConjectureRunner

    own = getattr(ConjectureRunner, "generate_mutations_from", None)
    if own is None:
        return

    def generate_mutations_from(self: ConjectureRunner, data: Any) -> None:
        if not getattr(_of_this_thread, "anew", True):
            own(self, data)

    ConjectureRunner.generate_mutations_from = generate_mutations_from  # type: ignore[method-assign]


def _register_profile() -> None:
    """The settings that every check starts from; an author's own @settings change them."""
    settings.register_profile(
        "kata",
        database=None,
        derandomize=True,  # of an imported class's tests, which pytest runs; others have a seed
        deadline=None,
        # Explaining is our own work; Hypothesis's explain phase would report NumPy's line numbers.
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
        stateful_step_count=20,  # of a state machine: a run is asked step by step
    )
