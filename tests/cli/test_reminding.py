"""Reminders, the inbox and how one is told, in a shell."""

import time

import pytest

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.reminding import InboxQuestion, RaiseDue

from .. import stores
from .shell import Shell


def test_a_reminder_is_set_listed_and_dropped(either: Shell) -> None:
    either.tell("add", "Boiler leak @anna due:2027-05-04")
    number = either.tell("remind", "SD-1", "tomorrow", "9:00", "call", "Lise", "--json").json["id"]
    either.tell("remind", "1", "1h before due", "bring the key", "--for", "bo")
    either.tell("remind", "1", "every weekday 9:00", "mon is a word")
    either.tell("remind", "-", "tomorrow 9:00", "hand the keys in")
    mine = either.tell("reminders", "--json").json
    assert {row["text"] for row in mine} == {"call Lise", "mon is a word", "hand the keys in"}
    assert next(row for row in mine if row["text"] == "mon is a word")["every"] == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    [theirs] = either.tell("reminders", "@bo", "--json").json
    assert (theirs["anchor"], theirs["text"], theirs["set_by"]) == ("due", "bring the key", "anna")
    assert len(either.tell("reminders", "--task", "SD-1").rows) == 3
    row = next(row for row in either.tell("reminders").rows if row[0] == str(number))
    assert (row[1], row[2], row[4]) == ("anna", "SD-1", "Boiler leak")
    assert "“call Lise”" in row[3]
    either.tell("reminders", "--drop", str(number))
    assert str(number) not in [row[0] for row in either.tell("reminders").rows]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1", "whenever"), "“whenever” is no moment"),
        (("1", "before due"), "Say how long before"),
        (("1", "soon before due"), "“soon” is no length of time"),
        (("one", "tomorrow"), "“one” is no task"),
    ],
)
def test_what_cannot_be_understood_is_named(shell: Shell, words: tuple[str, ...], said: str) -> None:
    shell.tell("add", "Boiler leak @anna")
    assert shell.refusal("remind", *words, status=2).startswith(said)


def test_a_guess_is_told_in_full(shell: Shell) -> None:
    shell.tell("add", "Boiler leak @anna")
    said = shell("remind", "1", "next fri 9:00", "call")
    assert said.status == 0
    assert "is read as Friday" in said.err


def test_the_inbox_is_listed_cleared_put_back_and_put_off(shell: Shell, sqlite_address: StoreAddress) -> None:
    shell.tell("add", "Boiler leak @anna")
    with stores.open_as(sqlite_address, "anna", SystemClock(), "elsewhere") as anna:  # type: ignore[arg-type]
        for task, text in ((1, "call Lise"), (1, "order the part"), (None, "hand the keys in")):
            stores.remind_soon(anna, task=task, text=text)
        while anna.ask(InboxQuestion()).count < 3:
            anna.do(RaiseDue())
            time.sleep(0.02)
    rows = shell.tell("inbox").rows
    assert [(row[1], row[4]) for row in rows] == [("", ""), ("SD-1", "Boiler leak"), ("SD-1", "Boiler leak")]
    first, second, third = (row[0] for row in rows)
    assert shell.tell("inbox", "--json").json["count"] == 3
    shell.tell("inbox", "--clear", first)
    shell.tell("inbox", "--later", "+1h", second)
    view = shell.tell("inbox", "--json").json
    assert (view["count"], view["put_off"]) == (1, 1)
    assert [row[0] for row in shell.tell("inbox", "--all").rows] == [first, second, third]
    for which in ("SD-1", "all"):
        shell.tell("inbox", "--back", which)
        assert shell.tell("inbox", "--json").json["put_off"] == 0
        shell.tell("inbox", "--later", "+1h", second)
    shell.tell("inbox", "--clear", first)
    shell.tell("inbox", "--back", first)
    shell.tell("inbox", "--clear", "SD-1", first)
    assert shell.tell("inbox").rows == []
    shell.tell("inbox", "--back", "all")
    assert len(shell.tell("inbox").rows) == 3
    shell.tell("inbox", "--clear", "all")
    assert shell.refusal("inbox", "--clear", "all") == "Nothing of that is in your inbox."
    assert shell.refusal("inbox", "--clear", "999") == "There is no 999 in your inbox."
    assert shell.refusal("inbox", "--clear", status=2).startswith("Say which")
    assert shell.refusal("inbox", "--clear", "x y", status=2).startswith("“x y” is neither")
    assert shell.refusal("inbox", "--clear", "--back", "1", status=2).startswith("One at a time")
    assert shell.refusal("inbox", "--later", "whenever", first, status=2).startswith("“whenever” is not a date")


def test_a_task_is_muted_and_heard_of_again(shell: Shell) -> None:
    shell.tell("add", "Boiler leak @anna")
    shell.tell("inbox", "--mute", "SD-1")
    shell.tell("inbox", "--unmute", "SD-1")


def test_how_one_is_told_is_shown_and_set(either: Shell) -> None:
    assert either.tell("notify", "--json").json["kinds"]["changed"] == []
    either.tell("notify", "changed", "line,desktop")
    either.tell("notify", "shift", "none")
    either.tell("notify", "failed", "inbox")
    either.tell(
        "notify", "--quiet", "22-6", "--working", "--no-urgent", "--digest", "30m", "--on-call", "2099-01-04 8:00"
    )
    held = either.tell("notify", "--json").json
    assert held["kinds"]["changed"] == ["line", "desktop"]
    assert held["kinds"]["shift"] is None
    assert held["kinds"]["failed"] == []
    assert (held["quiet"], held["only_working"], held["urgent_always"], held["digest_minutes"]) == (
        "22:00-06:00", True, False, 30,
    )  # fmt: skip
    assert held["on_call_until"].startswith("2099-01-04T08:00")
    rows = either.tell("notify").rows
    assert ["changed", "line,desktop", "changes by others"] in rows
    assert ["--quiet", "22:00-06:00", "quiet hours"] in rows
    either.tell("notify", "--quiet", "none", "--always", "--urgent", "--digest", "none", "--on-call", "none")
    either.tell("notify", "all", "default")
    held = either.tell("notify", "--json").json
    assert (held["quiet"], held["digest_minutes"], held["on_call_until"]) == (None, 0, None)
    assert held["kinds"]["changed"] == []
    either.tell("notify", "all", "all")
    assert either.tell("notify", "--json").json["kinds"]["changed"] == ["line", "bell", "desktop", "command"]
    for words, said in (
        (("changed",), "Say a kind and its ways"),
        (("everything", "line"), "There is no kind “everything”"),
        (("changed", "smoke"), "“smoke” is no way"),
        (("--quiet", "late"), "“late” are no hours"),
        (("--digest", "soon"), "“soon” is no time up to a day"),
        (("--on-call", "whenever"), "“whenever” is not a date"),
    ):
        assert either.refusal("notify", *words, status=2).startswith(said)
