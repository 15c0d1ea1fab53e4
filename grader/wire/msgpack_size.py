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
            head, size, inner, bytes_each, values_each = _LAYOUTS[data[position]]
            if head:
                length = int.from_bytes(data[position + 1 : position + 1 + head])
                size += length * bytes_each
                inner = length * values_each
            position += 1 + head + size
            left += inner - 1
            seen += 1
    except IndexError:
        pass  # cut off: decoding it says so
    return seen


# A layout: how many bytes the length has, how many bytes and how many values follow whatever it is,
# and how many bytes or values each unit of the length stands for.
_Layout = tuple[int, int, int, int, int]


def _bytes(head: int, besides: int = 0) -> _Layout:
    return head, besides, 0, 1, 0


def _values(head: int, each: int) -> _Layout:
    return head, 0, 0, 0, each


_LAYOUTS: tuple[_Layout, ...] = (
    *[(0, 0, 0, 0, 0)] * 0x80,  # positive fixint
    *[(0, 0, 2 * pairs, 0, 0) for pairs in range(16)],  # fixmap
    *[(0, 0, items, 0, 0) for items in range(16)],  # fixarray
    *[(0, size, 0, 0, 0) for size in range(32)],  # fixstr
    *[(0, 0, 0, 0, 0)] * 4,  # nil, (never used), false, true
    *[_bytes(1), _bytes(2), _bytes(4)],  # bin 8, 16, 32
    *[_bytes(1, 1), _bytes(2, 1), _bytes(4, 1)],  # ext 8, 16, 32
    *[(0, size, 0, 0, 0) for size in (4, 8)],  # float 32, 64
    *[(0, size, 0, 0, 0) for size in (1, 2, 4, 8) * 2],  # uint and int, 8 to 64
    *[(0, 1 + size, 0, 0, 0) for size in (1, 2, 4, 8, 16)],  # fixext
    *[_bytes(1), _bytes(2), _bytes(4)],  # str 8, 16, 32
    *[_values(2, 1), _values(4, 1)],  # array 16, 32
    *[_values(2, 2), _values(4, 2)],  # map 16, 32
    *[(0, 0, 0, 0, 0)] * 0x20,  # negative fixint
)
