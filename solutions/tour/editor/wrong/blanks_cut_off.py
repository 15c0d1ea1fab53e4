"""Blanks at the ends of a text are cut off: they are letters like any other."""


class Editor:
    def __init__(self, text=""):
        self.text = text.strip()
        self.undos = []
        self.redos = []

    def write(self, text):
        self.undos.append(self.text)
        self.redos = []
        self.text += text.strip()

    def erase(self, n):
        self.undos.append(self.text)
        self.redos = []
        if n > 0:
            self.text = self.text[:-n]

    def undo(self):
        if not self.undos:
            return False
        self.redos.append(self.text)
        self.text = self.undos.pop()
        return True

    def redo(self):
        if not self.redos:
            return False
        self.undos.append(self.text)
        self.text = self.redos.pop()
        return True

    def __len__(self):
        return len(self.text)
