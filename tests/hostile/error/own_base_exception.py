"""An exception that is no Exception and claims to be all of them."""


class Everything(BaseException):
    __class__ = TypeError

    def __instancecheck__(self, other):
        return True


def double(numbers):
    raise Everything("all of them")
