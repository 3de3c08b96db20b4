"""Layouts of boards as saved views keep them: checked when they come in, forgiving when they are read."""

from collections.abc import Iterable, Mapping
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.rows import Layout

DENSITIES = (1, 2, 3)
MOST_KEYS = 1_000


def kept(layout: Layout) -> dict[str, Any]:
    """A layout as JSON; the usual one is empty. Refuses what no board can be laid out by."""
    if not isinstance(layout, Layout):
        raise Invalid(_("A layout says what the columns are, how dense they are, and which are hidden or collapsed."))
    if layout.by not in tuple(Grouping):
        known = ", ".join(Grouping)
        raise Invalid(
            _("A board has no columns by {by}; there are {known}.").format(by=str(layout.by)[:40], known=known)
        )
    if layout.density not in DENSITIES:
        raise Invalid(_("A board's density is 1, 2 or 3 rows a card, not {density}.").format(density=layout.density))
    hidden, collapsed = _keys(layout.hidden), _keys(layout.collapsed)
    if layout == Layout():
        return {}
    return {"by": Grouping(layout.by).value, "density": layout.density, "hidden": hidden, "collapsed": collapsed}


def _keys(keys: Iterable[Any]) -> list[int]:
    listed = list(keys)
    if len(listed) > MOST_KEYS or not all(type(key) is int and key >= 0 for key in listed):
        raise Invalid(_("Columns are hidden and collapsed by their keys, which are whole numbers."))
    return sorted(listed)


def layout_of(stored: Mapping[str, Any] | None) -> Layout:
    """The layout that was kept; the usual one for what cannot be read."""
    if not stored:
        return Layout()
    try:
        return Layout(
            by=Grouping(stored.get("by", Grouping.STATUS)),
            density=stored["density"] if stored.get("density") in DENSITIES else Layout().density,
            hidden=frozenset(int(key) for key in stored.get("hidden", ())),
            collapsed=frozenset(int(key) for key in stored.get("collapsed", ())),
        )
    except (TypeError, ValueError):
        return Layout()
