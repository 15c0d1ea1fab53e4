"""Saved in an encoding that it does not declare."""
# says: slide.py, line 3: Python can't read this: 'utf-8' codec can't decode byte 0xe9, number 197, in line 3; save the file as UTF-8.
name = "é"

def slide(x, k):
    return x
