"""What this machine remembers of its person between two starts, one small file a fact: the theme, the tours taken.

Only the standard library; read before the first paint. What cannot be written is not remembered, and nothing else fails.
"""

import os
from contextlib import suppress
from pathlib import Path

from .settings import state_folder

_LONGEST = 4096


def remembered(fact: str) -> str:
    """What was remembered, "" when nothing was."""
    try:
        with (state_folder() / fact).open(encoding="utf-8") as file:
            return file.read(_LONGEST).strip()
    except (OSError, ValueError):
        return ""


def remember(fact: str, value: str) -> None:
    """Keep `value` for the next start."""
    keep(state_folder() / fact, f"{value}\n")


def keep(path: Path, text: str) -> None:
    """Write a file whole, for its owner only, or not at all."""
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.touch(mode=0o600)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
