"""The nouns: SQLModel tables, one module per group of nouns; dumb, no rules."""

from .assigning import AssignmentCredit
from .base import METADATA, Row
from .customers import Contact, Customer, Site
from .desk import Counter, Draft, Meta, SavedView, Seen, Setting
from .handing import Handover, Shift, ShiftLine
from .history import Batch, Change, Feed, LongText
from .machinery import Message, Recurrence, Rule, RuleRun, Template
from .parts import Attachment, Blob, ChecklistItem, Link, Note, Tag, TaskPerson, TaskTag, TimeEntry, Visit
from .people import Absence, Person, PersonSkill, Team
from .promises import Calendar, ServiceClock, ServiceLevel
from .reminding import Mute, Notification, Preference, Reminder
from .search import SEARCH_CLOSED, SEARCH_NAME, SEARCH_OPEN
from .tasks import RANK_NO_DUE, Status, Task

__all__ = [
    "METADATA", "RANK_NO_DUE", "SEARCH_CLOSED", "SEARCH_NAME", "SEARCH_OPEN", "Absence", "AssignmentCredit", "Attachment", "Batch", "Blob",
    "Calendar", "Change", "ChecklistItem", "Contact", "Counter", "Customer", "Draft", "Feed", "Handover", "Link", "LongText",
    "Message", "Meta", "Mute", "Note", "Notification", "Person", "PersonSkill", "Preference", "Recurrence", "Reminder", "Row", "Rule",
    "RuleRun", "SavedView", "Seen", "ServiceClock", "ServiceLevel", "Setting", "Shift", "ShiftLine", "Site", "Status", "Tag", "Task", "TaskPerson",
    "TaskTag", "Team", "Template", "TimeEntry", "Visit",
]  # fmt: skip
