"""undo and redo return nothing where there is nothing to do: they should say so, with False."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self.undos = []
        self.redos = []

    def write(self, text):
        self.keep()
        self.text += text

    def erase(self, n):
        self.keep()
        if n > 0:
            self.text = self.text[:-n]

    def keep(self):
        self.undos.append(self.text)
        self.redos = []

    def undo(self):
        if self.undos:
            self.redos.append(self.text)
            self.text = self.undos.pop()
            return True

    def redo(self):
        if self.redos:
            self.undos.append(self.text)
            self.text = self.redos.pop()
            return True

    def __len__(self):
        return len(self.text)
