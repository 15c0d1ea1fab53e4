"""Twenty thousand keys of one hash, each to be compared with all the others."""
# confined: only
# also: crashed timeout

import sys

execute = sys.modules["grader.process.executor"]
data = sys.modules["grader.wire.data"]
pairs = [(data.BigInt(str(n * (2**61 - 1))), None) for n in range(8, 20_000)]
answer = data.Map(pairs)
execute.to_wire = lambda value, depth=0, **how: answer


def double(numbers):
    return 0
