"""A change that was taken back and is made once more is taken for a redo: behind it, there should be nothing left to do again."""


class Editor:
    def __init__(self, text=""):
        self.texts = [text]
        self.place = 0

    @property
    def text(self):
        return self.texts[self.place]

    def write(self, text):
        self.change(self.text + text)

    def erase(self, n):
        self.change(self.text[: max(len(self.text) - n, 0)])

    def change(self, text):
        self.place += 1
        if self.texts[self.place : self.place + 1] != [text]:
            self.texts[self.place :] = [text]

    def undo(self):
        if self.place == 0:
            return False
        self.place -= 1
        return True

    def redo(self):
        if self.place + 1 == len(self.texts):
            return False
        self.place += 1
        return True

    def __len__(self):
        return len(self.text)
