"""After erasing no letters, what was taken back before can still be done again: it is a change, too."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self.done = []
        self.undone = []

    def write(self, text):
        self.done.append(self.text)
        self.undone.clear()
        self.text += text

    def erase(self, n):
        self.done.append(self.text)
        if n:
            self.undone.clear()
        self.text = self.text[: max(len(self.text) - n, 0)]

    def undo(self):
        if not self.done:
            return False
        self.undone.append(self.text)
        self.text = self.done.pop()
        return True

    def redo(self):
        if not self.undone:
            return False
        self.done.append(self.text)
        self.text = self.undone.pop()
        return True

    def __len__(self):
        return len(self.text)
