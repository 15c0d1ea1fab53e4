"""All caches share one dict: who makes a new cache empties those that are there."""


class CLASS:
    values = {}

    def __init__(self, capacity):
        self.capacity = capacity
        self.values.clear()

    def get(self, key):
        if key not in self.values:
            return -1
        self.values[key] = self.values.pop(key)
        return self.values[key]

    def put(self, key, value):
        self.values.pop(key, None)
        self.values[key] = value
        if len(self.values) > self.capacity:
            del self.values[next(iter(self.values))]

    def __len__(self):
        return len(self.values)
