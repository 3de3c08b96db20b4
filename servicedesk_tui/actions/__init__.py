"""The one registry of actions: what a key can do, where, and what it is called.

Bindings, the hint line, the `?` screen, the palette and `docs/keys.md` all come from here. Data only: what an action does
lives with the screens. Nothing that is not built is listed. `python -m servicedesk_tui.actions` prints `docs/keys.md`.
"""

from collections.abc import Iterator

from ..locale import _
from .changing import AFTER_COMMA, CHANGING
from .day import DAYTIME
from .desk import AROUND, WRITING
from .inbox import TELLING
from .kinds import EXAMPLES, GROUP_TITLES, SCOPE_TITLES, STANDING, WHY_NOT, Action, Group, Need, Scope, Takes
from .looking import AFTER_S, LOOKING
from .modes import MODES
from .moving import FINDING, MARKING, MOVING
from .page import PAGE
from .people import STAFFING
from .schedule import SCHEDULING
from .shift import HANDING
from .signs import key_label, key_name
from .workload import LOADING

__all__ = [
    "ACTIONS", "BY_ID", "EXAMPLES", "GROUP_TITLES", "SCOPE_TITLES", "STANDING", "WHY_NOT", "Action", "Group", "Need", "Scope",
    "Takes", "actions_in", "commands_in", "grouped", "hinted_in", "key_label", "key_name", "keys_page", "why_not",
]  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    *MOVING, *PAGE, *CHANGING, *AFTER_COMMA, *MARKING, *FINDING, *LOOKING, *AFTER_S, *WRITING, *LOADING, *SCHEDULING,
    *STAFFING, *HANDING, *TELLING, *DAYTIME, *MODES, *AROUND,
)  # fmt: skip

BY_ID = {action.id: action for action in ACTIONS}


def actions_in(scope: Scope) -> tuple[Action, ...]:
    """The actions of `scope`, in the registry's order."""
    return tuple(action for action in ACTIONS if scope in action.scopes)


def hinted_in(scope: Scope) -> tuple[Action, ...]:
    """The actions the hint line of `scope` shows, most wanted first."""
    return tuple(sorted((a for a in actions_in(scope) if a.hint), key=lambda a: a.hint))


def commands_in(scope: Scope) -> tuple[Action, ...]:
    """What can be written in the command line over `scope`; over the board also what is elsewhere a key of a line."""
    here = {scope, Scope.MORE} | ({Scope.GO, Scope.LOOK, Scope.LINE} if scope is Scope.BOARD else set())
    return tuple(action for action in ACTIONS if action.command and action.scopes & here)


def why_not(action: Action, present: frozenset[Need]) -> str | None:
    """Why `action` can do nothing now, given what is `present`, with actions' ids in braces where keys are to stand; None when
    it can."""
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
        "Generated from the registry of actions; do not edit. Every key can be re-bound by its id, in settings.toml",
        "(`servicedesk keys` says where that is, and what of it was not taken):",
        "",
        "```toml",
        "[keys]",
        'take = ["I"]',
        'palette = ["ctrl+p", "x"]',
        "```",
        "",
    ]
    for scope in Scope:
        lines += [f"## {SCOPE_TITLES[scope]}", "", "| keys | what it does | id |", "|---|---|---|"]
        for _group, found in grouped(scope):
            lines += [f"| {' '.join(f'`{key_label(k)}`' for k in a.keys)} | {a.help} | `{a.id}` |" for a in found]
        lines.append("")
    return "\n".join(lines)
