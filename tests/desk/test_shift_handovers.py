"""What one shift leaves to the next: drawn up from what happened, edited, sent, acknowledged, signed off, found again."""

from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import AssignTask, EditTask, MoveTask, PrioritiseTask, Redo, SetDue, Undo
from servicedesk_tui.vocabulary.enums import Level, ShiftKind, ShiftState
from servicedesk_tui.vocabulary.handing import (
    AcknowledgeLines,
    DraftShift,
    EditShift,
    SendShift,
    ShiftHandover,
    ShiftHandoverQuestion,
    ShiftsQuestion,
    SignOffShift,
)
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, NotAllowed
from servicedesk_tui.vocabulary.staffing import AddAbsence

from ..conftest import OpenDesk
from .test_handing import told
from .test_planning import assert_true
from .test_verbs import add, person, view


def shown(desk: Desk, shift: int | None = None) -> ShiftHandover:
    found = desk.ask(ShiftHandoverQuestion(shift=shift))
    assert found is not None
    assert isinstance(found, ShiftHandover)
    return found


def texts(desk: Desk) -> list[tuple[ShiftKind, str]]:
    return [(line.kind, line.text) for line in shown(desk).lines]


def drafted(desk: Desk) -> int:
    made = desk.do(DraftShift()).created
    assert made is not None
    return made


