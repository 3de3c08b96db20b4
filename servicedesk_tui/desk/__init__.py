"""The verbs and the looks: `Desk.do(command)` and `Desk.ask(question)`."""

from .desk import Desk

__all__ = ["Desk"]
