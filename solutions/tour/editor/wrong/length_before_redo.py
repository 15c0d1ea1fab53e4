"""What is done again changes the line, and len stays what it was."""


class Editor:
    def __init__(self, text=""):
        self.text, self.length = text, len(text)
        self.before, self.after = [], []

    def write(self, text):
        self.change(self.text + text)

    def erase(self, n):
        self.change(self.text[: max(len(self.text) - n, 0)])

    def change(self, text):
        self.before.append(self.text)
        self.after.clear()
        self.text, self.length = text, len(text)

    def undo(self):
        if not self.before:
            return False
        self.after.append(self.text)
        self.text = self.before.pop()
        self.length = len(self.text)
        return True

    def redo(self):
        if not self.after:
            return False
        self.before.append(self.text)
        self.text = self.after.pop()
        return True

    def __len__(self):
        return self.length
