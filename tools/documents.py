"""The generated documents: `docs/keys.md` from the registry of actions, `docs/cli.md` from the commands' own help.

Without an argument they are written; with `--check` nothing is written and a stale one is an error.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
GENERATED = {
    "keys.md": "servicedesk_tui.actions:keys_page",
    "cli.md": "tools.cli_page:cli_page",
    "language.md": "tools.language_page:language_page",
}


def find_writer(place: str) -> Callable[[], str]:
    """The function `module:name`, which answers a document's text."""
    module, name = place.split(":")
    writer: Callable[[], str] = getattr(import_module(module), name)
    return writer


def find_stale() -> list[Path]:
    """The documents that differ from what the program says of itself now."""
    current = ((DOCS / name, find_writer(place)()) for name, place in GENERATED.items())
    return [path for path, text in current if not path.exists() or path.read_text(encoding="utf-8") != text]


def write() -> None:
    """Write all of them."""
    for name, place in GENERATED.items():
        (DOCS / name).write_text(find_writer(place)(), encoding="utf-8")


def main(check: bool) -> int:
    """Write, or check; the exit status."""
    if not check:
        write()
        return 0
    stale = find_stale()
    for path in stale:
        print(f"{path.name} is stale: run `make docs`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
