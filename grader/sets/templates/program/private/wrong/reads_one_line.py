"""Only the first line is read."""

import sys

numbers = [int(line) for line in sys.stdin.readlines()[:1]]
if "--mean" not in sys.argv[1:]:
    print(sum(numbers))
elif numbers:
    print(f"{sum(numbers) / len(numbers):.1f}")
else:
    print("no numbers")
