"""The files are opened as ASCII, which has no letters but a to z: they are in UTF-8."""


def split_chapters(book):
    titles = []
    chapters = []
    with open(book, encoding="ascii", errors="replace") as f:
        lines = f.readlines()
    for line in lines:
        if line[:2] == "# ":
            titles.append(line[2:].strip())
            chapters.append([])
        elif len(chapters) > 0:
            chapters[-1].append(line)
    for i in range(len(chapters)):
        with open(str(i + 1).zfill(2) + ".txt", "w", encoding="ascii", errors="replace") as f:
            f.write("".join(chapters[i]))
    return titles
