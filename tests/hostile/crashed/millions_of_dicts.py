"""Eight million bytes on the wire that would be two million dicts in the grader."""
# limits: call_s=2.0

import sys

messages = sys.modules["grader.wire.messages"]
dialogue = sys.modules["grader.process.dialogue"]
dicts = b"\x93\xa1l\xa4list\xdd" + (2 * 10**6).to_bytes(4, "big") + b"\x92\xa1d\x90" * (2 * 10**6)
msgspec = sys.modules["msgspec"]
dialogue.raw = lambda outcome: msgspec.Raw(b"\x92\xa2ok" + dicts)


def double(numbers):
    return 0
