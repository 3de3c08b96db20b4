"""Canned texts: kept by name, one a language, in one setting."""

import re

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Setting
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.enums import Language
from servicedesk_tui.vocabulary.notes import SNIPPETS, VARIABLES, SaveSnippet
from servicedesk_tui.vocabulary.refusals import Invalid, NotFound

from ..registry import NOTHING, Told, handles
from ..work import Work
from .values import body, member

BODY_MAX = 4000
MOST = 200
_NAME = re.compile(r"[a-z0-9-]{1,40}")
_PLACE = re.compile(r"\{(\w*)\}")


@handles(SaveSnippet)
def save_snippet(work: Work, command: SaveSnippet) -> Told:
    """Keep a canned text, or let it go."""
    work.require(Right.SETTINGS)
    name, language = command.name.strip().removeprefix("::"), member(Language, command.language, "language").value
    if not _NAME.fullmatch(name):
        raise Invalid(_("“{name}” is no name of a snippet: at most 40 of a to z, 0 to 9 and -.").format(name=name[:40]))
    text = body(command.body)
    if len(text) > BODY_MAX:
        raise Invalid(_("A snippet has at most {most} characters; this has {n}.").format(most=BODY_MAX, n=len(text)))
    unknown = [place for place in _PLACE.findall(text) if place not in VARIABLES]
    if unknown:
        known = ", ".join(f"{{{one}}}" for one in VARIABLES)
        raise Invalid(
            _("{place} stands for nothing in a snippet; there are {known}.").format(
                place=f"{{{unknown[0]}}}", known=known
            )
        )
    found: Setting | None = work.one(select(Setting).where(col(Setting.key) == SNIPPETS))
    kept = dict(found.value.get("value", {})) if found else {}
    of_language = dict(kept.get(language, {}))
    if not text and name not in of_language:
        raise NotFound(_("There is no snippet {name} in that language.").format(name=name))
    if of_language.get(name) == text:
        return NOTHING
    if text:
        of_language[name] = text
    else:
        del of_language[name]
    if len(of_language) > MOST:
        raise Invalid(_("There are {most} snippets; let one go first.").format(most=MOST))
    kept[language] = of_language
    if found is None:
        work.session.add(Setting(key=SNIPPETS, value={"value": kept}))
    else:
        found.value = {"value": kept}
    return Told({"snippet": name, "kept": bool(text)})
