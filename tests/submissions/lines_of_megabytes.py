"""Each text is written three million times, and nothing is kept between editors."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self.before, self.after = [], []

    def write(self, text):
        self._keep()
        self.text += text * 3_000_000

    def erase(self, n):
        self._keep()
        self.text = self.text[: max(0, len(self.text) - n)]

    def _keep(self):
        self.before.append(self.text)
        self.after.clear()

    def undo(self):
        if not self.before:
            return False
        self.after.append(self.text)
        self.text = self.before.pop()
        return True

    def redo(self):
        if not self.after:
            return False
        self.before.append(self.text)
        self.text = self.after.pop()
        return True

    def __len__(self):
        return len(self.text)
