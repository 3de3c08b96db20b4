"""The looks, by screen: plain functions that take who asks and a question and answer frozen rows. Importing this package
registers the reads of every start; those that need the language of filters are registered when one is asked for."""

from importlib import import_module

from . import board, cards, history, lists, statuses, task

__all__ = ["board", "cards", "history", "lists", "load_the_rest", "statuses", "task"]


def load_the_rest() -> None:
    """Register every read there is."""
    for name in (
        "cell",
        "completing",
        "covering",
        "day",
        "effects",
        "figures",
        "files",
        "groups",
        "inbox",
        "next_due",
        "reminders",
        "schedule",
        "search",
        "shift",
        "shift_handovers",
        "slots",
        "staff",
        "teams",
        "timer",
        "views",
        "visits",
        "who",
        "workload",
        "writing",
    ):
        import_module(f"{__name__}.{name}")
