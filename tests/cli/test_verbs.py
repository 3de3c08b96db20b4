"""What every verb does, says and answers, on both databases where the database has a part in it."""

from datetime import datetime

import pytest

from servicedesk_tui.cli import service
from servicedesk_tui.settings import StoreAddress

from .shell import TASK_KEYS, Shell


def test_a_task_goes_through_its_life(either: Shell) -> None:
    assert either.tell("add", "Boiler dead @bo #heat !1 due:2030-01-04 est:90m // no hot water").out == "SD-1\n"
    task = either.task("SD-1")
    assert (task["title"], task["description"], task["owner"], task["tags"]) == (
        "Boiler dead",
        "no hot water",
        "bo",
        ["heat"],
    )
    assert (task["status"], task["priority"], task["estimate_minutes"]) == ("ready", 1, 90)
    steps = (
        (
            ["edit", "1", "--title", "Boiler", "--next", "Call", "--kind", "customer"],
            {"title": "Boiler", "next_step": "Call"},
        ),
        (["assign", "1", "--to", "@ada"], {"owner": "ada"}),
        (["take", "#1"], {"owner": "anna"}),
        (["priority", "sd-1", "--to", "4"], {"impact": 3, "urgency": 3, "priority": 4}),
        (["due", "1", "--on", "none"], {"due": None, "due_is_day": False}),
        (["tag", "1", "--add", "gas", "--remove", "heat"], {"tags": ["gas"]}),
        (["block", "1", "--reason", "no key"], {"blocked": "no key"}),
        (["unblock", "1"], {"blocked": None}),
        (["move", "1", "--to", "waiting", "--waiting-on", "parts", "--until", "2030-02-01"], {"waiting_on": "parts"}),
        (["move", "1", "--to", "Doing"], {"status": "doing", "waiting_on": None, "waiting_until": None}),
        (["done", "1"], {"status": "done", "category": "done"}),
        (["reopen", "1"], {"status": "doing", "done_at": None}),
        (["close", "1", "--reason", "withdrawn"], {"status": "closed", "category": "cancelled"}),
    )
    for line, wanted in steps:
        assert either.tell(*line).out == ""
        after = either.task("1")
        assert {name: after[name] for name in wanted} == wanted, line
    assert after["version"] == len(steps) + 1
    assert len(either.tell("history", "1").rows) == len(steps) + 1


def test_a_task_in_json_has_exactly_the_documented_keys(either: Shell) -> None:
    either.tell("customer", "add", "Acme", "--tier", "A")
    added = either.tell("add", "Pump for:acme due:2030-07-01", "--json").json
    assert tuple(added) == TASK_KEYS
    [listed] = either.tell("list", "--json").json
    assert listed == added == either.task("1")
    absent = [name for name, value in added.items() if value is None]
    assert absent == ["owner", "team", "contact", "site", "planned_start", "planned_end", "estimate_minutes", "blocked",
                      "waiting_on", "waiting_until", "parent", "done_at"]  # fmt: skip
    assert added["due"] == "2030-07-01T17:00:00+02:00"
    for name in ("created_at", "updated_at"):
        assert datetime.fromisoformat(added[name]).utcoffset() is not None


def test_several_tasks_change_as_one(either: Shell) -> None:
    for title in ("One", "Two", "Three"):
        either.tell("add", title)
    either.tell("take", "SD-1", "2", "#3", "2")
    assert {task["owner"] for task in either.tell("list", "--json").json} == {"anna"}
    either.tell("undo")
    assert {task["owner"] for task in either.tell("list", "--json").json} == {None}
    either.tell("redo")
    either.tell("undo")
    assert either.refusal("undo", "--batch", "99999") == "There is no such batch."


