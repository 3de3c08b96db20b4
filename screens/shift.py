"""What one shift leaves to the next: its lines by what they are about, drafted and sent, or acknowledged and signed off."""

from collections.abc import Callable
from functools import partial
from itertools import groupby

from servicedesk_tui.actions import Scope
from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import moment
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import ShiftState
from servicedesk_tui.vocabulary.handing import (
    AcknowledgeLines,
    DraftShift,
    EditShift,
    SendShift,
    ShiftHandover,
    ShiftHandoverQuestion,
    ShiftLineRow,
    SignOffShift,
)
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.staffing import TeamRow, TeamsQuestion

from .glyphs import GLYPHS
from .keys import key_of
from .list_screen import ListScreen, Row
from .paint import Span, clean, lay, wrap
from .prompts import PickPrompt, TextPrompt
from .session import Session
from .shift_find import ShiftFind
from .topline import NARROW

MINE = 0


class ShiftScreen(ListScreen):
    """Reads a shift's hand-over and shows it line by line."""

    scope = Scope.SHIFT

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shift: ShiftHandover | None = None
        self._wanted: int | None = None
        self._is_read = False

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys of this screen."""
        return {
            **super().moves(),
            "shift_open": self.open_task,
            "shift_edit": self.edit_line,
            "shift_add": self.add_line,
            "shift_remove": self.remove_line,
            "shift_note": self.acknowledge,
            "shift_send": self.send,
            "shift_draft": self.choose_draft,
            "shift_list": self.choose_shift,
        }

    @property
    def lines(self) -> tuple[ShiftLineRow, ...]:
        """What it says."""
        return self.shift.lines if self.shift else ()

    @property
    def line(self) -> ShiftLineRow | None:
        """What the cursor is on."""
        return self.lines[self._cursor] if self._cursor < len(self.lines) else None

    def count(self) -> int:
        """All of them, of every kind."""
        return len(self.lines)

    def title_row(self, width: int) -> list[Span]:
        """Whose it is, how far it has come, and how much was taken note of."""
        left: list[Span] = [(f" {_('Shift hand-over')} ", "head")]
        if self.shift is not None and width < NARROW:
            left = [(" ", "")]
        if self.shift is None:
            return lay(left, [], width)
        row, (now, zone) = self.shift.row, self.session.now()
        said = f"{clean(row.whose)} {GLYPHS.dot} {word(row.state)}"
        since = _("since {when}").format(when=moment(row.since, False, now, zone))
        noted = _("{done} of {count} noted").format(done=row.acknowledged, count=row.lines)
        right = since if row.state is ShiftState.DRAFT else noted
        return lay(
            [*left, (f"{GLYPHS.bar} " if width >= NARROW else "", "dim"), (said, "here")], [(f"{right} ", "dim")], width
        )

    def show_done(self, done: Done) -> None:
        """Read what a command changed."""
        if done.created is not None:
            self._wanted, self._cursor = done.created, 0
        self.read()

    # -- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read it again."""
        if self.session.is_live and self.is_current:
            self.session.ask(ShiftHandoverQuestion(shift=self._wanted), "shift", self._take, self.refused)

    def _take(self, shift: ShiftHandover | None) -> None:
        self.shift, self._is_read = shift, True
        self._wanted = shift.row.id if shift else None
        self.stand(self._cursor)
        self.settle()

    # -- moving ------------------------------------------------------------------------------------------------------

    def open_task(self) -> None:
        """The task a line is about."""
        line = self.line
        if line is None or line.task is None:
            self.say(_("This line is about no task."))
        else:
            self.open_number(line.task)

    # -- a draft -----------------------------------------------------------------------------------------------------

    def choose_draft(self) -> None:
        """Whose is drafted: mine, or a team's."""
        self.session.ask(TeamsQuestion(), "shift-teams", self._choose_draft, leads=True)

    def _choose_draft(self, teams: tuple[TeamRow, ...]) -> None:
        choices = [Choice(MINE, _("my own")), *(Choice(team.id, clean(team.name)) for team in teams)]

        def draft(team: int) -> None:
            self._wanted = None
            self._send(DraftShift(team=None if team == MINE else team))

        self.open_prompt(PickPrompt(_("Draft the hand-over of"), choices, draft))

    def _send(self, command: DraftShift | EditShift | SendShift | AcknowledgeLines | SignOffShift) -> None:
        self.verbs.doing.asking.send(command)

    def _of_draft(self) -> ShiftHandover | None:
        """The draft that is shown; says so where it is none."""
        if self.shift is None:
            self.say(_("There is none yet; {key} drafts one.").format(key=key_of("shift_draft")))
        elif self.shift.row.state is not ShiftState.DRAFT:
            self.say(_("It was sent already and stays as it is."))
        else:
            return self.shift
        return None

    def add_line(self) -> None:
        """Write a line."""
        shift = self._of_draft()
        if shift is not None:
            number = shift.row.id
            self.open_prompt(TextPrompt(_("What else is there to know?"), lambda text: self._write(number, text)))

    def _write(self, shift: int, text: str) -> str | None:
        if text:
            self._send(EditShift(shift=shift, add=(text,)))
        return None

    def edit_line(self) -> None:
        """Write a line anew."""
        shift, line = self._of_draft(), self.line
        if shift is not None and line is not None:
            accept = partial(self._rewrite, shift.row.id, line)
            self.open_prompt(TextPrompt(_("What it says"), accept, text=clean(line.text)))

    def _rewrite(self, shift: int, line: ShiftLineRow, text: str) -> str | None:
        if not text:
            return _("{key} takes the line off.").format(key=key_of("shift_remove"))
        self._send(EditShift(shift=shift, texts={line.id: text}, base={line.id: line.text}))
        return None

    def remove_line(self) -> None:
        """Take a line off."""
        shift, line = self._of_draft(), self.line
        if shift is not None and line is not None:
            self._send(EditShift(shift=shift.row.id, remove=(line.id,)))

    # -- taking over -------------------------------------------------------------------------------------------------

    def acknowledge(self) -> None:
        """I have taken note of this line; on to the next."""
        if self.shift is None or self.line is None:
            self.say(_("There is none yet; {key} drafts one.").format(key=key_of("shift_draft")))
        else:
            self._send(AcknowledgeLines(shift=self.shift.row.id, lines=(self.line.id,)))
            self.step(1)

    def send(self) -> None:
        """A draft is sent; what was sent is signed off."""
        if self.shift is None:
            self.say(_("There is none yet; {key} drafts one.").format(key=key_of("shift_draft")))
        elif self.shift.row.state is ShiftState.DRAFT:
            self._send(SendShift(shift=self.shift.row.id))
        else:
            self._send(SignOffShift(shift=self.shift.row.id))

    def choose_shift(self) -> None:
        """Another one, of those that were kept."""

        def show(number: int) -> None:
            self._wanted, self._cursor = number, 0
            self.read()

        prompt = ShiftFind(self.session, self.repaint_prompt, show, lambda: self.say(_("None says that.")))
        self.open_prompt(prompt)
        prompt.written()

    # -- drawing -----------------------------------------------------------------------------------------------------

    def drawn(self, width: int, _height: int) -> tuple[list[Row], list[int]]:
        """By what they are; where there are none, what to do."""
        if not self.lines:
            said = ""
            if self.shift:
                said = _("Nothing is in it; {key} writes a line.").format(key=key_of("shift_add"))
            elif self._is_read:
                said = _("There is no shift hand-over yet; {key} drafts one from what happened.")
                said = said.format(key=key_of("shift_draft"))
            return [[], *([(f" {line}", "dim")] for line in wrap(said, max(8, width - 2)))], []
        rows: list[Row] = []
        places: list[int] = []
        for kind, some in groupby(self.lines, key=lambda line: line.kind):
            lines = list(some)
            count = n_("{count} line", "{count} lines", len(lines)).format(count=len(lines))
            rows += [*([[]] if rows else []), [(f" {word(kind)}", "bold"), (f"  {count}", "dim")]]
            for line in lines:
                places.append(len(rows))
                rows += self._line(line, width, here=len(places) - 1 == self._cursor)
        return rows, places

    def _line(self, line: ShiftLineRow, width: int, *, here: bool) -> list[Row]:
        sign = GLYPHS.ticked if line.acknowledged_at else GLYPHS.unticked
        name = f"{ref(line.number)} " if line.number else ""
        who: list[Span] = [(f"{clean(line.acknowledged_by)} ", "dim")] if line.acknowledged_by else []
        if line.is_unowned and line.critical:
            who = [(f"{_('nobody has it')} {GLYPHS.alarm} ", "urgent")]
        indent = len(sign) + 3
        taken = sum(len(text) for text, _style in who)
        lines = wrap(name + clean(line.text), max(8, width - indent - taken - 1))
        # Only what names it is reversed: a step of the cursor sends these cells again.
        head, blank, tail = lines[0].partition(" ")
        first: Row = [
            (GLYPHS.cursor if here else " ", "accent"),
            (f" {sign} ", "dim"),
            (head, "cursor" if here else "bold" if name else ""),
            (blank + tail, ""),
        ]
        return [lay(first, who, width), *([(" " * indent, ""), (rest, "")] for rest in lines[1:])]
