"""The one registry of actions: what a key can do, where, and what it is called.

Bindings, the hint line, the `?` screen and `docs/keys.md` all come from here. Data only: what an action does lives with
the screens. Nothing that is not built is listed. `python -m servicedesk_tui.actions` prints `docs/keys.md`.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .locale import N_, _


class Scope(StrEnum):
    """Where a key is listened to."""

    BOARD = "board"
    TASK = "task"
    GO = "go"
    LINE = "line"


class Group(StrEnum):
    """How the help orders actions."""

    MOVE = "move"
    CHANGE = "change"
    MARK = "mark"
    FIND = "find"
    LINE = "line"
    DESK = "desk"


GROUP_TITLES = {
    Group.MOVE: N_("Moving about"),
    Group.CHANGE: N_("Changing tasks"),
    Group.MARK: N_("Marking several"),
    Group.FIND: N_("Finding"),
    Group.LINE: N_("Writing a line"),
    Group.DESK: N_("The desk"),
}
SCOPE_TITLES = {Scope.BOARD: N_("Board"), Scope.TASK: N_("Task"), Scope.GO: N_("After g"), Scope.LINE: N_("Line")}
BOARD = frozenset({Scope.BOARD})
TASK = frozenset({Scope.TASK})
GO = frozenset({Scope.GO})
LINE = frozenset({Scope.LINE})
BOTH = BOARD | TASK


class Need(StrEnum):
    """What has to be there before an action can do anything."""

    LIVE = "live"
    TASK = "task"


WHY_NOT = {
    Need.LIVE: N_("The desk is not open yet; this is the last board that was seen."),
    Need.TASK: N_("There is no task here. n adds one."),
}


class Takes(StrEnum):
    """What a command's words are. Without any, a command asks as its key does."""

    NOTHING = ""
    PERSON = "person"
    STATUS = "status"
    PRIORITY = "priority"
    DUE = "due"
    TAGS = "tags"
    TEXT = "text"
    TASK = "task"
    FILTER = "filter"
    VIEW = "view"
    NAME = "name"
    NUMBER = "number"


