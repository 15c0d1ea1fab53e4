class CLASS:
    """A cache that forgets what was used longest ago."""

    def __init__(self, capacity: int) -> None:
        """capacity: how many keys there is room for, at least 1."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """The key's value, or -1 where there is none."""
        raise NotImplementedError

    def put(self, key: str, value: int) -> None:
        """Keeps a value; where there is no room, the key that was used longest ago goes."""
        raise NotImplementedError

    def __len__(self) -> int:
        """How many keys there are."""
        raise NotImplementedError
