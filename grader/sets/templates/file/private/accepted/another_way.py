"""pathlib and a regular expression."""

import re
from pathlib import Path


def NAME(source, target):
    lines = Path(source).read_text().splitlines(keepends=True)
    kept = [line for line in lines if not re.match(r"\s*(#|$)", line)]
    Path(target).write_text("".join(kept))
    return len(kept)
