"""Where both sides of an assert are the student's."""


class Deck:
    def __init__(self, cards):
        self.cards = list(cards)

    @classmethod
    def full(cls, n):
        return cls(range(n))
        # wrong: return cls(range(n - 1))
        # wrong: return cls(range(1, n))

    @staticmethod
    def size(n):
        return n
        # wrong: return n + 1
        # wrong: return None

    def __len__(self):
        return len(self.cards)
        # wrong: return len(self.cards) + 1

    def top(self):
        return self.cards[-1]
        # wrong: return self.cards[0]

    def highest(self):
        return max(self.cards)
        # wrong: return min(self.cards)

    def cut(self, n):
        return Deck(self.cards[n:] + self.cards[:n])
        # wrong: return Deck(self.cards[:n] + self.cards[n:])
        # wrong: return Deck(self.cards[n:])

    def __eq__(self, other):
        return isinstance(other, Deck) and self.cards == other.cards
        # wrong: return self is other

    def total(self):
        return sum(self.cards)
        # wrong: return sum(self.cards[:-1])


def area(w, h):
    return w * h
    # wrong: return w * w
    # wrong: return w + h


def square(n):
    return n * n
    # wrong: return n * 2
    # wrong: return float(n * n)


def forth(text):
    return text + "!"
    # wrong: return text
    # wrong: return "!" + text


def back(text):
    return text[:-1]
    # wrong: return text
    # wrong: return text[:-2]


def sort(numbers):
    return sorted(numbers)
    # wrong: return sorted(numbers, reverse=True)
    # wrong: return list(numbers)
    # wrong: return sorted(set(numbers))


def smallest(numbers):
    return min(numbers)
    # wrong: return max(numbers)
    # wrong: return numbers[0]


def mean(numbers):
    return sum(numbers) / len(numbers)
    # wrong: return sum(numbers) / 2
    # wrong: return sum(numbers) // len(numbers)


def count(numbers, n):
    return numbers.count(n)
    # wrong: return numbers.count(n) + 1


def places(numbers, n):
    return [at for at, one in enumerate(numbers) if one == n]
    # wrong: return [at for at, one in enumerate(numbers) if one == n][:1]


LIMIT = 3
# wrong: LIMIT = 4


def limited(n):
    return min(n, LIMIT)
    # wrong: return n
    # wrong: return min(n, 5)
