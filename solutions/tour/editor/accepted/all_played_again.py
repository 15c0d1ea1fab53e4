"""Undo plays all changes but the last again, from the start on."""


class Editor:
    def __init__(self, text=""):
        self.start = self.text = text
        self.done = []
        self.undone = []

    def write(self, text):
        self.change(lambda line: line + text)

    def erase(self, n):
        self.change(lambda line: line[: max(len(line) - n, 0)])

    def change(self, changed):
        self.done.append(changed)
        self.undone.clear()
        self.text = changed(self.text)

    def undo(self):
        if not self.done:
            return False
        self.undone.append(self.done.pop())
        self.text = self.start
        for changed in self.done:
            self.text = changed(self.text)
        return True

    def redo(self):
        if not self.undone:
            return False
        self.done.append(self.undone.pop())
        self.text = self.done[-1](self.text)
        return True

    def __len__(self):
        return len(self.text)
