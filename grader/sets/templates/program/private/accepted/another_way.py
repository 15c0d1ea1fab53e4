"""Functions and a main guard."""

import sys
from statistics import mean


def answer(numbers, wants_mean):
    if not wants_mean:
        return str(sum(numbers))
    return f"{mean(numbers):.1f}" if numbers else "no numbers"


def main():
    numbers = [int(word) for word in sys.stdin.read().split()]
    print(answer(numbers, sys.argv[1:] == ["--mean"]))


if __name__ == "__main__":
    main()
