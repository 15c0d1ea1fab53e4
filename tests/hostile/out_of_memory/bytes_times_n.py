"""A string that doubles until nothing is left."""
# limits: call_s=5.0, memory_mib=100


def double(numbers):
    text = "x" * 30_000_000
    while True:
        text += text
