"""Numbers, texts and what else has no parts."""

from decimal import Decimal
from fractions import Fraction


def count(items):
    return len(items)
    # wrong: return float(len(items))
    # wrong: return len(items) or None
    # wrong: return len(items) + 1
    # wrong: return str(len(items))
    # wrong: return print(len(items))


def is_even(n):
    return n % 2 == 0
    # wrong: return 1 - n % 2
    # wrong: return n % 2 != 0
    # wrong: return n % 2 == 0 or None
    # wrong: return str(n % 2 == 0)


def mean(numbers):
    return sum(numbers) / len(numbers)
    # wrong: return sum(numbers) // len(numbers)
    # wrong: return sum(numbers) / len(numbers) + 1e-4
    # wrong: return float("nan")
    # wrong: return [sum(numbers) / len(numbers)]
    # wrong: return round(sum(numbers) / len(numbers), 1)


def missing(flag):
    return float("nan") if flag else -0.0
    # wrong: return None if flag else -0.0
    # wrong: return float("nan") if flag else 0.0
    # wrong: return float("nan") if flag else 0
    # wrong: return float("inf")


def root(n):
    return complex(0, abs(n) ** 0.5) if n < 0 else n**0.5
    # wrong: return abs(n) ** 0.5
    # wrong: return complex(abs(n) ** 0.5, 0) if n < 0 else n**0.5
    # wrong: return n.real


def share(part, whole):
    return Fraction(part, whole)
    # wrong: return part / whole
    # wrong: return Fraction(whole, part)
    # wrong: return f"{part}/{whole}"


def price(text):
    return Decimal(text).quantize(Decimal("0.01"))
    # wrong: return float(text)
    # wrong: return Decimal(text)
    # wrong: return Decimal(float(text))


def power(n):
    return 2**n
    # wrong: return 2.0**n
    # wrong: return 2**n % 2**64
    # wrong: return 2**n + (n > 200)


def greeting(name="you", *, end="!"):
    return f"Hello, {name}{end}"
    # wrong: return f"Hello, {name}!"
    # wrong: return f"hello, {name}{end}"
    # wrong: return f"Hello, {name}{end}".encode()
    # wrong: return f"Hello, you{end}"
    # wrong: return ["Hello, ", name, end]
    # wrong: raise ValueError(name)


def encoded(text):
    return text.encode("utf-8")
    # wrong: return text
    # wrong: return bytearray(text, "utf-8")
    # wrong: return text.encode("latin-1", "replace")
    # wrong: return list(text.encode())


def nothing(n):
    return None
    # wrong: return 0
    # wrong: return ""
    # wrong: return False
    # wrong: return "None"


def sign(n):
    return (n > 0) - (n < 0)
    # wrong: return n > 0
    # wrong: return -1 if n < 0 else 1
    # wrong: return n / abs(n) if n else 0.0
    # wrong: return (n < 0) - (n > 0)
