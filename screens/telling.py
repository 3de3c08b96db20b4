"""Telling the customer: what they are to see is written in red, shown as they will see it, and sent with a second key."""

from functools import partial
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import SaveDraft
from servicedesk_tui.vocabulary.enums import NoteKind
from servicedesk_tui.vocabulary.rows import Card

from .composing import NoteLine, draft_key
from .further import Further
from .glyphs import GLYPHS
from .keys import key_of
from .naming import named
from .paint import clean
from .prompts import ConfirmPrompt

if TYPE_CHECKING:
    from .verbs import Host, Verbs


class Telling:
    """Asks what a customer is told, and whether it is meant for them."""

    def __init__(self, host: "Host", verbs: "Verbs", further: Further) -> None:
        self._host = host
        self._verbs = verbs
        self._further = further

    def write(self) -> None:
        """What the customer is told; a second key says that it is meant for them."""
        cards = self._host.targets()
        nobody = self._nobody_to_tell(cards)
        if nobody:
            self._host.say(nobody)
            return
        label = _("CUSTOMER SEES THIS {arrow} {who}").format(arrow=GLYPHS.arrow, who=self._who(cards))
        grow = partial(self._verbs.composing.compose, cards, NoteKind.UPDATE)
        draft = draft_key("update", cards)
        self._verbs.write(NoteLine(label, partial(self.check, cards), grow=grow, draft=draft, tone="urgent"))

    @staticmethod
    def _who(cards: list[Card]) -> str:
        """The customer of all of them, else how many tasks there are."""
        customers = {card.customer for card in cards}
        return clean(cards[0].customer or "") if len(customers) == 1 else named(cards)

    @staticmethod
    def _nobody_to_tell(cards: list[Card]) -> str | None:
        if any(card.customer for card in cards):
            return None
        return _("{task} has no customer to tell; , c gives it one.").format(task=named(cards))

    def check(self, cards: list[Card], text: str) -> str | None:
        """Show it, and ask for the second key; a sentence when there is nobody to tell, or nothing."""
        if not text:
            return _("Write what the customer is to know.")
        nobody = self._nobody_to_tell(cards)
        if nobody:
            return nobody
        key = key_of("update")
        label = _("{key} or enter: yes, they may see it · any other key: no").format(key=key)
        said = _("For {who} to see: “{text}”").format(who=self._who(cards), text=clean(text))
        self._host.open_prompt(ConfirmPrompt([said], label, (key, "enter"), partial(self._tell, cards, text)))
        return None

    def _tell(self, cards: list[Card], text: str) -> None:
        self._further.tell(cards, text)
        if len(cards) == 1:
            self._host.session.do_quietly(SaveDraft(key=f"update:{cards[0].id}", body=""))
