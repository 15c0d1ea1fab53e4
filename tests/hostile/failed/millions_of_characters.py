"""Three million characters where a few numbers are asked for."""
# also: crashed


def double(numbers):
    return "=cmd|'/c calc'!A0" * 170_000
