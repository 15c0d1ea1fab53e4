"""What imported tests are worth."""

from __future__ import annotations

from imported_tests import imported

RIGHT_F = "def f():\n    return 1\n"


def test_an_imported_test_is_worth_what_its_weight_says(tmp_path):
    """As gradescope-utils writes it down: an attribute of the function."""
    tests = "import unittest\nfrom f import f\n\n\ndef weight(n):\n    def put(test):\n"
    tests += "        test.__weight__ = n\n        return test\n    return put\n\n\n"
    tests += "class TestF(unittest.TestCase):\n    @weight(2.5)\n    def test_one(self):\n"
    tests += "        self.assertEqual(f(), 1)\n\n    def test_type(self):\n"
    tests += "        self.assertIsInstance(f(), int)\n\n\n@weight(3)\ndef test_f():\n"
    tests += "    assert f() == 1\n"
    with imported(tmp_path, "f", RIGHT_F, tests) as graded:
        failed = graded.failed("def f():\n    return None\n")
    assert {name: check.max_points for name, check in failed.items()} == {
        "TestF.test_one": 2.5, "TestF.test_type": 1, "test_f": 3,
    }  # fmt: skip
