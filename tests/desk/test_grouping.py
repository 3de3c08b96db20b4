"""The board by owner, customer, priority and team, against a plain recount of the rows, on both databases."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from sqlalchemy import select

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.desk.reads import columns
from servicedesk_tui.models import METADATA
from servicedesk_tui.query.ast import Query
from servicedesk_tui.query.printing import print_filter
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.checklists import CloseAsDuplicate
from servicedesk_tui.vocabulary.commands import AddNote, AssignTask, Bulk, EditTask, TagTask, TakeTask, TaskCommand
from servicedesk_tui.vocabulary.desk_commands import AddPerson
from servicedesk_tui.vocabulary.enums import Category, Grouping, Role
from servicedesk_tui.vocabulary.questions import (
    BoardQuestion,
    CardsQuestion,
    HistoryQuestion,
    IdsQuestion,
    MeQuestion,
    PageQuestion,
    Toward,
)
from servicedesk_tui.vocabulary.refusals import NotFound, Refusal
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage
from servicedesk_tui.vocabulary.staffing import TeamsQuestion

from ..conftest import OpenDesk
from ..worlds import copied
from .filter_world import QUERIES, build
from .test_verbs import add, person, view

BY = [by for by in Grouping if by is not Grouping.STATUS]
FEW = settings(max_examples=25)
MANY = settings(FEW, max_examples=500)
KEY: dict[Grouping, Callable[[Card], int]] = {
    Grouping.STATUS: lambda card: card.status_id,
    Grouping.OWNER: lambda card: card.owner_id or 0,
    Grouping.CUSTOMER: lambda card: card.customer_id or 0,
    Grouping.PRIORITY: lambda card: int(card.priority),
    Grouping.TEAM: lambda card: card.team_id or 0,
}


def fill(desk: Desk, clock: FrozenClock) -> None:
    """Forty tasks in every state, some of them a team's."""
    desk.do(AddPerson(login="sia", name="Sia Sø", team="sales"))
    ids = build(desk, clock)
    teams = [team.id for team in desk.ask(TeamsQuestion())]
    assert len(teams) == 2
    for task in ids:
        if task % 3:
            desk.do(EditTask(task=task, fields={"team": teams[task % 3 - 1]}))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_address(request: pytest.FixtureRequest, clock: FrozenClock, tmp_path: Path) -> Iterator[StoreAddress]:
    """A copy of that desk."""
    for address, _answer in copied(request, fill, clock, tmp_path):
        yield address


def opened(desk: Desk) -> list[Card]:
    """Every open task in the board's order, read by nothing that knows columns."""
    with reading(desk._engine, "") as session:
        task = METADATA.tables["task"].c
        rows = session.execute(select(task.id, task.category, task.priority, task.rank, task.number)).all()
    ids = [row.id for row in sorted(rows, key=lambda row: tuple(row)[2:]) if row.category.is_open]
    cards = {card.id: card for card in desk.ask(CardsQuestion(ids=tuple(ids)))}
    return [cards[i] for i in ids]


def held(board: BoardView) -> dict[int, tuple[Card, ...]]:
    """What each column that holds anything shows."""
    return {page.column: page.cards for page in board.pages if page.cards}


def grouped(cards: Sequence[Card], by: Grouping) -> dict[int, tuple[Card, ...]]:
    found: dict[int, tuple[Card, ...]] = {}
    for card in cards:
        found[KEY[by](card)] = (*found.get(KEY[by](card), ()), card)
    return found


@pytest.mark.parametrize("by", BY)
def test_every_open_task_is_in_its_column_in_the_boards_order(desk: Desk, by: Grouping) -> None:
    board = desk.ask(BoardQuestion(by=by, limit=1000))
    assert (board.by, board.more) == (by, 0)
    assert held(board) == grouped(opened(desk), by)
    assert [column.key for column in board.columns] == [page.column for page in board.pages]
    assert all(page.count == len(page.cards) for page in board.pages)
    by_status = desk.ask(BoardQuestion())
    assert (board.totals, board.statuses) == (by_status.totals, by_status.statuses)


