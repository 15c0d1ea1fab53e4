"""Prints without parentheses."""
# says: slide.py, line 4: Python can't read this: Missing parentheses in call to 'print'. Did you mean print(...)? That is Python 2; here print is a function.
def slide(x, k):
    print "hello"
    return x
