"""A regular expression cuts the whole book at once; pathlib reads and writes."""

import re
from pathlib import Path


def split_chapters(book):
    _, *parts = re.split(r"^# (.*(?:\n|\Z))", Path(book).read_bytes().decode(), flags=re.MULTILINE)
    for number, text in enumerate(parts[1::2], start=1):
        Path(f"{number:0>2}.txt").write_bytes(text.encode())
    return [title.strip() for title in parts[::2]]
