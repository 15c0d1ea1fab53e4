"""Errors of its own, derived from ValueError; prints and a main guard."""


class ShapeError(ValueError):
    pass


def check(condition, text):
    if not condition:
        raise ShapeError(text)


def output_size(n, k, stride=1, padding=0):
    check(stride >= 1, "stride")
    check(min((n, k, padding)) >= 0, "negative")
    padded = n + padding + padding
    check(padded >= k, "does not fit")
    jumps, rest = divmod(padded - k, stride)
    print("left over:", rest)
    return jumps + 1


def same_padding(k):
    check(k % 2 == 1, "even kernel")
    return (k - 1) // 2


def layers_until_empty(n, k):
    check(k > 1, "takes nothing")
    count = 0
    while True:
        try:
            n = output_size(n, k)
        except ValueError:
            return count
        if n == 0:
            return count
        count += 1


if __name__ == "__main__":
    print(output_size(28, 3, 2))
