"""pytest.xfail, so that failing might be what was expected."""
# exercise: tiny/slide

import pytest


def slide(x, k):
    pytest.xfail("known")
