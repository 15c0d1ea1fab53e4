"""The white space of the text stays as it was: splitting at one blank keeps the others."""


def NAME(text):
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split(" "))
