"""Filters in the shell: lists, saved views, and every verb on all that a filter lets through."""

import pytest

from .shell import Shell


@pytest.fixture
def filled(either: Shell) -> Shell:
    """Four tasks of two people."""
    either.tell("customer", "add", "Nordby Skole", "--phone", "22 33 44 55")
    either.tell("add", 'Varmerør utæt @ada #heat !1 for:"Nordby Skole" due:2026-12-01')
    either.tell("add", "Pump noise @ada #pump")
    either.tell("add", "Pump broken @bo #pump")
    either.tell("add", "Order paper")
    return either


def refs(shell: Shell, *words: str) -> list[str]:
    return [row[0] for row in shell.tell("list", *words).rows]


def test_a_list_through_a_filter(filled: Shell) -> None:
    assert refs(filled, "@ada") == ["SD-1", "SD-2"]
    assert refs(filled, "-@ada", "sort:-number") == ["SD-4", "SD-3"]
    assert refs(filled, "ror") == ["SD-1"]
    assert refs(filled, "4455") == ["SD-1"]
    assert refs(filled, "for:nordby skole") == ["SD-1"]
    assert refs(filled, "#pump or !1", "--mine") == []
    assert refs(filled, "no:owner", "--status", "inbox") == ["SD-4"]
    filled.tell("done", "2")
    assert refs(filled, "#pump") == ["SD-3"]
    assert sorted(refs(filled, "#pump", "--all")) == ["SD-2", "SD-3"]
    assert refs(filled, "is:done") == ["SD-2"]


def test_the_number_or_the_title_that_begins_so_comes_first(filled: Shell) -> None:
    filled.tell("add", "!1 Replace the pump")
    assert refs(filled, "pump") == ["SD-2", "SD-3", "SD-5"]
    assert refs(filled, "5")[0] == "SD-5"


def test_a_filter_that_cannot_be_read_is_refused_in_words(filled: Shell) -> None:
    assert filled.refusal("list", "@adda") == "There is nobody called adda. Did you mean @ada?"
    assert filled.refusal("list", "(a", "or", "b") == "This parenthesis is never closed."
    assert filled.refusal("done", "--filter", "is:opne") == "There is no state opne. Did you mean is:open?"


def test_a_verb_on_all_that_a_filter_lets_through(filled: Shell) -> None:
    assert filled.tell("tag", "--filter", "@ada", "--add", "now").out == ""
    assert refs(filled, "#now") == ["SD-1", "SD-2"]
    filled.tell("undo")
    assert refs(filled, "#now") == []
    filled.tell("note", "--filter", "#pump", "Ask the supplier")
    assert refs(filled, "supplier") == ["SD-2", "SD-3"]
    filled.tell("link", "--filter", "#pump", "relates", "1")
    assert refs(filled, "has:link", "sort:number") == ["SD-1", "SD-2", "SD-3"]


def test_a_verb_leaves_closed_tasks_alone_unless_the_filter_speaks_of_them(filled: Shell) -> None:
    filled.tell("done", "2")
    filled.tell("tag", "--filter", "#pump", "--add", "late")
    assert refs(filled, "#late", "--all") == ["SD-3"]
    filled.tell("reopen", "--filter", "#pump is:done")
    assert refs(filled, "#pump", "sort:number") == ["SD-2", "SD-3"]


def test_a_dry_run_changes_nothing_and_says_what_would_be(filled: Shell) -> None:
    before = filled.tell("history").out
    said = filled("done", "--filter", "#pump", "--dry-run", terminal=True)
    assert said.status == 0
    assert "2 tasks would be changed." in said.out
    assert "Pump noise" in said.out
    assert [row[0] for row in filled.tell("done", "--filter", "#pump", "--dry-run").rows] == ["SD-2", "SD-3"]
    assert filled.tell("history").out == before
    declined = filled.by("bo")("done", "--filter", "#pump", "--dry-run")
    assert declined.status == 1
    assert "SD-2" in declined.err
    assert refs(filled, "#pump") == ["SD-2", "SD-3"]


def test_a_dry_run_names_what_would_have_to_be_said(filled: Shell) -> None:
    said = filled("move", "--filter", "@ada", "--to", "waiting", "--dry-run")
    assert said.status == 1
    assert said.err.count("What does") >= 1


def test_tasks_are_named_or_filtered_and_not_both(filled: Shell) -> None:
    for words in (("done",), ("done", "1", "--filter", "@ada")):
        assert "--filter" in filled.refusal(*words, status=2)
    assert filled("done", "--filter", "#none", terminal=True).status == 0


def test_views_are_kept_listed_changed_and_let_go(filled: Shell) -> None:
    filled.tell("view", "add", "Ada", "@ada", "is:open", "--letter", "a")
    filled.tell("view", "add", "Pumps", "#pump", "--shared")
    assert filled.tell("view", "list", "--json").json == [
        {"name": "Ada", "letter": "a", "filter": "@ada is:open", "shared": False},
        {"name": "Pumps", "letter": None, "filter": "#pump", "shared": True},
    ]
    assert refs(filled, "view:ada") == ["SD-1", "SD-2"]
    assert refs(filled, "view:ada", "view:pumps") == ["SD-2"]
    filled.tell("view", "edit", "a", "--filter", "@bo")
    assert refs(filled, "view:Ada") == ["SD-3"]
    filled.tell("view", "remove", "Ada")
    assert "There is no view called Ada." in filled.refusal("view", "edit", "Ada", "--letter", "b")
    filled.tell("undo")
    assert refs(filled, "view:Ada") == ["SD-3"]


def test_hostile_filters_are_refused_or_find_nothing(filled: Shell) -> None:
    for text in (
        "'; DROP TABLE task; --",
        "%",
        "_",
        '"',
        ".*[",
        "\\",
        "＃１２",
        "🔥",
        "x" * 5000,
        "((((" * 50,
        "a\x00b",
    ):
        said = filled("list", "--", text)
        assert said.status in (0, 1, 2)
        assert "Traceback" not in said.err
    assert refs(filled, "is:open", "sort:number") == ["SD-1", "SD-2", "SD-3", "SD-4"]


def test_the_new_pieces_of_a_line(filled: Shell) -> None:
    filled.tell("add", 'Mount it @ada at:"2126-12-03 14:00" dep:2 for:+"New Ltd" tel:99887766 every:6mo')
    task = filled.task("5")
    assert (task["customer"], task["blocked"], task["status"]) == ("New Ltd", "SD-2", "scheduled")
    assert task["planned_start"].startswith("2126-12-03T14:00")
    assert refs(filled, "is:recurring") == ["SD-5"]
    assert refs(filled, "99887766") == ["SD-5"]