def test_a_draft_says_what_changed_what_is_to_come_and_who_is_away(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    bo = open_desk("bo")
    clock.move(timedelta(days=3))
    one, two = (add(desk, owner=bo.me.id) for _ in range(2))
    desk.do(EditTask(task=one, fields={"title": "Boiler"}))
    desk.do(EditTask(task=two, fields={"title": "Pump"}))
    nobody = add(desk)
    desk.do(EditTask(task=nobody, fields={"title": "Lift"}))
    desk.do(AddAbsence(person=person(desk, "ada"), starts=clock.now(), ends=clock.now() + timedelta(days=1)))
    clock.move(timedelta(hours=30))
    bo.do(MoveTask(task=one, status="doing"))
    bo.do(SetDue(task=two, due=clock.now() + timedelta(hours=3)))
    before = view(desk, one)
    drafted(bo)
    kinds = texts(bo)
    assert (ShiftKind.CHANGED, "Boiler: Ready → Doing") in kinds
    assert any(kind is ShiftKind.AT_RISK and text.startswith("Pump: due ") for kind, text in kinds)
    assert (ShiftKind.UNOWNED, "Lift") in kinds
    assert view(desk, one).card.version == before.card.version  # to be spoken of is no change
    assert_true(desk)


def test_what_was_taken_back_is_no_change(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    bo = open_desk("bo")
    task = add(desk, "Boiler", owner=bo.me.id)
    bo.do(SendShift(shift=drafted(bo)))
    clock.move(timedelta(hours=1))
    desk.do(AssignTask(task=task, owner=person(desk, "ada")))
    desk.do(Undo())
    bo.do(MoveTask(task=task, status="doing"))
    bo.do(Undo())
    drafted(bo)
    assert [text for kind, text in texts(bo) if kind is ShiftKind.CHANGED] == []
    bo.do(MoveTask(task=task, status="doing"))
    bo.do(DraftShift())
    assert (ShiftKind.CHANGED, "Boiler: Ready → Doing") in texts(bo)


def test_who_is_away_is_said(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    desk.do(AddAbsence(person=person(desk, "ada"), starts=clock.now(), ends=clock.now() + timedelta(days=1)))
    bo = open_desk("bo")
    drafted(bo)
    assert [text for kind, text in texts(bo) if kind is ShiftKind.AWAY] == ["ada is away: holiday, until today"]


def test_a_draft_is_edited_and_drawn_up_anew_with_what_was_written(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    shift = drafted(bo)
    bo.do(EditShift(shift=shift, add=("Key is in the van", "Coffee is out")))
    line = shown(bo).lines[-1]
    bo.do(EditShift(shift=shift, texts={line.id: "Coffee is in"}))
    add(open_desk("anna"), owner=bo.me.id)
    assert bo.do(DraftShift()).created is None
    assert [text for kind, text in texts(bo) if kind is ShiftKind.FREE] == ["Key is in the van", "Coffee is in"]
    assert any(kind is ShiftKind.CHANGED for kind, _text in texts(bo))
    bo.do(EditShift(shift=shift, remove=(shown(bo).lines[0].id,)))
    bo.do(Undo())
    assert any(kind is ShiftKind.CHANGED for kind, _text in texts(bo))
    bo.do(Redo())
    bo.do(Undo())
    with pytest.raises(Invalid, match="There is no such line"):
        bo.do(EditShift(shift=shift, remove=(999,)))
    assert_true(bo)


def test_what_is_sent_is_told_the_team_and_stays_as_it_is(open_desk: OpenDesk) -> None:
    bo, lars = open_desk("bo"), open_desk("lars")
    shift = drafted(bo)
    with pytest.raises(Invalid, match="There is nothing in it to hand over"):
        bo.do(SendShift(shift=shift))
    bo.do(EditShift(shift=shift, add=("Key is in the van",)))
    with pytest.raises(Invalid, match="It is not sent yet"):
        lars.do(SignOffShift(shift=shift))
    assert bo.do(SendShift(shift=shift)).sentence == "You sent the shift hand-over of bo"
    assert sorted(who for who, _text in told(bo, "shift")) == ["ada", "lars"]
    with pytest.raises(Invalid, match="It was sent already and stays as it is"):
        bo.do(EditShift(shift=shift, add=("More",)))
    assert shown(lars).row.id == shift
    assert_true(bo)


def test_it_is_signed_off_once_every_line_is_acknowledged_and_nothing_critical_is_nobodys(
    desk: Desk, open_desk: OpenDesk
) -> None:
    bo, lars = open_desk("bo"), open_desk("lars")
    task = add(desk)
    desk.do(PrioritiseTask(task=task, impact=Level.HIGH, urgency=Level.HIGH))
    shift = drafted(bo)
    bo.do(SendShift(shift=shift))
    (line,) = shown(lars).lines
    assert (line.is_unowned, line.critical) == (True, True)
    with pytest.raises(Invalid, match="SD-1 is critical and nobody has it"):
        lars.do(SignOffShift(shift=shift))
    desk.do(AssignTask(task=task, owner=lars.me.id))
    with pytest.raises(Invalid, match="1 line is not acknowledged yet"):
        lars.do(SignOffShift(shift=shift))
    lars.do(AcknowledgeLines(shift=shift, lines=(line.id,)))
    assert shown(lars).lines[0].acknowledged_by == "lars"
    assert lars.do(AcknowledgeLines(shift=shift, lines=(line.id,))).batch is None
    lars.do(SignOffShift(shift=shift))
    found = shown(lars, shift)
    assert (found.row.state, found.signed_by, found.row.acknowledged) == (ShiftState.SIGNED, "lars", 1)
    lars.do(Undo())
    assert shown(lars, shift).row.state is ShiftState.SENT
    assert_true(desk)


def test_the_next_draft_begins_where_the_last_one_was_sent(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    bo = open_desk("bo")
    task = add(desk, owner=bo.me.id)
    first = drafted(bo)
    bo.do(SendShift(shift=first))
    clock.move(timedelta(hours=2))
    second = drafted(bo)
    assert [kind for kind, _text in texts(bo) if kind is ShiftKind.CHANGED] == []
    bo.do(MoveTask(task=task, status="doing"))
    bo.do(DraftShift())
    assert (ShiftKind.CHANGED) in [kind for kind, _text in texts(bo)]
    assert [row.id for row in bo.ask(ShiftsQuestion())] == [second, first]
    assert [row.id for row in bo.ask(ShiftsQuestion(text="DOING"))] == [second]


def test_others_shifts_are_drafted_by_those_who_plan(desk: Desk, open_desk: OpenDesk) -> None:
    with pytest.raises(NotAllowed):
        open_desk("bo").do(DraftShift(person=person(desk, "anna")))
    with pytest.raises(NotAllowed):
        open_desk("vera").do(DraftShift())
    with pytest.raises(Invalid, match="a person's or a team's"):
        desk.do(DraftShift(person=desk.me.id, team=1))
    done = desk.do(DraftShift(team=1))
    assert done.sentence == "You drafted the shift hand-over of field"


def test_who_is_in_no_team_is_shown_nobody_elses(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    shift = drafted(bo)
    bo.do(EditShift(shift=shift, add=("Key is in the van",)))
    bo.do(SendShift(shift=shift))
    assert open_desk("dina").ask(ShiftHandoverQuestion()) is None
    assert shown(open_desk("lars")).row.id == shift


def test_a_shift_that_was_sent_by_mistake_was_not_told(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    shift = drafted(bo)
    bo.do(EditShift(shift=shift, add=("Key is in the van",)))
    bo.do(SendShift(shift=shift))
    bo.do(Undo())
    assert told(bo, "shift") == []


def test_two_who_write_one_line_are_in_conflict(desk: Desk, open_desk: OpenDesk) -> None:
    dina = open_desk("dina")
    shift = drafted(dina)
    dina.do(EditShift(shift=shift, add=("Key is in the van",)))
    line = next(one for one in shown(dina, shift).lines if one.kind is ShiftKind.FREE)
    desk.do(EditShift(shift=shift, texts={line.id: "Key is in the shed"}, base={line.id: line.text}))
    with pytest.raises(Conflict, match="anna changed the text"):
        dina.do(EditShift(shift=shift, texts={line.id: "Key is with bo"}, base={line.id: line.text}))
    assert [one.text for one in shown(dina, shift).lines if one.id == line.id] == ["Key is in the shed"]


def test_signing_off_is_taken_back_and_done_again(open_desk: OpenDesk) -> None:
    bo, lars = open_desk("bo"), open_desk("lars")
    shift = drafted(bo)
    bo.do(EditShift(shift=shift, add=("Key is in the van",)))
    bo.do(SendShift(shift=shift))
    lines = tuple(line.id for line in shown(lars, shift).lines)
    lars.do(AcknowledgeLines(shift=shift, lines=lines))
    lars.do(SignOffShift(shift=shift))
    lars.do(Undo())
    assert shown(lars, shift).row.state is ShiftState.SENT
    lars.do(Redo())
    assert shown(lars, shift).row.state is ShiftState.SIGNED
    assert sorted(who for who, _text in told(bo, "shift")) == ["ada", "lars"]
