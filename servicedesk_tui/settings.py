"""Where the store is, and what one person or one machine has set. Read once at start; nothing heavy is imported.

Order: `--store`, SERVICEDESK_STORE, one's own settings.toml, the machine's /etc/servicedesk/settings.toml, the personal
default. Nothing here makes a file: a mistyped path is refused when it is opened.
"""

import os
import pwd
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .locale import LANGUAGES, _
from .vocabulary.refusals import Invalid

MACHINE_SETTINGS = Path("/etc/servicedesk/settings.toml")
_URLS = ("postgresql://", "postgres://", "postgresql+psycopg://")
THEMES = ("terminal", "dark", "light", "contrast")
_WORDS = {
    "theme": THEMES,
    "glyphs": ("auto", "unicode", "ascii"),
    "mouse": ("auto", "on", "off"),
    "scheduler": ("on", "off"),
}
"""Settings that are one of a few words."""
_KNOWN: dict[str, type] = {
    "store": str,
    "language": str,
    "trusted_accounts": list,
    "keys": dict,
    "notify_command": list,
    **dict.fromkeys(_WORDS, str),
}


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where a store is: a PostgreSQL URL or a file. `named` is True when somebody named it, not the default."""

    url: str = ""
    path: Path | None = None
    named: bool = False

    def __str__(self) -> str:
        return self.url or str(self.path)


def config_folder() -> Path:
    """One's own settings."""
    return _folder("config")


def data_folder() -> Path:
    """Where a personal store is kept by default."""
    return _folder("data")


def cache_folder() -> Path:
    """What can be lost without loss: the last board's picture."""
    return _folder("cache")


def state_folder() -> Path:
    """What this machine remembers of its person: the theme, the tours taken."""
    return _folder("state")


def _folder(kind: str) -> Path:
    from platformdirs import PlatformDirs

    return Path(getattr(PlatformDirs("servicedesk", appauthor=False), f"user_{kind}_path"))


def address_of(text: str) -> StoreAddress:
    """The address a person typed: a PostgreSQL URL or a file's path."""
    if text.startswith(_URLS):
        return StoreAddress(url=text, named=True)
    if "://" in text:
        raise Invalid(
            _("{store} is no store: give a file's path or postgresql://…").format(
                store=text.partition("://")[0] + "://…"
            )
        )
    return StoreAddress(path=Path(text).expanduser().absolute(), named=True)


def find_store(named: str | None = None) -> StoreAddress:
    """The store to use, see this module's text for the order."""
    for text in (
        named,
        os.environ.get("SERVICEDESK_STORE"),
        _own().get("store"),
        _machine().get("store"),
    ):
        if text:
            return address_of(text)
    return StoreAddress(path=data_folder() / "desk.db")


def chosen_language(named: str | None = None) -> str | None:
    """The language asked for: `--lang`, SERVICEDESK_LANG, own settings; None leaves it to the person's row."""
    for text in (named, os.environ.get("SERVICEDESK_LANG"), _own().get("language")):
        if text in LANGUAGES:
            return str(text)
    return None


def own_keys() -> dict[str, Any]:
    """The person's own keys, by action id."""
    return dict(_own().get("keys", {}))


def own_word(name: str) -> str:
    """A setting of one word, "" when it is not set."""
    return str(_own().get(name, ""))


def own_command(name: str) -> list[str]:
    """A command of the person's own: a program and its arguments, [] when it is not set. Never from the store: nobody else says
    what runs here."""
    return [str(part) for part in _own().get(name, [])]


def looks_after() -> bool:
    """False where a person leaves the desk's reminders to a worker: SERVICEDESK_SCHEDULER, or `scheduler` in own settings."""
    return (os.environ.get("SERVICEDESK_SCHEDULER") or own_word("scheduler")) != "off"


def account() -> str:
    """The operating system's user, by uid: environment variables are no proof."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid{os.getuid()}"


def account_name() -> str:
    """The person's full name as the operating system has it, else the account."""
    try:
        return pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip() or account()
    except KeyError:
        return account()


def may_act_for_others(who: str) -> bool:
    """True for accounts the machine's settings trust to pass `--as` (a forced command in authorized_keys)."""
    return who in _machine().get("trusted_accounts", [])


def this_terminal() -> str:
    """A name for this terminal that survives a restart: undo is of the terminal it was done in."""
    pane = os.environ.get("TMUX_PANE", "")
    for stream in (0, 1, 2):
        try:
            return f"{os.uname().nodename}:{os.ttyname(stream)}{pane}"
        except OSError:
            continue
    return f"{os.uname().nodename}:-"


@cache
def _own() -> dict[str, Any]:
    return _read(config_folder() / "settings.toml")


@cache
def _machine() -> dict[str, Any]:
    return _read(MACHINE_SETTINGS)


def _read(path: Path) -> dict[str, Any]:
    """A settings file, checked; a missing one is empty."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Invalid(_("{path} cannot be read: {why}.").format(path=path, why=error)) from None
    for key, value in found.items():
        if key not in _KNOWN:
            raise Invalid(
                _("{path}: unknown setting {key}; known are {known}.").format(
                    path=path, key=key, known=", ".join(_KNOWN)
                )
            )
        if not isinstance(value, _KNOWN[key]):
            raise Invalid(_("{path}: {key} should be {kind}.").format(path=path, key=key, kind=_KNOWN[key].__name__))
        if key in _WORDS and value not in _WORDS[key]:
            words = ", ".join(_WORDS[key])
            raise Invalid(_("{path}: {key} should be one of {words}.").format(path=path, key=key, words=words))
    return found
