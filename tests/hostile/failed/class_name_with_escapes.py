"""An answer whose class name moves the cursor, turns text around and is markup."""


def double(numbers):
    return type("\x1b[2J\x1b]0;owned\x07\u202e<script>alert(1)</script>[red]", (), {})()
