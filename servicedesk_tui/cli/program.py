"""The verbs a shell can say, in one table; each one's module is imported when it is used."""

import importlib
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import typer
import typer.core
import typer.main

from servicedesk_tui.locale import N_, _

from .asked import Misused

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What the parser raises when a line is no command."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A verb: the module it lives in, and what it does."""

    module: str
    help: str


VERBS = {
    "demo": Entry("start", N_("Open the desk on sample data, in a store of its own.")),
    "init": Entry("start", N_("Make a store: the team's name, time zone and language, and you as its administrator.")),
    "add": Entry("intake", N_("Add a task in one line.")),
    "import": Entry("importing", N_("Bring in tasks from a spreadsheet saved as CSV.")),
    "list": Entry("views", N_("List open tasks in the board's order.")),
    "today": Entry("today", N_("Your day: where to go, what is due, what to do next.")),
    "prompt": Entry(
        "today", N_("What is late, due within two hours and nobody's, in a few words for a prompt or tmux.")
    ),
    "board": Entry("wall", N_("The board as text; with --watch for a screen on the wall.")),
    "show": Entry("views", N_("Show a task in full.")),
    "edit": Entry("edits", N_("Set a task's fields.")),
    "assign": Entry("flow", N_("Give tasks an owner.")),
    "handover": Entry("handing", N_("Offer tasks to somebody else, with what they need to know.")),
    "accept": Entry("handing", N_("Accept tasks that are offered to you.")),
    "return": Entry("handing", N_("Return tasks that are offered to you, with a word.")),
    "withdraw": Entry("handing", N_("Take the offer of tasks back.")),
    "take": Entry("flow", N_("Make tasks your own.")),
    "move": Entry("flow", N_("Move tasks to another status.")),
    "done": Entry("flow", N_("Finish tasks.")),
    "close": Entry("flow", N_("Close tasks without doing them, for a reason.")),
    "reopen": Entry("flow", N_("Open finished or closed tasks again.")),
    "priority": Entry("edits", N_("Set the impact and urgency of tasks.")),
    "due": Entry("edits", N_("Set or clear when tasks are due.")),
    "snooze": Entry("planning", N_("Put inbox tasks aside until later, or wake them.")),
    "plan": Entry("planning", N_("Plan visits, move them, or call them off.")),
    "visit": Entry("visits", N_("Single visits: add, move, off.")),
    "schedule": Entry("loading", N_("Who is where when, and what is not planned.")),
    "workload": Entry("loading", N_("Who has how much to do, by day or week.")),
    "who": Entry("loading", N_("Who could take a task, and why the others not.")),
    "slots": Entry("loading", N_("Free times for a visit to a task.")),
    "ics": Entry("calendars_out", N_("Visits as a calendar file for other programs.")),
    "daysheet": Entry("calendars_out", N_("A person's day on paper.")),
    "remind": Entry("reminding", N_("Be reminded of a task, or remind somebody.")),
    "reminders": Entry("reminding", N_("The reminders that are still to come.")),
    "inbox": Entry("inbox", N_("What reached you: list, clear, put off.")),
    "notify": Entry("notifying", N_("What reaches you how, and when it is quiet.")),
    "reorder": Entry("planning", N_("Put tasks right above or below another.")),
    "tag": Entry("edits", N_("Add and remove tags.")),
    "note": Entry("notes", N_("Write a note on a task.")),
    "note-edit": Entry("notes", N_("Change what a note says.")),
    "note-pin": Entry("notes", N_("Pin a note above what happened, or let it go back.")),
    "note-remove": Entry("notes", N_("Take a note away.")),
    "snippet": Entry("snippets", N_("Canned texts: list, set, remove.")),
    "draft": Entry("drafts", N_("What you began to write: list.")),
    "item": Entry("items", N_("Checklists: add, list, tick, untick, edit, move, remove.")),
    "attach": Entry("attaching", N_("Keep files with a task.")),
    "file": Entry("files", N_("Files: list, save, preview, remove.")),
    "timer": Entry("timer", N_("Your timer: start, stop, show.")),
    "time": Entry("times", N_("Time spent: add, list, edit, remove.")),
    "split": Entry("ties", N_("Make a task of a note.")),
    "link": Entry("ties", N_("Link a task to another.")),
    "unlink": Entry("ties", N_("Take a link away.")),
    "block": Entry("ties", N_("Say that tasks cannot go on, because of another task or for a reason.")),
    "unblock": Entry("ties", N_("Take a block away.")),
    "history": Entry("views", N_("What happened, newest first, to one task or to the whole desk.")),
    "undo": Entry("reversal", N_("Take back the latest thing you did at this terminal.")),
    "redo": Entry("reversal", N_("Do again what you last took back.")),
    "whoami": Entry("views", N_("Who you are here, and which store this is.")),
    "view": Entry("saved", N_("Saved views: add, list, edit, remove.")),
    "person": Entry("people", N_("People: add, list, edit, skill, leave.")),
    "team": Entry("teams", N_("Teams: add, list, edit.")),
    "absence": Entry("absences", N_("Absences: add, list, remove.")),
    "shift": Entry("shifts", N_("Shift hand-overs: draft, show, add, remove, send, ack, sign, list.")),
    "calendar": Entry("calendars", N_("Working calendars: show, export, import.")),
    "setting": Entry("settings", N_("What planning reckons with: list, set.")),
    "customer": Entry("customers", N_("Customers: add, list, edit.")),
    "status": Entry("statuses", N_("Statuses: list, edit.")),
    "keys": Entry("keys", N_("Every action with its keys, and what is wrong with your own.")),
    "worker": Entry("worker", N_("Look after reminders without a screen.")),
    "backup": Entry("upkeep", N_("Write a whole copy of the store to a file.")),
    "check": Entry("upkeep", N_("Look whether the store is whole, and search as it should be.")),
}
"""Every verb, in the order the help lists them."""

