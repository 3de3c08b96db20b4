"""The inbox on the glass: set reminders, see what came, clear it, put it off, mute it; and what is heard says so quietly."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from screens import news
from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import AddNote, AssignTask, SetDue, SnoozeTask
from servicedesk_tui.vocabulary.reminding import (
    Anchor,
    Channel,
    InboxQuestion,
    InboxView,
    MarkNotices,
    NewsQuestion,
    NoticeKind,
    Preferences,
    PreferencesQuestion,
    RaiseDue,
    ReminderRow,
    RemindersQuestion,
    ReportRings,
    SetPreferences,
    TakeRings,
)

from .. import stores
from .conftest import OpenGlass, id_of

if TYPE_CHECKING:
    import pytest

    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


def reminded(anna: "Desk", *texts: str, task: int | None = None) -> None:
    """Reminders whose moment has come."""
    for text in texts:
        stores.remind_soon(anna, task=task, text=text)
    while pending(anna):
        anna.do(RaiseDue())


def waiting(anna: "Desk") -> int:
    return int(anna.ask(NewsQuestion()).count)


def pending(anna: "Desk", task: int | None = None) -> list[ReminderRow]:
    return list(anna.ask(RemindersQuestion(task=task)))


def rung(anna: "Desk") -> None:
    """Some program of anna's made heard what was to be."""
    anna.do(TakeRings(token="some program"))
    anna.do(ReportRings(token="some program"))


