"""Every function is called, and nothing is printed all the same."""
import sys


def main():
    return [line.strip() for line in sys.stdin]


main()
