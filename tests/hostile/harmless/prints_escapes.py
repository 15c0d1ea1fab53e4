"""Terminal escapes, right-to-left marks, markup and formulas are printed."""

print("\x1b[2J\x1b]0;owned\x07\u202e<script>alert(1)</script>[red]=cmd()\r\b\0")

def double(numbers):
    return [2 * n for n in numbers]