EXAMPLES = {
    Takes.PERSON: N_("@bo, me, or nobody"),
    Takes.STATUS: N_("waiting"),
    Takes.PRIORITY: N_("!1 to !4"),
    Takes.DUE: N_("fri 14:00, +3d, or - for none"),
    Takes.TAGS: N_("#pump -#old"),
    Takes.TEXT: N_("what is to be said"),
    Takes.TASK: N_("Boiler leak @bo for:acme !1 due:fri"),
    Takes.FILTER: N_("@me due:<=eow -#warranty"),
    Takes.VIEW: N_("the name of a view"),
    Takes.NAME: N_("a name, a letter, --shared for everybody"),
    Takes.NUMBER: N_("412"),
}
"""How what a command takes is written."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `hint` is its place in the hint line (0: not in it). `command` is what it is called in the
    command line, "" when it has no place there, and `takes` what its words are."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    scopes: frozenset[Scope]
    group: Group
    needs: tuple[Need, ...] = ()
    hint: int = 0
    command: str = ""
    takes: Takes = Takes.NOTHING


_CHANGES = (Need.LIVE, Need.TASK)

ACTIONS: tuple[Action, ...] = (
    Action("left", ("h", "left"), N_("left"), N_("To the column on the left"), BOARD, Group.MOVE),
    Action("down", ("j", "down"), N_("down"), N_("Down one task, or one line"), BOTH, Group.MOVE),
    Action("up", ("k", "up"), N_("up"), N_("Up one task, or one line"), BOTH, Group.MOVE),
    Action("right", ("l", "right"), N_("right"), N_("To the column on the right"), BOARD, Group.MOVE),
    Action("page_down", ("ctrl+d", "pagedown"), N_("page down"), N_("Down a page"), BOTH, Group.MOVE),
    Action("page_up", ("ctrl+u", "pageup"), N_("page up"), N_("Up a page"), BOTH, Group.MOVE),
    Action("top", ("home",), N_("top"), N_("To the first one"), BOTH, Group.MOVE),
    Action("bottom", ("G", "end"), N_("bottom"), N_("To the last one"), BOTH, Group.MOVE),
    Action("next", ("J",), N_("next"), N_("The next task of the list"), TASK, Group.MOVE, hint=8),
    Action("previous", ("K",), N_("previous"), N_("The task before it in the list"), TASK, Group.MOVE),
    Action("open", ("enter",), N_("open"), N_("Open the task with its history"), BOARD, Group.MOVE, (Need.TASK,), 1),
    Action(
        "add", ("n",), N_("new"), N_("Add a task in one line"), BOARD, Group.CHANGE, (Need.LIVE,), 7, "add", Takes.TASK
    ),
    Action(
        "assign",
        ("a",),
        N_("assign"),
        N_("Give the task an owner"),
        BOTH,
        Group.CHANGE,
        _CHANGES,
        2,
        "assign",
        Takes.PERSON,
    ),
    Action("take", ("i",), N_("take"), N_("Take it: make me the owner"), BOTH, Group.CHANGE, _CHANGES, 0, "take"),
    Action(
        "status",
        ("s",),
        N_("status"),
        N_("Set the status, reopen, or close with a reason"),
        BOTH,
        Group.CHANGE,
        _CHANGES,
        3,
        "status",
        Takes.STATUS,
    ),
    Action("done", ("d",), N_("done"), N_("Done"), BOTH, Group.CHANGE, _CHANGES, 10, "done"),
    Action(
        "status_left",
        ("H",),
        N_("move left"),
        N_("Move the task one column to the left"),
        BOARD,
        Group.CHANGE,
        _CHANGES,
    ),
    Action(
        "status_right",
        ("L",),
        N_("move right"),
        N_("Move the task one column to the right"),
        BOARD,
        Group.CHANGE,
        _CHANGES,
    ),
    Action(
        "priority",
        ("p",),
        N_("priority"),
        N_("Set impact and urgency in a box of three by three"),
        BOTH,
        Group.CHANGE,
        _CHANGES,
        4,
        "priority",
        Takes.PRIORITY,
    ),
    Action("urgency_up", ("plus",), N_("more urgent"), N_("One step more urgent"), BOTH, Group.CHANGE, _CHANGES),
    Action("urgency_down", ("minus",), N_("less urgent"), N_("One step less urgent"), BOTH, Group.CHANGE, _CHANGES),
    Action("due", ("D",), N_("due"), N_("Say when it is due"), BOTH, Group.CHANGE, _CHANGES, 5, "due", Takes.DUE),
    Action(
        "note",
        ("c",),
        N_("note"),
        N_("Write a note that the team sees"),
        BOTH,
        Group.CHANGE,
        _CHANGES,
        6,
        "note",
        Takes.TEXT,
    ),
    Action(
        "tags",
        ("t",),
        N_("tags"),
        N_("Add tags, or take them off with a minus"),
        BOTH,
        Group.CHANGE,
        _CHANGES,
        0,
        "tag",
        Takes.TAGS,
    ),
    Action("mark", ("space",), N_("mark"), N_("Mark the task, or take the mark off"), BOARD, Group.MARK, (Need.TASK,)),
    Action(
        "mark_range",
        ("v",),
        N_("range"),
        N_("Mark from the last mark; again: the column; again: all filtered"),
        BOARD,
        Group.MARK,
        (Need.TASK,),
    ),
    Action(
        "filter",
        ("slash",),
        N_("filter"),
        N_("Show only what a filter lets through, as it is written"),
        BOARD,
        Group.FIND,
        (Need.LIVE,),
        8,
        "filter",
        Takes.FILTER,
    ),
    Action(
        "command", ("colon",), N_("command"), N_("Write a command for the task, or the marked ones"), BOTH, Group.FIND
    ),
    Action(
        "number",
        ("number_sign",),
        N_("find"),
        N_("Go to a task by its number or by what it says"),
        BOARD,
        Group.FIND,
        (Need.LIVE,),
        0,
        "go",
        Takes.NUMBER,
    ),
    Action("go", ("g",), N_("go to"), N_("Go to a place: the list comes after a moment"), BOARD, Group.FIND),
    Action("go_top", ("g",), N_("the first one"), N_("To the first one"), GO, Group.FIND, hint=1),
    Action(
        "go_views",
        ("v",),
        N_("saved views"),
        N_("To a saved view"),
        GO,
        Group.FIND,
        (Need.LIVE,),
        2,
        "view",
        Takes.VIEW,
    ),
    Action(
        "go_last",
        ("l",),
        N_("the view before"),
        N_("To the view or filter before this one"),
        GO,
        Group.FIND,
        (Need.LIVE,),
        3,
    ),
    Action("complete", ("tab",), N_("complete"), N_("Take what is offered"), LINE, Group.LINE, hint=1),
    Action(
        "save_view",
        ("ctrl+l",),
        N_("save"),
        N_("Save the filter as a view, from its line"),
        LINE,
        Group.LINE,
        (Need.LIVE,),
        2,
        "save",
        Takes.NAME,
    ),
    Action(
        "remove", ("ctrl+r",), N_("remove"), N_("Remove the chosen view, from their list"), LINE, Group.LINE, hint=3
    ),
    Action("undo", ("u",), N_("undo"), N_("Take my last change back"), BOTH, Group.DESK, (Need.LIVE,), 11, "undo"),
    Action("redo", ("U",), N_("redo"), N_("Do again what was taken back"), BOTH, Group.DESK, (Need.LIVE,), 0, "redo"),
    Action("help", ("question_mark",), N_("keys"), N_("What the keys do here"), BOTH, Group.DESK, (), 9, "help"),
    Action("back", ("q",), N_("back"), N_("Back; on the board: quit"), BOTH, Group.DESK, hint=12),
    Action(
        "escape",
        ("escape",),
        N_("close"),
        N_("Close what is open, then clear the marks, then the filter, then go back"),
        BOTH,
        Group.DESK,
    ),
    Action("quit", ("Q",), N_("quit"), N_("Quit"), BOTH, Group.DESK, (), 0, "quit"),
)

BY_ID = {action.id: action for action in ACTIONS}

_KEY_LABELS = {
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "space": N_("space"),
    "slash": "/",
    "colon": ":",
    "number_sign": "#",
    "tab": "Tab",
    "end": "End",
}


def key_label(key: str) -> str:
    """A key as people write it: `?`, `PgDn`, `ctrl+d`; the arrows and the space bar in the language in force."""
    return _(_KEY_LABELS.get(key, key)) if key else ""


def actions_in(scope: Scope) -> tuple[Action, ...]:
    """The actions of `scope`, in the registry's order."""
    return tuple(action for action in ACTIONS if scope in action.scopes)


