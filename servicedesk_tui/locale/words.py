"""The reader's words for the closed lists: roles, waiting, reasons, kinds, levels."""

from collections.abc import Mapping, Sequence
from enum import Enum

from servicedesk_tui.vocabulary.enums import (
    AbsenceKind,
    Category,
    CloseReason,
    Kind,
    Level,
    LinkKind,
    NoteKind,
    OpenItems,
    Part,
    Role,
    ShiftKind,
    ShiftState,
    VisitState,
    WaitingOn,
)

from . import N_, _

_WORDS: Sequence[tuple[Enum, str]] = (
    (Role.VIEWER, N_("viewer")),
    (Role.AGENT, N_("agent")),
    (Role.LEAD, N_("lead")),
    (Role.DISPATCHER, N_("dispatcher")),
    (Role.ADMIN, N_("admin")),
    (AbsenceKind.HOLIDAY, N_("holiday")),
    (AbsenceKind.SICK, N_("sick")),
    (AbsenceKind.COURSE, N_("course")),
    (AbsenceKind.OTHER, N_("other")),
    (WaitingOn.CUSTOMER, N_("customer")),
    (WaitingOn.SUPPLIER, N_("supplier")),
    (WaitingOn.PARTS, N_("parts")),
    (WaitingOn.OTHER, N_("other")),
    (CloseReason.NOT_NEEDED, N_("not needed")),
    (CloseReason.DUPLICATE, N_("duplicate")),
    (CloseReason.WITHDRAWN, N_("withdrawn")),
    (CloseReason.REJECTED, N_("rejected")),
    (CloseReason.SOLVED_ELSEWHERE, N_("solved elsewhere")),
    (OpenItems.TICK, N_("tick them all")),
    (OpenItems.LEAVE, N_("leave them open")),
    (Part.COLLABORATOR, N_("collaborator")),
    (Part.WATCHER, N_("watcher")),
    (Kind.INTERNAL, N_("internal")),
    (Kind.CUSTOMER, N_("for a customer")),
    (NoteKind.INTERNAL, N_("note")),
    (NoteKind.UPDATE, N_("customer update")),
    (NoteKind.HANDOVER, N_("hand-over")),
    (NoteKind.CALL, N_("call")),
    (LinkKind.BLOCKS, N_("blocks")),
    (LinkKind.RELATES, N_("relates to")),
    (LinkKind.DUPLICATES, N_("duplicates")),
    (LinkKind.FOLLOWS, N_("follows")),
    (Level.HIGH, N_("high")),
    (Level.MEDIUM, N_("medium")),
    (Level.LOW, N_("low")),
    (ShiftState.DRAFT, N_("draft")),
    (ShiftState.SENT, N_("sent")),
    (ShiftState.SIGNED, N_("signed off")),
    (ShiftKind.CHANGED, N_("changed")),
    (ShiftKind.AT_RISK, N_("at risk")),
    (ShiftKind.WAKES, N_("wakes")),
    (ShiftKind.PROMISE, N_("promised")),
    (ShiftKind.UNOWNED, N_("nobody has it")),
    (ShiftKind.AWAY, N_("away")),
    (ShiftKind.FREE, N_("note")),
    (VisitState.PLANNED, N_("planned")),
    (VisitState.ON_MY_WAY, N_("on the way")),
    (VisitState.ARRIVED, N_("arrived")),
    (VisitState.LEFT, N_("left")),
    (VisitState.CANCELLED, N_("called off")),
    (Category.INBOX, N_("Inbox")),
    (Category.READY, N_("Ready")),
    (Category.SCHEDULED, N_("Scheduled")),
    (Category.DOING, N_("Doing")),
    (Category.WAITING, N_("Waiting")),
    (Category.DONE, N_("Done")),
    (Category.CANCELLED, N_("Closed")),
)
# A StrEnum equals its text, so members of two enumerations may be equal: the type belongs to the key.
_BY_TYPE: Mapping[tuple[type[Enum], object], str] = {(type(m), m.value): text for m, text in _WORDS}


def word(member: Enum) -> str:
    """A member of an enumeration in the language in force; its value where there is no other word."""
    found = _BY_TYPE.get((type(member), member.value))
    return _(found) if found else str(member.value)


_FIELDS: Mapping[str, str] = {
    "title": N_("the title"),
    "description": N_("the description"),
    "next_step": N_("the next step"),
    "kind": N_("the kind"),
    "customer": N_("the customer"),
    "contact": N_("the contact"),
    "site": N_("the site"),
    "team": N_("the team"),
    "owner": N_("the owner"),
    "status": N_("the status"),
    "impact": N_("the impact"),
    "priority": N_("the priority"),
    "tags": N_("the tags"),
    "urgency": N_("the urgency"),
    "due": N_("the due date"),
    "due_is_day": N_("the due date"),
    "estimate_minutes": N_("the estimate"),
    "spent_minutes": N_("the time spent"),
    "start": N_("the visit"),
    "visit": N_("the visit"),
    "starts": N_("the start of the visit"),
    "ends": N_("the end of the visit"),
    "until": N_("the snooze"),
    "snoozed_until": N_("the snooze"),
    "rank": N_("the place in its column"),
    "parent": N_("the parent"),
    "waiting_on": N_("what it waits for"),
    "waiting_until": N_("the date it waits until"),
    "blocked_reason": N_("the block"),
    "name": N_("the name"),
    "lead": N_("the lead"),
    "calendar_key": N_("the calendar"),
    "name_en": N_("the English name"),
    "name_da": N_("the Danish name"),
    "wip_limit": N_("the limit"),
    "query": N_("the filter"),
    "letter": N_("the letter"),
    "layout": N_("the layout"),
    "login": N_("the login"),
    "role": N_("the role"),
    "email": N_("the e-mail address"),
    "phone": N_("the phone number"),
    "zone": N_("the time zone"),
    "language": N_("the language"),
    "weekly_minutes": N_("the weekly hours"),
    "active": N_("whether the person is active"),
    "tier": N_("the tier"),
    "channel": N_("the channel"),
    "notes": N_("the notes"),
    "body": N_("the text"),
    "caller": N_("who rang"),
    "direction": N_("who rang whom"),
    "outcome": N_("the outcome"),
    "done": N_("whether it is done"),
    "text": N_("the text"),
    "assignee": N_("who does it"),
    "linked": N_("the task it stands for"),
    "position": N_("its place"),
}


def field_word(name: str) -> str:
    """A field's name in a sentence, by the command's or the column's name."""
    short = name.removesuffix("_id").removesuffix("_at")
    return _(_FIELDS[short]) if short in _FIELDS else name.replace("_", " ")


def waiting_for(who: str) -> str:
    """On whom a write waits; "" when it is not known."""
    return _("{who} is writing; waiting…").format(who=who) if who else _("Somebody is writing; waiting…")
