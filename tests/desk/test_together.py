"""Several people at one store: conflicts by field, the feed, one writer at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import (
    CreateTask,
    EditTask,
    FinishTask,
    MoveTask,
    ReopenTask,
    SaveDraft,
    SetDue,
)
from servicedesk_tui.vocabulary.questions import BoardQuestion, HistoryQuestion
from servicedesk_tui.vocabulary.refusals import Conflict
from servicedesk_tui.vocabulary.rows import FeedItem

from .. import stores
from ..conftest import OpenDesk
from .test_verbs import add, view


def test_different_fields_merge(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna)
    dina.do(EditTask(task=task, fields={"title": "Boiler dead, no heat"}, base={"title": "Boiler dead"}))
    anna.do(EditTask(task=task, fields={"next_step": "call"}, base={"next_step": ""}))
    assert (view(anna, task).card.title, view(anna, task).next_step) == ("Boiler dead, no heat", "call")


def test_the_same_field_asks_and_shows_both(open_desk: OpenDesk, clock: FrozenClock) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna)
    dina.do(EditTask(task=task, fields={"title": "hers"}, base={"title": "Boiler dead"}))
    with pytest.raises(Conflict, match="dina changed the title of SD-1 meanwhile") as found:
        anna.do(EditTask(task=task, fields={"title": "mine"}, base={"title": "Boiler dead"}))
    seen = found.value
    assert (seen.field, seen.mine, seen.theirs, seen.base, seen.who) == ("title", "mine", "hers", "Boiler dead", "dina")
    assert seen.when == clock.now()


def test_asking_for_what_the_other_did_is_no_conflict(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna, owner=anna.me.id)
    dina.do(MoveTask(task=task, status="doing", base={"status": "ready"}))
    assert anna.do(MoveTask(task=task, status="doing", base={"status": "ready"})).batch is None
    with pytest.raises(Conflict):
        anna.do(MoveTask(task=task, status="scheduled", base={"status": "ready"}))


def test_a_status_that_was_seen_may_be_named_by_its_key(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(FinishTask(task=task, base={"status": "ready"}))
    desk.do(ReopenTask(task=task, base={"status": "done"}))
    assert view(desk, task).status.key == "ready"


def test_a_due_date_conflicts_by_its_moment(open_desk: OpenDesk, clock: FrozenClock) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task, later = add(anna), clock.now() + timedelta(days=1)
    dina.do(SetDue(task=task, due=later, base={"due": None}))
    with pytest.raises(Conflict):
        anna.do(SetDue(task=task, due=clock.now(), base={"due": None}))
    anna.do(SetDue(task=task, due=clock.now(), base={"due": later}))


def test_the_feed_tells_of_every_commit_quiet_ones_too(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    heard: list[FeedItem] = []
    over, ready = threading.Event(), threading.Event()

    def listen() -> None:
        def is_over() -> bool:
            ready.set()
            return over.is_set()

        for items in dina.listen(is_over):
            heard.extend(items)
            if len(heard) >= 2:
                return

    thread = threading.Thread(target=listen)
    thread.start()
    assert ready.wait(10)
    task = add(anna)
    anna.do(SaveDraft(key="add", body="half"))
    thread.join(10)
    over.set()
    assert not thread.is_alive()
    assert [(i.topic, i.ref) for i in heard] == [("task", task), ("draft", anna.me.id)]


def test_a_board_says_where_in_the_feed_it_was_read(desk: Desk) -> None:
    seq = desk.ask(BoardQuestion()).seq
    task = add(desk)
    assert [(i.topic, i.ref) for i in desk.since(seq)] == [("task", task)]


def test_many_writers_lose_nothing(store_address: StoreAddress, clock: FrozenClock) -> None:
    desks = [stores.open_as(store_address, login, clock, login) for login in ("anna", "dina", "bo", "ada")]

    def write(who: int) -> None:
        with desks[who] as desk:
            for i in range(15):
                desk.do(CreateTask(title=f"{who}-{i}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    desk = stores.open_as(store_address, "anna", clock, "")
    with desk:
        inbox = next(p for p in desk.ask(BoardQuestion(limit=100)).pages if p.column == 1)
        assert sorted(c.number for c in inbox.cards) == list(range(1, 61))
        batches = [line.batch for line in desk.ask(HistoryQuestion(limit=100))]
        assert batches == sorted(batches, reverse=True)
