"""What a test makes with `tempfile` lies in the folder of its case, of which the student's code has
a copy, as it has of `tmp_path`. The folder is there for those who ask for it.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from .conversation import Conversation

# By such names, one after the other, they are the same in every run: paths are recorded.
_NAME = "{:08}"


@contextmanager
def temporary_files_are_shared(talk: Conversation) -> Iterator[None]:
    """While this is open, it is so for the test; not for what the grader makes meanwhile."""
    module: Any = tempfile
    own, own_names = module.gettempdir, module._get_candidate_names
    names = map(_NAME.format, itertools.count())
    with ExitStack() as made:

        def folder() -> str:
            if not talk.guard.is_on():
                return str(own())
            if (shared := talk.outside.folder) is None:
                with talk.guard.off():
                    new = tempfile.TemporaryDirectory(prefix="kata-", ignore_cleanup_errors=True)
                    shared = Path(made.enter_context(new)).resolve()
                talk.share(shared)
            return str(shared)

        module.gettempdir = folder
        module._get_candidate_names = lambda: names if talk.guard.is_on() else own_names()
        try:
            yield
        finally:
            module.gettempdir, module._get_candidate_names = own, own_names
