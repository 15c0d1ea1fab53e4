"""Lists, sets, dicts and what is like them."""

from collections import Counter, OrderedDict, defaultdict, deque


def doubled(numbers):
    return [2 * n for n in numbers]
    # wrong: return tuple(2 * n for n in numbers)
    # wrong: return (2 * n for n in numbers)
    # wrong: return {2 * n for n in numbers}
    # wrong: return [2 * n for n in numbers][::-1]
    # wrong: return [2 * n for n in numbers][:-1]
    # wrong: return str([2 * n for n in numbers])
    # wrong: return map(lambda n: 2 * n, numbers)


def double_all(numbers):
    numbers[:] = [2 * n for n in numbers]
    # wrong: return [2 * n for n in numbers]
    # wrong: numbers[:] = [2 * n for n in numbers]; return numbers


def copied(numbers):
    return [*numbers, 0]
    # wrong: numbers.append(0); return numbers
    # wrong: numbers.append(0); return list(numbers)


def grid(rows, columns):
    return [[0] * columns for _ in range(rows)]
    # wrong: return [[0] * columns] * rows
    # wrong: return [[0] * rows for _ in range(columns)]
    # wrong: return ((0,) * columns,) * rows


def bounds(numbers):
    return min(numbers), max(numbers)
    # wrong: return [min(numbers), max(numbers)]
    # wrong: return max(numbers), min(numbers)
    # wrong: return min(numbers), max(numbers), len(numbers)
    # wrong: return min(numbers)
    # wrong: return {min(numbers): max(numbers)}


def letters(text):
    return set(text)
    # wrong: return sorted(set(text))
    # wrong: return frozenset(text)
    # wrong: return set(text) - {"a"}
    # wrong: return dict.fromkeys(text)
    # wrong: return text


def places(text):
    found = {}
    # wrong: found = defaultdict(list)
    # wrong: found = OrderedDict()
    for place, letter in enumerate(text):
        # wrong: for place, letter in enumerate(text, 1):
        # wrong: for place, letter in reversed([*enumerate(text)]):
        found.setdefault(letter, []).append(place)
        # wrong: found.setdefault(letter, set()).add(place)
        # wrong: found[letter] = [place]
        # wrong: found.setdefault(letter.upper(), []).append(place)
    return found
    # wrong: return list(found.items())
    # wrong: return found.items()
    # wrong: return found.keys()


def counted(words):
    return Counter(words)
    # wrong: return dict(Counter(words))
    # wrong: return Counter(words).most_common()
    # wrong: return Counter(sorted(set(words)))
    # wrong: return defaultdict(int, Counter(words))


def latest(numbers):
    return deque(numbers, maxlen=2)
    # wrong: return deque(numbers)
    # wrong: return numbers[-2:]
    # wrong: return deque(reversed(numbers), maxlen=2)


def by_name(pairs):
    return OrderedDict(sorted(pairs))
    # wrong: return dict(sorted(pairs))
    # wrong: return OrderedDict(pairs)
    # wrong: return dict(pairs)


def evens(n):
    return range(0, n, 2)
    # wrong: return list(range(0, n, 2))
    # wrong: return range(0, n + 1, 2)
    # wrong: return (k for k in range(0, n, 2))
    # wrong: return iter(range(0, n, 2))


def squares(n):
    for k in range(n):
        # wrong: for k in range(1, n):
        # wrong: for k in range(n + 1):
        yield k * k
        # wrong: yield k + k
        # wrong: yield str(k)
        # wrong: return k * k


def endless():
    n = 1
    # wrong: n = 2
    while True:
        # wrong: while n < 3:
        yield n
        n += 1


def middle(items):
    return slice(1, len(items) - 1)
    # wrong: return slice(0, len(items) - 1)
    # wrong: return 1, len(items) - 1


def nested(n):
    return {"n": n, "list": [1, (2, {"k": n})], "none": None}
    # wrong: return {"n": n, "list": [1, [2, {"k": n}]], "none": None}
    # wrong: return {"n": n, "list": [1, (2, {"k": 0})], "none": None}
    # wrong: return {"n": n, "list": [1, (2, {"k": n})]}
    # wrong: return {"n": n, "list": [True, (2, {"k": n})], "none": None}


def pairs(one, other):
    return list(zip(one, other, strict=True))
    # wrong: return zip(one, other)
    # wrong: return dict(zip(one, other, strict=True))
    # wrong: return [list(pair) for pair in zip(one, other, strict=True)]
    # wrong: return list(zip(one, other))
    # wrong: return list(zip(other, one))


def common(one, other):
    return frozenset(one) & frozenset(other)
    # wrong: return frozenset(one) | frozenset(other)
    # wrong: return [item for item in one if item in other]
    # wrong: return set(one) & set(other)
