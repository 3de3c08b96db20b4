"""Which key does what: the registry's own keys, and the user's changes to them, checked.

A change that cannot be (an unknown action, a key that some keyboards or connections do not deliver, two actions on one
key) is reported in a sentence and left out; the rest holds.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .actions import ACTIONS, BY_ID, Action, Scope, key_label
from .locale import _

_DELIVERED = """
enter escape tab space left right up down pageup pagedown home end backspace delete
question_mark plus minus slash comma full_stop colon semicolon exclamation_mark number_sign asterisk less_than_sign
greater_than_sign equals_sign underscore percent_sign ampersand apostrophe quotation_mark left_parenthesis
right_parenthesis dollar_sign grave_accent
"""
_WITH_ALTGR = """
left_square_bracket right_square_bracket left_curly_bracket right_curly_bracket backslash at vertical_line
circumflex_accent
"""
_NAMED = frozenset(_DELIVERED.split())
_ALTGR = frozenset(_WITH_ALTGR.split())
_CONTROL = frozenset(f"ctrl+{letter}" for letter in "pdulrjg")
_PRINTABLE = re.compile(r"\w", re.UNICODE)


def faults_of(keys: Iterable[str]) -> str | None:
    """Why these cannot be an action's only keys; None when they can."""
    keys = tuple(keys)
    for key in keys:
        if key == "tilde":
            return _("~ belongs to SSH")
        if not (key in _NAMED | _ALTGR | _CONTROL or _PRINTABLE.fullmatch(key)):
            return _("{key} does not reach every terminal").format(key=key_label(key))
    if keys and _ALTGR.issuperset(keys):
        return _("{key} needs AltGr on some keyboards, so it cannot be the only key").format(key=key_label(keys[0]))
    return None


@dataclass(frozen=True, slots=True)
class Keymap:
    """What each key does in each scope, and the keys of each action."""

    actions: Mapping[tuple[Scope, str], Action]
    keys: Mapping[str, tuple[str, ...]]

    def action(self, scope: Scope, key: str) -> Action | None:
        """What `key` does in `scope`."""
        return self.actions.get((scope, key))

    def label(self, action_id: str) -> str:
        """The first key of an action as people write it, "" when it has none."""
        keys = self.keys[action_id]
        return key_label(keys[0]) if keys else ""


def resolve_keys(overrides: Mapping[str, Iterable[str]] | None = None) -> tuple[Keymap, tuple[str, ...]]:
    """The keymap with the user's `overrides` (action id to keys) put in, and what was wrong with them."""
    keys = {action.id: action.keys for action in ACTIONS}
    faults: list[str] = []
    for action_id, wanted in (overrides or {}).items():
        wanted = tuple(wanted)
        fault = _fault(action_id, wanted, keys)
        if fault:
            faults.append(fault)
        else:
            keys[action_id] = wanted
    actions = {(scope, key): BY_ID[name] for name in keys for scope in BY_ID[name].scopes for key in keys[name]}
    return Keymap(actions, keys), tuple(faults)


def clash(action_id: str, wanted: Iterable[str], keys: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """The first of the `wanted` keys that another action of a shared scope has, and that action's id."""
    wanted = tuple(wanted)
    for other, held in keys.items():
        if other != action_id and BY_ID[other].scopes & BY_ID[action_id].scopes:
            shared = [key for key in wanted if key in held]
            if shared:
                return shared[0], other
    return None


def _fault(action_id: str, wanted: tuple[str, ...], keys: Mapping[str, tuple[str, ...]]) -> str | None:
    if action_id not in BY_ID:
        return _("There is no action {id}.").format(id=action_id)
    fault = faults_of(wanted)
    if fault:
        return _("The key for {id} was not changed: {why}.").format(id=action_id, why=fault)
    taken = clash(action_id, wanted, keys)
    if taken:
        return _("The key {key} for {id} is taken by {other}.").format(
            key=key_label(taken[0]), id=action_id, other=taken[1]
        )
    return None
