"""What the bottom line says of a date while it is typed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from screens.reading import explain_due

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fri", "fri, 2026-03-06"),
        ("fri 14:00", "fri 14:00, 2026-03-06"),
        ("1/12", "Tuesday 1 December 2026"),
        ("tomorrow 9", "Tuesday 3 March 2026 09:00"),
        ("a fortnight from now", "Monday 16 March 2026"),
        ("-", "no due date"),
        ("soon", "“soon” is not a date; write fri, +3d, 1/12"),
        ("", "fri · +3d · 1/12"),
    ],
)
def test_a_guess_is_said_in_full(text: str, said: str) -> None:
    ((span, *_more),) = explain_due(text, NOW, ZONE)
    assert said in span[0]
