"""The line ends after eighty letters: what is written behind them is lost."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self.before = []
        self.after = []

    def write(self, text):
        self.change(self.text + text)

    def erase(self, n):
        self.change(self.text[: max(len(self.text) - n, 0)])

    def change(self, text):
        self.before.append(self.text)
        self.after.clear()
        self.text = text[:80]

    def undo(self):
        return self.move(self.before, self.after)

    def redo(self):
        return self.move(self.after, self.before)

    def move(self, source, target):
        if not source:
            return False
        target.append(self.text)
        self.text = source.pop()
        return True

    def __len__(self):
        return len(self.text)
