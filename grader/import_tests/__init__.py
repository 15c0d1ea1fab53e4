"""Makes an exercise of what an instructor already has: a stub, a solution, and plain tests.

    find_files.py      which file is what, as far as that can be guessed
    stub.py            a stub from the solution, where there is none
    static_rules.py    what can't cross, as far as that can be read from the tests
    trial_run.py       what can't cross, as it turns out: in-process, through a worker, on the stub
    edit_source.py     tests taken out of a file by their lines
    write_exercise.py  what is written, and where

The tests stay as they are: `from conv import conv2d` finds a stand-in (see ../imported/).
"""
