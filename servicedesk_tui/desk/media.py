"""What a content is, by what stands in it and not by its name."""

import re
from pathlib import PurePath

from servicedesk_tui.policy.contents import LOOKED_AT, is_text

TEXT = "text/plain"
BINARY = "application/octet-stream"
_PLAIN_TYPES = {".csv": "text/csv", ".md": "text/markdown", ".json": "application/json", ".html": "text/html"}
"""What a text is taken for by its ending: nothing tells them apart by content, and nothing is done with them."""


def media_type(content: bytes, name: str = "") -> str:
    """What a content is, by what stands in it; of texts the ending says which sort."""
    if not content:
        return TEXT
    if is_text(content):
        return _PLAIN_TYPES.get(PurePath(name).suffix.lower(), TEXT)
    import puremagic

    try:
        found = str(puremagic.from_string(content[:LOOKED_AT], mime=True, filename=name or None))
    except (puremagic.PureError, ValueError):
        return BINARY
    return found if re.fullmatch(r"[\w.+-]+/[\w.+-]+", found) else BINARY
