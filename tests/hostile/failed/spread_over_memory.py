"""An answer of sixteen megabytes that asks for a gigabyte to be laid out in."""

import sys

execute = sys.modules["grader.worker.execute"]
messages = sys.modules["grader.worker.messages"]
data = bytes(2**21)
execute.to_wire = lambda value, depth=0: messages.Seq(
    "list", [messages.Array("|i1", (2**21,), data, (63,))] * 3
)


def double(numbers):
    return 0
