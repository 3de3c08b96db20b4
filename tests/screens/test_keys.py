"""The registry of actions and the keymap: no clash, only keys that every terminal delivers, docs that are fresh."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens import app
from screens.keys import why_not
from servicedesk_tui.actions import ACTIONS, BY_ID, Action, Need, Scope, hinted_in, key_label, keys_page
from servicedesk_tui.keymap import clash, faults_of, resolve_keys, told
from servicedesk_tui.locale import speaking

from .conftest import OpenGlass

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_default_key_is_taken_twice_in_a_scope(action: Action) -> None:
    assert clash(action.id, action.keys, {other.id: other.keys for other in ACTIONS}) is None


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_default_keys_reach_every_terminal(action: Action) -> None:
    assert action.keys or action.command
    assert faults_of(action.keys) is None


def test_ids_are_unique_and_every_scope_has_hints() -> None:
    assert len(BY_ID) == len(ACTIONS)
    for scope in Scope:
        ranks = [action.hint for action in hinted_in(scope)]
        assert ranks
        assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize(
    ("overrides", "why", "right"),
    [
        ({"asign": ["x"]}, "no action asign", "Did you mean assign?"),
        ({"qqqq": ["x"]}, "no action qqqq", "docs/keys.md"),
        ({"add": ["a"]}, "taken by assign (Board)", "or give assign another key"),
        ({"add": ["alt+n"]}, "does not reach", "ctrl with one of"),
        ({"add": ["ctrl+s"]}, "does not reach", "ctrl with one of"),
        ({"add": ["f5"]}, "does not reach", "ctrl with one of"),
        ({"add": "~"}, "SSH", "ctrl with one of"),
        ({"add": ["@"]}, "AltGr", "ctrl with one of"),
        ({"add": 5}, "no list of keys", 'add = ["x"]'),
        ({"add": ["x", 5]}, "no list of keys", 'add = ["x"]'),
    ],
)
def test_a_key_that_cannot_be_is_reported_with_what_would_be_right_and_left_out(
    overrides: dict[str, object], why: str, right: str
) -> None:
    keymap, (fault,) = resolve_keys(overrides)
    assert why in fault.why
    assert right in fault.right
    assert keymap.keys["add"] == ("n",)
    assert keymap.own == frozenset()


def test_of_two_that_want_the_same_key_the_first_has_it() -> None:
    keymap, (fault,) = resolve_keys({"take": ["W"], "done": ["W"]})
    assert (fault.id, keymap.keys["take"], keymap.keys["done"]) == ("done", ("W",), ("d",))


def test_what_is_left_out_may_bring_a_clash_of_its_own_to_light() -> None:
    """`done` wants the key that `add` would have left; `add` may not leave it."""
    keymap, faults = resolve_keys({"add": ["a"], "done": ["n"]})
    assert {fault.id for fault in faults} == {"add", "done"}
    assert (keymap.keys["add"], keymap.keys["done"]) == (("n",), ("d",))


@given(
    st.dictionaries(st.sampled_from(sorted(BY_ID)), st.lists(st.sampled_from("abcnuxyz,.?+"), max_size=2), max_size=6)
)
def test_whatever_is_asked_for_no_key_does_two_things_in_one_place(overrides: dict[str, list[str]]) -> None:
    keymap, faults = resolve_keys(overrides)
    assert all(clash(name, keys, keymap.keys) is None for name, keys in keymap.keys.items())
    assert keymap.own | {fault.id for fault in faults} == set(overrides)
    assert {fault.id: keymap.keys[fault.id] for fault in faults} == {f.id: BY_ID[f.id].keys for f in faults}


def test_free_keys_that_are_offered_are_free() -> None:
    _keymap, (fault,) = resolve_keys({"add": ["a"]})
    for key in fault.right.partition(": ")[2].partition(";")[0].split():
        assert resolve_keys({"add": [key]})[1] == ()


def test_what_is_said_at_the_start_counts_them_and_names_the_first() -> None:
    one, two = resolve_keys({"add": ["a"]})[1], resolve_keys({"asign": ["x"], "add": ["a"]})[1]
    assert told(one) == (
        "1 key of settings.toml was not taken (servicedesk keys shows it): The key a for add is taken by assign (Board)."
    )
    assert told(two) == (
        "2 keys of settings.toml were not taken (servicedesk keys shows them): There is no action asign."
    )


async def test_faults_are_said_at_the_start_and_the_rest_holds(
    open_glass: OpenGlass, tasks: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "own_keys", lambda: {"asign": ["x"], "add": ["X"]})
    async with open_glass() as glass:
        await glass.until("1 key of settings.toml was not taken")
        await glass.press("X")
        await glass.until(lambda: glass.app.board.minibuffer.is_open)


async def test_sentences_name_the_keys_that_are_in_force(
    open_glass: OpenGlass, tasks: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "own_keys", lambda: {"undo": ["x"], "shift_draft": ["r"], "add": ["X"]})
    async with open_glass() as glass:
        await glass.press("plus")
        await glass.until("x takes it back")
        await glass.press("g", "b")
        await glass.until("There is no shift hand-over yet; r drafts one")
        await glass.press("3", "P")
        await glass.until("There is no task here. X adds one.")


def test_the_example_in_the_docs_is_right() -> None:
    sample = keys_page().partition("```toml\n")[2].partition("```")[0]
    assert resolve_keys(tomllib.loads(sample)["keys"])[1] == ()


def test_a_users_own_key_takes_the_place_of_ours() -> None:
    keymap, faults = resolve_keys({"add": ["x", "at"]})
    assert faults == ()
    assert keymap.action(Scope.BOARD, "x") is BY_ID["add"]
    assert keymap.action(Scope.BOARD, "n") is None
    assert keymap.label("add") == "x"
    assert keymap.own == {"add"}


@pytest.mark.parametrize("first", ["add", "tags"])
def test_keys_are_swapped_in_whatever_order_they_are_written(first: str) -> None:
    wanted = {"add": ["t"], "tags": ["n"]}
    keymap, faults = resolve_keys({first: wanted.pop(first), **wanted})
    assert faults == ()
    assert (keymap.label("add"), keymap.label("tags")) == ("t", "n")


def test_keys_are_understood_as_people_write_them() -> None:
    keymap, faults = resolve_keys({"add": "X", "help": ["F", "?"], "page_down": ["PgDn", "Ctrl+D"], "palette": [";"]})
    assert faults == ()
    assert keymap.keys["help"] == ("F", "question_mark")
    assert keymap.keys["page_down"] == ("pagedown", "ctrl+d")
    assert keymap.label("palette") == ";"


def test_it_says_why_an_action_can_do_nothing() -> None:
    assert "not open yet" in (why_not(BY_ID["done"], frozenset()) or "")
    assert "no task" in (why_not(BY_ID["done"], frozenset({Need.LIVE, Need.WRITER})) or "")
    assert why_not(BY_ID["done"], frozenset(Need)) is None
    for action in ACTIONS:
        for need in action.needs:
            assert "{" not in (why_not(action, frozenset(Need) - {need}) or "{")


def test_keys_are_written_as_people_write_them() -> None:
    assert [key_label(key) for key in ("question_mark", "pagedown", "ctrl+d", "G")] == ["?", "PgDn", "ctrl+d", "G"]


def test_a_letter_is_itself_in_every_language() -> None:
    letters = sorted({key for action in ACTIONS for key in action.keys if len(key) == 1})
    with speaking("da"):
        assert [key_label(key) for key in letters] == letters
        assert key_label("left") == "venstre"


def test_the_keys_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == keys_page(), "run: python -m servicedesk_tui.actions > docs/keys.md"
