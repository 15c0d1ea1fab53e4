"""The ends of the lines are lost, and a chapter's lines run into one."""


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
            chapters[-1].append(line.rstrip("\n"))
    for i in range(len(chapters)):
        with open(str(i + 1).zfill(2) + ".txt", "w", encoding="utf-8") as f:
            f.write("".join(chapters[i]))
    return titles
