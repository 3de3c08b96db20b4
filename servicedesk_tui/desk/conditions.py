"""Open and closed, as the databases know them.

Literal, not bound: only then can they prove that the partial indices of open and closed tasks serve.
"""

from typing import Any

from sqlalchemy import literal_column

from servicedesk_tui.vocabulary.enums import OPEN

IS_OPEN: Any = literal_column(f"task.category IN ({', '.join(repr(c.value) for c in OPEN)})")
IS_CLOSED: Any = literal_column("task.category IN ('done', 'cancelled')")
