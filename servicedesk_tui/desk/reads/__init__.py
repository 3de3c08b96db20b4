"""The looks, by screen: plain functions that take who asks and a question and answer frozen rows. Importing this package
registers every read."""

from . import board, cards, completing, history, lists, search, statuses, task, views

__all__ = ["board", "cards", "completing", "history", "lists", "search", "statuses", "task", "views"]
