"""The statuses, in board order and in the reader's language."""

from sqlalchemy import select

from servicedesk_tui.locale import language
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import Category
from servicedesk_tui.vocabulary.questions import StatusesQuestion
from servicedesk_tui.vocabulary.rows import StatusRow

from ..registry import answers
from .asking import Asking

_STATUS = METADATA.tables["status"]
_ORDER = {category: place for place, category in enumerate(Category)}


@answers(StatusesQuestion)
def all_statuses(asking: Asking, _question: StatusesQuestion) -> tuple[StatusRow, ...]:
    """The statuses in board order."""
    return statuses(asking)


def statuses(asking: Asking) -> tuple[StatusRow, ...]:
    """The statuses in board order, named in the language in force."""
    name = _STATUS.c.name_da if language() == "da" else _STATUS.c.name_en
    query = select(
        _STATUS.c.id, _STATUS.c.key, name, _STATUS.c.category, _STATUS.c.position, _STATUS.c.wip_limit
    ).where(_STATUS.c.active)
    found = [StatusRow(*row) for row in asking.rows(query)]
    return tuple(sorted(found, key=lambda s: (_ORDER[s.category], s.position)))
