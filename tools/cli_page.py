"""The page `docs/cli.md`: what every command says of itself when asked for `--help`."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

GROUPS = ("person", "customer")
_VERB = re.compile(r"^  ([a-z]+)  ", re.MULTILINE)


def cli_page() -> str:
    """The whole page."""
    sections = (f"## `servicedesk {' '.join(verb)}`\n\n```\n{_ask(*verb)}```\n" for verb in _verbs())
    head = "# The command line\n\nGenerated from the commands' own help; do not edit.\n\n"
    return head + f"```\n{_ask()}```\n\n" + "\n".join(sections)


def _verbs() -> Iterator[tuple[str, ...]]:
    from servicedesk_tui.cli.program import VERBS

    for verb in VERBS:
        yield (verb,)
        if verb in GROUPS:
            yield from ((verb, name) for name in _VERB.findall(_ask(verb)))


def _ask(*verb: str) -> str:
    env = {**os.environ, "COLUMNS": "100", "SERVICEDESK_LANG": "en", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "servicedesk_tui.cli", *verb, "--help"]
    said = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=60)
    return "\n".join(line.rstrip() for line in said.stdout.strip().splitlines()) + "\n"
