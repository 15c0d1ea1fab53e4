"""What stands before the first heading is written as a chapter: it belongs to none."""


def split_chapters(book):
    titles = []
    chapters = [[]]
    with open(book, encoding="utf-8") as f:
        for line in f:
            if line.startswith("# "):
                titles.append(line[2:].strip())
                chapters.append([])
            else:
                chapters[-1].append(line)
    if not chapters[0]:
        del chapters[0]
    for number, lines in enumerate(chapters, 1):
        with open(f"{number:02}.txt", "w", encoding="utf-8") as f:
            f.writelines(lines)
    return titles
