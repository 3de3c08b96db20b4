"""What helps with writing: canned texts, filled in for a task, and what I began to write."""

import re
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from servicedesk_tui.locale import _, dates, speaking
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import VisitState
from servicedesk_tui.vocabulary.notes import DRAFTED, SNIPPETS, DraftRow, DraftsQuestion, Snippet, SnippetsQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import NotFound

from ..registry import answers
from .asking import Asking

_T = METADATA.tables
_TASK, _CUSTOMER, _CONTACT, _PERSON = _T["task"].c, _T["customer"].c, _T["contact"].c, _T["person"].c
_VISIT, _SETTING, _DRAFT = _T["visit"].c, _T["setting"].c, _T["draft"].c
_PLACE = re.compile(r"\{(\w+)\}")
_OWN_ID = re.compile(r":(\d{1,18})\Z")


@answers(SnippetsQuestion)
def snippets(asking: Asking, question: SnippetsQuestion) -> tuple[Snippet, ...]:
    """Canned texts by name: those of the customer's language; in another language what there is in no other. Without a task
    all of them, mine first."""
    kept = _kept(asking)
    if question.task is None:
        order = sorted(kept, key=lambda language: (language != asking.me.language, language))
        return tuple(Snippet(n, lang, body, body) for lang in order for n, body in sorted(kept[lang].items()))
    language = _language(asking, question.task)
    found: dict[str, Snippet] = {}
    with speaking(language):
        filled = _filled(asking, question.task)
    for lang in sorted(kept, key=lambda one: (one != language, one != asking.me.language, one)):
        for name, body in kept[lang].items():
            text = _PLACE.sub(lambda place: filled.get(place[1], place[0]), body)
            found.setdefault(name, Snippet(name, lang, body, text))
    return tuple(found[name] for name in sorted(found))


def _kept(asking: Asking) -> Mapping[str, Mapping[str, str]]:
    rows = asking.rows(select(_SETTING.value).where(_SETTING.key == SNIPPETS))
    kept: Mapping[str, Mapping[str, str]] = rows[0].value.get("value", {}) if rows else {}
    return kept


def _language(asking: Asking, task: int) -> str:
    query = select(_CUSTOMER.language).join_from(_T["task"], _T["customer"], _CUSTOMER.id == _TASK.customer_id)
    rows = asking.rows(query.where(_TASK.id == task))
    return str(rows[0].language.value) if rows and rows[0].language else asking.me.language


def _filled(asking: Asking, task: int) -> Mapping[str, str]:
    """What is known of the task by the variables' names, in the language in force."""
    query = (
        select(
            _TASK.number, _TASK.title, _TASK.due_at, _TASK.due_is_day, _CUSTOMER.name.label("customer"),
            _CONTACT.name.label("contact"), _PERSON.name.label("owner"),
        )
        .select_from(
            _T["task"]
            .outerjoin(_T["customer"], _CUSTOMER.id == _TASK.customer_id)
            .outerjoin(_T["contact"], _CONTACT.id == _TASK.contact_id)
            .outerjoin(_T["person"], _PERSON.id == _TASK.owner_id)
        )
        .where(_TASK.id == task)
    )  # fmt: skip
    row = next(iter(asking.rows(query)), None)
    if row is None:
        raise NotFound(_("There is no such {what}.").format(what=_("task")))
    visits = select(_VISIT.starts_at).where(
        _VISIT.task_id == task, _VISIT.state == VisitState.PLANNED, _VISIT.ends_at > asking.now - timedelta(hours=1)
    )
    visit = next((one.starts_at for one in asking.rows(visits.order_by(_VISIT.starts_at).limit(1))), None)
    known = {
        "customer": row.customer,
        "contact": row.contact,
        "task": ref(row.number),
        "title": row.title,
        "owner": row.owner,
        "me": asking.me.name,
        "today": dates.in_full(asking.now, True, asking.zone),
        "due": dates.in_full(row.due_at, row.due_is_day, asking.zone) if row.due_at else None,
        "visit": dates.in_full(visit, False, asking.zone) if visit else None,
    }
    return {name: value for name, value in known.items() if value}


@answers(DraftsQuestion)
def drafts(asking: Asking, question: DraftsQuestion) -> tuple[DraftRow, ...]:
    """My drafts, latest first."""
    query = select(_DRAFT.key, _DRAFT.body, _DRAFT.updated_at).where(_DRAFT.person_id == asking.me.id)
    if question.task is not None:
        query = query.where(_DRAFT.key.in_([f"{kind}:{question.task}" for kind in DRAFTED]))
    rows = asking.rows(query.order_by(_DRAFT.updated_at.desc(), _DRAFT.id.desc()))
    tasks = {row.key: int(found[1]) for row in rows if _is_on_task(row.key) and (found := _OWN_ID.search(row.key))}
    known = select(_TASK.id, _TASK.number).where(_TASK.id.in_(sorted(set(tasks.values()))))
    numbers = dict(tuple(row) for row in asking.rows(known)) if tasks else {}
    return tuple(DraftRow(row.key, row.body, row.updated_at, numbers.get(tasks.get(row.key, 0))) for row in rows)


def _is_on_task(key: str) -> bool:
    return key.partition(":")[0] in DRAFTED


def has_draft(asking: Asking, task: int) -> bool:
    """True when I began to write something on a task."""
    keys = [f"{kind}:{task}" for kind in DRAFTED]
    query = select(_DRAFT.id).where(_DRAFT.person_id == asking.me.id, _DRAFT.key.in_(keys)).limit(1)
    return bool(asking.rows(query))
