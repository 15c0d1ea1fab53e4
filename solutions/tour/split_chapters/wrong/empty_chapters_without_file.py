"""A chapter without text gets no file: its file is there, and empty."""


def split_chapters(book):
    titles = []
    chapters = []
    with open(book, encoding="utf-8") as f:
        lines = f.readlines()
    for line in lines:
        if line[:2] == "# ":
            titles.append(line[2:].strip())
            chapters.append([])
        elif len(chapters) > 0:
            chapters[-1].append(line)
    for i in [n for n in range(len(chapters)) if chapters[n]]:
        with open(str(i + 1).zfill(2) + ".txt", "w", encoding="utf-8") as f:
            f.write("".join(chapters[i]))
    return titles
