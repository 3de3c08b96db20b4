"""What an action is: where its key is listened to, what has to be there, and what its words are."""

from dataclasses import dataclass
from enum import StrEnum

from ..locale import N_


class Scope(StrEnum):
    """Where a key is listened to."""

    BOARD = "board"
    TASK = "task"
    WORKLOAD = "workload"
    SCHEDULE = "schedule"
    PEOPLE = "people"
    SHIFT = "shift"
    INBOX = "inbox"
    DAY = "day"
    GO = "go"
    MORE = "more"
    LOOK = "look"
    LINE = "line"


class Group(StrEnum):
    """How the help orders actions."""

    MOVE = "move"
    CHANGE = "change"
    MORE = "more"
    MARK = "mark"
    FIND = "find"
    LOOK = "look"
    PLAN = "plan"
    LINE = "line"
    MODE = "mode"
    DESK = "desk"


GROUP_TITLES = {
    Group.MOVE: N_("Moving about"),
    Group.CHANGE: N_("Changing tasks"),
    Group.MORE: N_("More for a task"),
    Group.MARK: N_("Marking several"),
    Group.FIND: N_("Finding"),
    Group.LOOK: N_("How it looks"),
    Group.PLAN: N_("Planning"),
    Group.LINE: N_("Writing a line"),
    Group.MODE: N_("Where you work"),
    Group.DESK: N_("The desk"),
}
SCOPE_TITLES = {
    Scope.BOARD: N_("Board"),
    Scope.TASK: N_("Task"),
    Scope.WORKLOAD: N_("Workload"),
    Scope.SCHEDULE: N_("Schedule"),
    Scope.PEOPLE: N_("People"),
    Scope.SHIFT: N_("Shift hand-over"),
    Scope.INBOX: N_("My inbox"),
    Scope.DAY: N_("My day"),
    Scope.GO: N_("After g"),
    Scope.MORE: N_("After ,"),
    Scope.LOOK: N_("After S"),
    Scope.LINE: N_("Line"),
}
BOARD = frozenset({Scope.BOARD})
TASK = frozenset({Scope.TASK})
WORKLOAD = frozenset({Scope.WORKLOAD})
SCHEDULE = frozenset({Scope.SCHEDULE})
PEOPLE = frozenset({Scope.PEOPLE})
SHIFT = frozenset({Scope.SHIFT})
INBOX = frozenset({Scope.INBOX})
DAY = frozenset({Scope.DAY})
GO = frozenset({Scope.GO})
MORE = frozenset({Scope.MORE})
LOOK = frozenset({Scope.LOOK})
LINE = frozenset({Scope.LINE})
BOTH = BOARD | TASK
ON_TASKS = BOTH | SCHEDULE | DAY
"""Where a verb on tasks has one under the cursor."""
GRIDS = BOARD | WORKLOAD | SCHEDULE
LISTS = GRIDS | PEOPLE | SHIFT | INBOX | DAY
EVERYWHERE = LISTS | TASK


class Need(StrEnum):
    """What has to be there before an action can do anything."""

    LIVE = "live"
    WRITER = "writer"
    TASK = "task"
    UNLOCKED = "unlocked"
    OPEN = "open"
    REPEAT = "repeat"
    VISIT = "visit"
    REMINDER = "reminder"
    SPOT = "spot"
    ITEM = "item"
    FILES = "files"
    REMOVABLE = "removable"
    NOTED = "noted"
    OFFERED = "offered"
    PLANNER = "planner"
    ADMIN = "admin"


WHY_NOT = {
    Need.LIVE: N_("The desk is not open yet; this is the last board that was seen."),
    Need.WRITER: N_("You may look, but not change anything: ask for another role."),
    Need.TASK: N_("There is no task here. {add} adds one."),
    Need.UNLOCKED: N_("Not yours: its owner, a lead or a dispatcher changes it. {take} takes one that nobody has."),
    Need.OPEN: N_("It is closed already; {status} reopens it."),
    Need.SPOT: N_("There is nothing to open here; {page_part}, {down} and {up} go to what there is."),
    Need.FILES: N_("There are no files here; {more} {attach} keeps some."),
    Need.ITEM: N_("This is no line of the checklist; {page_part}, {down} and {up} go there."),
    Need.REMOVABLE: N_(
        "There is nothing here that {spot_remove} takes off; {page_part}, {down} and {up} go to what there is."
    ),
    Need.OFFERED: N_("It is not offered to you; {go} {go_offered} goes to what is."),
    Need.NOTED: N_("This is no note; a task's page has them, {page_part}, {down} and {up} go there."),
    Need.VISIT: N_("No visit of today is on this line; {plan} plans one."),
    Need.REMINDER: N_("No reminder is on this line; {remind} sets one."),
    Need.PLANNER: N_("Only a lead, a dispatcher or an administrator plans visits."),
    Need.ADMIN: N_("Only an administrator sets that."),
    Need.REPEAT: N_("Nothing was changed yet that could be done again."),
}


STANDING = {
    Need.WRITER: N_("read only"),
    Need.UNLOCKED: N_("not yours to change"),
    Need.OPEN: N_("closed"),
}
"""What the hint line says of a task while these are missing."""


class Takes(StrEnum):
    """What a command's words are. Without any, a command asks as its key does."""

    NOTHING = ""
    PERSON = "person"
    STATUS = "status"
    PRIORITY = "priority"
    DUE = "due"
    MOMENT = "moment"
    TAGS = "tags"
    TEXT = "text"
    TASK = "task"
    FILTER = "filter"
    VIEW = "view"
    NAME = "name"
    NUMBER = "number"
    CUSTOMER = "customer"
    GROUPING = "grouping"
    THEME = "theme"
    SOMEBODY = "somebody"
    REMINDER = "reminder"


EXAMPLES = {
    Takes.PERSON: N_("@bo, me, or nobody"),
    Takes.STATUS: N_("waiting"),
    Takes.PRIORITY: N_("!1 to !4"),
    Takes.DUE: N_("fri 14:00, +3d, or - for none"),
    Takes.MOMENT: N_("fri 9:00, or +3d"),
    Takes.TAGS: N_("#pump -#old"),
    Takes.TEXT: N_("what is to be said"),
    Takes.TASK: N_("Boiler leak @bo for:acme !1 due:fri"),
    Takes.FILTER: N_("@me due:<=eow -#warranty"),
    Takes.VIEW: N_("the name of a view"),
    Takes.NAME: N_("a name, a letter, --shared for everybody"),
    Takes.NUMBER: N_("412"),
    Takes.CUSTOMER: N_("the name of a customer"),
    Takes.GROUPING: N_("status, owner, customer, priority or team"),
    Takes.SOMEBODY: N_('bo "Bo Hansen" agent'),
    Takes.REMINDER: N_("tomorrow 9:00 call Lise, or 1h before due"),
    Takes.THEME: N_("terminal, dark, light or contrast"),
}
"""How what a command takes is written."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `hint` is its place in the hint line (0: not in it; below 0 before
    all others, for what is seldom there). `command` is what it is called in the
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


LIVE = (Need.LIVE,)
READS = (Need.LIVE, Need.TASK)
WRITES = (Need.LIVE, Need.WRITER, Need.TASK)
CHANGES = (Need.LIVE, Need.WRITER, Need.TASK, Need.UNLOCKED)
OPENS = (*CHANGES, Need.OPEN)
"""What verbs on open tasks need."""
