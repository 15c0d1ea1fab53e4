"""A cell of a notebook that installs a package."""
# says: slide.py, line 3: Python can't read this: !pip is a notebook's command and no Python.
!pip install numpy

def slide(x, k):
    return x
