"""Which key does what: the registry's own keys, and the user's changes to them, checked.

All changes are taken together, so that keys can be swapped. One that cannot be (an unknown action, a key that some
keyboards or connections do not deliver, a key that another action has where both are listened to) is a `Fault` and left
out; the rest holds.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .actions import ACTIONS, BY_ID, SCOPE_TITLES, Action, Scope
from .actions.signs import key_label, key_name
from .locale import _, n_

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
_FREE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_MOST = 8
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
class Fault:
    """A change of keys that was not taken: why not, and what would be right."""

    id: str
    keys: tuple[str, ...]
    why: str
    right: str

    def __str__(self) -> str:
        return f"{self.why} {self.right}".strip()


@dataclass(frozen=True, slots=True)
class Keymap:
    """What each key does in each scope, the keys of each action, and which of these are the user's own."""

    actions: Mapping[tuple[Scope, str], Action]
    keys: Mapping[str, tuple[str, ...]]
    own: frozenset[str] = frozenset()

    def action(self, scope: Scope, key: str) -> Action | None:
        """What `key` does in `scope`."""
        return self.actions.get((scope, key))

    def label(self, action_id: str) -> str:
        """The first key of an action as people write it, "" when it has none."""
        keys = self.keys[action_id]
        return key_label(keys[0]) if keys else ""

    @property
    def labels(self) -> "Labels":
        """What to write for each action in a sentence."""
        return Labels(self)


class Labels:
    """What to write for an action in a sentence, for `format_map`: its first key, or its command where it has none. Looked up
    when a sentence asks for it: hundreds of sentences are made for a screen, and few name a key."""

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap

    def __getitem__(self, action_id: str) -> str:
        return self._keymap.label(action_id) or f":{BY_ID[action_id].command}"


def resolve_keys(overrides: Mapping[str, Any] | None = None) -> tuple[Keymap, tuple[Fault, ...]]:
    """The keymap with the user's `overrides` (action id to a key or keys) put in, and what was wrong with them."""
    wanted: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for action_id, value in (overrides or {}).items():
        keys = _keys_of(value)
        fault = _fault(action_id, value, keys)
        if fault:
            faults.append(fault)
        else:
            wanted[action_id] = keys
    faults += _settle(wanted)
    keys_of = {action.id: wanted.get(action.id, action.keys) for action in ACTIONS}
    actions = {(scope, key): BY_ID[name] for name in keys_of for scope in BY_ID[name].scopes for key in keys_of[name]}
    return Keymap(actions, keys_of, frozenset(wanted)), tuple(faults)


def clash(action_id: str, wanted: Iterable[str], keys: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """The first of the `wanted` keys that another action of a shared scope has, and that action's id."""
    wanted = tuple(wanted)
    for other, held in keys.items():
        if other != action_id and BY_ID[other].scopes & BY_ID[action_id].scopes:
            shared = [key for key in wanted if key in held]
            if shared:
                return shared[0], other
    return None


def told(faults: tuple[Fault, ...]) -> str:
    """What is said of faults at the start, in one line."""
    said = n_(
        "{count} key of settings.toml was not taken (servicedesk keys shows it): {first}",
        "{count} keys of settings.toml were not taken (servicedesk keys shows them): {first}",
        len(faults),
    )
    return said.format(count=len(faults), first=faults[0].why)


def _settle(wanted: dict[str, tuple[str, ...]]) -> list[Fault]:
    """Take out of `wanted` what clashes, the last first, until nothing does; what was taken out, in the given order."""
    faults: list[Fault] = []
    while True:
        keys = {action.id: wanted.get(action.id, action.keys) for action in ACTIONS}
        found = next(((name, c) for name in reversed(wanted) if (c := clash(name, wanted[name], keys))), None)
        if found is None:
            return faults[::-1]
        name, (key, other) = found
        faults.append(_taken(name, wanted.pop(name), key, other, keys))


def _taken(name: str, wanted: tuple[str, ...], key: str, other: str, keys: Mapping[str, tuple[str, ...]]) -> Fault:
    scopes = BY_ID[name].scopes
    held = {key for action in ACTIONS if action.scopes & scopes for key in keys[action.id]}
    free = [letter for letter in _FREE if letter not in held][:_MOST]
    where = ", ".join(_(SCOPE_TITLES[scope]) for scope in Scope if scope in scopes & BY_ID[other].scopes)
    why = _("The key {key} for {id} is taken by {other} ({where}).")
    right = _("Free there: {keys}; or give {other} another key in the same file.")
    return Fault(
        name,
        wanted,
        why.format(key=key_label(key), id=name, other=other, where=where),
        right.format(keys=" ".join(free), other=other),
    )


def _keys_of(value: Any) -> tuple[str, ...]:
    """Keys as the settings give them, one or several, by the names the terminal's library has for them."""
    given = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return tuple(key_name(key) for key in given if isinstance(key, str))


def _fault(action_id: str, value: Any, keys: tuple[str, ...]) -> Fault | None:
    if action_id not in BY_ID:
        from difflib import get_close_matches

        near = get_close_matches(action_id, list(BY_ID), n=1)
        right = _("Did you mean {nearest}?").format(nearest=near[0]) if near else _("docs/keys.md lists them.")
        return Fault(action_id, keys, _("There is no action {id}.").format(id=action_id[:40]), right)
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or len(keys) != len(given):
        right = _('Write {id} = ["x"], or several between commas.').format(id=action_id)
        return Fault(action_id, keys, _("What stands for {id} is no list of keys.").format(id=action_id), right)
    why = faults_of(keys)
    if why:
        right = _("A letter, a digit, a sign such as . or ;, or ctrl with one of p d u l r j g reaches every terminal.")
        return Fault(
            action_id, keys, _("The key for {id} was not changed: {why}.").format(id=action_id, why=why), right
        )
    return None
