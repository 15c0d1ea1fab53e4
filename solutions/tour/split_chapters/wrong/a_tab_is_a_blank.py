"""A # with a tab behind it is taken for a heading: only a blank makes one."""

import re


def split_chapters(book):
    titles = []
    chapters = []
    with open(book, encoding="utf-8") as f:
        lines = f.readlines()
    for line in lines:
        if re.match("#[ \t]", line):
            titles.append(line[2:].strip())
            chapters.append("")
        elif len(chapters) > 0:
            chapters[-1] = chapters[-1] + line
    for i in range(len(chapters)):
        with open(str(i + 1).zfill(2) + ".txt", "w", encoding="utf-8") as f:
            f.write(chapters[i])
    return titles
