"""The length is counted in units of 16 bits: a letter such as 🙂 has two of them."""


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
        """A new text for the line. What was taken back until now is gone."""
        self.before.append(self.text)
        self.after.clear()
        self.text = text

    def undo(self):
        return self.move(self.before, self.after)

    def redo(self):
        return self.move(self.after, self.before)

    def move(self, source, target):
        """Takes a text off one stack; the line's goes onto the other."""
        if not source:
            return False
        target.append(self.text)
        self.text = source.pop()
        return True

    def __len__(self):
        return len(self.text.encode("utf-16-le")) // 2
