"""The byte table: what each screen and each verb sends to the terminal, and what it may send.

A row plays its steps on the sample desk at 120x40 in a real terminal; each step is of a kind, and a kind has a budget: with
the frame differ, and (where Textual alone is held to anything) without it.
"""

from .byte_day import DAY
from .byte_inbox import INBOX
from .byte_kinds import CTRL_D, CTRL_L, CTRL_P, CTRL_R, CTRL_U, ESC, HOME, KINDS, Row, Step, done, row
from .byte_planning import PEOPLE, SCHEDULE
from .byte_shift import SHIFT
from .byte_writing import WRITING

__all__ = ["ESC", "GROUPS", "KINDS", "OVER", "PLAIN", "Row", "Step"]


def _b(action: str, *steps: tuple[str, str], before: str = "", after: str = "") -> Row:
    return row("BoardScreen", action, *steps, before=before, after=after)


def _t(action: str, *steps: tuple[str, str], before: str = "", after: str = "") -> Row:
    return row("TaskScreen", action, *steps, before=before, after=after)


def _w(action: str, *steps: tuple[str, str], before: str = "", after: str = "") -> Row:
    return row("WorkloadScreen", action, *steps, before=before, after=after)


MOVES = (
    _b("down", ("j", "step"), ("j", "step"), before="j"),
    _b("up", ("k", "step"), ("k", "step")),
    _b("right", ("l", "step")),
    _b("left", ("h", "step")),
    _b("page_down", (CTRL_D, "page")),
    _b("page_up", (CTRL_U, "page")),
    _b("bottom", ("G", "page")),
    _b("top", (HOME, "page")),
    _b("go_top", ("gg", "page"), before="G"),
    _b("mark", (" ", "marks")),
    _b("mark_range", ("v", "marks"), after=ESC),
    _b("escape", (ESC, "marks"), before="  v"),
    _b("open", ("\r", "opens task")),
    row("TaskScreen", "back", ("q", "screen")),
    _b("preview", ("0", "opens task"), ("j", "page"), ("0", "screen")),
)
PLACES = (
    _b("more", (",", "asks"), (ESC, "closes")),
    _b("go", ("g", "asks"), (ESC, "closes")),
    _b("look", ("S", "asks"), (ESC, "closes")),
    _b("help", ("?", "screen")),
    row("HelpScreen", "", ("j", "page"), ("/", "step"), ("z", "page"), (ESC, "page"), ("\t", "page"), ("q", "screen")),
    _b("palette", (CTRL_P, "asks"), ("\x1b[B", "narrows"), ("d", "narrows"), (ESC, "closes")),
    _b("theme", (":theme\r", "asks"), (ESC, "closes")),
    _b("person", (":person\r", "asks"), ("b", "key"), (ESC, "closes")),
    _b("tour", (":tour\r", "asks"), before="", after=ESC),
    _b("command", (":", "asks"), ("a", "narrows"), (ESC, "closes")),
    _b("number", ("#", "asks"), ("4", "narrows"), (ESC, "closes")),
    _b("filter", ("/", "asks"), ("@", "looks"), (ESC, "closes")),
    row("Line", "complete", ("\t", "narrows"), before=":as", after=ESC),
    row("Line", "save_view", (CTRL_L, "asks"), ("x", "key"), ("\r", "changes"), before="/is:open"),
    _b("go_last", ("gl", "looks"), before=ESC + "/no:due\r"),
    _b("go_views", ("gv", "asks"), ("x", "narrows"), ("\r", "looks")),
    row("Line", "remove", (CTRL_R, "closes"), before=ESC + "gv", after=ESC),
    _b("go_person", ("gp", "asks"), ("e", "narrows"), ("\r", "looks"), after=ESC),
    _b("go_customer", ("gc", "asks"), ("f", "narrows"), ("\r", "looks"), after=ESC),
    _b("go_unowned", ("go", "looks"), after=ESC),
    _b("go_offered", ("ga", "looks"), after=ESC),
    _b("unattended", ("O", "looks"), after=ESC),
    _b("go_history", ("gh", "screen"), ("q", "screen")),
    _b("go_undo", ("gu", "asks"), ("j", "narrows"), (ESC, "closes")),
)
LOOKS = (
    *(
        _b(action, (f"S{key}", "looks"))
        for action, key in (
            ("by_owner", "o"), ("by_customer", "c"), ("by_priority", "p"), ("by_team", "t"), ("by_status", "s"),
            ("sort_due", "d"), ("sort_changed", "u"), ("sort_oldest", "a"), ("sort_board", "b"), ("cards_line", "1"),
            ("cards_short", "2"), ("cards_full", "3"), ("fold", "f"), ("hide", "h"), ("show_columns", "x"),
        )
    ),
    _b("limit", ("Sw", "asks"), ("9", "key"), done("\r")),
)  # fmt: skip
VERBS = (
    _b("add", ("n", "asks"), ("R", "key"), done("\r")),
    _b("assign", ("a", "asks"), ("e", "narrows"), done("\r")),
    _b("take", done("i")),
    _b("hand_over", ("A", "asks"), ("e", "narrows"), ("\r", "closes"), ("x", "key"), done("\x04")),
    _b("status", ("s", "asks"), ("d", "narrows"), done("\r")),
    _b("status_left", done("H")),
    _b("status_right", done("L")),
    _b("priority", ("p", "asks"), ("k", "key"), done("1")),
    _b("urgency_down", done("-")),
    _b("urgency_up", done("+")),
    _b("due", ("D", "asks"), ("f", "narrows"), done("\r")),
    _b("note", ("c", "asks"), ("x", "key"), done("\r")),
    _b("repeat", done("."), before="j", after="k"),
    _b("edit", ("e", "asks"), ("x", "key"), done("\r")),
    _b("tags", ("t", "asks"), ("p", "narrows"), done("\r")),
    _b("next_step", (",n", "asks"), ("x", "key"), done("\r")),
    _b("customer", (",c", "asks"), ("f", "narrows"), done("\r")),
    _b("update", ("C", "asks"), ("x", "key"), ("\r", "asks"), done("C")),
    _b("block", (",b", "asks"), ("x", "key"), done("\r")),
    _b("item", (",k", "asks"), ("x", "key"), done("\r")),
    _b("link", (",l", "asks"), ("r", "narrows"), ("\r", "asks"), ("2", "narrows"), done("\r")),
    _b("watch", done(",w")),
    _b("attach", (",f", "asks"), ("/", "narrows"), ("etc/host", "narrows"), (ESC, "closes")),
    _b("timer", done(",t"), after=",t"),
    _b("log_time", (",h", "asks"), ("4", "key"), done("5m\r")),
    _b("yank", (",y", "says")),
    _b("accept", ("y", "says")),
    _b("return_it", ("N", "says"), before=",y"),
    _b("plan", ("P", "asks"), ("f", "narrows"), done("ri 9:00\r")),
    _b("put_off", ("z", "asks"), ("f", "narrows"), ("\r", "asks"), done("\r")),
    _b("split", (",s", "asks"), ("R", "key"), done("\r")),
    _b("higher", done("K"), before=HOME + "lG"),
    _b("lower", done("J")),
    _b("done", done("d"), after=ESC),
    _b("undo", done("u")),
    _b("redo", done("U"), after="u"),
)
PAGE = (
    _t("down", ("j", "step"), ("j", "step"), before="\r"),
    _t("up", ("k", "step")),
    _t("tick", done(" ")),
    _t("item_down", done(">")),
    _t("item_up", done("<")),
    _t("spot_remove", done("X"), after="u"),
    _t("page_part", ("\t", "step"), ("j", "step")),
    _t("spot_open", ("\r", "page"), ("\r", "page")),
    _t("story_kinds", ("f", "page"), after="ffff"),
    _t("story_find", ("/", "asks"), ("v", "key"), ("\r", "page"), after=ESC),
    _t("story_order", ("S", "page"), after="S"),
    _t("save_files", ("E", "says")),
    _t("story_raw", ("R", "page"), before="c**x**\r", after="R"),
    _t("page_down", (CTRL_D, "page")),
    _t("page_up", (CTRL_U, "page")),
    _t("bottom", ("G", "page")),
    _t("top", (HOME, "page")),
    _t("next", ("J", "opens task")),
    _t("previous", ("K", "opens task")),
    _t("assign", ("a", "asks"), ("e", "narrows"), done("\r")),
    _t("take", done("i")),
    _t("accept", ("y", "says")),
    _t("return_it", ("N", "says"), before=",y"),
    _t("hand_over", ("A", "asks"), ("e", "narrows"), ("\r", "closes"), ("x", "key"), done("\x04")),
    _t("status", ("s", "asks"), ("d", "narrows"), done("\r")),
    _t("priority", ("p", "asks"), ("k", "key"), done("1")),
    _t("urgency_down", done("-")),
    _t("urgency_up", done("+")),
    _t("due", ("D", "asks"), ("f", "narrows"), done("\r")),
    _t("plan", ("P", "asks"), ("f", "narrows"), done("ri 9:00\r")),
    _t("put_off", ("z", "asks"), ("f", "narrows"), ("\r", "asks"), done("\r")),
    _t("note", ("c", "asks"), ("x", "key"), done("\r")),
    _t("repeat", done("."), before="J", after="K"),
    _t("update", ("C", "asks"), ("x", "key"), ("\r", "asks"), done("C")),
    _t("edit", ("e", "asks"), ("x", "key"), done("\r")),
    _t("tags", ("t", "asks"), ("p", "narrows"), done("\r")),
    _t("more", (",", "asks"), (ESC, "closes")),
    _t("command", (":", "asks"), ("a", "key"), (ESC, "closes")),
    _t("palette", (CTRL_P, "asks"), ("d", "narrows"), (ESC, "closes")),
    _t("theme", (":theme\r", "asks"), (ESC, "closes")),
    _t("person", (":person\r", "asks"), ("b", "key"), (ESC, "closes")),
    _t("help", ("?", "screen"), ("q", "screen")),
    _t("go", ("g", "asks"), (ESC, "closes")),
    _t("done", ("d", "asks"), done("\r")),
    _t("undo", done("u")),
    _t("redo", done("U")),
    _t("unattended", ("O", "looks"), after="gl\r"),
    _t("escape", (ESC, "screen"), after="\r"),
    _t("tour", (":tour\r", "screen")),
)
LOADS = (
    _b("mode_workload", ("4", "screen")),
    _w("down", ("j", "load"), ("j", "load")),
    _w("up", ("k", "load")),
    _w("right", ("l", "load")),
    _w("left", ("h", "load")),
    _w("bottom", ("G", "load")),
    _w("top", (HOME, "load")),
    _w("load_next", (CTRL_D, "page")),
    _w("load_before", (CTRL_U, "page")),
    _w("load_today", ("T", "page"), before=CTRL_D),
    _w("load_group", ("S", "asks"), ("t", "narrows"), ("\r", "page"), after="Speop\r"),
    _w("load_filter", ("/", "asks"), ("x", "key"), (ESC, "closes")),
    _w("load_open", ("\r", "load"), before="jj"),
    _w("load_mark", (" ", "load")),
    _w("load_why", ("!", "page"), ("!", "page")),
    _w("who", ("a", "asks"), (ESC, "closes")),
    _w("load_move", ("m", "asks"), ("k", "load"), done("\r")),
    _w("undo", done("u")),
    _w("redo", done("U")),
    _w("help", ("?", "screen"), ("q", "screen")),
    _w("go", ("g", "asks"), (ESC, "closes")),
    _w("unattended", ("O", "looks"), after="gl4"),
    _w("palette", (CTRL_P, "asks"), ("d", "narrows"), (ESC, "closes")),
    _w("command", (":", "asks"), ("a", "narrows"), (ESC, "closes")),
    _w("theme", (":theme\r", "asks"), (ESC, "closes")),
    _w("person", (":person\r", "asks"), ("b", "key"), (ESC, "closes")),
    _w("tour", (":tour\r", "screen"), after=ESC),
    _w("escape", (ESC, "load"), before="\r"),
    _w("mode_people", (":people\r", "screen"), after="4"),
    _w("mode_shift", (":shift\r", "screen"), after="4"),
    _w("mode_workload", ("4", "screen"), before="1"),
    _w("mode_board", ("1", "screen"), after="4"),
    _w("back", ("q", "screen")),
    _b("mode_board", (":board\r", "screen"), before="4"),
    _t("mode_board", ("1", "screen"), before="\r"),
    _t("mode_workload", ("4", "screen"), before="\r"),
    _b("who", (",a", "asks"), (ESC, "closes"), before="1"),
)
OVER = (
    _b("back", ("q", "screen")),
    _b("quit", ("Q", "screen")),
    _t("quit", ("Q", "screen"), before="\r"),
    _w("quit", ("Q", "screen"), before="4"),
    row("ScheduleScreen", "quit", ("Q", "screen"), before="3"),
    row("PeopleScreen", "quit", ("Q", "screen"), before="gw"),
    row("ShiftScreen", "quit", ("Q", "screen"), before="gb"),
    row("InboxScreen", "quit", ("Q", "screen"), before="gn"),
    row("DayScreen", "quit", ("Q", "screen"), before="gm"),
)
"""Rows that end the program: each is played on a program of its own."""
GROUPS: dict[str, tuple[Row, ...]] = {
    "moves": MOVES, "places": PLACES, "looks": LOOKS, "verbs": VERBS, "page": PAGE, "loads": LOADS,
    "schedule": SCHEDULE, "people": PEOPLE, "shift": SHIFT, "inbox": INBOX, "day": DAY, "writing": WRITING,
}  # fmt: skip
_LINES = (
    "command",
    "number",
    "go_person",
    "assign",
    "status",
    "due",
    "priority",
    "add",
    "tags",
    "link",
    "note",
    "yank",
)
PLAIN = (*MOVES, *(row for row in (*PLACES, *VERBS) if row.action in _LINES))
"""Rows that are played without the frame differ too."""
