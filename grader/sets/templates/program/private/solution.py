"""Read everything, then decide."""

import sys

numbers = [int(line) for line in sys.stdin]
if "--mean" not in sys.argv[1:]:
    print(sum(numbers))
elif numbers:
    print(f"{sum(numbers) / len(numbers):.1f}")
else:
    print("no numbers")
