"""Files in and out of a real file system."""

import os
import socket
from io import BytesIO
from pathlib import Path

import pytest

from servicedesk_tui.errands import carry_out
from servicedesk_tui.exchange.files import read_file, read_stream, write_file
from servicedesk_tui.policy.contents import is_address
from servicedesk_tui.vocabulary.errands import CompletePath, Errand, SaveFiles
from servicedesk_tui.vocabulary.refusals import Invalid

LIMIT = 10_000_000


def test_a_file_is_read_with_its_name_and_told_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "Køl  æ.bin"
    path.write_bytes(b"x" * 3_000_000)
    told: list[tuple[int, int]] = []
    found = read_file(str(path), LIMIT, lambda done, size: told.append((done, size)))
    assert (found.name, len(found.content), found.url) == ("Køl æ.bin", 3_000_000, "")
    assert told[-1] == (3_000_000, 3_000_000)
    assert len(told) == 3


def test_the_home_folder_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.txt").write_text("hello")
    assert read_file("~/a.txt", LIMIT).content == b"hello"


def done(errand: Errand) -> object:
    """An errand that needs no desk."""
    return carry_out(None, errand, lambda _said: None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("~$report.docx", "There is no folder ~$report.docx"),
        ("~nobody-here/x", "There is no folder ~nobody-here"),
        ("~a\0b/x", "no file's name"),
        ("~/a\0b", "no file's name"),
        ("a\0b", "no file's name"),
    ],
)
def test_a_home_that_is_nobodys_is_refused_in_words_and_completed_with_nothing(path: str, why: str) -> None:
    with pytest.raises(Invalid) as of_file:
        read_file(path, LIMIT)
    with pytest.raises(Invalid) as of_folder:
        done(SaveFiles(files=(), folder=path))
    assert why in of_file.value.message
    assert why in of_folder.value.message
    for text in (path, f"{path}/", f"{path}/x", "\udcff\ud800/"):
        assert done(CompletePath(text=text)) == ()


def test_a_path_is_completed_with_folders_first_and_what_is_hidden_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "flat").mkdir()
    for name in ("flange", ".fl", "other"):
        (tmp_path / name).touch()
    (tmp_path / "fluke").symlink_to(tmp_path / "none")
    assert done(CompletePath(text=f"{tmp_path}/f")) == tuple(f"{tmp_path}/{n}" for n in ("flat/", "flange", "fluke"))
    assert done(CompletePath(text=f"{tmp_path}/f", folders=True)) == (f"{tmp_path}/flat/",)
    assert done(CompletePath(text=f"{tmp_path}/.f")) == (f"{tmp_path}/.fl",)


def test_an_address_is_kept_as_one() -> None:
    found = read_file("https://maps.example/site/4?z=3", LIMIT)
    assert (found.name, found.url, found.content) == ("4", "https://maps.example/site/4?z=3", b"")
    assert not is_address("file:///etc/passwd")
    assert not is_address("javascript:alert(1)")
    assert not is_address("https://")
    assert not is_address("https://a.example/\x1b[2J")
    assert not is_address("https://a.example/ b")


def test_what_is_no_file_to_keep_is_refused_in_words_and_at_once(tmp_path: Path) -> None:
    fifo, folder, locked, large = tmp_path / "pipe", tmp_path / "folder", tmp_path / "locked", tmp_path / "large"
    os.mkfifo(fifo)
    folder.mkdir()
    large.write_bytes(b"x" * 3_000_000)
    plug = socket.socket(socket.AF_UNIX)
    plug.bind(str(tmp_path / "plug"))
    wrong = {
        str(tmp_path / "none"): "There is no file",
        str(fifo): "a device or a pipe",
        str(folder): "is a folder",
        "/dev/zero": "a device or a pipe",
        str(tmp_path / "plug"): "a device or a pipe",
        str(large): "3.0 MB; at most 2 MB are kept",
        "a\0b": "no file's name",
        "x" * 5000: "There is no file",
    }
    if os.getuid():
        locked.write_text("x")
        locked.chmod(0)
        wrong[str(locked)] = "may not be read by you"
    for text, why in wrong.items():
        with pytest.raises(Invalid, match=why):
            read_file(text, 2_000_000)
    plug.close()


def test_a_file_that_grows_past_the_limit_is_refused() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc here")
    with pytest.raises(Invalid, match="at most 0 MB"):
        read_file("/proc/self/status", 10)  # says that it has no size at all


def test_a_stream_is_read_to_the_limit() -> None:
    assert read_stream("in", BytesIO(b"abc"), 3).content == b"abc"
    with pytest.raises(Invalid, match="are kept"):
        read_stream("in", BytesIO(b"abcd"), 3)


def test_nothing_is_written_over_or_outside(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    folder.mkdir()
    assert write_file(folder, "../outside", b"1") == folder / "outside"
    assert not outside.exists()
    assert write_file(folder, "a.txt", b"1").name == "a.txt"
    assert write_file(folder, "a.txt", b"2").name == "a (2).txt"
    assert (folder / "a.txt").read_bytes() == b"1"
    outside.write_text("mine")
    (folder / "link").symlink_to(outside)
    assert write_file(folder, "link", b"theirs").name == "link (2)"
    assert outside.read_text() == "mine"


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="There is no folder"):
        write_file(tmp_path / "none", "a", b"")


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(Invalid, match="cannot be written"):
            write_file(tmp_path, "large", b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert list(tmp_path.iterdir()) == []
