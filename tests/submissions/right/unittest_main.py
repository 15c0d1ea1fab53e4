"""unittest.main() stands at the end, not guarded."""
# note: Line 17 ended the file: unittest.main()
import unittest

import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


class Test(unittest.TestCase):
    def test_it(self):
        self.assertEqual(list(slide(np.ones(2), np.ones(1))), [1, 1])


unittest.main()
