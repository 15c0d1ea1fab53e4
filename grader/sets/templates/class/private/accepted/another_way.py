"""An OrderedDict moves keys to its end."""

from collections import OrderedDict


class CLASS:
    def __init__(self, capacity):
        self.room = capacity
        self.known = OrderedDict()

    def get(self, key):
        if key in self.known:
            self.known.move_to_end(key)
        return self.known.get(key, -1)

    def put(self, key, value):
        self.known[key] = value
        self.known.move_to_end(key)
        while len(self.known) > self.room:
            self.known.popitem(last=False)

    def __len__(self):
        return len(self.known)
