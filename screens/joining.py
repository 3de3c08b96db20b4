"""Adding somebody who works here, from the glass: a login, a name and a role in one line."""

import shlex
from collections.abc import Callable

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.desk_commands import AddPerson
from servicedesk_tui.vocabulary.enums import Role

from .asking import Asking, Speaker
from .glyphs import GLYPHS
from .paint import clean
from .prompts import Row, TextPrompt


def read_person(text: str) -> AddPerson | None:
    """`bo "Bo Hansen" lead`: the login, the name (else it is the login), at the end a role in English or the language in
    force; None when there is no login."""
    words = _words(text)
    if not words:
        return None
    login, *rest = words
    role = _role(rest[-1]) if rest else None
    name = " ".join(rest[:-1] if role else rest)
    return AddPerson(login=login, name=name or login, role=role or Role.AGENT)


class Joining:
    """What the action does, for one screen."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._asking = Asking(speaker)

    def acts(self) -> dict[str, Callable[[], None]]:
        """What keys do."""
        return {"person": self.ask}

    def worded(self) -> dict[str, Callable[[str], str | None]]:
        """What commands do with their words."""
        return {"person": self.add}

    def ask(self) -> None:
        """Ask who."""
        self._speaker.open_prompt(TextPrompt(_("Add a person"), self.add, explain=explain_person))

    def add(self, text: str) -> str | None:
        """Add who a line names; a sentence when it names nobody."""
        command = read_person(text)
        if command is None:
            return _("Give a login first, as the account is called.")
        self._asking.send(command)
        return None


def explain_person(text: str) -> list[Row]:
    """Who would be added, as what."""
    command = read_person(text)
    if command is None:
        roles = ", ".join(word(role) for role in Role)
        return [
            [(_('login, name, role, as in: bo "Bo Hansen" agent'), "dim")],
            [(_("Roles: {roles}").format(roles=roles), "dim")],
        ]
    said = _("login {login}").format(login=clean(command.login))
    return [[(f" {GLYPHS.dot} ".join((said, clean(command.name), word(command.role))), "accent")]]


def _words(text: str) -> list[str]:
    """The words of a line; a quotation that is still open ends with it."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.replace('"', " ").replace("'", " ").split()


def _role(text: str) -> Role | None:
    wanted = text.casefold()
    return next((role for role in Role if wanted in (role.value, word(role).casefold())), None)
