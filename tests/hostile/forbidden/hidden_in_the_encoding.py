# coding: utf-7
"""An import that can only be read in UTF-7."""

+AGk-+AG0-+AHA-+AG8-+AHI-+AHQ- +AHQ-+AHk-+AHA-+AGU-+AHM-


def double(numbers):
    return types
