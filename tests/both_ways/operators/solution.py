"""Objects with operators, also where two names have the same one."""


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        other = other.cents if isinstance(other, Money) else other
        return Money(self.cents + other)
        # wrong: return Money(self.cents)
        # wrong: self.cents += other; return self
        # wrong: return self.cents + other

    def __radd__(self, other):
        return self + other
        # wrong: return NotImplemented
        # wrong: return Money(other)
        # wrong: return other

    def __mul__(self, times):
        return Money(self.cents * times)
        # wrong: return Money(self.cents + times)

    __rmul__ = __mul__
    # wrong: __rmul__ = None

    def __sub__(self, other):
        return Money(self.cents - other.cents)
        # wrong: return Money(other.cents - self.cents)

    def __rsub__(self, other):
        return Money(other - self.cents)
        # wrong: return Money(self.cents - other)

    def __neg__(self):
        return Money(-self.cents)
        # wrong: return self

    def __abs__(self):
        return Money(abs(self.cents))
        # wrong: return Money(self.cents)

    def __round__(self, digits=0):
        return Money(round(self.cents, -2))
        # wrong: return Money(self.cents)

    def __int__(self):
        return self.cents // 100
        # wrong: return self.cents

    def __divmod__(self, n):
        return divmod(self.cents, n)
        # wrong: return self.cents % n, self.cents // n

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents
        # wrong: return self is other

    def __lt__(self, other):
        return self.cents < other.cents
        # wrong: return self.cents > other.cents

    def __hash__(self):
        return hash(self.cents)

    def __repr__(self):
        return f"Money({self.cents})"
        # wrong: return f"Money {self.cents}"


class Counter:
    def __init__(self, n=0):
        self.n = n

    def __iadd__(self, other):
        self.n += other
        # wrong: return Counter(self.n + other)
        return self
        # wrong: return None

    def __isub__(self, other):
        self.n -= other
        # wrong: self.n = -other
        return self

    def __str__(self):
        return f"{self.n} counted"
        # wrong: return f"{self.n}"

    def twice(self):
        return Counter(2 * self.n)
        # wrong: self.n *= 2; return self


class Bag:
    def __init__(self, items=()):
        self.items = list(items)
        # wrong: self.items = items

    def __or__(self, other):
        return Bag(self.items + other.items)
        # wrong: self.items += other.items; return self
        # wrong: return Bag(other.items + self.items)

    def __ior__(self, other):
        self.items += other.items
        # wrong: self.items = other.items
        return self

    def __and__(self, other):
        return Bag([item for item in self.items if item in other.items])
        # wrong: return Bag([])

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.items, other.items))
        # wrong: return [a * b for a, b in zip(self.items, other.items)]

    def __invert__(self):
        return Bag(self.items[::-1])
        # wrong: self.items.reverse(); return self

    def __getitem__(self, at):
        return self.items[at]

    def __len__(self):
        return len(self.items)
        # wrong: return len(set(self.items))

    def copy(self):
        return Bag(self.items)
        # wrong: return self


def doubled(bag):
    for n, item in enumerate(bag.items):
        bag.items[n] = 2 * item
        # wrong: bag.items[n] = item + 2
    return bag
    # wrong: return Bag(bag.items)


def merged(one, other):
    return one | other
    # wrong: one |= other; return one
    # wrong: other |= one; return other
