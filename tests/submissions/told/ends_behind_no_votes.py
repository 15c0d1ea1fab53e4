import sys


def main():
    counts = {}
    for line in sys.stdin:
        name = line.strip()
        if name:
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        print("no votes")
    best = max(counts.values())
    if "--winner" in sys.argv:
        who = [n for n in counts if counts[n] == best]
        print(who[0] if len(who) == 1 else "draw")
    else:
        for n in sorted(counts, key=lambda n: (-counts[n], n)):
            print(f"{n}: {counts[n]}")


main()
