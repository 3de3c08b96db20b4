"""Who is meant by `@login` in a note, and is told of it."""

import re

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.models import Note, Notification, Person
from servicedesk_tui.vocabulary.enums import PersonKind

from ..work import Work

MENTION = "mention"
"""The kind of notification: somebody named me in a note."""
_NAMED = re.compile(r"(?<![^\s(\[{\"'“*_>,;:/])@([^\s@#,;:\"'“”()<>\[\]{}]+)")
_LONGEST = 300


def tell_mentioned(work: Work, note: Note, before: str = "") -> None:
    """Tell whom a note names that it did not name `before`; who was told and has not read it is told what it says now."""
    old = _mentioned(work, before)
    for person in sorted(_mentioned(work, note.body) - old - {work.my_id}):
        told = Notification(person_id=person, task_id=note.task_id, kind=MENTION, text=_short(note.body), at=work.now)
        work.session.add(told)
    if before:
        for told in _unread(work, note, before):
            told.text = _short(note.body)


def forget_mentions(work: Work, note: Note) -> None:
    """Whoever was told of a note and has not read it need not look for it."""
    for told in _unread(work, note, note.body):
        work.session.delete(told)


def move_mentions(work: Work, note: Note, task: int) -> None:
    """Whoever was told of a note and has not read it finds it with the task it goes to."""
    for told in _unread(work, note, note.body):
        if told.at in (note.created_at, note.edited_at):  # else it is of another note that says the same
            told.task_id = task


def _mentioned(work: Work, text: str) -> set[int]:
    """The people that a text names: those who work here, whatever the case."""
    named = {word.rstrip(".!?*_-").casefold() for word in _NAMED.findall(text)}
    if not named:
        return set()
    if "logins" not in work.kept:
        able = select(Person.id, Person.login).where(col(Person.active), col(Person.kind) == PersonKind.HUMAN)  # type: ignore[call-overload]
        work.kept["logins"] = {login.casefold(): row_id for row_id, login in work.session.execute(able)}
    logins = work.kept["logins"]
    return {logins[word] for word in named if word in logins}


def _unread(work: Work, note: Note, text: str) -> list[Notification]:
    query = select(Notification).where(
        col(Notification.task_id) == note.task_id,
        col(Notification.kind) == MENTION,
        col(Notification.read_at).is_(None),
        col(Notification.at) >= note.created_at,
        col(Notification.text) == _short(text),
    )
    return list(work.all(query))


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
