"""Accounts: what was paid, kept in files, and told."""

import csv
import datetime
import json
import os
import sys
from collections import Counter, namedtuple
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

Entry = namedtuple("Entry", "day what cents")
# wrong: Entry = namedtuple("Entry", "what day cents")
RATES = {"EUR": 1, "CHF": Decimal("0.95")}
TOTALS = []
count = 0


class LedgerError(Exception):
    """Something is wrong with a ledger."""

    def __init__(self, message, line=None):
        super().__init__(message)
        # wrong: super().__init__(message, line)
        self.line = line
        # wrong: self.line = 0


class Overdrawn(LedgerError):
    pass
    # wrong: __str__ = lambda self: "overdrawn"


def entry(text):
    day, what, amount = text.split(";")
    # wrong: what, day, amount = text.split(";")
    return Entry(datetime.date.fromisoformat(day), what.strip(), round(float(amount) * 100))
    # wrong: return Entry(day, what.strip(), round(float(amount) * 100))
    # wrong: return Entry(datetime.date.fromisoformat(day), what, round(float(amount) * 100))
    # wrong: return Entry(datetime.date.fromisoformat(day), what.strip(), float(amount) * 100)


def entries(lines):
    for number, line in enumerate(lines, 1):
        # wrong: for number, line in enumerate(lines):
        try:
            yield entry(line)
        except ValueError as error:
            raise LedgerError(f"line {number}: {line!r}", number) from error
            # wrong: raise LedgerError(f"line {number}: {line!r}") from error
            # wrong: raise LedgerError(f"line {number}: {line!r}", number) from None
            # wrong: continue


@dataclass
class Account:
    owner: str
    cents: int = 0
    history: list = field(default_factory=list, repr=False)
    # wrong: history: list = field(default_factory=list)
    # wrong: history: list = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self):
        pass
        # wrong: self.history = TOTALS

    def pay(self, cents, what="cash"):
        if cents > self.cents:
            # wrong: if cents >= self.cents:
            raise Overdrawn(f"{self.owner} has {self.cents}, not {cents}")
            # wrong: raise LedgerError(f"{self.owner} has {self.cents}, not {cents}")
            # wrong: raise Overdrawn("no")
        self.cents -= cents
        self.history.append((what, -cents))
        # wrong: self.history.append([what, -cents])
        # wrong: self.history = [(what, -cents)]

    def receive(self, cents):
        self.cents += cents
        # wrong: self.cents = cents
        self.history.append(("in", cents))
        # wrong: self.history.insert(0, ("in", cents))
        return self
        # wrong: return self.cents

    def __iadd__(self, cents):
        return self.receive(cents)
        # wrong: self.receive(cents)


def transfer(source, target, cents):
    source.pay(cents, what="transfer")
    # wrong: source.pay(cents)
    target.receive(cents)
    # wrong: target.receive(cents - 1)
    TOTALS.append(cents)
    # wrong: TOTALS.insert(0, cents)
    global count
    count += 1
    # wrong: count = 1


@contextmanager
def all_or_nothing(*accounts):
    before = [(a, a.cents, [*a.history]) for a in accounts]
    # wrong: before = [(a, a.cents, a.history) for a in accounts]
    try:
        yield accounts
        # wrong: yield
    except LedgerError:
        # wrong: except Exception:
        for account, cents, history in before:
            account.cents = cents
            # wrong: pass
            account.history[:] = history
            # wrong: account.history = history
        raise
        # wrong: pass


def save(accounts, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        # wrong: with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        # wrong: writer = csv.writer(file, delimiter=";")
        for account in accounts:
            writer.writerow([account.owner, account.cents])
            # wrong: writer.writerow([account.cents, account.owner])


def load(path):
    with open(path, newline="", encoding="utf-8") as file:
        # wrong: with open(path, "a+", newline="", encoding="utf-8") as file:
        # wrong: with open(path.name, newline="", encoding="utf-8") as file:
        return [Account(owner, int(cents)) for owner, cents in csv.reader(file)]
        # wrong: return [Account(owner, int(cents)) for owner, cents in csv.reader(file, delimiter=";")]
        # wrong: return [Account(owner, cents) for owner, cents in csv.reader(file)]
        # wrong: return (Account(owner, int(cents)) for owner, cents in [*csv.reader(file)])


def note(text, folder):
    path = os.path.join(folder, "notes.txt")
    with open(path, "a") as file:
        # wrong: with open(path, "w") as file:
        file.write(text + "\n")
        # wrong: file.write(text)
    return len(open(path).readlines())
    # wrong: return 1


def config(path):
    try:
        with open(path) as file:
            return json.load(file)
            # wrong: return {"currency": "EUR"}
            # wrong: return file.read()
    except FileNotFoundError:
        # wrong: except ValueError:
        return {"currency": "EUR"}
        # wrong: return {}


def converted(cents, currency="EUR"):
    return Decimal(cents) / 100 * RATES[currency]
    # wrong: return cents / 100 * float(RATES[currency])
    # wrong: return Decimal(cents) * RATES[currency]
    # wrong: return Decimal(cents) / 100 * RATES.get(currency, 1)


def report(accounts, out=None):
    for account in sorted(accounts, key=lambda a: a.owner):
        # wrong: for account in accounts:
        print(f"{account.owner:10}|{account.cents / 100:8.2f}", file=out)
        # wrong: print(f"{account.owner:10}|{account.cents / 100:8.2f}")
        # wrong: print(f"{account.owner:10}|{account.cents / 100:8.1f}", file=out)
    if any(account.cents < 0 for account in accounts):
        print("overdrawn", file=sys.stderr)
        # wrong: print("overdrawn", file=out)


def spent(history):
    counts = Counter()
    for what, cents in history:
        counts[what] += cents
        # wrong: counts[what] = cents
        # wrong: counts[what] += 1
    return counts
    # wrong: return counts.most_common()


def monthly(found):
    months = {}
    for day, _, cents in found:
        months[day.year, day.month] = months.get((day.year, day.month), 0) + cents
        # wrong: months[day.month] = months.get(day.month, 0) + cents
        # wrong: months[day.year, day.month] = cents
    return dict(sorted(months.items()))
    # wrong: return dict(sorted(months.items(), reverse=True))
