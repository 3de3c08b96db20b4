"""What is pasted is text: nothing in it is taken for keys, whatever it holds."""

from servicedesk_tui.vocabulary.text import harmless

START, END = "\x1b[200~", "\x1b[201~"
"""What a terminal sends around what is pasted."""
LONGEST = 4_000_000
"""Characters of a paste that are waited for; a terminal that never says its end shall not swallow what is typed for ever."""


class Pastes:
    """Passes on what a terminal sends as it comes, but a paste only once it is whole, and without what a terminal would heed:
    an escape in it would end the paste where Textual reads it, and the rest would be done as keys."""

    def __init__(self) -> None:
        self._held = ""
        self._matched = 0
        self._is_inside = False

    def pass_on(self, data: str) -> str:
        """What of `data`, and of what was held back, is to be read now."""
        passed: list[str] = []
        while data:
            data = self._inside(data, passed) if self._is_inside else self._outside(data, passed)
        return "".join(passed)

    def _outside(self, data: str, passed: list[str]) -> str:
        """Everything at once, also a beginning that comes in parts: an escape that was held back would be a late key."""
        for place, character in enumerate(data, 1):
            self._matched = self._matched + 1 if character == START[self._matched] else int(character == START[0])
            if self._matched == len(START):
                self._matched, self._is_inside = 0, True
                passed.append(data[:place])
                return data[place:]
        passed.append(data)
        return ""

    def _inside(self, data: str, passed: list[str]) -> str:
        before = len(self._held)
        self._held += data
        at = self._held.find(END, max(0, before - len(END)))
        if at < 0 and len(self._held) < LONGEST:
            return ""
        text, after = (self._held, "") if at < 0 else (self._held[:at], self._held[at + len(END) :])
        passed += [harmless(text), END]
        self._held, self._is_inside = "", False
        return after
