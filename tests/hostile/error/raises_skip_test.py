"""unittest.SkipTest, at import."""
# exercise: tiny/slide

import unittest

raise unittest.SkipTest("not today")
