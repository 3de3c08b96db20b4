"""What a shell sees: `servicedesk` and its subcommands, one module per group of them, each imported when it is used."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """The `servicedesk` command. Answers the exit status: 0, 1 refused with the reason on stderr, 2 not understood."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        from servicedesk_tui import __version__

        sys.stdout.write(f"servicedesk {__version__}\n")
        return 0
    if "prompt" in arguments:
        from .prompt import print_prompt

        if print_prompt(arguments):
            return 0
    from .running import run

    return run(arguments)