def test_the_columns_stand_in_their_order(desk: Desk, open_desk: OpenDesk) -> None:
    def named(by: Grouping, who: Desk = desk) -> list[str]:
        return [column.name for column in who.ask(BoardQuestion(by=by)).columns]

    assert named(Grouping.OWNER) == ["Nobody", "anna", "ada", "bo", "dina", "lars", "sia"]
    bo = open_desk("bo")
    assert named(Grouping.OWNER, bo) == ["Nobody", "bo", "ada", "anna", "dina", "lars", "sia"]
    assert [c.key for c in bo.ask(BoardQuestion(by=Grouping.OWNER)).columns if c.is_mine] == [bo.me.id]
    assert named(Grouping.PRIORITY) == ["P1", "P2", "P3", "P4"]
    assert named(Grouping.TEAM) == ["No team", "field", "sales"]
    loads = grouped(opened(desk), Grouping.CUSTOMER)
    names = sorted((-len(cards), cards[0].customer or "") for key, cards in loads.items() if key)
    assert named(Grouping.CUSTOMER) == ["No customer", *(name for _load, name in names)]


def test_who_only_reads_has_a_column_when_something_is_theirs(desk: Desk) -> None:
    vera = person(desk, "vera")
    desk.do(AssignTask(task=add(desk), owner=vera))
    board = desk.ask(BoardQuestion(by=Grouping.OWNER))
    assert {page.column: page.count for page in board.pages}[vera] == 1


