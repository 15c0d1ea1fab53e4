"""Each half is a smaller history, in which the same is asked."""


def first_bad(count, is_bad):
    def within(versions):
        if not versions:
            return None
        middle = len(versions) // 2
        if not is_bad(versions[middle]):
            return within(versions[middle + 1 :])
        earlier = within(versions[:middle])
        return versions[middle] if earlier is None else earlier

    return within(range(count))
