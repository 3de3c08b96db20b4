"""Raising what is due: one command that any program may send at any time, and that does nothing twice."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col

from servicedesk_tui.models import Notification
from servicedesk_tui.vocabulary.reminding import NoticeKind, RaiseDue, TellFailed

from ..raising.hearing import decide, wake_put_off
from ..raising.moments import counter_of, raise_moments
from ..raising.others import raise_what_others_did
from ..raising.telling import Inboxes, Telling
from ..registry import NOTHING, Told, handles
from ..work import Work
from . import values

LOOKED_AFTER = "looked_after"
"""The counter that says when the desk was last looked after, in minutes of the epoch."""
PRUNED = "pruned_day"
KEPT = timedelta(days=90)
"""How long what was cleared is kept."""


@handles(RaiseDue)
def raise_due(work: Work, command: RaiseDue) -> Told:
    """Put into inboxes what is due, then decide when it is heard. `created` says how many were raised."""
    inboxes = Inboxes(work)
    raise_what_others_did(inboxes, command.most)
    raise_moments(inboxes, command.most)
    wake_put_off(inboxes, command.most)
    decide(inboxes, command.most)
    counter_of(work, LOOKED_AFTER).value = int(work.now.timestamp()) // 60
    _prune(work)
    work.created = inboxes.raised
    work.topics += [("inbox", person) for person in sorted(inboxes.told)]
    return Told() if inboxes.raised else NOTHING


@handles(TellFailed)
def tell_failed(work: Work, command: TellFailed) -> Told:
    """Into the inbox of whoever it failed for."""
    text = values.line(command.text[:300], "text", most=300, empty=False)
    inboxes = Inboxes(work)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    key = f"failed:{work.now.date().isoformat()}:{digest}"
    inboxes.tell([Telling(work.my_id, key, NoticeKind.FAILED, moment=work.now, text=text)])
    work.topics += [("inbox", person) for person in inboxes.told]
    return Told()


def _prune(work: Work) -> None:
    """Once a day: what was cleared long ago goes, and what others changed long ago."""
    today, counter = work.now.toordinal(), counter_of(work, PRUNED)
    if counter.value != today:
        counter.value = today
        work.session.execute(delete(Notification).where(col(Notification.read_at) < work.now - KEPT))
        old = (col(Notification.kind) == NoticeKind.CHANGED, col(Notification.at) < work.now - KEPT)
        work.session.execute(delete(Notification).where(*old))