async def test_an_empty_inbox_says_what_comes_and_a_reminder_of_ones_own_is_set(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("g", "n")
        await glass.until("Nothing waits for you.")
        assert "enter open" not in glass.line
        assert "n remind me" in glass.line
        for key in ("enter", "space", "C", "z", "m", "X"):
            await glass.press(key)
            await glass.until("Nothing is here.")
        await glass.press("n")
        await glass.answer("tomorrow 9:00")
        await glass.until("Say of what, after the moment")
        await glass.press("ctrl+u")
        await glass.answer("1h before due hand the keys in")
        await glass.until("Without a task it needs a moment")
        await glass.press("ctrl+u")
        await glass.answer("tomorrow 9:00 hand the keys in")
        await glass.until(lambda: bool(pending(anna)))
        assert [row.text for row in pending(anna)] == ["hand the keys in"]
        await glass.press("L")
        await glass.until("hand the keys in")
        await glass.press("enter", "enter")
        await glass.until(lambda: not pending(anna))
        await glass.press("u")
        await glass.until(lambda: len(pending(anna)) == 1)
        await glass.press("U")
        await glass.until(lambda: not pending(anna))
        await glass.press("L")
        await glass.until("No reminder of yours is to come.")


async def test_what_came_is_gone_over_cleared_put_back_and_opened(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    reminded(anna, "call Lise", "order the part", task=tasks["Boiler leak"])
    reminded(anna, "call Lise", "order the part", "hand the keys in")
    async with open_glass() as glass:
        await glass.until("✉")
        count = waiting(anna)
        await glass.press("g", "n")
        await glass.until(f"{count} new")
        await glass.press("G", "k", "j", "home", "space")
        await glass.until("☑")
        assert waiting(anna) == count - 1
        await glass.until(f"✉ {count - 1}")
        await glass.press("k", "space")
        await glass.until(f"✉ {count}")
        await glass.press("G", "enter")
        await glass.until("owner")
        await glass.press("q")
        await glass.until("My inbox")
        await glass.press("G", "C")
        await glass.until(lambda: glass.text.count("☑") == 2)
        await glass.press("a")
        await glass.until("all of them")
        await glass.press("G", "space")
        await glass.until(lambda: glass.text.count("☑") == 1)
        await glass.press("a", "q")
        await glass.until("Ready")


async def test_it_is_put_off_muted_and_taken_off(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    reminded(anna, "call Lise", task=tasks["Boiler leak"])
    async with open_glass() as glass:
        await glass.press("g", "n")
        await glass.until("Reminder: call Lise")
        await glass.press("m")
        await glass.until("is muted; what is meant for you")
        await glass.until(lambda: "muted" in glass.text.split("\n")[1])
        await glass.press("m")
        await glass.until("is heard of again")
        await glass.press("r")
        await glass.until("Remind me of SD-1")
        await glass.answer("+3h once more")
        await glass.until(lambda: [one.text for one in pending(anna)] == ["once more"])
        await glass.press("u")
        await glass.until(lambda: not pending(anna))
        await glass.press("z")
        await glass.until("+1h")
        await glass.write("yesterday")
        await glass.until("has passed")
        await glass.press("enter", "ctrl+u")
        await glass.answer("mon")
        await glass.until("1 is put off and comes again by itself")
        assert waiting(anna) == 0
        await glass.press("a")
        await glass.until("until mon 08:00")
        await glass.press("X")
        await glass.until(lambda: not pending(anna))
        await glass.press("z", "down", "enter")
        await glass.until("My inbox")


async def test_what_was_done_to_a_line_is_taken_back_before_what_was_done_to_tasks(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    reminded(anna, "call Lise", "order the part", task=tasks["Boiler leak"])
    anna.do(AddNote(task=tasks["Boiler leak"], body="Ordered"))
    async with open_glass() as glass:
        await glass.press("g", "n")
        await glass.until("Reminder: call Lise")
        count = waiting(anna)
        await glass.press("X")
        await glass.until("took the reminder")
        await glass.until(lambda: waiting(anna) == count - 1)
        await glass.press("z", "enter")
        await glass.until("1 is put off")
        await glass.press("n")
        await glass.answer("tomorrow 9:00 call Bo")
        await glass.until(lambda: len(pending(anna)) == 1)
        await glass.press("u")
        await glass.until(lambda: not pending(anna))
        await glass.press("u")
        await glass.until("It is back in your inbox.")
        await glass.until(lambda: waiting(anna) == count - 1)
        await glass.press("u")
        await glass.until(lambda: waiting(anna) == count)
        assert "1 is put off" not in glass.text


async def test_clearing_and_muting_are_taken_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", sqlite_address: StoreAddress
) -> None:
    reminded(anna, "call Lise", task=tasks["Filter change"])
    anna.do(AssignTask(task=tasks["Filter change"], owner=anna.me.id))
    with stores.open_as(sqlite_address, "dina", SystemClock(), "hers") as dina:  # type: ignore[arg-type]
        dina.do(AddNote(task=tasks["Filter change"], body="Ordered"))
        dina.do(RaiseDue())
    async with open_glass() as glass:
        await glass.press("g", "n")
        await glass.until("dina wrote a note")
        count = waiting(anna)
        await glass.press("home", "space", "C")
        await glass.until(lambda: waiting(anna) == 0)
        assert glass.text.count("☑") == count
        await glass.press("u")
        await glass.until(lambda: waiting(anna) == count - 1)
        await glass.press("u")
        await glass.until(lambda: waiting(anna) == count)
        assert "☑" not in glass.text
        await glass.press("m")
        await glass.until(lambda: waiting(anna) == count - 1)
        await glass.press("u")
        await glass.until("is heard of again")
        await glass.until(lambda: waiting(anna) == count)
        await glass.until("dina wrote a note")


async def test_what_is_about_no_task_is_neither_opened_nor_muted(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    reminded(anna, "hand the keys in")
    async with open_glass() as glass:
        await glass.press("g", "n")
        await glass.until("About no task")
        for key in ("enter", "m"):
            await glass.press(key)
            await glass.until("This is about no task.")


async def test_another_terminal_clears_here_too(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    reminded(anna, "call Lise", task=tasks["Boiler leak"])
    async with open_glass() as glass:
        await glass.press("g", "n")
        await glass.until("Reminder: call Lise")
        view: InboxView = anna.ask(InboxQuestion())
        anna.do(MarkNotices(notices=(view.groups[0].notices[0].id,)))
        await glass.until("Nothing waits for you.")
        assert "✉" not in glass.text
        await glass.press("1")
        reminded(anna, "order the part", task=tasks["Boiler leak"])
        await glass.until("✉ 1")


async def test_a_reminder_of_a_task_is_set_in_words_seen_on_its_page_and_taken_off(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Boiler leak"]
    anna.do(SetDue(task=task, due=datetime.now(UTC) + timedelta(days=3)))
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass.press("r")
        await glass.until("1h before due")
        await glass.write("soon")
        await glass.until("is no moment")
        await glass.press("enter", "ctrl+u")
        await glass.write("2h before due if nothing happens")
        await glass.until("if nothing happens by then")
        await glass.press("enter")
        await glass.until(lambda: bool(pending(anna, task)))
        [row] = pending(anna, task)
        assert row.anchor is Anchor.DUE
        await glass.press("r", "down", "up", "enter")
        await glass.until(lambda: len(pending(anna, task)) == 2)
        await glass.press("colon")
        await glass.answer("remind tomorrow 9:00 for @bo look")
        await glass.until(lambda: len(anna.ask(RemindersQuestion(task=task, person=id_of(anna, "bo")))) == 1)
        await glass.press("colon")
        await glass.answer("remind whenever")
        await glass.until("“whenever” is no moment")
        await glass.press("escape", "enter")
        await glass.until("reminder")
        await glass.until("2 h before it is due")
        await glass.press("r")
        await glass.answer("every weekday 9:00 look")
        await glass.until("every weekday")
        await glass.press("j", "X")
        await glass.until(lambda: len(pending(anna, task)) == 3)
        await glass.press("q")


async def test_several_tasks_are_reminded_of_one_at_a_time(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(SnoozeTask(task=tasks["Lift stuck"], until=datetime.now(UTC) + timedelta(days=9)))
    async with open_glass() as glass:
        await glass.press("space", "j", "space", "r")
        await glass.until("One task at a time")
        await glass.press("colon")
        await glass.answer("remind tomorrow")
        await glass.until("One task at a time")


async def test_what_is_heard_is_said_quietly_once_and_never_over_what_is_asked(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", monkeypatch: "pytest.MonkeyPatch"
) -> None:
    monkeypatch.setattr(news, "REST", 0.05)
    on_call = Preferences(on_call_until=datetime.now(UTC) + timedelta(days=1))  # whatever the hour
    anna.do(SetPreferences(preferences=on_call))
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass.press("a")
        reminded(anna, "call Lise", task=tasks["Boiler leak"])
        rung(anna)
        await glass.until("✉ 1")
        assert "Reminder of SD-1" not in glass.line
        await glass.press("escape")
        await glass.until("Reminder of SD-1")
        await glass.press("j")
        await glass.until(lambda: "Reminder of SD-1" not in glass.line)
        rung(anna)
        await glass.press("k")
        assert "Reminder of SD-1" not in glass.line
        reminded(anna, "call Lise", "order the part", task=tasks["Boiler leak"])
        rung(anna)
        await glass.until(lambda: "Reminder" in glass.line or "2 " in glass.line)


async def test_what_is_not_to_have_a_line_has_none(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    held: Preferences = anna.ask(PreferencesQuestion())
    anna.do(SetPreferences(preferences=Preferences(matrix={**held.matrix, NoticeKind.REMINDER: (Channel.BELL,)})))
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        reminded(anna, "call Lise", task=tasks["Boiler leak"])
        rung(anna)
        await glass.until("✉ 1")
        await glass.pause()
        assert "Reminder of" not in glass.line


async def test_how_i_am_told_is_turned_and_kept_at_once(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    def held() -> Preferences:
        found: Preferences = anna.ask(PreferencesQuestion())
        return found

    async with open_glass(size=(45, 20)) as glass:
        await glass.press("g", "n")
        await glass.until("Nothing waits for you.")
        await glass.press("P")
        await glass.until("How I am told")
        await glass.press("3")
        await glass.until(lambda: Channel.BELL not in (held().matrix[NoticeKind.REMINDER] or ()))
        await glass.press("G", "enter", "ctrl+u")
        await glass.paste("45m")
        await glass.press("enter")
        await glass.until(lambda: held().digest_minutes == 45)
        await glass.press("enter", "escape", "escape")
        await glass.until("Nothing waits for you.")


async def test_what_is_turned_off_and_on_comes_as_before_and_can_be_taken_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    def ways() -> tuple[Channel, ...] | None:
        found: Preferences = anna.ask(PreferencesQuestion())
        return found.matrix[NoticeKind.REMINDER]

    before = ways()
    async with open_glass() as glass:
        await glass.press("g", "n")
        await glass.until("Nothing waits for you.")
        await glass.press("P")
        await glass.until("How I am told")
        await glass.press("space")
        await glass.until(lambda: ways() is None)
        await glass.press("space")
        await glass.until(lambda: ways() == before)
        await glass.press("3", "1")
        await glass.until(lambda: ways() is None)
        await glass.press("escape", "u")
        await glass.until("You are told as before.")
        assert ways() == before


async def test_what_others_do_reaches_me_here(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    anna.do(AssignTask(task=task, owner=id_of(anna, "bo")))
    anna.do(AddNote(task=task, body="@bo can you look at this?"))
    anna.do(RaiseDue())
    async with open_glass("bo", size=(80, 24)) as glass:
        await glass.press("g", "n")
        await glass.until("can you look at this?")
        await glass.press("X")
        await glass.until("This comes from no reminder.")


async def test_it_is_reached_from_every_screen_and_the_rest_of_the_keys_work_here_too(
    open_glass: OpenGlass, tasks: Tasks
) -> None:
    async with open_glass() as glass:
        for there in ((), ("enter",), ("4",), ("3",), ("g", "w"), ("g", "b")):
            await glass.press("1", *there)
            await glass.press("colon")
            await glass.answer("inbox")
            await glass.until("Nothing waits for you.")
        for key, seen in (("3", "Schedule"), ("4", "Workload"), ("1", "Inbox")):
            await glass.press(key)
            await glass.until(seen)
            await glass.press("g", "n")
            await glass.until("Nothing waits for you.")
        await glass.press("ctrl+p", "escape", "colon")
        await glass.answer("people")
        await glass.until("6 people")
        await glass.press("g", "n", "colon")
        await glass.answer("shift")
        await glass.until("There is no shift hand-over yet")
        await glass.press("g", "n", "colon")
        await glass.answer("theme dark")
        await glass.press("colon")
        await glass.answer("tour")
        await glass.press("escape", "g", "n", "colon")
        await glass.answer("person")
        await glass.press("escape", "question_mark")
        await glass.until("What reaches me how")
        await glass.press("escape", "u", "U", "O")
        await glass.press("g", "n", "escape")
        await glass.until("Inbox")
        await glass.press("g", "n", "Q")
