"""All versions are tried one after the other: each call should halve what is left."""


def first_bad(count, is_bad):
    for version in range(count):
        if is_bad(version):
            return version
    return None
