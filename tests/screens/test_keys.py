"""The registry of actions and the keymap: no clash, only keys that every terminal delivers, docs that are fresh."""

from pathlib import Path

import pytest

from servicedesk_tui.actions import ACTIONS, BY_ID, Action, Need, Scope, hinted_in, key_label, keys_page, why_not
from servicedesk_tui.keymap import clash, faults_of, resolve_keys

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_default_key_is_taken_twice_in_a_scope(action: Action) -> None:
    assert clash(action.id, action.keys, {other.id: other.keys for other in ACTIONS}) is None


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_default_keys_reach_every_terminal(action: Action) -> None:
    assert action.keys
    assert faults_of(action.keys) is None


def test_ids_are_unique_and_every_scope_has_hints() -> None:
    assert len(BY_ID) == len(ACTIONS)
    for scope in Scope:
        ranks = [action.hint for action in hinted_in(scope)]
        assert ranks
        assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize(
    ("overrides", "fault"),
    [
        ({"flly": ["x"]}, "no action flly"),
        ({"add": ["a"]}, "taken by assign"),
        ({"add": ["alt+n"]}, "does not reach"),
        ({"add": ["ctrl+s"]}, "does not reach"),
        ({"add": ["f5"]}, "does not reach"),
        ({"add": ["tilde"]}, "SSH"),
        ({"add": ["at"]}, "AltGr"),
    ],
)
def test_a_key_that_cannot_be_is_reported_and_left_out(overrides: dict[str, list[str]], fault: str) -> None:
    keymap, faults = resolve_keys(overrides)
    assert len(faults) == 1
    assert fault in faults[0]
    assert keymap.keys["add"] == ("n",)


def test_a_users_own_key_takes_the_place_of_ours() -> None:
    keymap, faults = resolve_keys({"add": ["x", "at"]})
    assert faults == ()
    assert keymap.action(Scope.BOARD, "x") is BY_ID["add"]
    assert keymap.action(Scope.BOARD, "n") is None
    assert keymap.label("add") == "x"


def test_two_keys_can_be_swapped() -> None:
    keymap, faults = resolve_keys({"add": ["z"], "tags": ["n"]})
    assert faults == ()
    assert keymap.action(Scope.BOARD, "n") is BY_ID["tags"]


def test_it_says_why_an_action_can_do_nothing() -> None:
    assert "not open yet" in (why_not(BY_ID["done"], frozenset()) or "")
    assert "no task" in (why_not(BY_ID["done"], frozenset({Need.LIVE})) or "")
    assert why_not(BY_ID["done"], frozenset(Need)) is None


def test_keys_are_written_as_people_write_them() -> None:
    assert [key_label(key) for key in ("question_mark", "pagedown", "ctrl+d", "G")] == ["?", "PgDn", "ctrl+d", "G"]


def test_the_keys_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == keys_page(), "run: python -m servicedesk_tui.actions > docs/keys.md"
