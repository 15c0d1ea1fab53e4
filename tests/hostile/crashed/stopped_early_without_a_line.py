"""The same by the worker's own hand, with a first line that is empty."""

import sys

m = sys.modules["grader.wire.messages"]
serve = sys.modules["grader.process.serve"]
made = m.Loaded
serve.Loaded = lambda *parts: made(*parts[:5], m.NotLoaded("refused", "\nx", 1))


def double(numbers):
    return [2 * n for n in numbers]
