"""What people write, as rows. The text is plain here: lines as they were written, wrapped."""

from .paint import Span, clean_lines, wrap


def written(text: str, width: int, *, raw: bool = False) -> list[list[Span]]:
    """A text as rows of at most `width` cells."""
    del raw
    return [[(line, "")] for part in clean_lines(text) for line in wrap(part, max(8, width))]
