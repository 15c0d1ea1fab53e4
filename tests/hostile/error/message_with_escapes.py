"""A message that moves the cursor, turns text around and is markup."""

Owned = type("\x1b[31mOwned\u202e", (Exception,), {})


def double(numbers):
    raise Owned("\x1b[2J\x1b]0;owned\x07\u202e<script>alert(1)</script>[bold]=cmd()[/bold]")
