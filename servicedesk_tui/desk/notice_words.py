"""What a notification says, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import N_, _, n_
from servicedesk_tui.locale.dates import moment
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.reminding import NoticeKind

from .sentences import sentence, subject

_ABOUT: Mapping[NoticeKind, str] = {
    NoticeKind.REMINDER: N_("Reminder of {task}"),
    NoticeKind.VISIT: N_("Your visit to {task} begins {when}"),
    NoticeKind.SOON: N_("{task} is due {when}"),
    NoticeKind.DUE: N_("{task} was due {when}"),
    NoticeKind.CHASE: N_("{task} was to wait until {when}: time to ask again"),
    NoticeKind.UNOWNED: N_("Nobody has {task}, since {when}"),
    NoticeKind.UNANSWERED: N_("{task} is offered to you and waits for your answer"),
    NoticeKind.HANDOVER: N_("{task} is offered to you"),
    NoticeKind.RETURNED: N_("{task} is returned to you"),
    NoticeKind.ENDED: N_("{task} changed hands again, as its time was over"),
    NoticeKind.MENTION: N_("A note on {task} names you"),
    NoticeKind.ESCALATED: N_("Nobody could take {task}"),
    NoticeKind.CHANGED: N_("{task} was changed"),
    NoticeKind.ASSIGNED: N_("{task} is yours now"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a notification's sentence is made of. `batch` is (command, params, tasks, login) of what others did."""

    kind: NoticeKind
    number: int | None
    moment: datetime | None
    text: str
    count: int
    batch: tuple[str, Mapping[str, Any], int, str] | None = None


def said_of(told: Told, now: datetime, zone: ZoneInfo) -> str:
    """The sentence of one notification."""
    when = moment(told.moment, False, now, zone) if told.moment else ""
    if told.kind is NoticeKind.OVERDUE:
        return n_("{count} task of yours is overdue", "{count} tasks of yours are overdue", told.count).format(
            count=told.count
        )
    if told.kind is NoticeKind.SHIFT:
        return _("The shift hand-over of {whose} waits for you").format(whose=told.text)
    if told.kind is NoticeKind.FAILED:
        return told.text
    if told.batch is not None:
        return _of_batch(told, told.batch, zone)
    if told.number is None:
        return told.text or _("Reminder")
    return _(_ABOUT[told.kind]).format(task=ref(told.number), when=when)


def _of_batch(told: Told, batch: tuple[str, Mapping[str, Any], int, str], zone: ZoneInfo) -> str:
    command, params, tasks, login = batch
    if told.kind is NoticeKind.ASSIGNED and told.number is not None:
        return _("{who} gave you {task}").format(who=login, task=ref(told.number))
    what = ref(told.number) if told.number is not None else subject(params, tasks)
    assert told.moment is not None
    said = sentence(command, params, who=login, what=what, at=told.moment, zone_name=str(zone))
    if told.number is None:
        yours = n_("{count} of them is yours", "{count} of them are yours", told.count)
        return f"{said}; {yours.format(count=told.count)}"
    if told.count > 1:
        more = n_("{count} change before that", "{count} changes before that", told.count - 1)
        return f"{said}; {more.format(count=told.count - 1)}"
    return said
