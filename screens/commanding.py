"""The command line: an action by its name, with words as it takes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from servicedesk_tui.actions import EXAMPLES, Action, Scope, Takes, commands_in
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _
from servicedesk_tui.settings import THEMES
from servicedesk_tui.vocabulary.rows import ViewRow
from servicedesk_tui.vocabulary.task_rows import Completion, Offer

from .completing import Completing
from .glyphs import GLYPHS
from .live import LivePrompt, Stretch
from .paint import clean
from .prompts import Row
from .recall import Recall
from .themes import TITLES

AS_WRITTEN = {
    Takes.PERSON: ("@", False),
    Takes.STATUS: ("status:", False),
    Takes.PRIORITY: ("!", False),
    Takes.DUE: ("due:", False),
    Takes.FILTER: ("", False),
    Takes.TASK: ("", True),
}
"""How the language writes what a command takes, and whether it is quick-add's: what can be offered is asked that way."""


@dataclass(frozen=True, slots=True)
class Written:
    """A command line in its parts: the verb from `lead` to before `end`, and the words, which begin at `start`."""

    verb: str
    lead: int
    end: int
    words: str
    start: int


def read_line(text: str) -> Written:
    """The parts of a command line."""
    lead = len(text) - len(text.lstrip())
    verb = text[lead:].split(" ", 1)[0]
    end = lead + len(verb)
    rest = text[end:]
    return Written(verb, lead, end, rest.strip(), len(text) - len(rest.lstrip()))


def find_command(verb: str, scope: Scope) -> Action | None:
    """The action that is called `verb`, in English or as the keys are labelled."""
    wanted = verb.casefold()
    known = commands_in(scope)
    return next((a for a in known if a.command == wanted), None) or next(
        (a for a in known if _(a.label).casefold() == wanted), None
    )


class CommandPrompt(LivePrompt):
    """Takes a command. `run` does an action with its words and answers what is wrong with them."""

    def __init__(
        self,
        scope: Scope,
        keymap: Keymap,
        completing: Completing,
        recall: Recall,
        *,
        about: str,
        views: Sequence[ViewRow],
        run: Callable[[Action, str], str | None],
    ) -> None:
        super().__init__(":", keymap, completing)
        self._scope = scope
        self._recall = recall
        self._about = about
        self._views = views
        self._run = run
        self._fault = ""
        recall.begin()

    def written(self) -> None:
        """Offer commands, or what the one that is written takes."""
        self._fault = ""
        line = read_line(self.text)
        action = find_command(line.verb, self._scope)
        if self.place <= line.end:
            self.completing.offer(self._commands(line))
        elif action:
            self._offer_words(action, line)
        else:
            self.completing.forget()

    def accept(self) -> bool:
        """Run it. A number alone is a task to go to."""
        line = read_line(self.text)
        if not line.verb:
            return True
        action = find_command(line.verb, self._scope)
        words = line.words
        if action is None and line.verb.lstrip("#").isdigit() and not words:
            action, words = find_command("go", self._scope), line.verb
        if action is None:
            self._fault = unknown(line.verb, self._scope)
            self.completing.forget()
            return False
        self._recall.add(self.text.strip())
        self._fault = self._run(action, words) or ""
        if self._fault:
            self.completing.forget()
        return not self._fault

    def choose(self, by: int) -> None:
        """The arrows go through what was written before while nothing new is; else through what is offered."""
        if self.line and (not self.text or self._recall.is_under_way):
            earlier = self._recall.step(by, self.text)
            if earlier is not None:
                self.line.set(earlier)
                self.completing.forget()
        else:
            super().choose(by)

    def wrong(self) -> Sequence[Stretch]:
        """A verb that there is not."""
        line = read_line(self.text)
        known = not self._fault or find_command(line.verb, self._scope)
        return () if known else ((line.lead, line.end),)

    def note(self) -> Row:
        """What is wrong; else what the command does, to what, and how its words are written."""
        action = find_command(read_line(self.text).verb, self._scope)
        if self._fault:
            return [(clean(self._fault), "error")]
        if action is None:
            return [(_("a command for {task}").format(task=self._about), "dim")]
        parts = [_(action.help), *([_(EXAMPLES[action.takes])] if action.takes else []), self._about]
        return [(f" {GLYPHS.dot} ".join(part for part in parts if part), "dim")]

    def _commands(self, line: Written) -> Completion:
        typed = line.verb.casefold()
        found = [
            Offer(a.command, _(a.help))
            for a in commands_in(self._scope)
            if a.command.startswith(typed) or _(a.label).casefold().startswith(typed)
        ]
        found.sort(key=lambda offer: not offer.text.startswith(typed))
        exact = [offer for offer in found if offer.text == typed]
        return Completion(line.lead, line.end, tuple(exact or found) if typed else ())

    def _offer_words(self, action: Action, line: Written) -> None:
        words = self.text[line.start :]
        cursor = self.place - line.start
        if action.takes is Takes.VIEW:
            self.completing.offer(self._named_views(line.start, words))
        elif action.takes is Takes.THEME:
            self.completing.offer(self._named_themes(line.start, words))
        elif action.takes is Takes.TAGS:
            self._offer_tags(line.start, words[:cursor])
        elif action.takes in AS_WRITTEN:
            sign, adding = AS_WRITTEN[action.takes]
            sign = "" if words.startswith(sign) else sign
            self.completing.read(sign + words, len(sign) + cursor, shift=line.start - len(sign), adding=adding)
        else:
            self.completing.forget()

    def _offer_tags(self, start: int, words: str) -> None:
        """The last word is a tag, whatever sign is before it."""
        last = words.rpartition(" ")[2]
        name = last.lstrip("+-#")
        shift = start + len(words) - len(name) - 1
        self.completing.read(f"#{name}", len(name) + 1, shift=shift, adding=True)

    def _named_themes(self, start: int, words: str) -> Completion:
        wanted = words.strip().casefold()
        found = [Offer(name, _(TITLES[name])) for name in THEMES if name.startswith(wanted)]
        return Completion(start, len(self.text), tuple(found))

    def _named_views(self, start: int, words: str) -> Completion:
        wanted = words.strip().casefold()
        found = [Offer(clean(v.name), clean(v.query)) for v in self._views if v.name.casefold().startswith(wanted)]
        return Completion(start, len(self.text), tuple(found))


def unknown(verb: str, scope: Scope) -> str:
    """What is said of a verb that there is not, with the nearest."""
    from servicedesk_tui.query.names import find_nearest

    names: Mapping[str, str] = {
        name: action.command for action in commands_in(scope) for name in (action.command, _(action.label))
    }
    near = find_nearest(verb, list(names))
    said = _("There is no command {verb}.").format(verb=verb[:40])
    return f"{said} " + _("Did you mean {nearest}?").format(nearest=names[near]) if near else said
