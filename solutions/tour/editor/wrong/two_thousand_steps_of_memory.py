"""Only the last two thousand changes can be taken back."""

from collections import deque


class Editor:
    def __init__(self, text=""):
        self.text = text
        self._before = deque(maxlen=2000)
        self._after = []

    def _change(self, text):
        self._before.append(self.text)
        self._after.clear()
        self.text = text

    def write(self, text):
        self._change(self.text + text)

    def erase(self, n):
        self._change(self.text[: max(len(self.text) - n, 0)])

    def undo(self):
        if not self._before:
            return False
        self._after.append(self.text)
        self.text = self._before.pop()
        return True

    def redo(self):
        if not self._after:
            return False
        self._before.append(self.text)
        self.text = self._after.pop()
        return True

    def __len__(self):
        return len(self.text)
