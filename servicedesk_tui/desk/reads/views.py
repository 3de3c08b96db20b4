"""Saved views, and what filters let through."""

from sqlalchemy import func, or_, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.query.matching import matches
from servicedesk_tui.vocabulary.questions import CountQuestion, IdsQuestion, MatchQuestion, ViewsQuestion
from servicedesk_tui.vocabulary.rows import ViewRow

from ..filtering import condition, facts_of, filter_for, ordering
from ..layouts import layout_of
from ..registry import answers
from .asking import Asking
from .cards import FROM, IS_OPEN, TASK
from .filtered import speaks_of_closed

_VIEW = METADATA.tables["saved_view"].c


@answers(ViewsQuestion)
def views(asking: Asking, _question: ViewsQuestion) -> tuple[ViewRow, ...]:
    """My views, then everybody's, by name."""
    query = (
        select(_VIEW.id, _VIEW.name, _VIEW.letter, _VIEW.query, _VIEW.owner_id.is_not(None).label("mine"), _VIEW.layout)
        .where(or_(_VIEW.owner_id.is_(None), _VIEW.owner_id == asking.me.id))
        .order_by(_VIEW.owner_id.is_(None), func.lower(_VIEW.name))
    )
    return tuple(
        ViewRow(row.id, row.name, row.letter, row.query, row.mine, layout_of(row.layout)) for row in asking.rows(query)
    )


@answers(CountQuestion)
def count(asking: Asking, question: CountQuestion) -> int:
    """How many tasks a filter lets through."""
    where = condition(filter_for(asking, question.filter).where, asking.session, asking.now)
    return int(asking.scalar(select(func.count()).select_from(METADATA.tables["task"]).where(where)))


@answers(IdsQuestion)
def ids(asking: Asking, question: IdsQuestion) -> tuple[int, ...]:
    """The tasks a filter lets through, in its order."""
    wanted = filter_for(asking, question.filter)
    where = condition(wanted.where, asking.session, asking.now)
    is_whole = question.all or speaks_of_closed(wanted.where)
    query = select(TASK.id).select_from(FROM).where(where, *(() if is_whole else (IS_OPEN,)))
    query = query.order_by(*ordering(wanted)).limit(question.limit)
    return tuple(row.id for row in asking.rows(query))


@answers(MatchQuestion)
def match(asking: Asking, question: MatchQuestion) -> frozenset[int]:
    """Which of a few tasks a filter lets through, tried on their facts."""
    meaning = filter_for(asking, question.filter).where
    return frozenset(facts.id for facts in facts_of(asking, question.ids) if matches(meaning, facts))
