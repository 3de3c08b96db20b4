"""Drafts: half-written text, kept without history."""

from sqlalchemy import select

from servicedesk_tui.models import Draft
from servicedesk_tui.vocabulary.commands import SaveDraft

from ..registry import NOTHING, Told, handles
from ..work import Work
from .values import body, line


@handles(SaveDraft)
def save_draft(work: Work, command: SaveDraft) -> Told:
    """Keep, change or (empty) drop my draft under a key."""
    key = line(command.key, "name", most=100, empty=False)
    text = body(command.body)
    found = work.one(select(Draft).where(Draft.person_id == work.my_id, Draft.key == key))  # type: ignore[arg-type]
    if found is None and text:
        work.session.add(Draft(person_id=work.my_id, key=key, body=text, updated_at=work.now))
    elif found is not None and not text:
        work.session.delete(found)
    elif found is not None and found.body != text:
        found.body, found.updated_at = text, work.now
    else:
        return NOTHING
    work.topics.append(("draft", work.my_id))
    return Told()
