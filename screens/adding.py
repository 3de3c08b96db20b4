"""The quick-add line: chips that say what was understood, and suggestions that are taken with a key, never silently."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.questions import ListQuestion
from servicedesk_tui.vocabulary.rows import Card, CustomerRow
from servicedesk_tui.vocabulary.task_rows import Completion, Offer

from .chips import chips_of, chips_rows, customer_of, read_quick_add
from .completing import Completing
from .live import LivePrompt, Stretch
from .paint import clean
from .prompts import Row
from .session import Session

if TYPE_CHECKING:
    from servicedesk_tui.query.pieces import Unknown
    from servicedesk_tui.query.quickadd import QuickAdd

NARROW = 60
LOOKED_AT = 200
"""Open tasks of a customer that say who usually has them."""


class AddPrompt(LivePrompt):
    """Takes a new task in one line. `add` gets what was read; `width` is that of the line."""

    def __init__(
        self,
        session: Session,
        repaint: Callable[[], None],
        add: Callable[["QuickAdd"], None],
        *,
        width: Callable[[], int],
        text: str = "",
    ) -> None:
        completing = Completing(session, repaint, adding=True, otherwise=self.suggested)
        super().__init__(_("New task"), session.keymap, completing, text=text, draft="add")
        self._session = session
        self._add = add
        self._width = width
        self._read = read_quick_add(text, session)
        self._warned: str | None = None
        self._missing = False
        self._usual: dict[int, tuple[str, int]] = {}

    def written(self) -> None:
        """Read it anew."""
        self._read = read_quick_add(self.text, self._session)
        self._missing = False
        super().written()
        customer = customer_of(self._read, self._session)
        if customer and customer.id not in self._usual and self._read.owner is None:
            self._ask_usual(customer)

    def accept(self) -> bool:
        """Add it; a piece that is not understood wants a second enter and is then part of the title."""
        if not self._read.title:
            self._missing = True
            self.completing.forget()
            return False
        if self._read.unknown and self._warned != self.text:
            self._warned = self.text
            self.completing.forget()
            return False
        customer = customer_of(self._read, self._session)
        self._session.last_customer = customer.name if customer else self._read.new_customer
        self._add(self._read)
        return True

    def wrong(self) -> Sequence[Stretch]:
        """The pieces that are not understood."""
        return tuple(stretch for _unknown, stretch in self._unknown())

    def rows(self) -> list[Row]:
        """The chips, in two rows where it is narrow, and under them what can be said of them."""
        width = self._width() - 2
        count = 2 if width < NARROW else 1
        if not self.text.strip():
            example = _("Boiler leak @bo for:acme !1 due:fri #heating // what else there is to say")
            return [[(example, "dim")], *([] for _row in range(count - 1)), *super().rows()]
        chips = chips_of(self._read, self.text, self._session)
        return [*chips_rows(self._read, chips, width, count), *super().rows()]

    def note(self) -> Row:
        """What is missing, or not understood."""
        if self._missing:
            return [(_("Give the task a title."), "error")]
        if self._warned == self.text:
            return [(_("enter again keeps it as part of the title"), "error")]
        return [(clean(self._read.unknown[0].sentence), "error")] if self._read.unknown else []

    def suggested(self) -> Completion:
        """What could be meant by the first piece that is not understood; without any a customer and an owner for the end."""
        for unknown, (start, end) in self._unknown():
            offers = _meant(unknown)
            if offers:
                return Completion(start, end, offers)
        end = len(self.text)
        ends = self.text.strip() and self.place == end and not self._read.unknown
        return Completion(end, end, self._more() if ends else ())

    def _more(self) -> tuple[Offer, ...]:
        lead = "" if self.text.endswith(" ") else " "
        last, read = self._session.last_customer, self._read
        if read.customer is None and not read.new_customer:
            return (Offer(f"{lead}{_for(last)}", _("the last customer")),) if last and "for:" not in self.text else ()
        login, count = self._usual.get(read.customer or 0, ("", 0))
        if not login or read.owner is not None:
            return ()
        has = n_("has {count} open task of theirs", "has {count} open tasks of theirs", count).format(count=count)
        return (Offer(f"{lead}@{login}", has),)

    def _unknown(self) -> list[tuple["Unknown", Stretch]]:
        """The pieces that are not understood, with where they stand."""
        found, at = [], 0
        for unknown in self._read.unknown:
            start = self.text.find(unknown.token, at)
            if start >= 0:
                at = start + len(unknown.token)
                found.append((unknown, (start, at)))
        return found

    def _ask_usual(self, customer: CustomerRow) -> None:
        from servicedesk_tui.query.printing import quote

        self._usual[customer.id] = ("", 0)
        question = ListQuestion(filter=f"for:{quote(customer.name)} is:open has:owner", limit=LOOKED_AT)
        self._session.ask(question, "usual", lambda cards: self._take_usual(customer, cards))

    def _take_usual(self, customer: CustomerRow, cards: tuple[Card, ...]) -> None:
        owners = Counter(card.owner for card in cards if card.owner and card.customer == customer.name)
        if owners:
            self._usual[customer.id] = owners.most_common(1)[0]
            self.completing.look_again()


def _meant(unknown: "Unknown") -> tuple[Offer, ...]:
    """What to write in the place of a piece that is not understood."""
    if unknown.kind == "customer":
        name = unknown.token.partition(":")[2].strip('"')
        new = Offer(f"{_for(name, new=True)} tel:", _("new customer"))
        near = (Offer(_for(unknown.nearest), _("did you mean this?")),) if unknown.nearest else ()
        return (*near, new)
    if unknown.nearest and unknown.kind != "customers":
        return (Offer(unknown.nearest, _("did you mean this?")),)
    return ()


def _for(name: str, *, new: bool = False) -> str:
    name = clean(name).replace('"', "")
    return f'for:{"+" if new else ""}"{name}"' if new or " " in name else f"for:{name}"
