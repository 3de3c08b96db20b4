"""Where the store is, and what one person or one machine has set. Read once at start; standard library only."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where a store is: a PostgreSQL URL or a file. `named` is True when somebody named it, not the default."""

    url: str = ""
    path: Path | None = None
    named: bool = False

    def __str__(self) -> str:
        return self.url or str(self.path)
