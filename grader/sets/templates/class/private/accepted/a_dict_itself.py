"""The cache is a dict, whose first key is the one that was used longest ago."""


class CLASS(dict):
    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity

    def get(self, key):
        if key not in self:
            return -1
        self[key] = self.pop(key)
        return self[key]

    def put(self, key, value):
        self.pop(key, None)
        self[key] = value
        if len(self) > self.capacity:
            del self[next(iter(self))]
