"""What a shell sees."""


def main() -> None:
    """The `servicedesk` command."""
