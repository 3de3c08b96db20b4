"""What is still to be made heard, as a condition that both databases know their indices serve."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Text, cast, false, literal_column, or_

from servicedesk_tui.models import METADATA
from servicedesk_tui.models.reminding import UNHEARD
from servicedesk_tui.vocabulary.reminding import Channel

_NOTIFICATION = METADATA.tables["notification"].c


def unheard_of(person: int, channels: Iterable[Channel]) -> tuple[Any, ...]:
    """What of a person's is to be heard through any of these channels."""
    names = [cast(_NOTIFICATION.channels, Text).contains(f'"{channel.value}"') for channel in channels]
    unheard: Any = literal_column(UNHEARD)
    return unheard, _NOTIFICATION.person_id == person, or_(false(), *names)
