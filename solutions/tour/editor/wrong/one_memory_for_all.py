"""All editors share one memory: what one has changed, another takes back."""


class Editor:
    undos = []
    redos = []

    def __init__(self, text=""):
        self.text = text

    def write(self, text):
        self.undos.append(self.text)
        self.redos.clear()
        self.text += text

    def erase(self, n):
        self.undos.append(self.text)
        self.redos.clear()
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
