"""Making notifications heard: which program does, for a while; the inbox itself does not depend on it."""

from datetime import timedelta

from sqlalchemy import or_, update
from sqlmodel import col

from servicedesk_tui.models import Notification
from servicedesk_tui.vocabulary.reminding import Channel, ReportRings, TakeRings

from ..raising.unheard import unheard_of
from ..registry import Told, handles
from ..work import Work

_LONGEST = timedelta(minutes=1)


@handles(TakeRings)
def take_rings(work: Work, command: TakeRings) -> Told:
    """What of mine is to be heard by now is this program's for a few seconds. `created` says how much it is."""
    ring_at, leased = col(Notification.ring_at), col(Notification.lease_until)
    # A clock that was set back leaves moments ahead that were never meant to be.
    free = or_(leased.is_(None), leased < work.now, leased > work.now + _LONGEST)
    due = ring_at <= work.now - timedelta(seconds=command.patience)
    mine = (*unheard_of(work.my_id, command.channels), due, free)
    lease = {"lease": command.token, "lease_until": work.now + timedelta(seconds=command.seconds)}
    taken = work.session.execute(update(Notification).where(*mine).values(**lease))
    work.created = int(taken.rowcount)  # type: ignore[attr-defined]
    return Told()


@handles(ReportRings)
def report_rings(work: Work, command: ReportRings) -> Told:
    """It was heard; whoever of mine is open elsewhere shows it too."""
    mine = (*unheard_of(work.my_id, Channel), col(Notification.lease) == command.token)
    heard = work.session.execute(update(Notification).where(*mine).values(rung_at=work.now))
    if heard.rowcount:  # type: ignore[attr-defined]
        work.topics.append(("rung", work.my_id))
    return Told()
