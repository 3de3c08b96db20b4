"""Visits as an iCalendar file (RFC 5545), for calendars outside: the same uid on every export, a sequence that grows, what was
called off as cancelled. Times are in UTC, which every client turns into its own."""

from collections.abc import Iterable

from icalendar import Calendar, Event

from servicedesk_tui.vocabulary.plans import VisitEvent
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.text import many_lines, one_line

PRODUCT = "-//servicedesk-tui//EN"


def calendar_file(events: Iterable[VisitEvent], name: str) -> bytes:
    """The file; `name` is what a client calls the calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
    for event in events:
        calendar.add_component(_event(event))
    return bytes(calendar.to_ical())


def _event(visit: VisitEvent) -> Event:
    event = Event()
    event.add("uid", visit.uid)
    event.add("sequence", visit.sequence)
    event.add("dtstamp", visit.changed_at)
    event.add("last-modified", visit.changed_at)
    event.add("dtstart", visit.start)
    event.add("dtend", visit.end)
    event.add("status", "CANCELLED" if visit.is_off else "CONFIRMED")
    event.add("summary", one_line(" · ".join(filter(None, (ref(visit.number), visit.title, visit.customer)))))
    if visit.place:
        event.add("location", one_line(visit.place))
    told = [f"@{visit.login}", visit.next_step, visit.access]
    event.add("description", many_lines("\n".join(filter(None, told))))
    return event
