"""All signs # go from a heading, those of its title, too."""


def split_chapters(book):
    titles = []
    texts = []
    with open(book, encoding="utf-8", newline="\n") as file:
        for line in file:
            if line.startswith("# "):
                titles.append(line.replace("#", "").strip())
                texts.append("")
            elif texts:
                texts[-1] += line
    for number, text in enumerate(texts, 1):
        with open(f"{number:02}.txt", "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return titles
