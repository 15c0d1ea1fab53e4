"""Traces every call from its top level on, its own and others', and raises in each."""
# also: failed passed
# earns: any

import sys


def tracer(frame, event, argument):
    raise ValueError


sys.settrace(tracer)
sys.setprofile(tracer)


def double(numbers):
    raise ValueError
