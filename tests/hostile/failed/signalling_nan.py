"""A number that raises wherever it is compared, in whoever compares it."""
# exercise: tiny/slide
# also: crashed error
from decimal import Decimal


def slide(x, k):
    return Decimal("sNaN")
