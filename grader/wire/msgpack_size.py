"""How many values a msgpack message holds, without making one of them.

A byte of a message can become fifty in memory, where it stands for an object of its own: whoever
decodes a stranger's message counts first. The layout is the table of formats in the msgpack
specification (github.com/msgpack/msgpack, spec.md, "Overview").
"""

from __future__ import annotations

import msgspec


def count(raw: bytes | msgspec.Raw, most: int) -> int:
    """How many values a msgpack value holds, itself included; at least most + 1 where there are
    more. Reads no further than that, and makes no objects."""
    data = memoryview(raw)
    position, left, seen = 0, 1, 0
    try:
        while left and seen <= most:
            first = data[position]
            head, size, inner = _LAYOUTS[first]
            if head:
                length = int.from_bytes(data[position + 1 : position + 1 + head])
                size += length * _BYTES_EACH[first]
                inner = length * _VALUES_EACH[first]
            position += 1 + head + size
            left += inner - 1
            seen += 1
    except IndexError:
        pass  # cut off: decoding it says so
    return seen


def _layout(first: int) -> tuple[int, int, int]:
    """Of a msgpack value by its first byte: the bytes of its length, of what follows, and the
    values in it."""
    if first <= 0x7F or first >= 0xE0:
        return 0, 0, 0
    if first <= 0x9F:
        return 0, 0, first & 0x0F if first >= 0x90 else 2 * (first & 0x0F)
    if first <= 0xBF:
        return 0, first & 0x1F, 0
    return _REST.get(first, (0, 0, 0))


# fmt: off
_REST = {
    0xC4: (1, 0, 0), 0xC5: (2, 0, 0), 0xC6: (4, 0, 0), 0xC7: (1, 1, 0), 0xC8: (2, 1, 0),
    0xC9: (4, 1, 0), 0xCA: (0, 4, 0), 0xCB: (0, 8, 0), 0xCC: (0, 1, 0), 0xCD: (0, 2, 0),
    0xCE: (0, 4, 0), 0xCF: (0, 8, 0), 0xD0: (0, 1, 0), 0xD1: (0, 2, 0), 0xD2: (0, 4, 0),
    0xD3: (0, 8, 0), 0xD4: (0, 2, 0), 0xD5: (0, 3, 0), 0xD6: (0, 5, 0), 0xD7: (0, 9, 0),
    0xD8: (0, 17, 0), 0xD9: (1, 0, 0), 0xDA: (2, 0, 0), 0xDB: (4, 0, 0), 0xDC: (2, 0, 0),
    0xDD: (4, 0, 0), 0xDE: (2, 0, 0), 0xDF: (4, 0, 0),
}
# fmt: on
_LAYOUTS = tuple(map(_layout, range(256)))
# What a length counts: values in an array, pairs in a map, bytes in anything else.
_VALUES_EACH = {first: {0xDC: 1, 0xDD: 1, 0xDE: 2, 0xDF: 2}.get(first, 0) for first in _REST}
_BYTES_EACH = {first: int(not _VALUES_EACH[first]) for first in _REST}
