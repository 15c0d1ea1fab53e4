"""Makes an exercise of what an instructor already has: a stub, a solution, and plain tests.

    sources.py   which file is what, as far as that can be guessed
    stubs.py     a stub from the solution, where there is none
    reasons.py   what can't cross, as far as that can be read from the tests
    trial.py     what can't cross, as it turns out: in-process, through a worker, on the stub
    surgery.py   tests taken out of a file by their lines
    folders.py   what is written, and where

The tests stay as they are: `from conv import conv2d` finds a stand-in (see ../standins.py).
"""
