"""All editors share what was taken back: one does again what another has undone."""


class Editor:
    after = []

    def __init__(self, text=""):
        self.text = text
        self.before = []

    def write(self, text):
        self.change(self.text + text)

    def erase(self, n):
        self.change(self.text[: max(len(self.text) - n, 0)])

    def change(self, text):
        self.before.append(self.text)
        self.after.clear()
        self.text = text

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
