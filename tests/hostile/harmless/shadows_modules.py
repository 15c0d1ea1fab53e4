"""Modules that the worker or a later submission might import are replaced in memory."""

import sys

for name in ("numpy", "torch", "pytest", "msgspec.msgpack", "hypothesis", "grader.model"):
    sys.modules[name] = type(sys)(name)
sys.path[:] = ["@FOLDER@"]
sys.meta_path.clear()

def double(numbers):
    return [2 * n for n in numbers]
