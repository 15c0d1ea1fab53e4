"""A misspelt name in a check, on a line that only some wrong answers lead to: no answer can make
such a line right, so it is never charged to a student.
"""

from __future__ import annotations

import builtins
from pathlib import PurePath
from types import FrameType, ModuleType

from ..checks.special_methods import is_a_checks
from ..errors import CheckFault


def refuse_slip(error: BaseException) -> None:
    """Raises CheckFault for an error of a check's own line, by a name that is written there and
    that neither the file nor Python has, or that a module lacks.

    What a function has bound only on another way, as a loop's variable where the loop had nothing
    to go through, depends on the answer."""
    own, at = None, error.__traceback__
    while at is not None:
        own = own or (at.tb_frame if is_a_checks(at.tb_frame) else None)
        if at.tb_next is None and is_a_checks(at.tb_frame) and _is_slip(error, at.tb_frame):
            assert own is not None
            file, check = PurePath(at.tb_frame.f_code.co_filename).name, own.f_code.co_name
            raise CheckFault(
                f"The check {check} has an error of its own: {file}, line {at.tb_lineno}: {error}."
            ) from error
        at = at.tb_next


def _is_slip(error: BaseException, frame: FrameType) -> bool:
    name = getattr(error, "name", None)
    if name not in frame.f_code.co_names:
        return False
    if type(error) is NameError:
        return name not in frame.f_globals and not hasattr(builtins, name)
    return type(error) is AttributeError and type(error.obj) is ModuleType
