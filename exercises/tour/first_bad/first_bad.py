from collections.abc import Callable


def first_bad(count: int, is_bad: Callable[[int], bool]) -> int | None:
    """The first version from 0 to count − 1 for which is_bad(version) holds; None without one.

    0 <= count <= 2**61. Where is_bad holds for a version, it does for all behind it. It is called
    at most count.bit_length() times, with numbers of versions only, and with none twice.
    """
    raise NotImplementedError
