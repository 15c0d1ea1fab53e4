"""Tabs in one line, spaces in the next."""
# says: slide.py, line 5: Python can't read this: tabs and spaces are mixed where lines are set in.
def slide(x, k):
	x = x
        return x
