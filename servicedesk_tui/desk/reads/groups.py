"""What tasks are sorted under: tags."""

from sqlalchemy import func, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.questions import TagsQuestion
from servicedesk_tui.vocabulary.rows import TagRow

from ..registry import answers
from .asking import Asking
from .cards import IS_OPEN, TASK

_T = METADATA.tables
_TAG, _TASK_TAG = _T["tag"].c, _T["task_tag"].c


@answers(TagsQuestion)
def tags(asking: Asking, question: TagsQuestion) -> tuple[TagRow, ...]:
    """The tags by how many open tasks have them, then by name."""
    opened = select(TASK.id).where(IS_OPEN)
    uses = select(_TASK_TAG.tag_id, func.count()).where(_TASK_TAG.task_id.in_(opened)).group_by(_TASK_TAG.tag_id)
    counts = {tag: int(count) for tag, count in asking.rows(uses)}
    found = [TagRow(row.name, counts.get(row.id, 0)) for row in asking.rows(select(_TAG.id, _TAG.name))]
    return tuple(sorted(found, key=lambda tag: (-tag.open_tasks, tag.name))[: question.limit])
