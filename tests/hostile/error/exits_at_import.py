"""sys.exit(0) before anything was asked."""

import sys

sys.exit(0)
