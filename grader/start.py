"""The `kata` command begins here: with bytecode where the installation has none, then with the
command line, which loads the rest."""

from __future__ import annotations

import os
import sys

from .process import bytecode
from .sets import search_path


def main() -> None:
    """Entry point of the `kata` command. Ends the process with the exit code."""
    # Python has just compiled this very file, and left its bytecode beside it if it could.
    if not os.path.exists(bytecode.beside(__file__)):
        sys.dont_write_bytecode = False
        # No folder that workers read: there is nothing of the grader's for them.
        bytecode.look_in(str(search_path.cache_folder() / "own-bytecode"))
    from .cli import main as command_line

    command_line()
