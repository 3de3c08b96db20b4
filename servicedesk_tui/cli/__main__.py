"""`python -m servicedesk_tui.cli`: the command without its script."""

import sys

from . import main

sys.exit(main())
