"""What tests written for in-process use find around them, as it is while the student's code is
elsewhere: unittest's subtests."""

from __future__ import annotations

import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def _subtest(*_: Any, **__: Any) -> Iterator[None]:
    yield


@contextmanager
def ends_at_a_subtest() -> Iterator[None]:
    """While this is open, a subtest that fails ends its test. What the test compared is read off
    its variables: it must not have gone on to the next subtest."""
    own = unittest.TestCase.subTest
    unittest.TestCase.subTest = _subtest  # type: ignore[method-assign]  # put back below
    try:
        yield
    finally:
        unittest.TestCase.subTest = own  # type: ignore[method-assign]