def hinted_in(scope: Scope) -> tuple[Action, ...]:
    """The actions the hint line of `scope` shows, most wanted first."""
    return tuple(sorted((a for a in actions_in(scope) if a.hint), key=lambda a: a.hint))


def commands_in(scope: Scope) -> tuple[Action, ...]:
    """What can be written in the command line over `scope`; over the board also what is elsewhere a key of a line."""
    here = {scope, Scope.GO, Scope.LINE} if scope is Scope.BOARD else {scope}
    return tuple(action for action in ACTIONS if action.command and action.scopes & here)


def why_not(action: Action, present: frozenset[Need]) -> str | None:
    """Why `action` can do nothing now, given what is `present`; None when it can."""
    missing = next((need for need in action.needs if need not in present), None)
    return None if missing is None else _(WHY_NOT[missing])


def grouped(scope: Scope) -> Iterator[tuple[Group, tuple[Action, ...]]]:
    """The actions of `scope` under their groups, empty groups left out."""
    for group in Group:
        found = tuple(action for action in actions_in(scope) if action.group is group)
        if found:
            yield group, found


def keys_page() -> str:
    """The page `docs/keys.md`: every key, by screen and group."""
    lines = [
        "# Keys",
        "",
        "Generated from the registry of actions; do not edit. Every key can be re-bound by its id.",
        "",
    ]
    for scope in Scope:
        lines += [f"## {SCOPE_TITLES[scope]}", "", "| keys | what it does | id |", "|---|---|---|"]
        for _group, found in grouped(scope):
            lines += [f"| {' '.join(f'`{key_label(k)}`' for k in a.keys)} | {a.help} | `{a.id}` |" for a in found]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(keys_page())
