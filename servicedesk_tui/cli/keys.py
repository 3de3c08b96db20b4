"""`servicedesk keys`: every action with its keys, the user's own marked, and what of the settings was not taken."""

from typing import Any

import typer

from servicedesk_tui.actions import ACTIONS, BY_ID, SCOPE_TITLES, Action, Scope, key_label
from servicedesk_tui.keymap import Fault, Keymap, resolve_keys
from servicedesk_tui.locale import _
from servicedesk_tui.settings import config_folder, own_keys

from .printing import complain, confirm, print_json, print_rows
from .program import Verb, make_app
from .service import Json

app = make_app()


@app.command(
    "keys",
    cls=Verb,
    help=_(
        'Your own keys stand under [keys] in settings.toml, as in: take = ["I"]. One that cannot be is said with what'
        " would be right, and the exit status is 1."
    ),
)
def keys(json: Json = False) -> None:
    """Every action with its keys, and what is wrong with your own."""
    keymap, faults = resolve_keys(own_keys())
    if json:
        print_json({"actions": [_describe(action, keymap) for action in ACTIONS], "faults": [*map(_explain, faults)]})
    else:
        headings = [_("Action"), _("Keys"), _("Where"), _("What it does")]
        print_rows(headings, [_row(action, keymap) for action in ACTIONS])
        confirm(_("Your own keys are marked with a *; they stand in {path}.").format(path=_path()))
        for fault in faults:
            complain(f"{_path()}: {fault}")
    if faults:
        raise typer.Exit(1)


def _path() -> str:
    return str(config_folder() / "settings.toml")


def _row(action: Action, keymap: Keymap) -> list[str]:
    mark = "*" if action.id in keymap.own else ""
    written = " ".join(key_label(key) for key in keymap.keys[action.id]) or (
        f":{action.command}" if action.command else ""
    )
    where = ", ".join(_(SCOPE_TITLES[scope]) for scope in Scope if scope in action.scopes)
    return [f"{action.id}{mark}", written, where, _(action.help)]


def _describe(action: Action, keymap: Keymap) -> dict[str, Any]:
    return {
        "id": action.id,
        "keys": [key_label(key) for key in keymap.keys[action.id]],
        "default": [key_label(key) for key in action.keys],
        "own": action.id in keymap.own,
        "scopes": [scope.value for scope in Scope if scope in action.scopes],
        "command": action.command,
        "help": _(action.help),
    }


def _explain(fault: Fault) -> dict[str, Any]:
    return {
        "id": fault.id,
        "keys": [key_label(key) for key in fault.keys],
        "known": fault.id in BY_ID,
        "why": fault.why,
        "right": fault.right,
    }
