"""All of the program is in a function that no line calls."""
import sys
from collections import Counter


def counted(lines):
    return Counter(line.strip() for line in lines if line.strip())


def main():
    for name, number in counted(sys.stdin).most_common():
        print(f"{name}: {number}")
