"""Task references: `SD-412` on the glass, 412 in the store."""

import re

PREFIX = "SD"
_REF = re.compile(rf"\s*(?:{PREFIX}-|#)?(\d{{1,9}})\s*", re.IGNORECASE)


def ref(number: int) -> str:
    """The reference people type and read: `SD-412`."""
    return f"{PREFIX}-{number}"


def number_of(text: str) -> int | None:
    """The task number in `SD-412`, `sd-412`, `#412` or `412`; None when `text` is no reference."""
    found = _REF.fullmatch(text)
    return int(found.group(1)) if found and found.group(1).isascii() else None
