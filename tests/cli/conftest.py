"""Shells on a test's store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from servicedesk_tui import settings
from servicedesk_tui.settings import StoreAddress

from .shell import Shell


@pytest.fixture(autouse=True)
def machine_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the machine's settings would be: of this test only, and read anew. Who runs the tests may speak Danish."""
    path = tmp_path_factory.mktemp("etc") / "settings.toml"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(settings, "MACHINE_SETTINGS", path)
    forget_settings()
    yield path
    forget_settings()


def forget_settings() -> None:
    settings._own.cache_clear()
    settings._machine.cache_clear()


@pytest.fixture
def shell(sqlite_address: StoreAddress) -> Shell:
    """anna, the administrator, on a store in a file."""
    return Shell(str(sqlite_address))


@pytest.fixture
def either(store_address: StoreAddress) -> Shell:
    """anna on a store of each kind."""
    return Shell(str(store_address))
