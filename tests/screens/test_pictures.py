"""Every state at every size, as text: compared with pictures that a person has read, and measured."""

import unicodedata
from itertools import product
from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress

from .conftest import Glass
from .states import NOW, STATES, State, at_rest, filled_desk, shown

WIDTHS = (45, 60, 80, 100, 120, 160, 200)
HEIGHTS = (15, 20, 24, 40, 60)
KEPT = (*((width, 24) for width in WIDTHS), (80, 15), (45, 20))
"""The sizes whose pictures are kept; the others are measured."""


class Picture(SingleFileSnapshotExtension):
    """A text file a state."""

    _file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture(scope="session")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled_desk(sqlite_template, tmp_path_factory.mktemp("states"))


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stands still; the terminal has Unicode."""
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def address(
    request: pytest.FixtureRequest, filled: Path, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> StoreAddress:
    """The desk a state wants, in a file of its own, which is called the same wherever it is."""
    state = request.node.callspec.params.get("state")
    empty = state is not None and state.desk == "empty"
    (tmp_path / "desk.db").write_bytes((sqlite_template if empty else filled).read_bytes())
    monkeypatch.chdir(tmp_path)
    return StoreAddress(path=Path("desk.db"), named=True)


def faults_of(glass: Glass, width: int, height: int) -> list[str]:
    """What is wrong with a picture whatever it shows."""
    strips = glass.app.screen._compositor.render_strips(glass.app.size)
    lines = [strip.text for strip in strips]
    found = [f"{len(lines)} lines"] if len(lines) != height else []
    found += [f"line {y} takes {cell_len(line)} cells" for y, line in enumerate(lines) if cell_len(line) != width]
    for y, line in enumerate(lines):
        controls = [c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")]
        found += [f"line {y} has {controls!r}"] if controls else []
    x, y = glass.app.cursor_position
    if not (0 <= x < width and 0 <= y < height):
        found.append(f"the cursor stands at {x}, {y}")
    return found


async def sized(glass: Glass, width: int, height: int, *, live: bool) -> list[str]:
    """Give the glass a size; answers what is wrong then."""
    await glass.resize(width, height)
    if live:
        await glass.until(lambda: at_rest(glass.app))
    return [f"{width}x{height}: {fault}" for fault in faults_of(glass, width, height)]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
async def test_every_state_reads_as_it_did(
    state: State, snapshot: SnapshotAssertion, address: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the sizes that are kept; beside them it is measured at three more, other ones for every state."""
    at = STATES.index(state)
    more = [(WIDTHS[(at + 3 * n) % 7], HEIGHTS[(at + n) % 5]) for n in range(3)]
    faults, pictures = [], []
    async with shown(state, address, monkeypatch, language="en", size=(120, 40)) as glass:
        for width, height in (*KEPT, *more):
            faults += await sized(glass, width, height, live=state.live)
            if (width, height) in KEPT:
                lines = [line.rstrip() for line in glass.text.split("\n")]
                pictures.append("\n".join([f"== {width}x{height} ".ljust(width, "="), *lines]))
    assert faults == []
    assert "\n".join(pictures) + "\n" == snapshot(extension_class=Picture)


@pytest.mark.proof
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
async def test_every_state_fits_every_size(
    state: State, address: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = []
    async with shown(state, address, monkeypatch, language="en", size=(120, 40)) as glass:
        for width, height in product(WIDTHS, HEIGHTS):
            faults += await sized(glass, width, height, live=state.live)
    assert faults == []


@pytest.mark.parametrize(
    "keys", ["a", "s", "D", "t", "number_sign", "slash", "n", "colon", "c", "p", "comma", "g", "ctrl+p"]
)
async def test_a_line_keeps_its_text_while_the_terminal_changes_its_size(
    address: StoreAddress, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    async with shown(State("resized", (keys,)), address, monkeypatch, language="en", size=(80, 24)) as glass:
        prompt = glass.app.board.minibuffer.prompt
        assert prompt
        if prompt.line:
            await glass.paste("bo")
        for width in (45, 120, 80):
            assert await sized(glass, width, 24, live=True) == []
            assert glass.app.board.minibuffer.prompt is prompt
            if prompt.line:
                assert glass.line.rstrip().endswith(" bo")
                assert glass.app.cursor_position == (len(glass.line.rstrip()), 23)
            rule = next((line for line in reversed(glass.text.split("\n")) if line.strip() and not line.strip("─")), "")
            assert len(rule) == (0 if keys == "c" else width)
