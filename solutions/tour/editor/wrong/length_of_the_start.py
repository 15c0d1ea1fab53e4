"""len is the length of the text that the editor began with: the line has changed since."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self.length = len(text)
        self.undos = []
        self.redos = []

    def write(self, text):
        self.undos.append(self.text)
        self.redos = []
        self.text += text

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
        return self.length
