"""Filters on a real store: what they let through, the same in the database as on a task's facts, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.query.ast import Query
from servicedesk_tui.query.faults import BadQuery
from servicedesk_tui.query.fields import STATES
from servicedesk_tui.query.printing import print_filter
from servicedesk_tui.vocabulary.questions import (
    BoardQuestion,
    CountQuestion,
    IdsQuestion,
    ListQuestion,
    MatchQuestion,
    PageQuestion,
)

from ..stores import open_as
from ..worlds import copied
from .filter_world import QUERIES, build


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest, clock: FrozenClock, tmp_path: Path) -> Iterator[tuple[Desk, tuple[int, ...]]]:
    """A filled desk and its tasks."""
    for address, ids in copied(request, build, clock, tmp_path):
        with open_as(address, "anna", clock) as desk:
            yield desk, tuple(ids)


def numbers(desk: Desk, text: str) -> list[int]:
    """The tasks a filter lets through, by number."""
    return sorted(card.number for card in desk.ask(ListQuestion(filter=text, limit=1000, all=True)))


FEW = settings(max_examples=60)
MANY = settings(FEW, max_examples=1000)


@FEW
@given(query=QUERIES)
def test_the_database_and_the_facts_agree(world: tuple[Desk, tuple[int, ...]], query: Query) -> None:
    _agree(*world, print_filter(query))


@pytest.mark.proof
@pytest.mark.timeout(900)
@MANY
@given(query=QUERIES)
def test_they_agree_at_length(world: tuple[Desk, tuple[int, ...]], query: Query) -> None:
    _agree(*world, print_filter(query))


def _agree(desk: Desk, ids: tuple[int, ...], text: str) -> None:
    assert set(desk.ask(IdsQuestion(filter=text))) == desk.ask(MatchQuestion(filter=text, ids=ids)), text


def test_every_state_is_the_same_in_the_database_and_on_facts(world: tuple[Desk, tuple[int, ...]]) -> None:
    desk, ids = world
    found = {state: desk.ask(CountQuestion(filter=f"is:{state}")) for state in STATES}
    assert 0 < found["untouched"] < found["open"]
    assert 0 < found["escalated"] < found["open"]
    assert 0 < found["stale"] < found["offered"] < found["open"]
    assert 0 < found["returned"] < found["open"]
    for state in STATES:
        _agree(desk, ids, f"is:{state}")
        _agree(desk, ids, f"-is:{state}")


def test_what_is_not_counts_what_is_empty(world: tuple[Desk, tuple[int, ...]]) -> None:
    desk, ids = world
    for text in ("@ada", "#pump", "due:<=fri", "for:acme", "waiting:parts", "est:>=1h", "is:blocked", "varme"):
        assert len(numbers(desk, text)) + len(numbers(desk, f"-{text}")) == len(ids), text


def test_the_board_the_list_and_the_count_show_the_same(world: tuple[Desk, tuple[int, ...]]) -> None:
    desk, _ids = world
    for text in ("is:open", "(@ada or @bo) is:open", "for:acme is:open sort:due", "varme is:open"):
        board = desk.ask(BoardQuestion(filter=text))
        shown = sorted(card.id for page in board.pages for card in page.cards)
        assert shown == sorted(desk.ask(IdsQuestion(filter=text)))
        assert desk.ask(CountQuestion(filter=text)) == sum(page.count for page in board.pages) == board.totals.open


def test_a_filtered_column_goes_on_by_place(world: tuple[Desk, tuple[int, ...]]) -> None:
    desk, _ids = world
    board = desk.ask(BoardQuestion(filter="is:open", limit=2))
    page = max(board.pages, key=lambda page: page.count)
    rest = desk.ask(PageQuestion(column=page.column, filter="is:open", first=2, limit=50))
    whole = desk.ask(PageQuestion(column=page.column, filter="is:open", first=0, limit=50))
    assert (rest.first, rest.count) == (2, page.count)
    assert whole.cards == page.cards + rest.cards


def test_sorting(world: tuple[Desk, tuple[int, ...]]) -> None:
    desk, _ids = world
    dues = [card.due for card in desk.ask(ListQuestion(filter="is:open sort:due", limit=100))]
    known = [due for due in dues if due is not None]
    assert known == sorted(known)
    assert None not in dues[: len(known)]
    down = [card.number for card in desk.ask(ListQuestion(filter="sort:-number", limit=5, all=True))]
    assert down == sorted(down, reverse=True)


MISSING = [
    ("@adda", "There is nobody called adda. Did you mean @ada?"),
    ("for:acne", "There is no customer called acne. Did you mean Acme A/S?"),
    ("is:opne", "There is no state opne. Did you mean is:open?"),
    ("view:mien", "There is no view called mien. Did you mean view:Mine?"),
    ("due:someday", "someday is not a date; write fri, today, +3d, 2026-12-01 or today..fri."),
    ("status:redy", "There is no status redy. Did you mean ready?"),
]


def test_what_is_not_there_is_said_with_the_nearest(world: tuple[Desk, tuple[int, ...]]) -> None:
    desk, _ids = world
    for text, said in MISSING:
        with pytest.raises(BadQuery) as caught:
            desk.ask(BoardQuestion(filter=f"is:open {text}"))
        assert caught.value.message == said
        place = caught.value.fault.place
        assert f"is:open {text}"[place.start : place.end] in text
