"""Asks with input() until there is nothing left, and knows its arguments by argparse."""

import argparse
from collections import defaultdict

parser = argparse.ArgumentParser()
parser.add_argument("--winner", action="store_true")
winner = parser.parse_args().winner

count = defaultdict(int)
try:
    while True:
        name = input().strip()
        if name != "":
            count[name] += 1
except EOFError:
    pass

if len(count) == 0:
    print("no votes")
    exit(1)

by_number = {}
for name in sorted(count):
    by_number.setdefault(count[name], []).append(name)
best = by_number[max(by_number)]
if winner:
    print(best[0] if best == best[:1] else "draw")
else:
    for number in sorted(by_number, reverse=True):
        for name in by_number[number]:
            print(name, number, sep=": ")
