"""What is unread, to whom, and until when."""

import pytest

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store import schema
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    AssignTask,
    Bulk,
    CreateTask,
    FinishTask,
    InvolvePerson,
    MarkSeen,
    ReleasePerson,
    TagTask,
    TakeTask,
    Undo,
)
from servicedesk_tui.vocabulary.desk_commands import ImportedTask, ImportTasks
from servicedesk_tui.vocabulary.enums import Part
from servicedesk_tui.vocabulary.questions import CardsQuestion, PeopleQuestion

from ..conftest import OpenDesk
from ..store.older import make_older


def add(desk: Desk, title: str = "Boiler", **fields: object) -> int:
    created = desk.do(CreateTask(title=title, **fields)).created  # type: ignore[arg-type]
    assert created is not None
    return created


def person(desk: Desk, login: str) -> int:
    return int(next(p.id for p in desk.ask(PeopleQuestion()) if p.login == login))


def unread(desk: Desk, *tasks: int) -> list[int]:
    return sorted(card.id for card in desk.ask(CardsQuestion(ids=tasks)) if card.unread)


@pytest.fixture
def anna(open_desk: OpenDesk) -> Desk:
    return open_desk("anna")


@pytest.fixture
def bo(open_desk: OpenDesk) -> Desk:
    return open_desk("bo")


def test_a_task_newly_given_to_me_is_unread_until_i_see_it(anna: Desk, bo: Desk) -> None:
    task = add(anna)
    assert unread(bo, task) == []
    anna.do(AssignTask(task=task, owner=person(anna, "bo")))
    assert (unread(bo, task), unread(anna, task)) == ([task], [])
    bo.do(MarkSeen(tasks=(task,)))
    assert unread(bo, task) == []
    anna.do(AddNote(task=task, body="Bring the long ladder"))
    assert unread(bo, task) == [task]


def test_what_i_do_myself_makes_nothing_unread_to_me(anna: Desk, bo: Desk) -> None:
    task = add(anna)
    bo.do(TakeTask(task=task))
    bo.do(AddNote(task=task, body="On it"))
    assert unread(bo, task) == []
    bo.do(MarkSeen(tasks=(task,)))
    bo.do(TagTask(task=task, add=("pump",)))
    assert unread(bo, task) == []
    bo.do(Undo())
    assert unread(bo, task) == []


def test_my_own_change_does_not_hide_what_i_have_not_seen(anna: Desk, bo: Desk) -> None:
    task = add(anna, owner=person(anna, "bo"))
    bo.do(MarkSeen(tasks=(task,)))
    anna.do(AddNote(task=task, body="Call first"))
    bo.do(Bulk(command=TagTask(task=0, add=("pump",)), tasks=(task,)))
    assert unread(bo, task) == [task]


def test_it_counts_for_owners_collaborators_and_watchers_only(anna: Desk, bo: Desk, open_desk: OpenDesk) -> None:
    task = add(anna, owner=person(anna, "lars"))
    dina, ada = open_desk("dina"), open_desk("ada")
    bo.do(InvolvePerson(task=task, part=Part.WATCHER))
    anna.do(InvolvePerson(task=task, part=Part.COLLABORATOR, person=person(anna, "ada")))
    anna.do(AddNote(task=task, body="Moved to Thursday"))
    assert [unread(desk, task) for desk in (bo, ada, dina)] == [[task], [task], []]
    bo.do(ReleasePerson(task=task, part=Part.WATCHER))
    assert unread(bo, task) == []


def test_an_import_is_news_only_to_those_it_gives_work(anna: Desk, bo: Desk) -> None:
    rows = tuple(ImportedTask(identity=str(n), line=n, title=f"Row {n}", owner="bo" if n < 3 else "") for n in range(9))
    tasks = anna.do(ImportTasks(source="old", file="old.csv", rows=rows)).tasks
    assert len(tasks) == 9
    assert len(unread(bo, *tasks)) == 3
    assert unread(anna, *tasks) == []


def test_a_closed_task_i_never_looked_at_is_no_news_but_one_i_worked_on_is(anna: Desk, bo: Desk) -> None:
    given, taken = add(anna, owner=person(anna, "bo")), add(anna)
    bo.do(TakeTask(task=taken))
    for task in (given, taken):
        anna.do(FinishTask(task=task))
    assert unread(bo, given, taken) == [taken]


def test_seeing_is_quiet_and_only_heard_of_when_it_makes_a_difference(anna: Desk, bo: Desk) -> None:
    task = add(anna, owner=person(anna, "bo"))
    seq = anna.since(0)[-1].seq
    assert bo.do(MarkSeen(tasks=(task, task, 999))).batch is None
    assert [(item.topic, item.ref) for item in anna.since(seq)] == [("seen", bo.me.id)]
    seq = anna.since(0)[-1].seq
    bo.do(MarkSeen(tasks=(task,)))
    bo.do(MarkSeen(tasks=()))
    assert anna.since(seq) == ()


def test_what_was_seen_does_not_stand_in_the_way_of_undo(anna: Desk, bo: Desk) -> None:
    task = add(anna, owner=person(anna, "bo"))
    bo.do(MarkSeen(tasks=(task,)))
    anna.do(Undo())
    assert bo.ask(CardsQuestion(ids=(task,))) == ()


def test_a_store_of_the_second_schema_is_upgraded_with_nothing_unread(
    store_address: StoreAddress, open_desk: OpenDesk
) -> None:
    anna = open_desk("anna")
    task, watched = add(anna, owner=person(anna, "bo")), add(anna)
    anna.do(InvolvePerson(task=watched, part=Part.WATCHER, person=person(anna, "bo")))
    closed = add(anna, owner=person(anna, "bo"))
    anna.do(FinishTask(task=closed))
    anna.close()
    make_older(store_address, 2)
    engine = open_engine(store_address, SystemClock())
    schema.upgrade(engine, "")
    engine.dispose()
    anna, bo = open_desk("anna"), open_desk("bo")
    assert unread(bo, task, watched, closed) == []
    for changed in (task, watched):
        anna.do(AddNote(task=changed, body="News"))
    assert unread(bo, task, watched, closed) == [task, watched]
