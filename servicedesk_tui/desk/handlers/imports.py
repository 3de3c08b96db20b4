"""Bringing rows in from elsewhere, as one batch: the same rows again add nothing, one undo takes them back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.models import Contact, Customer, Person, Site, Status, Tag, Task, TaskTag, Team
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.desk_commands import ImportedTask, ImportTasks
from servicedesk_tui.vocabulary.enums import Category, Kind, PersonKind, WaitingOn
from servicedesk_tui.vocabulary.refusals import Invalid, Refusal
from servicedesk_tui.vocabulary.text import digits

from ..registry import NOTHING, Told, handles
from ..work import Work
from . import values

_CHUNK = 500


@handles(ImportTasks)
def import_tasks(work: Work, command: ImportTasks) -> Told:
    """Make a task of every row that is not here yet; all or nothing."""
    work.require(Right.IMPORT)
    source = values.line(command.source, "name", most=200, empty=False)
    known = _known(work, source, (row.identity for row in command.rows))
    rows = [row for row in command.rows if row.identity not in known]
    if not rows:
        return NOTHING
    around = _Surroundings(work)
    around.make_missing(rows)
    tasks = [around.task(row, source) for row in rows]
    for task, number in zip(tasks, work.next_numbers(len(tasks)), strict=True):
        task.number = number
    work.session.add_all(tasks)
    work.flush()
    _tag(work, tasks, rows)
    told = {"file": command.file, "count": len(tasks), "known": len(known), "customers": around.made}
    return Told({**told, "unknown_people": sorted(around.unknown_people)[:50]})


def _known(work: Work, source: str, identities: Iterable[str]) -> set[str]:
    wanted = list(identities)
    found: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        found |= set(
            work.all(
                select(Task.external_ref).where(  # type: ignore[call-overload]
                    Task.external_source == source,
                    Task.external_ref.in_(wanted[start : start + _CHUNK]),  # type: ignore[union-attr]
                )
            )
        )
    return found


def _tag(work: Work, tasks: list[Task], rows: list[ImportedTask]) -> None:
    names = {values.tag(t) for row in rows for t in row.tags}
    if not names:
        return
    tags = {t.name: t for t in work.all(select(Tag))}
    for name in sorted(names - set(tags)):
        tags[name] = work.add(Tag(name=name))
    for task, row in zip(tasks, rows, strict=True):
        assert task.id is not None
        for name in dict.fromkeys(values.tag(t) for t in row.tags):
            tag_id = tags[name].id
            assert tag_id is not None
            work.session.add(TaskTag(task_id=task.id, tag_id=tag_id))


class _Surroundings:
    """The people, customers, sites and statuses that rows name, found once by their folded names."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.made = 0
        self.unknown_people: set[str] = set()
        self.customers: dict[str, Customer] = {_fold(c.name): c for c in work.all(select(Customer))}
        self.contacts: dict[tuple[int, str], Contact] = {
            (c.customer_id, _fold(c.name)): c for c in work.all(select(Contact))
        }
        self.sites: dict[tuple[int, str], Site] = {(s.customer_id, _fold(s.name)): s for s in work.all(select(Site))}
        self.teams: dict[str, Team] = {_fold(t.name): t for t in work.all(select(Team))}
        self.statuses: dict[str, Status] = {}
        for status in reversed(work.statuses):
            for name in (status.category.value, status.name_en, status.name_da, status.key):
                self.statuses[_fold(name)] = status
        self.people: dict[str, Person] = {}
        for person in work.all(select(Person).where(Person.active, Person.kind == PersonKind.HUMAN)):  # type: ignore[arg-type]
            for name in (person.name.split(" ")[0], person.email, person.name, person.login):
                if name:
                    self.people[_fold(name)] = person

    def make_missing(self, rows: list[ImportedTask]) -> None:
        """Make the customers, then the contacts and sites, that are not here yet."""
        for row in rows:
            if row.customer and _fold(row.customer) not in self.customers:
                name = self._line(row, row.customer, "customer", 200)
                self.customers[_fold(row.customer)] = Customer(name=name, created_at=self.work.now)
                self.work.session.add(self.customers[_fold(row.customer)])
                self.made += 1
        self.work.flush()
        for row in rows:
            customer = self.customers.get(_fold(row.customer)) if row.customer else None
            if customer is None or customer.id is None:
                continue
            if row.contact and (customer.id, _fold(row.contact)) not in self.contacts:
                self.contacts[customer.id, _fold(row.contact)] = self._contact(row, customer.id)
            if row.site and (customer.id, _fold(row.site)) not in self.sites:
                name = self._line(row, row.site, "site", 200)
                self.sites[customer.id, _fold(row.site)] = Site(customer_id=customer.id, name=name, address=name)
                self.work.session.add(self.sites[customer.id, _fold(row.site)])
        self.work.flush()

    def _contact(self, row: ImportedTask, customer: int) -> Contact:
        phone = self._line(row, row.phone, "phone", 40)
        name = self._line(row, row.contact, "contact", 200)
        contact = Contact(customer_id=customer, name=name, phone=phone, phone_digits=digits(phone))
        self.work.session.add(contact)
        return contact

    @staticmethod
    def _line(row: ImportedTask, text: str, field: str, most: int) -> str:
        try:
            return values.line(text, field, most=most)
        except Refusal as refusal:
            raise Invalid(_("Line {line}: {why}").format(line=row.line, why=refusal.message)) from None

    def task(self, row: ImportedTask, source: str) -> Task:
        """The task of a row, without its number."""
        try:
            return self._task(row, source)
        except Refusal as refusal:
            raise Invalid(_("Line {line}: {why}").format(line=row.line, why=refusal.message)) from None

    def _task(self, row: ImportedTask, source: str) -> Task:
        work, customer = self.work, self.customers.get(_fold(row.customer)) if row.customer else None
        owner = self._owner(row)
        status = self._status(row, owner)
        customer_id = customer.id if customer else None
        contact = self.contacts.get((customer_id or 0, _fold(row.contact))) if row.contact else None
        site = self.sites.get((customer_id or 0, _fold(row.site))) if row.site else None
        team = self.teams.get(_fold(row.team)) if row.team else None
        is_closed = not status.category.is_open
        created = min(row.created_at or work.now, work.now)
        done = max(row.done_at or work.now, created) if is_closed else None
        assert status.id is not None
        return Task(
            number=0,
            title=values.title(row.title),
            description=values.body(row.description, "description"),
            next_step=values.line(row.next_step, "next_step"),
            kind=Kind.CUSTOMER if customer else Kind.INTERNAL,
            customer_id=customer_id,
            contact_id=contact.id if contact else None,
            site_id=site.id if site else None,
            team_id=team.id if team else None,
            status_id=status.id,
            category=status.category,
            owner_id=owner.id if owner and status.category is not Category.INBOX else None,
            impact=row.impact,
            urgency=row.urgency,
            due_at=values.moment(row.due, "due"),
            due_is_day=row.due_is_day and row.due is not None,
            rank=values.rank_of(row.due),
            waiting_on=WaitingOn.OTHER if status.category is Category.WAITING else None,
            estimate_minutes=values.minutes(row.estimate_minutes, "estimate_minutes"),
            status_since=done or created,
            created_at=created,
            created_by_id=work.my_id,
            updated_at=work.now,
            done_at=_aware(done),
            external_source=source,
            external_ref=row.identity,
        )

    def _owner(self, row: ImportedTask) -> Person | None:
        if not row.owner:
            return None
        found = self.people.get(_fold(row.owner))
        if found is None:
            self.unknown_people.add(row.owner)
        return found

    def _status(self, row: ImportedTask, owner: Person | None) -> Status:
        """The status named; else ready or the inbox. Without an owner an open task is in the inbox whatever it says."""
        found = self.statuses.get(_fold(row.status)) if row.status else None
        if found is None:
            closed = row.done_at is not None
            found = self.work.first_status(Category.DONE if closed else Category.READY if owner else Category.INBOX)
        if found.category.needs_owner and owner is None:
            return self.work.first_status(Category.INBOX)
        if found.category is Category.INBOX and owner is not None:
            return self.work.first_status(Category.READY)
        return found


def _aware(at: datetime | None) -> Any:
    return values.moment(at, "done")


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
