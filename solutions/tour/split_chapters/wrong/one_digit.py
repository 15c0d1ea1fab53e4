"""The number of a file has one digit: 1.txt should be 01.txt."""


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
    for i in range(len(chapters)):
        with open(str(i + 1) + ".txt", "w", encoding="utf-8") as f:
            f.write("".join(chapters[i]))
    return titles
