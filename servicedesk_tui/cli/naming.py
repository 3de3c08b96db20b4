"""What an option names: nothing, a number, or one of what there is."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import NotFound

from .asked import Misused

_NONE = ("-", "none", "nobody", "ingen")


class Named(Protocol):
    """A row with a name."""

    @property
    def name(self) -> str:
        """The name people type for it."""


_Row = TypeVar("_Row", bound=Named)


def is_none(text: str) -> bool:
    """True for what clears a field."""
    return text.strip().lower() in _NONE


def read_number(text: str) -> int | None:
    """The number, or None for what clears it. Raises `Misused`."""
    if is_none(text):
        return None
    if not (text.isascii() and text.isdigit()):
        raise Misused(_("“{text}” is neither a number nor “none”.").format(text=text[:40]))
    return int(text)


def find_named(name: str, rows: Sequence[_Row], *, several: str, none: str) -> _Row:
    """The one row called, or beginning with, `name`. Raises `NotFound`, with those it could be or the nearest one: `several`
    and `none` are the sentences with their {name} and {names}."""
    from servicedesk_tui.query.names import find_by_beginning, find_nearest

    found = find_by_beginning(name, [(place, row.name) for place, row in enumerate(rows)])
    if len(found) == 1:
        return rows[found[0][0]]
    if found:
        names = ", ".join(called for _place, called in found[:5])
        raise NotFound(several.format(name=name[:40], names=names))
    nearest = find_nearest(name, [row.name for row in rows])
    hint = " " + _("Did you mean {nearest}?").format(nearest=nearest) if nearest else ""
    raise NotFound(none.format(name=name[:40]) + hint)
