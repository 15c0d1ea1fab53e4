class Editor:
    """A line of text whose changes can be taken back, and done again."""

    text: str  # the line as it is, to be read

    def __init__(self, text: str = "") -> None:
        """text: what the line begins with; it can't be taken back."""
        raise NotImplementedError

    def write(self, text: str) -> None:
        """Puts text behind the line: one change, whatever its length."""
        raise NotImplementedError

    def erase(self, n: int) -> None:
        """Takes the last n >= 0 letters away, or all where there are fewer: one change."""
        raise NotImplementedError

    def undo(self) -> bool:
        """Takes back the last change that has not been; False where there is none."""
        raise NotImplementedError

    def redo(self) -> bool:
        """Does again what the last undo took back; False where there is none, or a change since."""
        raise NotImplementedError

    def __len__(self) -> int:
        """The number of letters in the line."""
        raise NotImplementedError
