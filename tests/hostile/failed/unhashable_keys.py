"""A dict whose keys can't be keys, put on the wire by hand."""

import sys

execute = sys.modules["grader.process.executor"]
data = sys.modules["grader.wire.data"]
execute.to_wire = lambda value, depth=0, **how: data.Map([(data.Seq("list", []), None)])


def double(numbers):
    return 0