LIBRARY_TEXTS = (N_("default: {default}"), N_("required"))
"""What the parser writes into the help by itself; it asks our catalogue for them."""


def _say_help(option: Any) -> Any:
    """The option `--help`, which the parser describes in English only."""
    if option is not None:
        option.help = _("Show this message and exit.")
    return option


class Verb(typer.core.TyperCommand):
    """One verb; its help is in the language in force and says what a person types, not what it is made of."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`, described in the language in force."""
        return _say_help(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows how it is said."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage: "))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Options, then the arguments by the names they have in the help."""
        arguments: list[Any] = [p for p in self.get_params(ctx) if p.param_type_name == "argument"]
        return [_("[OPTIONS]"), *(p.metavar if p.required else f"[{p.metavar}]" for p in arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments, then options."""
        params: list[Any] = [*self.get_params(ctx)]
        arguments = [(p.metavar, p.help) for p in params if p.param_type_name == "argument"]
        options = [p.get_help_record(ctx) for p in params if p.param_type_name == "option"]
        for heading, records in ((_("Arguments"), arguments), (_("Options"), options)):
            if records:
                with formatter.section(heading):
                    formatter.write_dl([record for record in records if record])

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the library's signature
        """What every verb takes beside its own options."""
        formatter.write_paragraph()
        formatter.write_text(_("--store, --lang and --as are understood here too; see servicedesk --help."))


