"""What a run may be told by environment variables, and where its stores are kept between runs."""

import os
import sys
from pathlib import Path

PROGRAM = Path(sys.executable).parent / "servicedesk"
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,100000").split(",")]
SECONDS = float(os.environ.get("BENCH_SECONDS", "20"))
WRITERS = int(os.environ.get("BENCH_WRITERS", "50"))
FOLDER = Path(os.environ.get("BENCH_FOLDER", Path(__file__).parent.parent / "build" / "bench"))


def environment() -> dict[str, str]:
    """The environment a program is measured in: bytecode kept, no settings of one's own, a store named by argument."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "SERVICEDESK_STORE", "SERVICEDESK_LANG", "NO_COLOR"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
