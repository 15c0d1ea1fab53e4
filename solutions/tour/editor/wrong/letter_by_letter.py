"""undo takes back one letter: a text that was written at once goes at once."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self.undos = []
        self.redos = []

    def write(self, text):
        if not text:
            self.undos.append(self.text)
        self.redos = []
        for letter in text:
            self.undos.append(self.text)
            self.text += letter

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
