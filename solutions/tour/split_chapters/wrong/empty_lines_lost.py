"""Empty lines are left out: a chapter's lines are written as they are, the empty ones, too."""


def split_chapters(book):
    titles = []
    chapters = []
    with open(book, encoding="utf-8") as f:
        lines = f.readlines()
    for line in lines:
        if line[:2] == "# ":
            titles.append(line[2:].strip())
            chapters.append([])
        elif line.strip() and len(chapters) > 0:
            chapters[-1].append(line)
    for i in range(len(chapters)):
        with open(str(i + 1).zfill(2) + ".txt", "w", encoding="utf-8") as f:
            f.write("".join(chapters[i]))
    return titles
