"""Writes while it reads: the file that is open is the chapter's; in bytes throughout."""

import os


def split_chapters(book):
    titles = []
    out = open(os.devnull, "wb")
    for line in open(book, "rb"):
        if line.startswith(b"# "):
            titles.append(line[2:].decode("utf-8").strip())
            out.close()
            out = open("%02d.txt" % len(titles), "wb")
        else:
            out.write(line)
    out.close()
    return titles
