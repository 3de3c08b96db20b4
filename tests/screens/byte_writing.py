"""The rows of the byte table about writing with room: the composer, and what is done with notes on a task's page."""

from .byte_kinds import CTRL_D, ESC, Row, done, row


def _t(action: str, *steps: tuple[str, str], before: str = "", after: str = "") -> Row:
    return row("TaskScreen", action, *steps, before=before, after=after)


WRITING = (
    row("BoardScreen", "pin", (",p", "says")),
    row(
        "BoardScreen", "note", ("c", "asks"), ("\t", "asks"), ("x", "writes"), ("\r", "writes"), ("y", "writes"),
        ("\x1b[A", "writes"), ("\t", "turns"), ("\t", "turns"), ("\t", "turns"), done(CTRL_D), before="",
    ),
    _t("note", ("c", "asks"), ("\t", "asks"), ("x", "writes"), (" @", "turns"), ("b", "turns"), ("\r", "turns"),
       ("y", "writes"), done(CTRL_D), before="\r"),
    _t("update", ("C", "asks"), ("\t", "asks"), ("x", "writes"), (CTRL_D, "writes"), done("C")),
    _t("edit", ("e", "asks"), ("x", "writes"), ("\x7f", "writes"), (ESC, "closes"), before="\t"),
    _t("addresses", ("o", "says")),
    _t("pin", done(",p")),
    _t("spot_remove", done("X")),
)  # fmt: skip
