"""The rows of the byte table for the inbox, and for reminders set elsewhere."""

from .byte_kinds import CTRL_P, END, ESC, HOME, Row, done, row


def _i(action: str, *steps: tuple[str, str], before: str = "", after: str = "") -> Row:
    return row("InboxScreen", action, *steps, before=before, after=after)


INBOX = (
    row("BoardScreen", "remind", ("r", "asks"), ("+", "narrows"), done("2h\r")),
    row("TaskScreen", "remind", ("r", "asks"), ("+", "narrows"), done("2h\r"), before="\r"),
    row("TaskScreen", "mode_inbox", (":inbox\r", "screen"), after="1"),
    row("BoardScreen", "mode_inbox", (":inbox\r", "screen"), after="1"),
    row("ScheduleScreen", "remind", ("r", "asks"), (ESC, "closes"), before="3"),
    row("ScheduleScreen", "mode_inbox", (":inbox\r", "screen"), after="4"),
    row("WorkloadScreen", "mode_inbox", (":inbox\r", "screen"), after="gw"),
    row("PeopleScreen", "mode_inbox", (":inbox\r", "screen"), after="gb"),
    row("ShiftScreen", "mode_inbox", (":inbox\r", "screen"), after="1"),
    row("BoardScreen", "go_inbox", ("gn", "screen")),
    _i("down", ("j", "step"), ("j", "step")),
    _i("up", ("k", "step")),
    _i("bottom", (END, "page")),
    _i("top", (HOME, "page")),
    _i("inbox_open", ("\r", "opens task"), after="q"),
    _i("inbox_clear", (" ", "page")),
    _i("inbox_later", ("z", "asks"), ("+", "narrows"), ("3h\r", "page")),
    _i("inbox_all", ("a", "page"), ("a", "page")),
    _i("inbox_mute", ("m", "page"), ("m", "page")),
    _i("inbox_clear_task", ("C", "page")),
    _i("inbox_drop", ("X", "says"), before=END),
    _i("inbox_how", ("P", "asks"), ("j", "step"), ("2", "step"), (ESC, "closes")),
    _i("inbox_remind", ("r", "asks"), ("+", "narrows"), done("3h\r"), before=HOME),
    _i("inbox_add", ("n", "asks"), ("t", "narrows"), done("omorrow 9:00 call Lise\r")),
    _i("inbox_coming", ("L", "asks"), (ESC, "closes")),
    _i("undo", done("u")),
    _i("redo", done("U")),
    _i("help", ("?", "screen"), ("q", "screen")),
    _i("go", ("g", "asks"), (ESC, "closes")),
    _i("unattended", ("O", "looks"), after="glgn"),
    _i("palette", (CTRL_P, "asks"), ("d", "narrows"), (ESC, "closes")),
    _i("command", (":", "asks"), ("a", "narrows"), (ESC, "closes")),
    _i("theme", (":theme\r", "asks"), (ESC, "closes")),
    _i("person", (":person\r", "asks"), ("b", "key"), (ESC, "closes")),
    _i("mode_people", (":people\r", "screen"), after="gn"),
    _i("mode_day", (":day\r", "screen"), after="gn"),
    _i("mode_shift", (":shift\r", "screen"), after="gn"),
    _i("mode_schedule", ("3", "screen"), after="gn"),
    _i("mode_workload", ("4", "screen"), after="gn"),
    _i("mode_inbox", (":inbox\r", "screen"), before="1"),
    _i("mode_board", ("1", "screen"), after="gn"),
    _i("tour", (":tour\r", "screen"), after="gn"),
    _i("escape", (ESC, "screen"), after="gn"),
    _i("back", ("q", "screen")),
)
