"""A cell of a notebook with a command of its own."""
# says: slide.py, line 3: Python can't read this: %matplotlib is a notebook's command and no Python.
%matplotlib inline

def slide(x, k):
    return x
