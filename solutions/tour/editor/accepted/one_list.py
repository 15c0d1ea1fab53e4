"""All texts in one list, and a finger on the one that is the line's."""


class Editor:
    def __init__(self, text=""):
        self._texts = [text]
        self._at = 0

    @property
    def text(self):
        return self._texts[self._at]

    def _put(self, text):
        self._at += 1
        self._texts[self._at :] = [text]

    def write(self, text):
        self._put(self.text + text)

    def erase(self, n):
        self._put(self.text[: -n or None])

    def undo(self):
        moved = self._at > 0
        self._at -= moved
        return moved

    def redo(self):
        moved = self._at + 1 < len(self._texts)
        self._at += moved
        return moved

    def __len__(self):
        return len(self.text)
