"""The last chapter is never written: no heading comes after it."""


def split_chapters(book):
    titles = []
    text = ""
    with open(book, encoding="utf-8") as f:
        for line in f:
            if line.startswith("# "):
                if titles:
                    with open(f"{len(titles):02}.txt", "w", encoding="utf-8") as out:
                        out.write(text)
                titles.append(line[2:].strip())
                text = ""
            else:
                text += line
    return titles
