"""The editor is a list, of its letters; each change knows how to take itself back."""


class Editor(list):
    def __init__(self, text=""):
        super().__init__(text)
        self.done = []
        self.undone = []

    @property
    def text(self):
        return "".join(self)

    def write(self, text):
        self._new(len(self), list(text))

    def erase(self, n):
        self._new(max(len(self) - n, 0), [])

    def _new(self, at, letters):
        """Of the line, the first `at` letters stay; the others give way to these."""
        self.done.append(self._replaced(at, letters))
        self.undone = []

    def _replaced(self, at, letters):
        gone, self[at:] = self[at:], letters
        return at, gone

    def undo(self):
        return self._last(self.done, self.undone)

    def redo(self):
        return self._last(self.undone, self.done)

    def _last(self, these, others):
        if not these:
            return False
        others.append(self._replaced(*these.pop()))
        return True
