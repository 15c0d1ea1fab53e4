"""An integer of millions of digits, and text where digits should be."""
# also: crashed

import sys

execute = sys.modules["grader.process.executor"]
data = sys.modules["grader.wire.data"]
execute.to_wire = lambda value, depth=0, **how: data.BigInt("9" * 1_000_000)


def double(numbers):
    return 0