class Group(typer.core.TyperGroup):
    """Verbs under one name."""

    format_usage = Verb.format_usage

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        """Options, then the verb."""
        return [_("[OPTIONS]"), _("COMMAND …")]

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`, described in the language in force."""
        return _say_help(super().get_help_option(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The verb that a line begins with. Raises `Misused` for a word that is none."""
        verbs = self.list_commands(ctx)
        if args[0] not in verbs and not args[0].startswith("-"):
            near = get_close_matches(args[0], verbs, n=1)
            see = _("See {command} --help.").format(command=ctx.command_path)
            hint = _("Did you mean {nearest}?").format(nearest=near[0]) if near else see
            raise Misused(_("There is no command “{name}”.").format(name=args[0][:40]) + " " + hint)
        return super().resolve_command(ctx, args)


class Program(Group):
    """All verbs, found by name when they are asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        """The verbs' names."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the library's signature
        """The verb, from its module; None when there is none."""
        entry = VERBS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"{__package__}.{entry.module}")
        group = typer.main.get_group(module.app)
        found = group if cmd_name == module.app.info.name else group.commands[cmd_name]
        found.help = _(entry.help) + (f"\n\n{found.help}" if found.help else "")
        return found

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the library's signature
        """The list of verbs, without importing them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(entry.help)) for name, entry in VERBS.items()])


def make_app(name: str | None = None, help: str | None = None) -> typer.Typer:
    """An empty group of verbs: no colours, no markup, no frames."""
    return typer.Typer(
        name=name,
        help=help,
        cls=Group,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def make_program() -> Any:
    """The whole command line."""
    app = make_app()

    # The options are read by hand, anywhere on the line; here they are for the help.
    @app.callback(cls=Program, help=_("A service desk in the terminal. Without a command, the board opens."))
    def everything(
        store: str = typer.Option("", "--store", metavar=_("STORE"), help=_("The store: a file, or postgresql://…")),
        lang: str = typer.Option("", "--lang", metavar="en|da", help=_("The language.")),
        as_login: str = typer.Option(
            "", "--as", metavar=_("LOGIN"), help=_("Act as this person, where that is allowed.")
        ),
        version: bool = typer.Option(False, "--version", help=_("Print the version.")),
    ) -> None:
        del store, lang, as_login, version

    return typer.main.get_group(app)


def explain_misuse(error: Any) -> Misused:
    """The parser's complaint as one sentence in the language in force."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "servicedesk"
    return Misused(f"{_explain(error)} " + _("See {command} --help.").format(command=path))


_TOO_MUCH = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)


def _explain(error: Any) -> str:
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    name = parameter.get_error_hint().replace("'", "") if parameter is not None else ""
    if kind == "MissingParameter":
        return _("{name} is missing.").format(name=name)
    if kind == "NoSuchOption":
        return _("There is no option {name}.").format(name=error.option_name)
    if kind == "BadParameter" and (choices := getattr(getattr(parameter, "type_descriptor", None), "choices", None)):
        values = ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
        if getattr(parameter, "param_type_name", "") == "argument":  # Its name is what it can be.
            return _("One of {choices} is wanted.").format(choices=values)
        return _("{name} is one of {choices}.").format(name=name, choices=values)
    if kind == "BadParameter" and (number := _say_number(name, parameter)):
        return number
    if kind == "NoArgsIsHelpError":
        return _("A command is missing.")
    text = str(error.format_message()).rstrip(".")
    if kind == "BadOptionUsage":
        said = _("{option} takes no value.") if text.endswith("not take a value") else _("{option} needs a value.")
        return said.format(option=error.option_name)
    if found := _TOO_MUCH.fullmatch(text):
        return _("There is too much on the line: {words}.").format(words=found[1][:40])
    return f"{text}."


def _say_number(name: str, parameter: Any) -> str | None:
    """What number an option takes; None when it takes something else."""
    descriptor: Any = getattr(parameter, "type_descriptor", None)
    if not {getattr(descriptor, "annotation", None)} & {int, float}:
        return None
    least, most = descriptor.parameter_info.min, descriptor.parameter_info.max
    if least is not None and most is not None:
        return _("{name} takes a number from {least} to {most}.").format(name=name, least=least, most=most)
    if least is not None:
        return _("{name} takes a number from {least} on.").format(name=name, least=least)
    return _("{name} takes a number.").format(name=name)
