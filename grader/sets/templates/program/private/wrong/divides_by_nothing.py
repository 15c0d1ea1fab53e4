"""Without numbers there is nothing to divide by, and the program ends in an error."""

import sys

numbers = [int(line) for line in sys.stdin]
if "--mean" not in sys.argv[1:]:
    print(sum(numbers))
else:
    print(f"{sum(numbers) / len(numbers):.1f}")
