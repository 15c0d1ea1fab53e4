"""An import whose finder never finds."""
# loads: never

import sys


class Finder:
    def find_spec(self, *arguments):
        while True:
            pass


sys.meta_path.insert(0, Finder())
import importlib.metadata
