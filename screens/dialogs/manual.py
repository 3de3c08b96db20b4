"""The manual: short chapters on what the desk is and how it is worked. Keys are named by their actions' ids, so that
they are right for those who changed them; a line that is all between ` is something to write."""

from collections.abc import Mapping

from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import N_, _

from .pages import Block, Entry, Page, paragraph

CHAPTERS: Mapping[str, tuple[str, ...]] = {
    N_("What the desk is"): (
        N_("One desk holds a team's work: what is to be done, for whom, whose it is and when it is due."),
        N_("Every change is kept with who made it and when. A task's page shows what happened to it; nothing is lost."),
        N_("A shell command does what the board does: servicedesk list, add, show, and the rest of servicedesk --help."),
    ),
    N_("The board"): (
        N_("Each column is a status, with what matters most at the top. {left} {down} {up} {right} or the arrows move, {open} opens a task, {back} goes back."),
        N_("P1 to P4 come from impact and urgency; {priority} sets both. What is late says so in words, with a sign."),
        N_("The head of a column counts its tasks. 12/15 is twelve where fifteen is the limit; a ! says that there are too many."),
        N_("{look} makes the columns stand for people, customers, priorities or teams, and says how cards are ordered and how large they are. {preview} shows the task beside the board."),
    ),
    N_("Changing a task"): (
        N_("{assign} gives it to somebody, {take} takes it, {status} sets its status, {done} finishes it, {due} says when it is due, {note} writes a note that the team sees."),
        N_("{hand_over} hands it over with what the next one has to know, {plan} plans a visit, {put_off} puts it off, {update} writes what the customer is told."),
        N_("{status_left} and {status_right} move it a column, {higher} and {lower} within its column. {more} lists what else can be done with it, {repeat} does the last change again."),
        N_("Where something is missing you are asked for it in the bottom line; {escape} leaves everything as it was. A half-written text is kept as a draft, and comes back with the same key."),
        N_("Every action has a name too: {palette} lists all that can be done here, {command} takes it with its words."),
        "`:assign bo`",
        "`:due fri 14:00`",
    ),
    N_("Changing several"): (
        N_("{mark} marks a task. {mark_range} marks from there to here; again, the whole column; again, all that the filter lets through."),
        N_("What you do then is done to all of them, in one step. What cannot be done is passed over, and you are told why; its mark stays. {escape} clears the marks."),
    ),
    N_("Undo"): (
        N_("{undo} takes your last change back, all of it; {redo} does it again. It goes as far back as you worked at this terminal; what is older than an hour is asked for first."),
        N_("{go} {go_undo} lists your last changes with what each did; any of them can be taken back there."),
        N_("When somebody changed the same thing since, it is not taken back, and you are told who it was."),
    ),
    N_("Adding in a line"): (
        N_("{add} adds a task. One line says it all, and the rows over it show what was understood."),
        N_("`Boiler leak @bo for:acme !1 due:fri #pump`"),
        N_("@ is whose it is, for: whom it is for, ! how much it matters, due: when it is due, # a tag, // the rest of the story."),
        N_("for:+\"New name\" adds a customer with the task. What cannot be understood is pointed out."),
    ),
    N_("Finding"): (
        N_("{filter} shows only what a filter lets through, while you write it. {complete} takes what is offered, {escape} goes back."),
        "`@me is:overdue`",
        "`for:acme -#warranty due:<=fri`",
        "`status:waiting age:>1w (boiler or pump)`",
        N_("Words side by side must all hold; - says what must not be. A plain word is looked for everywhere in a task. ? in the empty filter line shows all that can be said."),
        N_("{save_view} in that line keeps the filter as a view, {go} {go_views} lists the views. {number} goes to a task by its number or by what it says."),
    ),
    N_("Several people at once"): (
        N_("Everybody sees the same desk. What others change appears by itself, and your cursor stays on its task."),
        N_("When two change the same thing, the second is asked: mine or theirs. Nothing is overwritten unseen."),
        N_("What you may change depends on your role; where you may not, you are told why."),
    ),
    N_("Over SSH"): (
        N_("Only what changed on the screen is sent: a step of the cursor is a few hundred bytes, and nothing is sent while nothing happens. There the mouse is off, unless your settings want it."),
        N_("Where the mouse is on, a press selects, two open, the wheel scrolls, and a card is carried to another column. Shift lets the terminal select text."),
        N_("When the line breaks, what you were writing is kept. The next start shows the last board at once, marked with its time, until the live one is there."),
    ),
    N_("Your own keys and colours"): (
        N_(":theme sets the colours: the terminal's own, dark, light, or high contrast. Where NO_COLOR is set there are none."),
        N_("Your settings are in settings.toml; servicedesk keys says where, lists every action, and tells what is wrong with a key of yours."),
        '`theme = "dark"`',
        '`mouse = "on"`',
        '`glyphs = "ascii"`',
        "`[keys]`",
        '`take = ["I"]`',
    ),
}  # fmt: skip
"""The chapters, a paragraph a text."""


def manual_page(keymap: Keymap) -> Page:
    """The page."""
    return Page(
        lambda: _("How the desk is worked"), lambda width: blocks(keymap, width), lambda: _("manual"), beside=True
    )


def blocks(keymap: Keymap, width: int) -> list[Block]:
    """The chapters for a width."""
    return [
        Block(_(title), tuple(_entry(_(text), keymap, width) for text in texts)) for title, texts in CHAPTERS.items()
    ]


def _entry(text: str, keymap: Keymap, width: int) -> Entry:
    if text.startswith("`"):
        return paragraph(text.strip("`"), width, indent=5, style="accent")
    return paragraph(text.format_map(keymap.labels), width)
