"""The rows of the byte table for the hand-over of a shift."""

from .byte_kinds import CTRL_P, END, ESC, HOME, Row, done, row


def _h(action: str, *steps: tuple[str, str], before: str = "", after: str = "") -> Row:
    return row("ShiftScreen", action, *steps, before=before, after=after)


SHIFT = (
    row("TaskScreen", "mode_shift", (":shift\r", "screen"), before="\r", after="1"),
    row("BoardScreen", "mode_shift", (":shift\r", "screen"), after="1"),
    row("BoardScreen", "go_shift", ("gb", "screen")),
    _h("shift_draft", ("d", "asks"), done("\r")),
    _h("down", ("j", "step"), ("j", "step")),
    _h("up", ("k", "step")),
    _h("bottom", (END, "page")),
    _h("top", (HOME, "page")),
    _h("shift_open", ("\r", "opens task"), after="q"),
    _h("shift_add", ("n", "asks"), ("x", "key"), done("\r")),
    _h("shift_edit", ("e", "asks"), ("x", "key"), done("\r")),
    _h("shift_remove", done("X")),
    _h("undo", done("u")),
    _h("redo", done("U")),
    _h("shift_send", done("s")),
    _h("shift_note", done(" ")),
    _h("shift_list", ("L", "asks"), (ESC, "closes")),
    _h("help", ("?", "screen"), ("q", "screen")),
    _h("go", ("g", "asks"), (ESC, "closes")),
    _h("unattended", ("O", "looks"), after="glgb"),
    _h("palette", (CTRL_P, "asks"), ("d", "narrows"), (ESC, "closes")),
    _h("command", (":", "asks"), ("a", "narrows"), (ESC, "closes")),
    _h("theme", (":theme\r", "asks"), (ESC, "closes")),
    _h("person", (":person\r", "asks"), ("b", "key"), (ESC, "closes")),
    _h("mode_people", (":people\r", "screen"), after="gb"),
    _h("mode_schedule", ("3", "screen"), after="gb"),
    _h("mode_workload", ("4", "screen"), after="gb"),
    _h("mode_shift", (":shift\r", "screen"), before="1"),
    _h("mode_board", ("1", "screen"), after="gb"),
    _h("tour", (":tour\r", "screen"), after="gb"),
    _h("escape", (ESC, "screen"), after="gb"),
    _h("back", ("q", "screen")),
)
