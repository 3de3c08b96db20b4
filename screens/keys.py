"""The keys in force, for sentences that name one."""

from servicedesk_tui import actions
from servicedesk_tui.actions import Action, Need
from servicedesk_tui.keymap import Keymap, resolve_keys

_IN_FORCE: list[Keymap] = []


def use(keymap: Keymap) -> None:
    """Name the keys of this keymap from now on."""
    _IN_FORCE[:] = [keymap]


def _keymap() -> Keymap:
    if not _IN_FORCE:
        use(resolve_keys()[0])
    return _IN_FORCE[0]


def key_of(*ids: str) -> str:
    """The keys of one or more actions, one after the other, as people write them."""
    return " ".join(filter(None, map(_keymap().label, ids)))


def why_not(action: Action, present: frozenset[Need]) -> str | None:
    """Why an action can do nothing now, in the keys in force; None when it can."""
    said = actions.why_not(action, present)
    return said.format_map(_keymap().labels) if said else None
