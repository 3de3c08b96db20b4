"""What planning reckons with, as an administrator sets it."""

import json as notation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _

from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

app = make_app("setting")


@app.command("list", cls=Verb, help=_("List the settings of planning."))
def list_settings(json: Json = False) -> None:
    """List settings."""
    from servicedesk_tui.vocabulary.planning import SETTINGS
    from servicedesk_tui.vocabulary.staffing import SettingsQuestion

    with opened() as desk:
        found: Mapping[str, Any] = desk.ask(SettingsQuestion())
        if json:
            print_json(dict(found))
            return
        rows = [[key, _written(value), "" if value == SETTINGS[key] else _("set")] for key, value in found.items()]
        print_rows([_("Setting"), _("Value"), ""], rows)


@app.command("set", cls=Verb, help=_("Set a setting; - is as it came."))
def set_one(
    key: Annotated[str, typer.Argument(metavar=_("SETTING"), help=_("Which one, as in the list."))],
    value: Annotated[
        str, typer.Argument(metavar=_("VALUE"), help=_('A number, a word, or JSON: {"north": {"south": 35}}.'))
    ],
) -> None:
    """Set a setting."""
    from servicedesk_tui.vocabulary.staffing import SetSetting

    with opened() as desk:
        carry_out(desk, SetSetting(key=key, value=None if value == "-" else _read(value)))


def _read(text: str) -> Any:
    """A value: JSON where it is, else the word itself."""
    try:
        return notation.loads(text)
    except ValueError:
        return text


def _written(value: Any) -> str:
    return value if isinstance(value, str) else notation.dumps(value, ensure_ascii=False)
