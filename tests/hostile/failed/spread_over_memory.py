"""An answer of 64 kilobytes that asks to be laid out over sixty times as much."""
# also: error

import sys

execute = sys.modules["grader.process.executor"]
messages = sys.modules["grader.wire.messages"]
data = bytes(2**16)
execute.to_wire = lambda value, depth=0, **how: messages.Seq(
    "list", [messages.Array("|i1", (2**16,), data, (63,))] * 3
)


def double(numbers):
    return 0