def test_what_some_tasks_refuse_is_told_and_the_others_are_changed(either: Shell, store_address: StoreAddress) -> None:
    for title in ("Mine @bo", "Theirs @ada"):
        either.tell("add", title)
    bo = either.by("bo")
    said = bo("done", "1", "2")
    assert (said.status, said.out) == (1, "")
    assert "SD-2" in said.err
    assert [bo.task(ref)["category"] for ref in "12"] == ["done", "ready"]
    bo.tell("undo")
    assert "SD-2" in bo.refusal("done", "1", "2", "--all-or-nothing")
    assert [bo.task(ref)["category"] for ref in "12"] == ["ready", "ready"]
    assert "SD-77" in bo.refusal("done", "1", "77")
    assert bo.task("1")["category"] == "ready"


def test_notes_come_from_the_line_or_from_stdin(either: Shell) -> None:
    either.tell("add", "Boiler")
    either.tell("note", "1", "Rang", "twice")
    either.tell("note", "1", "-", "--kind", "update", stdin="Første linje\r\nanden ø\n")
    notes = [line["note"] for line in either.tell("history", "1", "--json").json]
    assert notes == ["Første linje\nanden ø", "Rang twice", None]
    assert "Rang twice" in either.tell("show", "1").out
    either.tell("edit", "1", "--description", "-", stdin="Long\ntext")
    assert either.task("1")["description"] == "Long\ntext"
    assert "must not be empty" in either.refusal("note", "1", "-", stdin=" \n")
    assert either.refusal("note", "1", "-", stdin=b"caf\xe9", status=2) == "What came in on stdin is not UTF-8 text."


def test_links_and_blocks_are_made_and_taken_away(either: Shell) -> None:
    for title in ("One", "Two"):
        either.tell("add", title)
    either.tell("link", "1", "relates", "2")
    assert "SD-1 relates to SD-2 One" in either.tell("show", "2").out
    either.tell("unlink", "1", "relates", "2")
    assert "SD-1 relates to SD-2 One" not in either.tell("show", "2").out
    either.tell("block", "1", "--by", "2")
    assert "SD-2" in either.task("1")["blocked"]
    assert "SD-1 → SD-2 → SD-1" in either.refusal("block", "2", "--by", "1")
    assert either.refusal("block", "1", "--by", "1")
    either.tell("unblock", "1", "--by", "2")
    assert either.task("1")["blocked"] is None


def test_people_and_customers_are_added_edited_and_listed(either: Shell) -> None:
    either.tell("person", "add", "eva", "--name", "Eva Ege", "--role", "lead", "--team", "office", "--hours", "37")
    either.tell("person", "edit", "eva", "--role", "agent", "--phone", "12 34 56 78")
    [eva] = [person for person in either.tell("person", "list", "--json").json if person["login"] == "eva"]
    assert (eva["name"], eva["role"], eva["team"], eva["phone"]) == ("Eva Ege", "agent", "office", "12 34 56 78")
    either.tell("person", "edit", "eva", "--inactive")
    assert "eva" not in either.tell("person", "list").out
    assert "eva" in either.tell("person", "list", "--all").out
    assert "eva is no longer active here" in either.by("eva").refusal("list")
    either.tell("customer", "add", "Acme Køl", "--tier", "B")
    either.tell("customer", "edit", "acme", "--tier", "A", "--name", "Acme Frost")
    assert either.tell("customer", "list", "frost", "--json").json == [
        {"name": "Acme Frost", "tier": "A", "email": "", "phone": "", "open_tasks": 0}
    ]
    assert either.tell("customer", "list", "nothing").out == ""
    assert "already" in either.refusal("person", "add", "eva")
    assert "last admin" in either.refusal("person", "edit", "anna", "--role", "agent")


def test_undo_takes_back_one_thing_after_the_other_and_redo_brings_it_again(either: Shell) -> None:
    either = either.by("bo")
    either.tell("add", "One")
    either.tell("take", "1")
    either.tell("note", "1", "hello")
    for _ in range(3):
        either.tell("undo")
    assert either.tell("list").out == ""
    assert either.refusal("undo") == "There is nothing to undo."
    for _ in range(3):
        either.tell("redo")
    assert either.task("1")["owner"] == "bo"
    assert either.refusal("redo") == "There is nothing to redo."
    sentences = [line["sentence"] for line in either.tell("history", "--json", "--limit", "2").json]
    assert len(sentences) == 2
    assert "did again" in sentences[0]


