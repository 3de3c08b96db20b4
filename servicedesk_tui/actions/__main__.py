"""Prints `docs/keys.md`."""

import sys

from . import keys_page

sys.stdout.write(keys_page())
