"""Metaclasses, slots, descriptors, properties and abstract classes make the kernel."""
import abc

import numpy as np


class Registry(type):
    known = {}

    def __new__(mcs, name, bases, namespace):
        made = super().__new__(mcs, name, bases, namespace)
        mcs.known[name] = made
        return made


class Base(abc.ABC):
    @property
    @abc.abstractmethod
    def width(self): ...


class Kernel(Base):
    __slots__ = ("values",)

    def __init__(self, values):
        self.values = values

    @property
    def width(self):
        return len(self.values)

    class Window(metaclass=Registry):
        class Inner:
            pass


def slide(x, k):
    kernel = Kernel(k)
    return np.array([np.dot(x[i : i + kernel.width], kernel.values) for i in range(len(x) - kernel.width + 1)])