def test_undo_refuses_what_somebody_else_changed_since(either: Shell, store_address: StoreAddress) -> None:
    either.tell("add", "One")
    either.tell("edit", "1", "--title", "Mine")
    either.by("dina").tell("edit", "1", "--title", "Theirs")
    assert "dina changed" in either.refusal("undo")
    assert either.task("1")["title"] == "Theirs"


def test_what_was_done_at_another_terminal_is_shown_with_the_line_that_takes_it_back(
    either: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    either.tell("add", "One")
    monkeypatch.setattr(service, "this_terminal", lambda: "elsewhere")
    said = either.refusal("undo")
    assert "at another terminal. Take it back? Then run: servicedesk undo --batch " in said
    number = said.split("--batch ")[1].split()[0]
    assert number in [row[0] for row in either.tell("history").rows]
    either.tell("undo", "--batch", number)
    assert either.tell("list").out == ""


def test_list_shows_what_is_asked_for_in_the_boards_order(either: Shell) -> None:
    for text in ("Low !4", "High !1", "Bo's @bo !2", "Mine @me !3"):
        either.tell("add", text)
    either.tell("done", "4")
    assert [row[6] for row in either.tell("list").rows] == ["High", "Low", "Bo's"]
    assert [row[0] for row in either.tell("list", "--all").rows] == ["SD-2", "SD-1", "SD-3", "SD-4"]
    assert [row[6] for row in either.tell("list", "--status", "ready").rows] == ["Bo's"]
    assert either.tell("list", "--mine").out == ""
    said = either("list", "--limit", "1")
    assert (said.status, said.err) == (0, "Only 1 is shown; see --limit.\n")
    assert [row[6] for row in said.rows] == ["High"]


def test_list_and_show_say_the_same_of_a_task(either: Shell) -> None:
    either.tell("customer", "add", "Acme")
    either.tell("add", "Pump @bo !2 for:acme due:2030-07-01")
    [[ref, priority, status, owner, due, customer, title]] = either.tell("list").rows
    shown = either.tell("show", ref).out
    for text in (ref, priority, status.capitalize(), owner, customer, title):
        assert text in shown
    assert either.task(ref)["due"] == due


def test_a_backup_is_a_whole_store(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("backup") / "copy.db"
    shell.tell("add", "One")
    assert shell.tell("backup", str(target)).out == ""
    assert Shell(str(target)).task("1") == shell.task("1")
    assert "already there" in shell.refusal("backup", str(target))
    assert "does not exist" in shell.refusal("backup", str(target.parent / "no" / "copy.db"))


def test_whoami_says_who_and_where(either: Shell, store_address: StoreAddress) -> None:
    facts = dict(either.tell("whoami").rows)
    assert facts == either.tell("whoami", "--json").json
    assert (facts["login"], facts["role"], facts["desk"]) == ("anna", "admin", "Nordvarme")
    assert facts["store"] == str(store_address)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("frobnicate", "There is no command"),
        ("lsit", "Did you mean list?"),
        ("person lits", "Did you mean list?"),
        ("add", "TEXT… is missing."),
        ("assign 1", "Say --to LOGIN or --by-policy."),
        ("list --nope", "There is no option --nope."),
        ("list --limit 0", "--limit"),
        ("list --limit many", "--limit takes a number"),
        ("list --status nowhere", "there are inbox, ready, scheduled, doing, waiting, done, closed"),
        ("show abc", "“abc” is no task"),
        ("close 1 --reason boredom", "--reason is one of not_needed, duplicate"),
        ("edit 1", "Say what to set"),
        ("edit 1 --estimate soon", "is not a time"),
        ("due 1 --on someday", "is not a date"),
        ("priority 1 --to 9", "Say --to 1, 2, 3 or 4"),
        ("priority 1 --impact huge", "is neither high, medium nor low"),
        ("tag 1", "Say --add TAG"),
        ("block 1", "Say --by REF"),
        ("link 1 loves 2", "Write REF, one of blocks, relates, duplicates, follows, and another REF."),
        ("person edit bo", "Say what to set"),
        ("person add x --role king", "--role is one of viewer"),
        ("customer edit x", "Say what to set"),
        ("add Boiler @adda", "Did you mean"),
        ("add Boiler for:nobody", "There is no customer behind for:nobody"),
        ("init --shared /tmp/x", "--shared and --group belong together"),
        ("import /dev/null --map Emne", "write --map"),
        ("--lang fr list", "--lang is one of en, da"),
        ("list --as", "--as needs a value"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_command_exits_2_with_what_would_be_right(line: str, said: str, shell: Shell) -> None:
    shell.tell("add", "One")
    before = shell.task("1")
    assert said in shell.refusal(*line.split(), status=2)
    assert shell.task("1") == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("show 99", "There is no SD-99."),
        ("assign 1 --to nobody-we-know", "There is nobody called"),
        ("move 1 --to waiting", "Add --waiting-on customer|supplier|parts|other."),
        ("move 1 --to ready", "Who is to own SD-1? Add --owner ada|anna|bo|"),
        ("close 1", "Add --reason not_needed|duplicate|withdrawn|rejected|solved_elsewhere."),
        ("edit 1 --customer nope", "There is no customer called “nope”."),
        ("edit 1 --parent 1", "its own parent"),
        ("tag 1 --add 9x", "is no tag"),
        ("person edit nope --role agent", "There is nobody called “nope” here."),
        ("import /nonexistent.csv", "cannot be read: No such file or directory."),
        ("reopen 1", "SD-1"),
    ],
)
def test_a_command_that_cannot_be_done_exits_1_with_the_reason(line: str, said: str, shell: Shell) -> None:
    shell.tell("add", "One")
    before = shell.task("1")
    assert said in shell.refusal(*line.split())
    assert shell.task("1") == before


def test_a_role_that_may_not_is_refused(shell: Shell) -> None:
    shell.tell("add", "One")
    vera = shell.by("vera")
    for line in (["take", "1"], ["add", "Two"], ["note", "1", "x"], ["person", "add", "x"], ["customer", "add", "x"]):
        assert vera.refusal(*line)
    assert vera.task("1") == shell.task("1")
    assert len(vera.tell("list").rows) == 1


def test_what_is_not_understood_stays_in_the_title_when_taken_literally(shell: Shell) -> None:
    shell.tell("add", "Mail to bo@x.dk for:nobody @nobody", "--literal")
    assert shell.task("1")["title"] == "Mail to bo@x.dk for:nobody @nobody"


def test_words_of_a_line_need_no_quotes(shell: Shell) -> None:
    shell.tell("customer", "add", "Acme Frost")
    shell.tell("add", "Pump", "stands", "still", "for:Acme Frost", "@bo")
    task = shell.task("1")
    assert (task["title"], task["customer"], task["owner"]) == ("Pump stands still", "Acme Frost", "bo")


def test_moving_on_can_name_the_owner(shell: Shell) -> None:
    shell.tell("add", "One")
    shell.tell("move", "1", "--to", "ready", "--owner", "bo")
    assert shell.task("1")["owner"] == "bo"


@pytest.mark.parametrize(
    ("text", "told"), [("1/12-2030", "“1/12-2030” is read as Sunday 1 December 2030.\n"), ("fri", "")]
)
def test_a_date_that_was_guessed_is_told_in_full(text: str, told: str, shell: Shell) -> None:
    shell.tell("add", "One")
    assert shell("due", "1", "--on", text).err == told
    said = shell("add", "Two", f"due:{text}").err
    assert said == ("due Sunday 1 December 2030\n" if told else "")
