"""Addresses in what people wrote: found, shown, and followed only when somebody says so."""

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from servicedesk_tui.locale import _
from servicedesk_tui.looks import is_remote

from .paint import clean

if TYPE_CHECKING:
    from textual.app import App

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"'`|\\^{}]+", re.IGNORECASE)
_MOST = 40


def addresses_in(text: str) -> list[str]:
    """The addresses that a text names, each once, in their order."""
    found = (_bare(clean(one)) for one in _ADDRESS.findall(text))
    return list(dict.fromkeys(one for one in found if one))[:_MOST]


def _bare(address: str) -> str:
    """Without the punctuation of the sentence it stands in, and the bracket that closes around it."""
    while address and (address[-1] in ".,;:!?*_" or (address[-1] in ")]" and not _is_paired(address))):
        address = address[:-1]
    if "](" in address:  # [a link](https://… whose text is an address
        address = address.partition("](")[0]
    return address


def _is_paired(address: str) -> bool:
    opening = "(" if address[-1] == ")" else "["
    return address.count(opening) >= address.count(address[-1])


def follow(address: str, app: "App[Any]") -> str:
    """Open it with the system's opener where the person sits at this machine, else put it on their clipboard; what was
    done, in words."""
    opener = None if is_remote(os.environ) else _opener()
    if opener:
        try:
            subprocess.Popen(
                [opener, address], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        except OSError:
            pass
        else:
            return _("Opened {address}").format(address=address)
    app.copy_to_clipboard(address)
    return _("On the clipboard: {address}").format(address=address)


def _opener() -> str | None:
    if sys.platform == "darwin":
        return shutil.which("open")
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return shutil.which("xdg-open") if has_display else None