def test_only_the_customers_with_most_to_do_have_a_column(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MOST_CUSTOMERS", 2)
    loads = grouped(opened(desk), Grouping.CUSTOMER)
    most = sorted((key for key in loads if key), key=lambda key: (-len(loads[key]), loads[key][0].customer))[:2]
    for filter_ in ("", "is:open", "-#nothing", "is:open sort:due"):
        board = desk.ask(BoardQuestion(by=Grouping.CUSTOMER, filter=filter_))
        assert ([c.key for c in board.columns], board.more) == ([0, *most], 1), filter_
        assert board.totals.open == len(opened(desk))
    assert desk.ask(BoardQuestion(by=Grouping.CUSTOMER, filter="for:acme")).more == 0
    assert len(desk.ask(BoardQuestion(by=Grouping.CUSTOMER, filter="for:acme")).columns) == 1


@pytest.mark.parametrize("by", list(Grouping))
def test_pages_join_without_gap_or_double(desk: Desk, by: Grouping) -> None:
    whole = grouped(opened(desk), by)
    for column in desk.ask(BoardQuestion(by=by, limit=1)).columns:
        cards = whole.get(column.key, ())
        if column.category is not None and not column.category.is_open:
            continue

        def ask(toward: Toward, card: Card | None, limit: int, key: int = column.key) -> CardPage:
            question = PageQuestion(column=key, by=by, key=card.key if card else None, toward=toward, limit=limit)
            page = desk.ask(question)
            assert isinstance(page, CardPage)
            return page

        down: list[Card] = []
        while page := ask(Toward.AFTER, down[-1] if down else None, 3).cards:
            down += page
        assert tuple(down) == cards
        up: list[Card] = list(ask(Toward.END, None, 3).cards)
        while up and (page := ask(Toward.BEFORE, up[0], 3).cards):
            up = [*page, *up]
        assert tuple(up) == cards
        for place, card in enumerate(cards):
            around = ask(Toward.AROUND, card, 4)
            first = max(0, place - 2)
            assert (around.first, around.count) == (first, len(cards))
            assert around.cards == cards[first : place + 4]


@pytest.mark.parametrize("by", list(Grouping))
def test_there_is_no_page_of_a_column_that_cannot_be(desk: Desk, by: Grouping) -> None:
    if by in (Grouping.STATUS, Grouping.PRIORITY):
        with pytest.raises(NotFound):
            desk.ask(PageQuestion(column=999, by=by))
    else:
        assert desk.ask(PageQuestion(column=999, by=by)).cards == ()


@FEW
@given(query=QUERIES)
def test_through_a_filter_it_is_the_same_tasks(desk: Desk, query: Query) -> None:
    _assert_through(desk, print_filter(query))


@pytest.mark.proof
@pytest.mark.timeout(1800)
@MANY
@given(query=QUERIES)
def test_it_is_the_same_tasks_at_length(desk: Desk, query: Query) -> None:
    _assert_through(desk, print_filter(query))


@pytest.mark.parametrize(
    "text", ["is:open", "varme", "@bo", "k sort:due", "is:open sort:-due", "-#vvs sort:title", "zzz"]
)
def test_through_a_filter_and_in_its_order(desk: Desk, text: str) -> None:
    _assert_through(desk, text)


def _assert_through(desk: Desk, text: str) -> None:
    ids = desk.ask(IdsQuestion(filter=text))
    cards = {card.id: card for card in desk.ask(CardsQuestion(ids=ids)) if card.category.is_open}
    passed = [cards[i] for i in ids if i in cards]
    for by in BY:
        board = desk.ask(BoardQuestion(by=by, filter=text))
        assert held(board) == grouped(passed, by), (by, text)
        assert board.totals.open == len(passed) == sum(page.count for page in board.pages), (by, text)
        _assert_pages_by_place(desk, board, text)
        brief = desk.ask(BoardQuestion(by=by, filter=text, brief=True, limit=2))
        for page in brief.pages:
            whole = held(board).get(page.column, ())
            assert page.cards == whole[:2], (by, text)
            assert page.count == (min(2, len(whole)) if page.brief else len(whole)), (by, text)


def _assert_pages_by_place(desk: Desk, board: BoardView, text: str) -> None:
    for page in board.pages:
        joined: list[Card] = []
        for first in range(0, page.count, 4):
            part = desk.ask(PageQuestion(column=page.column, by=board.by, filter=text, first=first, limit=4))
            assert (part.first, part.count) == (first, page.count)
            joined += part.cards
        assert tuple(joined) == page.cards


# -- how I stand to what is shown -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["anna", "dina", "lars", "bo", "ada", "vera"])
def test_a_card_is_locked_when_the_desk_would_refuse_to_change_it(desk: Desk, open_desk: OpenDesk, login: str) -> None:
    mine = open_desk(login)
    cards = [card for page in mine.ask(BoardQuestion(limit=1000)).pages for card in page.cards]
    ids = tuple(card.id for card in cards)
    try:
        refused = {d.task for d in mine.rehearse(Bulk(command=TagTask(task=0, add=("new",)), tasks=ids)).declined}
    except Refusal:
        refused = set(ids)
    assert {card.id for card in cards if card.locked} == refused
    assert 0 < len(refused) < len(ids) or mine.me.role in (Role.VIEWER, Role.DISPATCHER, Role.ADMIN)


def test_who_i_am_says_what_i_may(desk: Desk, open_desk: OpenDesk) -> None:
    rights: dict[str, Any] = {login: open_desk(login).ask(MeQuestion()).rights for login in ("vera", "bo", "lars")}
    assert rights["vera"] == frozenset()
    assert rights["bo"] == {"add", "note", "take", "give", "change"}
    assert rights["lars"] == {"add", "note", "take", "give", "take_over", "change", "visits", "views"}
    assert {"people", "settings", "purge"} <= desk.me.rights


@pytest.mark.parametrize("way", ["duplicate", "note", "take"])
def test_what_reads_its_own_rows_is_rehearsed_too_and_leaves_nothing(desk: Desk, way: str) -> None:
    first, second = add(desk), add(desk)
    commands: dict[str, TaskCommand] = {
        "duplicate": CloseAsDuplicate(task=0, of=second),
        "note": AddNote(task=0, body="hi @bo"),
        "take": TakeTask(task=0),
    }
    assert desk.rehearse(Bulk(command=commands[way], tasks=(first,))).tasks == (first,)
    card = view(desk, first).card
    assert (card.owner, card.category) == (None, Category.INBOX)
    assert len(desk.ask(HistoryQuestion(task=first))) == 1
