"""Marks the places where a run ends, then looks at the gaps between them; fills a list on the way back."""


def squeeze(text):
    ends = [i for i in range(len(text)) if text[i : i + 1] != text[i + 1 : i + 2]]
    pieces = []
    for before, end in zip([-1, *ends], ends):
        if end - before > 1:
            pieces.append(str(end - before))
        pieces.append(text[end])
    return "".join(pieces)


def expand(short):
    letters = []
    times = 0
    for c in short:
        if "0" <= c <= "9":
            times = 10 * times + ord(c) - ord("0")
        else:
            letters.extend([c] * max(times, 1))
            times = 0
    return "".join(letters)
