"""Two versions that were never merged to the end."""
# says: slide.py, line 3: Python can't read this: <<<<<<< is the mark of a merge that was not finished.
<<<<<<< HEAD
x = 1
=======
x = 2
>>>>>>> other

def slide(x, k):
    return x
