"""An answer of 64 kilobytes that asks to be laid out over sixty times as much."""
# also: error

import sys

execute = sys.modules["grader.process.executor"]
data = sys.modules["grader.wire.data"]
zeros = bytes(2**16)
execute.to_wire = lambda value, depth=0, **how: data.Seq(
    "list", [data.Array("|i1", (2**16,), zeros, (63,))] * 3
)


def double(numbers):
    return 0
