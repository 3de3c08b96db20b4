"""What a batch did, task by task, and what rules did because of it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import Op
from servicedesk_tui.vocabulary.history_rows import Effect
from servicedesk_tui.vocabulary.questions import EffectsQuestion

from ..registry import answers
from .asking import Asking
from .changed import Names, change_words

_BATCH, _CHANGE = METADATA.tables["batch"].c, METADATA.tables["change"].c


@answers(EffectsQuestion)
def effects(asking: Asking, question: EffectsQuestion) -> tuple[Effect, ...]:
    """The tasks a batch touched, in the order it did, then those that rules touched because of it."""
    names = Names(asking)
    found = _effects_of(names, [question.batch], question.limit, by_rule=False)
    caused = _caused_by(asking, question.batch)
    if caused and len(found) < question.limit:
        found += _effects_of(names, caused, question.limit - len(found), by_rule=True)
    return tuple(found)


def _caused_by(asking: Asking, batch: int) -> list[int]:
    """The standing batches that followed from one, however far."""
    found: list[int] = []
    front = [batch]
    while front:
        query = select(_BATCH.id).where(_BATCH.cause_id.in_(front), _BATCH.reversed_by_id.is_(None))
        front = [row.id for row in asking.rows(query)]
        found += front
    return found


def _effects_of(names: Names, batches: list[int], limit: int, *, by_rule: bool) -> list[Effect]:
    here = (_CHANGE.batch_id.in_(batches), _CHANGE.task_id.is_not(None))
    tasks = select(_CHANGE.task_id).where(*here).group_by(_CHANGE.task_id).order_by(func.min(_CHANGE.id)).limit(limit)
    ids = [row.task_id for row in names.asking.rows(tasks)]
    changes = select(_CHANGE.task_id, _CHANGE.entity, _CHANGE.row_id, _CHANGE.op, _CHANGE["values"])
    by_task: dict[int, list[Any]] = defaultdict(list)
    for change in names.asking.rows(changes.where(*here, _CHANGE.task_id.in_(ids)).order_by(_CHANGE.id)):
        by_task[change.task_id].append(change)
    return [_effect(names, task, by_task[task], by_rule=by_rule) for task in ids]


def _effect(names: Names, task: int, changes: list[Any], *, by_rule: bool) -> Effect:
    gone: Mapping[str, Any] = next((c.values for c in changes if c.entity == "task" and c.op is Op.DELETE), {})
    row = names.row("task", task) or gone
    words = ", ".join(dict.fromkeys(change_words(names, changes)))
    return Effect(row.get("number", 0), row.get("title", ""), words, by_rule)
