"""Classes: state, operators, blocks, records and exceptions."""

import datetime
import enum
import pathlib
from dataclasses import dataclass, field
from typing import NamedTuple


class Account:
    fee = 1

    def __init__(self, owner, balance=0):
        self.owner = owner
        # wrong: self.owner = owner.upper()
        self.balance = balance
        # wrong: self.balance = 0
        self.log = []

    def deposit(self, amount):
        if amount <= 0:
            # wrong: if amount < 0:
            raise ValueError(f"not positive: {amount}")
            # wrong: raise TypeError(f"not positive: {amount}")
            # wrong: raise ValueError("wrong")
            # wrong: return None
        self.balance += amount
        # wrong: self.balance = amount
        self.log.append(amount)
        # wrong: self.log = [amount]
        # wrong: self.log.append(str(amount))
        return self
        # wrong: return None
        # wrong: return self.balance

    def withdraw(self, amount):
        if amount > self.balance:
            # wrong: if amount >= self.balance:
            raise TooLittle(amount - self.balance)
            # wrong: raise TooLittle(amount)
            # wrong: raise ValueError(amount - self.balance)
            # wrong: raise RuntimeError("too little")
        self.balance -= amount + self.fee * 0
        # wrong: self.balance -= amount + self.fee

    @property
    def is_empty(self):
        return self.balance == 0
        # wrong: return self.balance
        # wrong: return self.balance > 0

    def __str__(self):
        return f"{self.owner}: {self.balance}"
        # wrong: return f"{self.owner}:{self.balance}"
        # wrong: return self.owner

    def __eq__(self, other):
        return isinstance(other, Account) and self.balance == other.balance
        # wrong: return self is other
        # wrong: return True

    def __lt__(self, other):
        return self.balance < other.balance
        # wrong: return self.balance > other.balance

    def __add__(self, other):
        return Account("both", self.balance + other.balance)
        # wrong: return self.balance + other.balance
        # wrong: return Account("both", self.balance)

    def __bool__(self):
        return self.balance > 0
        # wrong: return self.balance == 0

    def __hash__(self):
        return hash(self.balance)


class Savings(Account):
    fee = 0
    # wrong: fee = 2

    def __str__(self):
        return "savings of " + super().__str__()
        # wrong: return "savings"


class TooLittle(Exception):
    def __init__(self, missing):
        super().__init__(f"{missing} missing")
        # wrong: super().__init__(missing)
        self.missing = missing


class Shelf:
    def __init__(self, *books):
        self._books = list(books)
        # wrong: self._books = list(books[:2])

    def __len__(self):
        return len(self._books)
        # wrong: return len(self._books) + 1
        # wrong: return float(len(self._books))

    def __getitem__(self, at):
        return self._books[at]
        # wrong: return self._books[at - 1]
        # wrong: return self._books[at].upper()

    def __setitem__(self, at, book):
        self._books[at] = book
        # wrong: self._books.append(book)

    def __delitem__(self, at):
        del self._books[at]
        # wrong: self._books.pop()

    def __contains__(self, book):
        return book in self._books
        # wrong: return book not in self._books

    def __iter__(self):
        return iter(self._books)
        # wrong: return iter(self._books[::-1])
        # wrong: return iter(enumerate(self._books))

    def __call__(self, times):
        return self._books * times
        # wrong: return self._books

    def __enter__(self):
        self._books.append("open")
        # wrong: pass
        return self
        # wrong: return None

    def __exit__(self, kind, error, trace):
        self._books.remove("open")
        # wrong: pass
        return kind is KeyError
        # wrong: return False
        # wrong: return True


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    # wrong: y: int = 1
    tags: list = field(default_factory=list)
    # wrong: tags: tuple = ()

    def moved(self, dx):
        return Point(self.x + dx, self.y)
        # wrong: return Point(self.x, self.y + dx)
        # wrong: self.x += dx; return self
        # wrong: return (self.x + dx, self.y, [])
        # wrong: return Point(self.x + float(dx), self.y)


class Row(NamedTuple):
    name: str
    size: int = 1
    # wrong: size: int = 2


def row(name):
    return Row(name, len(name))
    # wrong: return (name, len(name))
    # wrong: return [name, len(name)]
    # wrong: return Row(len(name), name)
    # wrong: return {"name": name, "size": len(name)}


class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    # wrong: GREEN = 3


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 5


def level(n):
    return Level.HIGH if n > 2 else Level.LOW
    # wrong: return 5 if n > 2 else 1
    # wrong: return "HIGH" if n > 2 else "LOW"
    # wrong: return Level.LOW


def colour(name):
    return Colour[name]
    # wrong: return Colour[name].value
    # wrong: return name
    # wrong: return Colour.RED


def day(text):
    return datetime.date.fromisoformat(text)
    # wrong: return datetime.datetime.fromisoformat(text)
    # wrong: return text
    # wrong: return datetime.date.fromisoformat(text) + datetime.timedelta(days=1)


def span(first, last):
    return last - first
    # wrong: return (last - first).days
    # wrong: return first - last


def path(*parts):
    return pathlib.PurePosixPath(*parts)
    # wrong: return "/".join(parts)
    # wrong: return pathlib.PurePosixPath(*parts[:-1])
    # wrong: return pathlib.PurePosixPath(*parts).with_suffix("")


_ONE = Account("one")


def accounts(*names):
    return [Account(name) for name in names]
    # wrong: return [_ONE for name in names]
    # wrong: return [Account(name) for name in names[1:]]
    # wrong: return list(names)
