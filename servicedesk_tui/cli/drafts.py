"""What was begun and not kept yet."""

from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref

from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, opened, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.vocabulary.notes import DraftRow

app = make_app("draft")


@app.callback()
def drafts() -> None:
    """What you began to write."""


@app.command("list", cls=Verb, help=_("List what you began to write, latest first."))
def list_drafts(json: Json = False) -> None:
    """List drafts."""
    from servicedesk_tui.vocabulary.notes import DraftsQuestion

    with opened() as desk:
        zone = zone_of(desk)
        found: Sequence[DraftRow] = desk.ask(DraftsQuestion())
        when = [row.at.astimezone(zone) for row in found]
        if json:
            print_json(
                [
                    {
                        "key": row.key,
                        "task": ref(row.number) if row.number else None,
                        "at": at.isoformat(timespec="seconds"),
                        "text": row.body,
                    }
                    for row, at in zip(found, when, strict=True)
                ]
            )
            return
        rows = [
            [f"{at:%Y-%m-%d %H:%M}", ref(row.number) if row.number else row.key, " ".join(row.body.split())]
            for row, at in zip(found, when, strict=True)
        ]
        print_rows([_("When"), _("Where"), _("Text")], rows)
