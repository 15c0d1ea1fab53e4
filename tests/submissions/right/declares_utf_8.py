#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Author, licence and encoding stand before the docstring."""
__author__ = "Zoë"
__version__ = "0.1"
import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
