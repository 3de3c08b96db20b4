"""The verbs of the glass behind `,`, and those that plan, hand over, tell and edit: the questions they ask."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from servicedesk_tui.actions import Scope, actions_in
from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.commands import AddNote
from servicedesk_tui.vocabulary.enums import LinkKind, NoteKind, Part
from servicedesk_tui.vocabulary.planning import WhoQuestion
from servicedesk_tui.vocabulary.plans import Candidate
from servicedesk_tui.vocabulary.questions import DraftQuestion, TagsQuestion, TaskQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice, Refusal
from servicedesk_tui.vocabulary.rows import Card, TagRow
from servicedesk_tui.vocabulary.task_rows import TaskView

from .adding import AddPrompt
from .attaching import Attaching
from .boxes import open_box
from .dated import DatePrompt
from .editing import EditPrompt
from .finding import FindPrompt
from .further import Further
from .handform import FIELDS, Drafts, HandForm
from .itemline import ItemsPrompt
from .naming import named
from .paint import clean
from .picking import NOBODY, TagsPrompt, customer_choices, people_choices
from .prompts import PickPrompt, TextPrompt
from .reminding import Reminding
from .revising import Revising
from .slotting import Slotting
from .telling import Telling
from .timing import Timing
from .whoprompt import WhoPrompt

if TYPE_CHECKING:
    from servicedesk_tui.query.quickadd import QuickAdd

    from .verbs import Host, Verbs

BLOCKED_BY = "blocked"


class More:
    """What these keys do, for the tasks that the host means."""

    def __init__(self, host: "Host", verbs: "Verbs") -> None:
        self._host = host
        self._verbs = verbs
        self.further = Further(host, verbs.doing)
        self.telling = Telling(host, verbs, self.further)
        self._slotting = Slotting(host)
        self.revising = Revising(host)
        self.reminding = Reminding(host, verbs.doing.asking)
        self.attaching, self.timing = Attaching(host), Timing(host)
        self.table: dict[str, Callable[[], None]] = {
            "more": self.open_box,
            "hand_over": self.hand_over,
            "accept": self.accept,
            "return_it": self.return_it,
            "plan": self.plan,
            "put_off": self.put_off,
            "update": self.telling.write,
            "remind": lambda: self._for_one(self.reminding.ask),
            "edit": self.edit,
            "tags": self.set_tags,
            "next_step": self.say_next,
            "customer": self.choose_customer,
            "block": self.block,
            "item": self.add_item,
            "link": self.link,
            "split": self.split,
            "watch": self.watch,
            "attach": lambda: self._for_one(self.attaching.keep),
            "timer": lambda: self._for_one(self.timing.toggle),
            "log_time": lambda: self._for_one(self.timing.log),
            "yank": self.yank,
            "repeat": self.repeat,
            "who": self.ask_who,
        }

    def worded(self) -> dict[str, Callable[[str], str | None]]:
        """What commands do with their words."""
        further, targets = self.further, self._host.targets
        return {
            "hand_over": lambda text: further.hand_over_to(targets(), text),
            "return_it": lambda text: further.return_it(targets(), text),
            "plan": lambda text: further.plan(targets(), text),
            "put_off": lambda text: further.put_off(targets(), text),
            "update": lambda text: self.telling.check(targets(), text),
            "edit": lambda text: further.retitle(targets(), text),
            "next_step": lambda text: further.say_next(targets(), text),
            "customer": lambda text: further.give_customer_named(targets(), text),
            "block": lambda text: further.block(targets(), text),
            "remind": self._remind,
            "item": lambda text: further.add_items(targets(), (text,)),
        }

    def _for_one(self, act: Callable[[Card], None]) -> None:
        """For one task at a time."""
        cards = self._host.targets()
        if len(cards) > 1:
            self._host.say(_("One task at a time; escape clears the marks."))
        else:
            act(cards[0])

    def _remind(self, text: str) -> str | None:
        cards = self._host.targets()
        if len(cards) > 1:
            return _("One task at a time; escape clears the marks.")
        return self.reminding.set(cards[0], text)

    def open_box(self) -> None:
        """The box after `,`."""
        host = self._host
        label = f"{host.session.keymap.label('more')} {named(host.targets())}"
        open_box(host, Scope.MORE, actions_in(Scope.MORE), label)

    def repeat(self) -> None:
        """The last change again, to what is meant now."""
        last, cards = self._host.session.last_command, self._host.targets()
        if isinstance(last, AddNote) and last.kind is NoteKind.UPDATE:
            # Whoever else is to see it, they see it after a second key.
            fault = self.telling.check(cards, last.body)
            if fault:
                self._host.say(fault)
        elif last is not None:
            self._verbs.doing.all(cards, lambda card: replace(last, task=card.id))

    def ask_who(self) -> None:
        """Who could take the task, best first."""
        cards, session = self._host.targets(), self._host.session
        label = _("{task} to").format(task=named(cards))

        def give(person: int) -> str | None:
            self._verbs.doing.give(cards, person)
            return None

        prompt = WhoPrompt(label, give)
        self._host.open_prompt(prompt)

        def take(candidates: tuple[Candidate, ...]) -> None:
            prompt.candidates = candidates
            self._host.repaint_prompt()

        def refused(refusal: Refusal) -> None:
            self._host.say(refusal.message, wrong=True)

        session.ask(WhoQuestion(task=cards[0].id), "who", take, refused)

    # -- people and moments ------------------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """To whom, then what goes along; of one that I offered, whether it is withdrawn instead."""
        cards, me = self._host.targets(), self._host.session.me
        if len(cards) == 1 and cards[0].offered_to and me and me.login == cards[0].owner != cards[0].offered_to:
            choices = [
                Choice(True, _("withdraw the offer to {who}").format(who=clean(cards[0].offered_to))),
                Choice(False, _("offer it to somebody else")),
            ]
            self._host.open_prompt(PickPrompt(named(cards), choices, partial(self._withdraw, cards)))
            return
        self._choose_receiver(cards)

    def _withdraw(self, cards: list[Card], withdraws: bool) -> None:
        if withdraws:
            self.further.withdraw(cards)
        else:
            self._choose_receiver(cards)

    def _choose_receiver(self, cards: list[Card]) -> None:
        session = self._host.session
        owners = {card.owner_id for card in cards}
        choices = [c for c in people_choices(session) if owners != {c.value}]
        label = _("Hand {task} over to").format(task=named(cards))
        self._host.open_prompt(PickPrompt(label, choices, partial(self._write_hand_over, cards)))

    def _write_hand_over(self, cards: list[Card], to: int) -> None:
        login = next((clean(p.login) for p in self._host.session.people if p.id == to), "")
        title, keep = _("To {who}").format(who=login), self._host.session.keep_draft
        drafts = Drafts(f"handover:{cards[0].id}", keep) if len(cards) == 1 else None
        form = HandForm(title, partial(self.further.hand_over_with, cards, to), drafts)
        self._host.open_prompt(form)
        if drafts:
            for field in FIELDS:
                key = drafts.key(field)
                self._host.session.ask(DraftQuestion(key=key), f"draft:{key}", partial(self._restore, form, field))

    def _restore(self, form: HandForm, field: str, text: str) -> None:
        form.restore(field, text)
        self._host.repaint_prompt()

    def accept(self) -> None:
        """What was offered to me is mine."""
        self.further.accept(self._offered_to_me())

    def return_it(self) -> None:
        """What was offered to me goes back, with a word."""
        cards = self._offered_to_me()
        label = _("Why do you return {task}?").format(task=named(cards))
        self._host.open_prompt(TextPrompt(label, partial(self.further.return_it, cards)))

    def _offered_to_me(self) -> list[Card]:
        me = self._host.session.me
        return [card for card in self._host.targets() if me and card.offered_to == me.login]

    def plan(self) -> None:
        """When somebody goes there."""
        cards = self._host.targets()
        if len(cards) == 1:
            self._slotting.plan(cards[0])
            return
        label = _("Visit for {task}").format(task=named(cards))
        nothing = _("no visit") if any(card.planned for card in cards) else ""
        now = self._host.session.now
        self._host.open_prompt(DatePrompt(label, now, partial(self.further.plan, cards), nothing=nothing, visit=True))

    def put_off(self) -> None:
        """Until when it is left alone."""
        cards, now = self._host.targets(), self._host.session.now
        wakes = any(card.snoozed_until for card in cards)
        label = _("Put {task} off until").format(task=named(cards))
        nothing = _("wake it") if wakes else ""
        self._host.open_prompt(DatePrompt(label, now, partial(self.further.put_off, cards), nothing=nothing))

    # -- words -------------------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """The title, or all of it in the editor."""
        cards = self._host.targets()
        if len(cards) != 1:
            self._host.say(_("One title at a time; escape clears the marks."))
            return
        card = cards[0]
        label = _("Title of {task} (Tab: your editor)").format(task=named(cards))
        accept = partial(self.further.retitle, cards)
        prompt = EditPrompt(label, accept, text=clean(card.title), open_editor=partial(self._ask_text, card))
        self._host.open_prompt(prompt)

    def _ask_text(self, card: Card) -> None:
        self._host.session.ask(TaskQuestion(id=card.id, history=1), "edited", self.revising.write, leads=True)

    def say_next(self) -> None:
        """What happens next."""
        cards = self._host.targets()
        text = clean(cards[0].next_step) if len(cards) == 1 else ""
        label = _("Next step of {task} (- takes it off)").format(task=named(cards))
        self._host.open_prompt(TextPrompt(label, partial(self.further.say_next, cards), text=text))

    def add_item(self) -> None:
        """A line of the checklist."""
        cards = self._host.targets()
        label = _("Checklist item of {task}").format(task=named(cards))
        self._host.open_prompt(ItemsPrompt(self._host.session, label, partial(self.further.add_items, cards)))

    def set_tags(self) -> None:
        """Choose tags, or write them."""
        cards, session = self._host.targets(), self._host.session
        label = _("Tags of {task}").format(task=named(cards))
        prompt = TagsPrompt(label, partial(self._verbs.doing.tag, cards))
        self._host.open_prompt(prompt)

        def take_tags(tags: tuple[TagRow, ...]) -> None:
            prompt.tags = tags
            self._host.repaint_prompt()

        def take_task(view: TaskView) -> None:
            prompt.held = frozenset(view.tags)
            self._host.repaint_prompt()

        session.ask(TagsQuestion(), "tags", take_tags)
        if len(cards) == 1:
            session.ask(TaskQuestion(id=cards[0].id, history=1), "tagged", take_task)

    # -- ties --------------------------------------------------------------------------------------------------------

    def choose_customer(self) -> None:
        """Whom it is for."""
        cards = self._host.targets()

        def take(customer: int) -> str | None:
            return self.further.give_customer(cards, None if customer == NOBODY else customer)

        label = _("{task} is for").format(task=named(cards))
        self._host.open_prompt(PickPrompt(label, customer_choices(self._host.session.customers), take))

    def block(self) -> None:
        """What stops it."""
        cards = self._host.targets()
        blocked = any(card.blocked is not None for card in cards)
        way_out = _("- : nothing does any more") if blocked else _("words, or a task's number")
        label = _("What stops {task}? ({way_out})").format(task=named(cards), way_out=way_out)
        self._host.open_prompt(TextPrompt(label, partial(self.further.block, cards)))

    def link(self) -> None:
        """How, then to which."""
        cards = self._host.targets()
        choices = [Choice(kind.value, word(kind)) for kind in LinkKind]
        choices.append(Choice(BLOCKED_BY, _("blocked by")))
        self._host.open_prompt(PickPrompt(_("{task} …").format(task=named(cards)), choices, partial(self._find, cards)))

    def _find(self, cards: list[Card], kind: str) -> None:
        wanted = None if kind == BLOCKED_BY else LinkKind(kind)

        def take(other: Card) -> None:
            self.further.link(cards, other, wanted)

        said = _("blocked by") if wanted is None else word(wanted)
        prompt = FindPrompt(self._host.session, self._host.repaint_prompt, take, self._found_too_soon)
        prompt.label = f"{named(cards)} {said}"
        self._host.open_prompt(prompt)

    def _found_too_soon(self, _text: str) -> str | None:
        self._host.say(_("Not linked: choose the other task when it is shown."))
        return None

    def split(self) -> None:
        """A new task that is a part of this one, for the same customer."""
        cards, host = self._host.targets(), self._host
        card = cards[0]

        def add(read: "QuickAdd") -> None:
            command = read.to_command()
            customer = command.customer or (None if command.new_customer else card.customer_id)
            self._verbs.doing.asking.send(replace(command, parent=card.id, customer=customer))

        prompt = AddPrompt(host.session, host.repaint_prompt, add, width=lambda: host.size.width)
        prompt.label, prompt.draft = _("Part of {task}").format(task=ref(card.number)), None
        host.open_prompt(prompt)

    def watch(self) -> None:
        """Watch; one that is watched already is let go. Several are all watched."""
        cards = self._host.targets()
        if len(cards) > 1:
            self.further.watch(cards, on=True)
            return

        def take(view: TaskView) -> None:
            me = self._host.session.me
            watches = any(one.part is Part.WATCHER and me and one.login == me.login for one in view.involved)
            self.further.watch(cards, on=not watches)

        self._host.session.ask(TaskQuestion(id=cards[0].id, history=1), "watched", take, leads=True)

    def yank(self) -> None:
        """Reference and title to the clipboard of the terminal that is looked at, over SSH too (OSC 52)."""
        cards = self._host.targets()
        self._host.app.copy_to_clipboard("\n".join(f"{ref(card.number)} {clean(card.title)}" for card in cards))
        said = n_("{task} is on the clipboard.", "{task} are on the clipboard.", len(cards))
        self._host.say(said.format(task=named(cards)))
