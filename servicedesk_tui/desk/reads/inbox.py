"""A person's inbox: what reached them, by task, and what is to be heard of it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Text, and_, case, cast, exists, func, literal_column, select, true

from servicedesk_tui.locale.reminding import in_one
from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.reminding import preferences_from
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import OPEN, HandoverState, VisitState
from servicedesk_tui.vocabulary.reminding import (
    Channel,
    InboxGroup,
    InboxQuestion,
    InboxView,
    News,
    NewsQuestion,
    Notice,
    NoticeKind,
    Preferences,
    PreferencesQuestion,
    kind_of,
)

from ..notice_words import Told, said_of
from ..registry import answers
from .asking import Asking

_T = METADATA.tables
_NOTICE, _TASK, _BATCH, _MUTE = _T["notification"].c, _T["task"].c, _T["batch"].c, _T["mute"].c
_CAUSE, _WHO = _T["batch"].alias("cause"), _T["person"].alias("who")
_UNREAD: Any = literal_column("notification.read_at IS NULL")
_ROWS: Any = (
    select(
        _NOTICE.id, _NOTICE.kind, _NOTICE.at, _NOTICE.task_id, _NOTICE.text, _NOTICE.occurrence, _NOTICE.read_at,
        _NOTICE.later_until, _NOTICE.reminder_id, _NOTICE.urgent, _NOTICE.channels, _NOTICE.count, _NOTICE.rung_at,
        _TASK.number, _TASK.title, _BATCH.command, _BATCH.params, _BATCH.tasks, _WHO.c.login,
    )
    .select_from(
        _T["notification"]
        .outerjoin(_T["task"], _TASK.id == _NOTICE.task_id)
        .outerjoin(_T["batch"], _BATCH.id == _NOTICE.batch_id)
        .outerjoin(_CAUSE, _CAUSE.c.id == _BATCH.cause_id)
        .outerjoin(_WHO, _WHO.c.id == func.coalesce(_CAUSE.c.person_id, _BATCH.person_id))
    )
    .order_by(_NOTICE.id.desc())
)  # fmt: skip
_VISIT, _OFFER, _THEIRS = _T["visit"].c, _T["handover"].c, _T["task"].alias("theirs").c
_ITS_TASK = (_THEIRS.id == _NOTICE.task_id, _THEIRS.category.in_(OPEN))
_ITS_VISIT = (
    _VISIT.task_id == _NOTICE.task_id, _VISIT.person_id == _NOTICE.person_id, _VISIT.starts_at == _NOTICE.occurrence,
    _VISIT.state.not_in((VisitState.CANCELLED, VisitState.LEFT)), *_ITS_TASK,
)  # fmt: skip
_ITS_OFFER = (
    _OFFER.task_id == _NOTICE.task_id, _OFFER.to_id == _NOTICE.person_id, _OFFER.state == HandoverState.OFFERED,
)  # fmt: skip
STANDS: Any = case(
    (_NOTICE.kind == NoticeKind.VISIT, exists().where(*_ITS_VISIT)),
    (
        _NOTICE.kind.in_((NoticeKind.SOON, NoticeKind.DUE)),
        exists().where(*_ITS_TASK, _THEIRS.due_at == _NOTICE.occurrence),
    ),
    (_NOTICE.kind == NoticeKind.UNOWNED, exists().where(*_ITS_TASK, _THEIRS.owner_id.is_(None))),
    (_NOTICE.kind == NoticeKind.UNANSWERED, exists().where(*_ITS_OFFER)),
    else_=true(),
)
"""Whether what a notification is about is still so. One of a visit that was called off or of a due moment that was moved is not
shown; it is there again with what it is about, when that is taken back."""
JUST_NOW = timedelta(minutes=1)
MOST_NEWS = 2_000
"""Notifications in one digest: it counts them all, also those of a month in which nobody looked."""


@answers(InboxQuestion)
def inbox(asking: Asking, question: InboxQuestion) -> InboxView:
    """What is not cleared and not put off, by task, newest first; with `all` also the rest."""
    mine = and_(_NOTICE.person_id == asking.me.id, STANDS)
    wanted = [mine] if question.all else [mine, _UNREAD, _NOTICE.later_until.is_(None)]
    notices = [_notice(asking, row) for row in asking.rows(_ROWS.where(*wanted).limit(question.limit))]
    groups: dict[object, list[Notice]] = {}
    for notice in notices:
        groups.setdefault(notice.task if notice.task is not None else "none", []).append(notice)
    muted = _muted(asking, (notice.task for notice in notices if notice.task is not None))
    return InboxView(
        tuple(
            InboxGroup(some[0].task, some[0].number, some[0].title, tuple(some), some[0].task in muted)
            for some in groups.values()
        ),
        _count(asking),
        int(asking.scalar(select(func.count()).where(mine, literal_column("later_until IS NOT NULL")))),
    )


def _count(asking: Asking) -> int:
    waiting = (_NOTICE.person_id == asking.me.id, _UNREAD, _NOTICE.later_until.is_(None), STANDS)
    return int(asking.scalar(select(func.count()).where(*waiting)))


def _muted(asking: Asking, tasks: Iterable[int]) -> set[int]:
    query = select(_MUTE.task_id).where(_MUTE.person_id == asking.me.id, among(asking.session, _MUTE.task_id, tasks))
    return {row[0] for row in asking.rows(query)}


def _notice(asking: Asking, row: Any) -> Notice:
    kind = kind_of(row.kind)
    batch = (row.command, row.params, row.tasks, row.login) if row.command is not None else None
    said = said_of(Told(kind, row.number, row.occurrence, row.text, row.count, batch), asking.now, asking.zone)
    return Notice(
        row.id,
        kind,
        said,
        row.at if batch is None else row.occurrence,  # what others did, they did then
        row.task_id,
        row.number,
        row.title or "",
        row.text,
        row.occurrence if batch is None else None,
        row.rung_at,
        row.read_at is not None,
        row.later_until,
        row.reminder_id,
        row.urgent,
        tuple(channel for channel in Channel if channel.value in (row.channels or ())),
    )


@answers(NewsQuestion)
def news(asking: Asking, question: NewsQuestion) -> News:
    """What is to be heard, oldest first, in one sentence."""
    wanted = [_NOTICE.person_id == asking.me.id, _UNREAD, STANDS]
    if question.token:
        wanted.append(_NOTICE.lease == question.token)
    else:
        line = cast(_NOTICE.channels, Text).contains(f'"{Channel.LINE.value}"')
        wanted += [_NOTICE.rung_at > asking.now - JUST_NOW, _NOTICE.lease != "", line]
    rows = asking.rows(_ROWS.where(*wanted).limit(MOST_NEWS))
    notices = sorted((_notice(asking, row) for row in rows), key=lambda one: (one.moment or one.at, one.id))
    latest = asking.scalar(select(func.coalesce(func.max(_NOTICE.id), 0)).where(_NOTICE.person_id == asking.me.id))
    return News(tuple(notices), in_one(notices, asking.now), _count(asking), int(latest))


@answers(PreferencesQuestion)
def preferences(asking: Asking, question: PreferencesQuestion) -> Preferences:  # noqa: ARG001 - mine
    """How I want to be told."""
    kept = _T["preference"].c
    found = asking.rows(select(kept.value).where(kept.person_id == asking.me.id))
    return preferences_from(found[0].value if found else {})
