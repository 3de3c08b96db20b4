"""Notes: of calls, changed, pinned and taken away, whom they name; canned texts; drafts. On both databases."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import Attachment, Notification, Person
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import AddNote, Command, SaveDraft, Undo
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditPerson
from servicedesk_tui.vocabulary.enums import CallDirection, EventKind, Language, NoteKind
from servicedesk_tui.vocabulary.history_rows import NoteRow
from servicedesk_tui.vocabulary.notes import (
    DraftsQuestion,
    EditNote,
    PinNote,
    RemoveNote,
    SaveSnippet,
    SnippetsQuestion,
)
from servicedesk_tui.vocabulary.questions import HistoryQuestion, ListQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, NotAllowed, NotFound

from ..conftest import OpenDesk
from .test_planning import assert_true, said, words
from .test_verbs import add, person, view


def write(desk: Desk, task: int, body: str = "Key in the shed", **fields: Any) -> int:
    desk.do(AddNote(task=task, body=body, **fields))
    return latest(desk, task).id


def latest(desk: Desk, task: int) -> NoteRow:
    return next(line.note for line in view(desk, task).history if line.note)


def told(desk: Desk) -> list[tuple[str, str]]:
    """Who was told of being named, and what."""
    with reading(desk._engine, "") as session:
        query = select(Person.login, Notification.text).join(Notification, Notification.person_id == Person.id)  # type: ignore[call-overload]
        rows = session.execute(query.where(Notification.kind == "mention").order_by(Notification.id))
        return [(row[0], row[1]) for row in rows]


# -- writing ----------------------------------------------------------------------------------------------------------------


def test_a_call_says_with_whom_who_rang_and_what_came_of_it(desk: Desk) -> None:
    task = add(desk)
    call = {"caller": "Lise  Holm", "direction": CallDirection.IN, "outcome": "wants thursday"}
    write(desk, task, "Water on the floor", kind=NoteKind.CALL, **call)
    note = latest(desk, task)
    assert (note.caller, note.direction, note.outcome) == ("Lise Holm", CallDirection.IN, "wants thursday")
    assert said(desk) == "anna noted a call on SD-1"


def test_only_a_call_has_a_caller(desk: Desk) -> None:
    task = add(desk)
    with pytest.raises(Invalid, match="Only a call has a caller"):
        desk.do(AddNote(task=task, body="x", caller="Lise"))
    note = write(desk, task, kind=NoteKind.CALL, caller="Lise", direction=CallDirection.OUT)
    desk.do(EditNote(task=task, note=note, fields={"kind": NoteKind.INTERNAL}))
    assert (latest(desk, task).caller, latest(desk, task).direction) == ("", None)
    desk.do(Undo())
    assert (latest(desk, task).caller, latest(desk, task).direction) == ("Lise", CallDirection.OUT)


def test_a_note_pinned_while_writing_or_later_stands_above(desk: Desk) -> None:
    task = add(desk)
    one, two = write(desk, task, "code 4411", pinned=True), write(desk, task, "dog bites")
    assert [note.id for note in view(desk, task).pinned] == [one]
    done = desk.do(PinNote(task=task, note=two))
    assert done.sentence == "You pinned a note on SD-1"
    assert words(desk, done.batch) == ["note: pinned"]
    assert desk.do(PinNote(task=task, note=two)).batch is None
    assert desk.do(PinNote(task=task, note=one, pinned=False)).sentence == "You unpinned a note on SD-1"
    assert [note.id for note in view(desk, task).pinned] == [two]
    assert_true(desk)


# -- changing ---------------------------------------------------------------------------------------------------------------


def test_within_ten_minutes_its_author_changes_a_note_without_a_mark(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    note = write(desk, task)
    clock.move(timedelta(minutes=9, seconds=59))
    done = desk.do(EditNote(task=task, note=note, fields={"body": "Key in the barn"}))
    assert done.sentence == "You changed a note on SD-1"
    assert words(desk, done.batch) == ["note: text"]
    assert (latest(desk, task).body, latest(desk, task).edited_at) == ("Key in the barn", None)
    clock.move(timedelta(seconds=1))
    desk.do(EditNote(task=task, note=note, fields={"body": "Key gone"}))
    assert latest(desk, task).edited_at == clock.now()
    desk.do(Undo())
    assert (latest(desk, task).body, latest(desk, task).edited_at) == ("Key in the barn", None)
    assert_true(desk)


def test_what_another_changes_is_marked_at_once(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    task = add(desk)
    desk_of_bo = open_desk("bo")
    note = write(desk_of_bo, task)
    desk.do(EditNote(task=task, note=note, fields={"body": "Key in the barn"}))
    assert latest(desk, task).edited_at == clock.now()


def test_a_note_is_its_authors_and_whose_the_task_is(desk: Desk, open_desk: OpenDesk) -> None:
    bo, ada = open_desk("bo"), open_desk("ada")
    task = add(desk, owner=person(desk, "ada"))
    note = write(bo, task)
    mine = write(desk, task, "anna's")
    for command in (EditNote(task=task, note=mine, fields={"body": "x"}), RemoveNote(task=task, note=mine)):
        with pytest.raises(NotAllowed):
            bo.do(command)
    ada.do(EditNote(task=task, note=note, fields={"body": "by the owner"}))
    bo.do(EditNote(task=task, note=note, fields={"body": "by its author"}))
    bo.do(RemoveNote(task=task, note=note))
    assert_true(desk)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"body": " \n "}, "The text must not be empty"),
        ({"colour": "red"}, "A note has no field colour; body, kind, caller"),
        ({"kind": "letter"}, "letter is not one of internal"),
        ({"caller": "Lise"}, "Only a call has a caller"),
        ({"body": "x" * 100_001}, "The text has 100001 characters"),
    ],
)
def test_a_change_that_cannot_be_is_refused_whole(desk: Desk, fields: Mapping[str, Any], why: str) -> None:
    task = add(desk)
    note = write(desk, task)
    with pytest.raises(Invalid, match=why):
        desk.do(EditNote(task=task, note=note, fields=fields))
    assert latest(desk, task).body == "Key in the shed"
    assert desk.do(EditNote(task=task, note=note, fields={"body": "Key in the shed"})).batch is None


def test_two_who_change_the_same_note_do_not_overwrite_each_other(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk)
    note = write(desk, task)
    open_desk("anna", "other").do(
        EditNote(task=task, note=note, fields={"body": "theirs"}, base={"body": "Key in the shed"})
    )
    with pytest.raises(Conflict) as caught:
        desk.do(EditNote(task=task, note=note, fields={"body": "mine"}, base={"body": "Key in the shed"}))
    assert (caught.value.mine, caught.value.theirs) == ("mine", "theirs")
    assert "anna changed the text of " in caught.value.message


@pytest.mark.parametrize("make", [lambda t, n: EditNote(task=t, note=n, fields={}), lambda t, n: RemoveNote(task=t, note=n),
                                  lambda t, n: PinNote(task=t, note=n)])  # fmt: skip
def test_a_note_of_another_task_is_none_of_this_one(desk: Desk, make: Any) -> None:
    one, two = add(desk), add(desk)
    note = write(desk, one)
    with pytest.raises(NotFound, match="SD-2 has no such note"):
        desk.do(make(two, note))


# -- taking away ------------------------------------------------------------------------------------------------------------


def test_a_note_that_is_removed_leaves_a_trace_and_undo_brings_it_back(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    note = write(desk, task, "Bo is with you at 14:30", kind=NoteKind.UPDATE)
    before = latest(desk, task)
    done = desk.do(RemoveNote(task=task, note=note))
    assert done.sentence == "You removed a customer update from SD-1"
    assert words(desk, done.batch) == ["-customer update"]
    lines = view(desk, task).history
    assert [line.sentence for line in lines][:2] == [
        "anna removed a customer update from SD-1",
        "anna wrote a customer update on SD-1",
    ]
    assert not any(line.note for line in lines)
    assert desk.ask(ListQuestion(filter="14:30")) == ()
    desk.do(Undo())
    assert latest(desk, task) == before
    assert [card.number for card in desk.ask(ListQuestion(filter='"with you"'))] == [1]
    assert_true(desk)


def test_files_stay_when_the_note_they_came_with_goes(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    note = write(desk, task)
    with desk._engine.begin() as connection:
        values = {"task_id": task, "note_id": note, "url": "https://x.example", "name": "x", "created_at": clock.now(),
                  "created_by_id": desk.me.id}  # fmt: skip
        connection.execute(Attachment.__table__.insert().values(**values))  # type: ignore[attr-defined]
    desk.do(RemoveNote(task=task, note=note))
    assert [file.note for file in view(desk, task).files] == [None]
    desk.do(Undo())
    assert [file.note for file in view(desk, task).files] == [note]


# -- whom a note names ------------------------------------------------------------------------------------------------------


def test_whom_a_note_names_is_told_once_and_its_writer_is_not(desk: Desk) -> None:
    task = add(desk)
    write(desk, task, "@Bo and (@ada), see mail to x@eva.dk; @bo! @anna @nobody @system")
    assert sorted(told(desk)) == [(login, "@Bo and (@ada), see mail to x@eva.dk; @bo! @anna @nobody @system")
                                  for login in ("ada", "bo")]  # fmt: skip


def test_who_left_is_not_told(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk)
    desk.do(EditPerson(person=person(desk, "bo"), fields={"active": False}))
    write(desk, task, "@bo look")
    assert told(desk) == []


def test_a_changed_note_tells_only_whom_it_names_anew(desk: Desk) -> None:
    task = add(desk)
    note = write(desk, task, "@bo look")
    desk.do(EditNote(task=task, note=note, fields={"body": "@bo and @ada look"}))
    assert told(desk) == [("bo", "@bo and @ada look"), ("ada", "@bo and @ada look")]


def test_what_is_removed_need_not_be_looked_for(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    write(desk, task, "@bo one")
    clock.move(timedelta(minutes=1))
    note = write(desk, task, "@bo two")
    desk.do(RemoveNote(task=task, note=note))
    assert told(desk) == [("bo", "@bo one")]


# -- canned texts -----------------------------------------------------------------------------------------------------------


def test_a_snippet_is_filled_in_for_the_task_in_its_customers_language(desk: Desk, clock: FrozenClock) -> None:
    customer = desk.do(AddCustomer(name="Acme Køl", language=Language.DANISH)).created
    task = add(desk, customer=customer, owner=person(desk, "bo"), due=clock.now() + timedelta(days=1))
    desk.do(SaveSnippet(name="on-the-way", language="en", body="Hello {customer}"))
    desk.do(SaveSnippet(name="on-the-way", language="da", body="Hej {customer}, {task}: {owner} kommer {visit}."))
    desk.do(SaveSnippet(name="late", language="en", body="{title} is due {due}"))
    late, way = desk.ask(SnippetsQuestion(task=task))
    owner = next(one.name for one in people(desk) if one.login == "bo")
    assert (way.language, way.text) == ("da", f"Hej Acme Køl, SD-1: {owner} kommer {{visit}}.")
    assert late.text.startswith("Boiler dead is due tirsdag ")
    assert [(one.name, one.language) for one in desk.ask(SnippetsQuestion())] == [
        ("late", "en"), ("on-the-way", "en"), ("on-the-way", "da"),
    ]  # fmt: skip


def people(desk: Desk) -> Any:
    from servicedesk_tui.vocabulary.questions import PeopleQuestion

    return desk.ask(PeopleQuestion())


def test_a_snippet_is_changed_let_go_and_brought_back(desk: Desk) -> None:
    desk.do(SaveSnippet(name="hi", language="en", body="Hello"))
    assert desk.do(SaveSnippet(name="hi", language="en", body="Hello")).batch is None
    assert said(desk) == "anna saved the snippet “hi”"
    desk.do(SaveSnippet(name="hi", language="en", body=""))
    assert said(desk) == "anna let the snippet “hi” go"
    assert desk.ask(SnippetsQuestion()) == ()
    desk.do(Undo())
    assert [one.body for one in desk.ask(SnippetsQuestion())] == ["Hello"]
    assert_true(desk)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (SaveSnippet(name="Hi there", language="en", body="x"), "“Hi there” is no name of a snippet"),
        (SaveSnippet(name="x" * 41, language="en", body="x"), "is no name of a snippet"),
        (SaveSnippet(name="hi", language="fr", body="x"), "fr is not one of en, da"),
        (
            SaveSnippet(name="hi", language="en", body="x" * 4001),
            "A snippet has at most 4000 characters; this has 4001",
        ),
        (SaveSnippet(name="hi", language="en", body="Hi {costumer}"), "{costumer} stands for nothing in a snippet"),
        (SaveSnippet(name="hi", language="en", body=""), "There is no snippet hi in that language"),
    ],
)
def test_a_snippet_that_cannot_be_is_refused(desk: Desk, command: Command, why: str) -> None:
    with pytest.raises((Invalid, NotFound), match=why):
        desk.do(command)
    assert desk.ask(SnippetsQuestion()) == ()


def test_who_may_not_set_settings_saves_no_snippet(open_desk: OpenDesk) -> None:
    with pytest.raises(NotAllowed):
        open_desk("bo").do(SaveSnippet(name="hi", language="en", body="Hello"))


# -- drafts -----------------------------------------------------------------------------------------------------------------


def test_my_drafts_are_mine_latest_first_and_the_page_knows_of_one(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    one, two = add(desk), add(desk)
    desk.do(SaveDraft(key=f"note:{one}", body="begun"))
    clock.move(timedelta(minutes=1))
    desk.do(SaveDraft(key=f"update:{two}", body="Dear"))
    desk.do(SaveDraft(key="add", body="Pump @bo"))
    rows = desk.ask(DraftsQuestion())
    assert [(row.key, row.body, row.number) for row in rows] == [
        ("add", "Pump @bo", None), (f"update:{two}", "Dear", 2), (f"note:{one}", "begun", 1),
    ]  # fmt: skip
    assert [row.key for row in desk.ask(DraftsQuestion(task=one))] == [f"note:{one}"]
    assert view(desk, one).drafted
    assert not view(open_desk("bo"), one).drafted
    desk.do(SaveDraft(key=f"note:{one}", body=""))
    assert not view(desk, one).drafted


def test_what_is_told_of_one_kind_alone_knows_calls(desk: Desk) -> None:
    task = add(desk)
    write(desk, task, "rang", kind=NoteKind.CALL, caller="Lise")
    write(desk, task, "note")
    lines = desk.ask(HistoryQuestion(task=task, kinds=frozenset({EventKind.CALL})))
    assert [line.note.body for line in lines if line.note] == ["rang"]


def test_a_note_that_is_taken_back_told_nobody(desk: Desk) -> None:
    task = add(desk)
    write(desk, task, "@bo secret, wrong customer")
    assert told(desk) == [("bo", "@bo secret, wrong customer")]
    desk.do(Undo())
    assert told(desk) == []


def test_texts_for_a_task_that_is_gone_are_refused(desk: Desk) -> None:
    task = add(desk)
    desk.do(Undo())
    with pytest.raises(NotFound):
        desk.ask(SnippetsQuestion(task=task))
