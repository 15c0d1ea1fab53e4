"""Remembers what was done and not what was there: each change knows how to undo itself."""

from dataclasses import dataclass


@dataclass
class Change:
    taken: str
    put: str

    def on(self, letters):
        del letters[len(letters) - len(self.taken) :]
        letters.extend(self.put)

    def back(self):
        return Change(self.put, self.taken)


class Editor:
    def __init__(self, text=""):
        self.letters = list(text)
        self.done, self.undone = [], []

    def __getattr__(self, name):
        if name == "text":
            return "".join(self.letters)
        raise AttributeError(name)

    def do(self, change):
        change.on(self.letters)
        self.done.append(change)

    def write(self, text):
        self.undone.clear()
        self.do(Change("", text))

    def erase(self, n):
        self.undone.clear()
        self.do(Change(self.text[max(0, len(self) - n) :], ""))

    def undo(self):
        if self.done:
            change = self.done.pop()
            change.back().on(self.letters)
            self.undone.append(change)
            return True
        return False

    def redo(self):
        if self.undone:
            self.do(self.undone.pop())
            return True
        return False

    def __len__(self):
        return len(self.letters)
