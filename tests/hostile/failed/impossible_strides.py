"""An answer of eight bytes that claims to lie spread over the whole memory."""
# also: error

import sys

execute = sys.modules["grader.process.executor"]
data = sys.modules["grader.wire.data"]
execute.to_wire = lambda value, depth=0, **how: data.Array("|i1", (2,), b"ab", (2**61,))


def double(numbers):
    return 0
