"""A list of a thousand tensors without data, each of which claims 64 megabytes."""

import sys

execute = sys.modules["grader.process.executor"]
data = sys.modules["grader.wire.data"]
nothing = data.TensorData("float64", (2**23,), b"", None, "meta")
answer = data.Seq("list", [nothing] * 1000)
execute.to_wire = lambda value, *_, **__: answer


def double(numbers):
    return 0
