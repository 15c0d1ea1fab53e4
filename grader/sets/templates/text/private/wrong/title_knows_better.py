"""title() begins a new word after every apostrophe and digit: don't becomes Don'T."""


def NAME(text):
    return " ".join(text.split()).title()
