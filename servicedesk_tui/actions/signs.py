"""Keys as people write them, and as the terminal's library calls them."""

from collections.abc import Mapping

from ..locale import N_, _

SIGNS: Mapping[str, str] = {
    "question_mark": "?", "plus": "+", "minus": "-", "slash": "/", "comma": ",", "full_stop": ".", "colon": ":",
    "semicolon": ";", "exclamation_mark": "!", "number_sign": "#", "asterisk": "*", "less_than_sign": "<",
    "greater_than_sign": ">", "equals_sign": "=", "underscore": "_", "percent_sign": "%", "ampersand": "&",
    "apostrophe": "'", "quotation_mark": '"', "left_parenthesis": "(", "right_parenthesis": ")", "dollar_sign": "$",
    "grave_accent": "`", "left_square_bracket": "[", "right_square_bracket": "]", "left_curly_bracket": "{",
    "right_curly_bracket": "}", "backslash": "\\", "at": "@", "vertical_line": "|", "circumflex_accent": "^",
    "tilde": "~",
}  # fmt: skip
_LABELS = {"pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End", "tab": "Tab", "space": N_("space")}
_WRITTEN = {
    **{sign: name for name, sign in SIGNS.items()},
    " ": "space",
    "pgdn": "pagedown",
    "pgup": "pageup",
    "esc": "escape",
    "return": "enter",
    "del": "delete",
}


def key_label(key: str) -> str:
    """A key as people write it: `?`, `PgDn`, `ctrl+d`; the arrows and the space bar in the language in force. A letter is
    itself: `h` is no hour, which Danish writes `t`."""
    return SIGNS.get(key) or (key if len(key) < 2 else _(_LABELS.get(key, key)))


def key_name(written: str) -> str:
    """A key as the library calls it, from what people write: `?`, `PgDn`, `Ctrl+D`; a letter is itself."""
    written = written if len(written) == 1 else written.strip().casefold()
    return _WRITTEN.get(written, written)
