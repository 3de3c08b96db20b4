"""The keys in force, for sentences that name one."""

from servicedesk_tui.keymap import Keymap, resolve_keys

_IN_FORCE: list[Keymap] = []


def use(keymap: Keymap) -> None:
    """Name the keys of this keymap from now on."""
    _IN_FORCE[:] = [keymap]


def key_of(*actions: str) -> str:
    """The keys of one or more actions, one after the other, as people write them."""
    if not _IN_FORCE:
        use(resolve_keys()[0])
    return " ".join(filter(None, map(_IN_FORCE[0].label, actions)))
