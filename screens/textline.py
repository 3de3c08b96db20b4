"""One line of text being written: the readline keys, pasting, and which part of it is in view."""

from rich.cells import cell_len

from .paint import clean

_BLANK = " "


class TextLine:
    """Text and a place in it. `key` answers whether the key was one of its own."""

    def __init__(self, text: str = "", limit: int = 4000) -> None:
        self.text = text
        self.place = len(text)
        self.limit = limit

    def key(self, key: str, character: str | None) -> bool:
        """Take a key."""
        act = _EDITS.get(key)
        if act:
            act(self)
        elif character and character.isprintable():
            self.insert(character)
        else:
            return False
        return True

    def insert(self, text: str) -> None:
        """Write `text` at the place; line ends become blanks, what is over the limit is left out."""
        safe = text if text == _BLANK else clean(text)
        safe = safe[: max(0, self.limit - len(self.text))]
        self.text = self.text[: self.place] + safe + self.text[self.place :]
        self.place += len(safe)

    def set(self, text: str) -> None:
        """Start over from `text`."""
        self.text, self.place = text, len(text)

    def to_start(self) -> None:
        """To the beginning."""
        self.place = 0

    def to_end(self) -> None:
        """To the end."""
        self.place = len(self.text)

    def left(self) -> None:
        """One character to the left."""
        self.place = max(0, self.place - 1)

    def right(self) -> None:
        """One character to the right."""
        self.place = min(len(self.text), self.place + 1)

    def rub_out(self) -> None:
        """Delete the character before the place."""
        if self.place:
            self.text = self.text[: self.place - 1] + self.text[self.place :]
            self.place -= 1

    def delete(self) -> None:
        """Delete the character at the place."""
        self.text = self.text[: self.place] + self.text[self.place + 1 :]

    def kill_to_end(self) -> None:
        """Delete from the place to the end."""
        self.text = self.text[: self.place]

    def kill_to_start(self) -> None:
        """Delete from the beginning to the place."""
        self.text, self.place = self.text[self.place :], 0

    def kill_word(self) -> None:
        """Delete the word before the place."""
        kept = self.text[: self.place].rstrip(_BLANK)
        kept = kept[: kept.rfind(_BLANK) + 1]
        self.text, self.place = kept + self.text[self.place :], len(kept)

    def window(self, width: int) -> tuple[int, int, int]:
        """Where the part of the text that fits in `width` cells around the place begins and ends, and the place's cell."""
        start, before = 0, cell_len(self.text[: self.place])
        while before >= width and start < self.place:
            before -= cell_len(self.text[start])
            start += 1
        end, used = start, 0
        while end < len(self.text) and used + cell_len(self.text[end]) <= width:
            used += cell_len(self.text[end])
            end += 1
        return start, end, before

    def view(self, width: int) -> tuple[str, int]:
        """The part of the text that fits in `width` cells around the place, and the place's cell in it."""
        start, end, before = self.window(width)
        return self.text[start:end], before

    def swap(self, start: int, end: int, text: str) -> None:
        """Put `text` in the place of what stands from `start` to before `end`, and go behind it."""
        text = clean_word(text)
        rest = self.text[end:].removeprefix(" ") if text.endswith(" ") else self.text[end:]
        self.text = (self.text[:start] + text + rest)[: self.limit]
        self.place = min(len(self.text), start + len(text))


def clean_word(text: str) -> str:
    """A text that was offered, without what is no character of a line; its blanks are kept."""
    lead, tail = " " if text.startswith(" ") else "", " " if text.endswith(" ") else ""
    return lead + clean(text) + tail


_EDITS = {
    "ctrl+a": TextLine.to_start,
    "home": TextLine.to_start,
    "ctrl+e": TextLine.to_end,
    "end": TextLine.to_end,
    "left": TextLine.left,
    "ctrl+b": TextLine.left,
    "right": TextLine.right,
    "ctrl+f": TextLine.right,
    "backspace": TextLine.rub_out,
    "delete": TextLine.delete,
    "ctrl+d": TextLine.delete,
    "ctrl+k": TextLine.kill_to_end,
    "ctrl+u": TextLine.kill_to_start,
    "ctrl+w": TextLine.kill_word,
}
