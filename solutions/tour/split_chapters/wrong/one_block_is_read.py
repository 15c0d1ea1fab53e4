"""read(8192) gives the first 8192 letters of the book: a longer one loses the rest."""


def split_chapters(book):
    titles, texts = [], []
    with open(book, encoding="utf-8", newline="\n") as file:
        block = file.read(8192)
    for line in block.split("\n"):
        if line.startswith("# "):
            titles.append(line[2:].strip())
            texts.append([])
        elif texts:
            texts[-1].append(line)
    for number, lines in enumerate(texts, start=1):
        with open(f"{number:02}.txt", "w", encoding="utf-8") as file:
            text = "\n".join(lines)
            # What stands behind the last line feed of the book is no line where nothing is there.
            ends = number < len(texts) and lines
            file.write(text + "\n" if ends else text)
    return titles
