"""An answer whose shape overflows, put on the wire by hand."""

import sys

execute = sys.modules["grader.process.executor"]
data = sys.modules["grader.wire.data"]
execute.to_wire = lambda value, depth=0, **how: data.Array("<f8", (2**62, 4), b"")


def double(numbers):
    return 0
