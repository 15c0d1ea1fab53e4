"""Traces, profiles, hooks and switches of the interpreter."""

import sys
import threading

sys.setswitchinterval(0.5)
sys.settrace(lambda *arguments: None)
sys.setprofile(lambda *arguments: None)
threading.settrace(lambda *arguments: None)
sys.excepthook = sys.unraisablehook = lambda *arguments: None
sys.stdout = sys.stderr = None
sys.dont_write_bytecode = False

def double(numbers):
    return [2 * n for n in numbers]
