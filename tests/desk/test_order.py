"""The order by hand: where a task goes, who makes room for it, and what takes it back."""

from datetime import timedelta
from random import Random

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    Bulk,
    CreateTask,
    FinishTask,
    MoveTask,
    PrioritiseTask,
    ReorderTask,
    SetDue,
    Undo,
)
from servicedesk_tui.vocabulary.enums import Level
from servicedesk_tui.vocabulary.questions import BoardQuestion, EffectsQuestion, HistoryQuestion, PeopleQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, NotAllowed

from ..conftest import OpenDesk
from ..truths import assert_all


def add(desk: Desk, title: str, **fields: object) -> int:
    created = desk.do(CreateTask(title=title, **fields)).created  # type: ignore[arg-type]
    assert created is not None
    return created


def inbox(desk: Desk) -> str:
    """The titles of the inbox, from top to bottom."""
    return " ".join(card.title for card in desk.ask(BoardQuestion(limit=500)).pages[0].cards)


def put(desk: Desk, title: str, *, above: str = "", below: str = "") -> None:
    ids = {card.title: card.id for card in desk.ask(BoardQuestion(limit=500)).pages[0].cards}
    desk.do(ReorderTask(task=ids[title], other=ids[above or below], below=bool(below)))


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Five tasks without a due moment, which all have the same rank."""
    for title in "abcde":
        add(desk, title)
    return desk


def test_a_task_goes_right_above_or_below_another(filled: Desk) -> None:
    put(filled, "d", above="b")
    assert inbox(filled) == "a d b c e"
    put(filled, "a", below="c")
    assert inbox(filled) == "d b c a e"
    put(filled, "e", above="d")
    assert inbox(filled) == "e d b c a"
    put(filled, "e", below="a")
    assert inbox(filled) == "d b c a e"


def test_where_it_stands_already_there_is_nothing_to_do(filled: Desk) -> None:
    put(filled, "c", above="b")
    feed = filled.since(0)
    put(filled, "c", above="b")
    put(filled, "c", below="a")
    assert filled.since(0) == feed


def test_between_two_moments_nobody_else_is_moved(desk: Desk, clock: FrozenClock) -> None:
    for title, days in (("a", 1), ("b", 2), ("c", 3)):
        add(desk, title, due=clock.now() + timedelta(days=days))
    last = add(desk, "last")
    put(desk, "last", above="b")
    assert inbox(desk) == "a last b c"
    line = desk.ask(HistoryQuestion(limit=1))[0]
    assert line.sentence == "anna put SD-4 above SD-2"
    assert [(e.number, e.words) for e in desk.ask(EffectsQuestion(batch=line.batch))] == [
        (4, "another place in its column")
    ]
    desk.do(SetDue(task=last, due=clock.now() + timedelta(days=9)))
    assert inbox(desk) == "a b c last"


def test_the_fewest_make_room_and_the_sentence_is_about_the_one(desk: Desk) -> None:
    for number in range(40):
        add(desk, f"t{number}")
    done = desk.do(ReorderTask(task=40, other=3))
    assert (done.sentence, len(done.tasks)) == ("You put SD-40 above SD-3", 3)
    assert inbox(desk).split()[:4] == ["t0", "t1", "t39", "t2"]
    done = desk.do(ReorderTask(task=1, other=39, below=True))
    assert len(done.tasks) == 1
    bystander = desk.ask(HistoryQuestion(task=2))[0]
    assert bystander.sentence == "anna put SD-40 above SD-3"


def test_several_go_together_in_their_own_order(filled: Desk) -> None:
    filled.do(Bulk(command=ReorderTask(task=0, other=1), tasks=(4, 5)))
    assert inbox(filled) == "d e a b c"
    done = filled.do(Bulk(command=ReorderTask(task=0, other=3, below=True), tasks=(4, 1)))
    assert inbox(filled) == "e b c d a"
    assert done.sentence.startswith("You put ")
    filled.do(Undo())
    assert inbox(filled) == "d e a b c"


def test_it_is_refused_across_status_and_priority_and_for_closed_tasks(desk: Desk) -> None:
    bo = next(p.id for p in desk.ask(PeopleQuestion()) if p.login == "bo")
    first, second, third = (add(desk, title) for title in "abc")
    desk.do(PrioritiseTask(task=second, impact=Level.HIGH, urgency=Level.HIGH))
    with pytest.raises(Invalid, match="SD-1 and SD-2 differ in status or priority"):
        desk.do(ReorderTask(task=first, other=second))
    desk.do(AssignTask(task=third, owner=bo))
    with pytest.raises(Invalid, match="SD-1 and SD-3 differ in status or priority"):
        desk.do(ReorderTask(task=first, other=third))
    with pytest.raises(Invalid, match="SD-1 cannot be put above or below itself"):
        desk.do(ReorderTask(task=first, other=first))
    for task in (first, third):
        desk.do(FinishTask(task=task))
    with pytest.raises(Invalid, match="SD-1 is closed"):
        desk.do(ReorderTask(task=first, other=third))


def test_it_needs_the_right_to_change_the_task_but_not_those_that_make_room(desk: Desk, open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    for owner in (desk.me.id, desk.me.id, bo.me.id):
        add(desk, "t", owner=owner)
    with pytest.raises(NotAllowed):
        bo.do(ReorderTask(task=2, other=1))
    assert sorted(bo.do(ReorderTask(task=3, other=1, below=True)).tasks) == [1, 3]


def test_undo_brings_back_the_old_place(filled: Desk) -> None:
    put(filled, "e", above="b")
    filled.do(Undo())
    assert inbox(filled) == "a b c d e"
    with reading(filled._engine, "") as session:
        assert_all(session)


def test_undo_is_refused_once_somebody_else_put_it_elsewhere(filled: Desk, open_desk: OpenDesk) -> None:
    put(filled, "e", above="b")
    put(open_desk("dina"), "e", below="d")
    with pytest.raises(Conflict, match="dina changed the place in its column of SD-5"):
        filled.do(Undo())


def test_any_order_can_be_made_and_taken_back(desk: Desk, clock: FrozenClock) -> None:
    rng = Random(7)
    titles = [f"t{n}" for n in range(12)]
    for number, title in enumerate(titles):
        add(desk, title, due=clock.now() + timedelta(days=number % 3) if number % 2 else None)
    order = inbox(desk).split()
    made = [list(order)]
    for _round in range(40):
        title, other = rng.sample(order, 2)
        below = rng.random() < 0.5
        wanted = [t for t in order if t != title]
        wanted.insert(wanted.index(other) + below, title)
        put(desk, title, **{"below" if below else "above": other})
        assert inbox(desk).split() == wanted
        if wanted != order:
            made.append(wanted)
        order = wanted
    for expected in reversed(made[:-1]):
        desk.do(Undo())
        assert inbox(desk).split() == expected


def test_moving_to_another_status_keeps_the_rank(filled: Desk) -> None:
    put(filled, "e", above="a")
    for task in (1, 5):
        filled.do(MoveTask(task=task, status="ready", owner=filled.me.id))
    ready = filled.ask(BoardQuestion()).pages[1].cards
    assert [card.title for card in ready] == ["e", "a"]
