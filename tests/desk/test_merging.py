"""Two tasks of one, and one of two: duplicates take everything along, notes become tasks; links and parts go in no circle."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.desk.handlers.mentions import MENTION
from servicedesk_tui.models import Attachment, Notification
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.checklists import CloseAsDuplicate, RollUp, SplitNote
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    BlockTask,
    Bulk,
    CloseTask,
    EditTask,
    FinishTask,
    InvolvePerson,
    LinkTask,
    Redo,
    UnblockTask,
    Undo,
    UnlinkTask,
)
from servicedesk_tui.vocabulary.enums import Category, CloseReason, EventKind, LinkKind, NoteKind, Part
from servicedesk_tui.vocabulary.questions import HistoryQuestion, SearchQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed, NotFound

from ..conftest import OpenDesk
from .hanging import assert_true, everything
from .test_verbs import add, category, person, view


def story(desk: Desk, task: int, *kinds: EventKind) -> list[str]:
    return [line.sentence for line in desk.ask(HistoryQuestion(task=task, kinds=frozenset(kinds)))]


def notes(desk: Desk, task: int) -> list[str]:
    return [line.note.body for line in view(desk, task).history if line.note]


def attach(address: StoreAddress, clock: FrozenClock, task: int, by: int) -> None:
    engine = open_engine(address, clock)
    with Session(engine) as session:
        file = Attachment(
            task_id=task, url="https://example.test/a.pdf", name="a.pdf", created_at=clock.now(), created_by_id=by
        )
        session.add(file)
        session.commit()
    engine.dispose()


@pytest.fixture
def pair(desk: Desk) -> tuple[int, int]:
    """A task with notes and people, and the one that it is the same as."""
    of, task = add(desk, "Boiler dead", owner=person(desk, "bo")), add(desk, "No heat", owner=person(desk, "ada"))
    desk.do(AddNote(task=task, body="water on the floor"))
    desk.do(AddNote(task=task, body="on our way", kind=NoteKind.UPDATE))
    for login in ("dina", "lars"):
        desk.do(InvolvePerson(task=task, part=Part.WATCHER, person=person(desk, login)))
    desk.do(InvolvePerson(task=of, part=Part.WATCHER, person=person(desk, "lars")))
    desk.do(InvolvePerson(task=task, part=Part.COLLABORATOR, person=person(desk, "bo")))
    return task, of


def test_a_duplicate_is_closed_and_takes_everything_along(
    desk: Desk, pair: tuple[int, int], store_address: StoreAddress, clock: FrozenClock
) -> None:
    task, of = pair
    attach(store_address, clock, task, desk.me.id)
    before = everything(store_address, clock)
    done = desk.do(CloseAsDuplicate(task=task, of=of))
    assert done.sentence == "You closed SD-2 as a duplicate of SD-1; 2 notes, 1 file, 1 person went there"
    closed, kept = view(desk, task), view(desk, of)
    assert (closed.card.category, closed.close_reason) == (Category.CANCELLED, "duplicate")
    assert [(link.kind, link.outward, link.id) for link in closed.links] == [(LinkKind.DUPLICATES, True, of)]
    assert (notes(desk, of), notes(desk, task)) == (["on our way", "water on the floor"], [])
    assert [file.name for file in kept.files] == ["a.pdf"]
    assert [(one.login, one.part) for one in kept.involved] == [("dina", Part.WATCHER), ("lars", Part.WATCHER)]
    assert closed.involved == ()
    desk.do(Undo())
    assert everything(store_address, clock) == before
    desk.do(Redo())
    assert notes(desk, of) == ["on our way", "water on the floor"]
    desk.do(Undo())
    assert everything(store_address, clock) == before


def test_who_helped_on_it_takes_it_back_though_they_help_on_the_other_now(
    desk: Desk, open_desk: OpenDesk, pair: tuple[int, int], store_address: StoreAddress, clock: FrozenClock
) -> None:
    task, of = pair
    desk.do(InvolvePerson(task=task, part=Part.COLLABORATOR, person=person(desk, "ada")))
    before = everything(store_address, clock)
    ada = open_desk("ada")
    ada.do(CloseAsDuplicate(task=task, of=of))
    assert "ada" not in [one.login for one in view(desk, task).involved]
    ada.do(Undo())
    assert everything(store_address, clock) == before


def test_both_histories_tell_of_it_and_notes_are_found_by_kind_and_by_words(
    desk: Desk, pair: tuple[int, int], store_address: StoreAddress, clock: FrozenClock
) -> None:
    task, of = pair
    desk.do(CloseAsDuplicate(task=task, of=of))
    said = "anna closed SD-2 as a duplicate of SD-1; 2 notes, 1 person went there"
    assert story(desk, task)[0] == said
    assert story(desk, of)[0] == said
    assert story(desk, of, EventKind.NOTE) == ["anna wrote a note on SD-2"]
    assert story(desk, of, EventKind.UPDATE) == ["anna wrote a customer update on SD-2"]
    assert [card.id for card in desk.ask(SearchQuestion(text="floor"))] == [of]
    third = add(desk, "Cold")
    desk.do(CloseAsDuplicate(task=of, of=third))
    assert notes(desk, third) == ["on our way", "water on the floor"]
    assert_true(store_address, clock)


def test_a_note_that_has_gone_is_not_taken_back_from_under_the_other(desk: Desk, pair: tuple[int, int]) -> None:
    task, of = pair
    written = desk.do(AddNote(task=task, body="last one")).batch
    desk.do(CloseAsDuplicate(task=task, of=of))
    with pytest.raises(Invalid, match="it has gone to SD-1 since"):
        desk.do(Undo(batch=written))


def test_nothing_is_a_duplicate_of_itself_nor_in_a_circle(desk: Desk, pair: tuple[int, int]) -> None:
    task, of = pair
    with pytest.raises(Invalid, match="SD-2 cannot be linked to itself"):
        desk.do(CloseAsDuplicate(task=task, of=task))
    desk.do(CloseAsDuplicate(task=task, of=of))
    with pytest.raises(Invalid, match="circle: SD-1 → SD-2 → SD-1"):
        desk.do(CloseAsDuplicate(task=of, of=task))
    with pytest.raises(NotFound):
        desk.do(CloseAsDuplicate(task=of, of=999))


def test_a_closed_one_is_allowed_but_said_and_again_is_nothing(desk: Desk, pair: tuple[int, int]) -> None:
    task, of = pair
    desk.do(FinishTask(task=of))
    done = desk.do(CloseAsDuplicate(task=task, of=of))
    assert done.warnings == ("SD-1 is closed itself: Done.",)
    assert desk.do(CloseAsDuplicate(task=task, of=of)).batch is None


def test_one_that_was_closed_for_another_reason_may_become_a_duplicate(desk: Desk, pair: tuple[int, int]) -> None:
    task, of = pair
    desk.do(CloseTask(task=task, reason=CloseReason.NOT_NEEDED))
    desk.do(CloseAsDuplicate(task=task, of=of))
    assert view(desk, task).close_reason == "duplicate"
    desk.do(Undo())
    assert view(desk, task).close_reason == "not needed"


def test_several_are_duplicates_of_one(
    desk: Desk, pair: tuple[int, int], store_address: StoreAddress, clock: FrozenClock
) -> None:
    task, of = pair
    other = add(desk, owner=person(desk, "ada"))
    before = everything(store_address, clock)
    done = desk.do(Bulk(command=CloseAsDuplicate(task=0, of=of), tasks=(task, other, of)))
    assert (set(done.declined[0].reason.split()) >= {"SD-1"}, done.declined[0].task) == (True, of)
    assert not category(desk, other).is_open
    assert story(desk, of)[0] == "anna closed duplicates of SD-1"
    desk.do(Undo())
    assert everything(store_address, clock) == before
    assert_true(store_address, clock)


def test_whoever_may_not_change_it_cannot_close_it_as_a_duplicate(pair: tuple[int, int], open_desk: OpenDesk) -> None:
    task, of = pair
    with pytest.raises(NotAllowed):
        open_desk("vera").do(CloseAsDuplicate(task=task, of=of))


def test_an_agent_takes_back_a_duplicate_of_somebody_elses_task(
    desk: Desk, open_desk: OpenDesk, pair: tuple[int, int], store_address: StoreAddress, clock: FrozenClock
) -> None:
    task, of = pair
    desk.do(EditTask(task=of, fields={"team": None}))
    attach(store_address, clock, task, desk.me.id)
    before = everything(store_address, clock)
    ada = open_desk("ada")
    ada.do(CloseAsDuplicate(task=task, of=of))
    ada.do(Undo())
    assert everything(store_address, clock) == before


# -- splitting ---------------------------------------------------------------------------------------------------------


def test_a_note_becomes_a_task_that_follows_and_both_say_so(
    desk: Desk, store_address: StoreAddress, clock: FrozenClock
) -> None:
    from servicedesk_tui.vocabulary.desk_commands import AddCustomer

    customer = desk.do(AddCustomer(name="Acme")).created
    task = add(desk, "Boiler dead", customer=customer, owner=person(desk, "bo"))
    desk.do(AddNote(task=task, body="The lamp is out, too.\nSecond floor."))
    note = view(desk, task).history[0].note
    assert note is not None
    before = everything(store_address, clock)
    made = desk.do(SplitNote(task=task, note=note.id, title="Change the lamp")).created
    assert made is not None
    new = view(desk, made)
    assert (new.card.title, new.description) == ("Change the lamp", "The lamp is out, too.\nSecond floor.")
    assert (new.card.category, new.card.owner, new.customer_id) == (Category.INBOX, None, customer)
    assert [(link.kind, link.outward, link.id) for link in new.links] == [(LinkKind.FOLLOWS, True, task)]
    said = "anna made SD-2 of a note on SD-1: Change the lamp"
    assert (story(desk, made), story(desk, task)[0]) == ([said], said)
    desk.do(Undo())
    after = everything(store_address, clock)
    assert after == before
    assert_true(store_address, clock)


def test_a_note_of_another_task_or_without_a_title_is_not_split(desk: Desk) -> None:
    task, other = add(desk), add(desk)
    desk.do(AddNote(task=other, body="elsewhere"))
    note = view(desk, other).history[0].note
    assert note is not None
    with pytest.raises(NotFound):
        desk.do(SplitNote(task=task, note=note.id, title="x"))
    with pytest.raises(Invalid):
        desk.do(SplitNote(task=other, note=note.id, title=" "))


# -- links and parts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [LinkKind.BLOCKS, LinkKind.FOLLOWS, LinkKind.DUPLICATES])
def test_a_link_in_a_circle_is_refused_with_the_path(desk: Desk, kind: LinkKind) -> None:
    first, second, third = add(desk), add(desk), add(desk)
    desk.do(LinkTask(task=first, other=second, kind=kind))
    desk.do(LinkTask(task=second, other=third, kind=kind))
    with pytest.raises(Invalid, match="circle: SD-3 → SD-1 → SD-2 → SD-3"):
        desk.do(LinkTask(task=third, other=first, kind=kind))
    if kind is LinkKind.BLOCKS:
        with pytest.raises(Invalid, match="circle: SD-3 → SD-1 → SD-2 → SD-3"):
            desk.do(BlockTask(task=first, by=third))


def test_a_block_by_another_task_is_told_of_the_task_that_is_blocked(desk: Desk) -> None:
    first, second = add(desk), add(desk)
    done = desk.do(BlockTask(task=first, by=second))
    assert done.sentence == "You blocked SD-1 by SD-2"
    assert story(desk, first)[0] == story(desk, second)[0] == "anna blocked SD-1 by SD-2"
    assert desk.do(UnblockTask(task=first, by=second)).sentence == "You unblocked SD-1 from SD-2"


@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_link_is_told_on_both_sides_and_taken_away(desk: Desk, kind: LinkKind) -> None:
    first, second = add(desk), add(desk)
    desk.do(LinkTask(task=first, other=second, kind=kind))
    assert story(desk, first)[0] == story(desk, second)[0]
    assert [(one.kind, one.outward) for one in view(desk, second).links] == [(kind, False)]
    desk.do(UnlinkTask(task=first, other=second, kind=kind))
    assert (view(desk, first).links, view(desk, second).links) == ((), ())
    with pytest.raises(NotFound):
        desk.do(UnlinkTask(task=first, other=second, kind=kind))


def test_a_parent_below_its_part_is_refused_with_the_path(desk: Desk) -> None:
    first = add(desk)
    second = add(desk, parent=first)
    third = add(desk, parent=second)
    with pytest.raises(Invalid, match="SD-1 › SD-3 › SD-2 › SD-1"):
        desk.do(EditTask(task=first, fields={"parent": third}))


TREES = st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.sampled_from([None, 30, 90])), max_size=7)


@settings(max_examples=8)
@given(tree=TREES)
def test_what_parts_come_to_is_what_counting_them_comes_to(desk: Desk, tree: list[tuple[int, bool, Any]]) -> None:
    """Each part hangs on one that was made before it."""
    tasks, above = [add(desk, owner=desk.me.id)], [-1]
    facts: list[tuple[bool, int]] = [(False, 0)]
    for place, is_done, minutes in tree:
        parent = place % len(tasks)
        tasks.append(add(desk, owner=desk.me.id, parent=tasks[parent], estimate_minutes=minutes))
        above.append(parent)
        facts.append((is_done, minutes or 0))
        if is_done:
            desk.do(FinishTask(task=tasks[-1]))
    for n, task in enumerate(tasks):
        below = [m for m in range(len(tasks)) if _is_below(m, n, above)]
        expected = RollUp(len(below), sum(facts[m][0] for m in below), sum(facts[m][1] for m in below), 0)
        assert view(desk, task).rollup == (expected if below else None)


def _is_below(one: int, other: int, above: list[int]) -> bool:
    while (one := above[one]) >= 0:
        if one == other:
            return True
    return False


def test_parts_are_counted_down_to_a_depth(desk: Desk) -> None:
    top = above = add(desk)
    for _ in range(15):
        above = add(desk, parent=above)
    rollup = view(desk, top).rollup
    assert rollup is not None
    assert rollup.count == 12


def test_who_was_named_in_a_note_finds_it_where_it_went_and_where_it_came_back(desk: Desk) -> None:
    def told_of() -> list[int | None]:
        with reading(desk._engine, "") as session:
            return list(session.scalars(select(Notification.task_id).where(Notification.kind == MENTION)))

    first, second = add(desk), add(desk)
    desk.do(AddNote(task=first, body="@bo, what was it?"))
    assert told_of() == [first]
    desk.do(CloseAsDuplicate(task=first, of=second))
    assert told_of() == [second]
    desk.do(Undo())
    assert told_of() == [first]
    desk.do(Undo())
    assert told_of() == []
