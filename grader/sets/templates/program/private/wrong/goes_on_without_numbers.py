"""Behind `no numbers` the program goes on, divides by nothing, and ends in an error."""

import sys

numbers = [int(line) for line in sys.stdin]
if "--mean" not in sys.argv[1:]:
    print(sum(numbers))
else:
    if not numbers:
        print("no numbers")
    print(f"{sum(numbers) / len(numbers):.1f}")
