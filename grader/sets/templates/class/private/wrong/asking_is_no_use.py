"""Asking for a key doesn't count as using it: the first that was put in goes first."""


class CLASS:
    def __init__(self, capacity):
        self.capacity = capacity
        self.values = {}

    def get(self, key):
        return self.values.get(key, -1)

    def put(self, key, value):
        self.values.pop(key, None)
        self.values[key] = value
        if len(self.values) > self.capacity:
            del self.values[next(iter(self.values))]

    def __len__(self):
        return len(self.values)
