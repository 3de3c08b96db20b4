"""What can be wrong with a store, each said in one clear sentence: where, what, and what would be right."""

import os
import re
import shlex
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from servicedesk_tui.locale import N_, _
from servicedesk_tui.vocabulary.refusals import Refusal, StoreMissing, StoreRefusal

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "fuse.sshfs",
        "fuse.glusterfs",
        "fuse.rclone",
    }
)
MOUNTS = Path("/proc/mounts")


class StoreBusy(StoreRefusal):
    """Somebody else has been writing for too long."""


def refuse_unusable_file(path: Path, *, create: bool, named: bool = True) -> None:
    """Refuse what cannot be a store: a folder, a missing file (unless it is to be made), one we may not read. One that
    nobody `named` is one's own, in its usual place."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not create:
            line = shlex.join(["servicedesk", "init", *(["--store", str(path)] if named else [])])
            raise StoreMissing(
                _("There is no store at {path}. Make one with: {line}").format(path=path, line=line)
            ) from None
        _refuse_folder_we_cannot_write(path.parent)
        return
    except OSError as error:
        raise StoreRefusal(_("{path} cannot be reached: {why}.").format(path=path, why=error.strerror)) from None
    if stat.S_ISDIR(mode):
        raise StoreRefusal(_("{path} is a folder, not a store. Name the file in it.").format(path=path))
    if not stat.S_ISREG(mode):
        raise StoreRefusal(_("{path} is no file that could hold a store.").format(path=path))
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreRefusal(
            _("{path} may not be read and written by you. Ask for membership of the group that shares it.").format(
                path=path
            )
        )


def _refuse_folder_we_cannot_write(folder: Path) -> None:
    if not folder.is_dir():
        raise StoreRefusal(_("The folder {path} does not exist.").format(path=folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreRefusal(_("You may not make files in {path}.").format(path=folder))


def refuse_network_file_system(path: Path) -> None:
    """SQLite's locks do not hold over a network: several people there need PostgreSQL."""
    kind = file_system_of(path)
    if kind in NETWORK_FILE_SYSTEMS:
        raise StoreRefusal(
            _(
                "{path} is on a network file system ({kind}), where a shared file loses data. "
                "Put the store on a local disk, or use PostgreSQL: servicedesk --store postgresql://…"
            ).format(path=path, kind=kind)
        )


def file_system_of(path: Path) -> str:
    """The type of the file system that holds `path`, "" where the system does not say."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    whole = str(path.resolve())
    best, kind = "", ""
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = parts[1].replace("\\040", " ")
        inside = whole == place or whole.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):
            best, kind = place, parts[2]
    return kind


def masked(url: str) -> str:
    """A URL without its password, wherever in it that stands. One with an unescaped @ in it is masked whole."""
    url = re.sub(r"(://[^:/@]*):.*@", r"\1:***@", url)
    return re.sub(r"([?&]password=)[^&]*", r"\1***", url, flags=re.IGNORECASE)


class Interrupted(StoreRefusal):
    """A read was stopped because a newer question took its place."""


@contextmanager
def faults_in_words(where: str) -> Iterator[None]:
    """Turn the database's own errors inside the block into refusals that name the store `where`."""
    try:
        yield
    except DBAPIError as error:
        refusal = in_words(error, masked(where))
        if refusal is None:
            raise
        raise refusal from error


# What the drivers say, in the order to look for it: a pattern in the message, and our sentence.
_SENTENCES: tuple[tuple[str, str], ...] = (
    ("file is not a database", N_("{where} is not a service desk's store; it is some other kind of file.")),
    ("malformed", N_("{where} is damaged. Put the latest backup in its place.")),
    ("disk is full", N_("The disk of {where} is full. Nothing was changed; make room and try again.")),
    ("disk I/O error", N_("The disk of {where} does not answer as it should. Nothing was changed.")),
    ("readonly database", N_("{where} may not be written by you. Nothing was changed.")),
    ("unable to open database file", N_("{where} cannot be opened; look at its folder's permissions.")),
    ("no space left", N_("The disk of {where} is full. Nothing was changed; make room and try again.")),
    ("authentication failed|no pg_hba.conf entry", N_("The database at {where} refuses the name or the password.")),
    (
        "no password supplied",
        N_("The database at {where} wants a password; put it in the usual password file (~/.pgpass)."),
    ),
    (r'(database|role) "[^"]*" does not exist', N_("{where} names a database or role that does not exist.")),
    (
        r"permission denied for|must be owner of",
        N_("The role in {where} may not work in that database; give it a database that it owns."),
    ),
    (
        r'relation "[^"]*" already exists|column "schema_version" does not exist',
        N_("{where} holds the tables of something else; give the desk a database of its own."),
    ),
    ("read-only transaction", N_("{where} may not be written by you. Nothing was changed.")),
    ("too many clients|remaining connection slots", N_("The database at {where} has no room for one more; try again.")),
    ("is starting up|is shutting down", N_("The database at {where} is just starting or stopping; try again.")),
    ("invalid connection option|invalid URI", N_("{where} is not a database's address.")),
    ("could not translate host name", N_("{where} names a machine that cannot be found.")),
    ("failed to resolve host", N_("{where} names a machine that cannot be found.")),
    ("Connection refused", N_("Nothing answers at {where}. Is the database running?")),
    ("No such file or directory", N_("Nothing answers at {where}. Is the database running?")),
    ("timeout expired", N_("{where} did not answer in time.")),
    ("server closed the connection", N_("The connection to {where} was lost.")),
    ("terminating connection", N_("The connection to {where} was lost.")),
    ("connection is lost", N_("The connection to {where} was lost.")),
)


def in_words(error: DBAPIError, where: str) -> Refusal | None:
    """The refusal for a driver's error; None for one that is a fault of ours and should be seen as such."""
    said = str(error.orig)
    if "interrupted" in said or "canceling statement due to user request" in said:
        return Interrupted(_("The read was stopped for a newer one."))
    if "lock timeout" in said:
        return StoreBusy(_("Somebody else is writing to {where} and has not finished. Try again.").format(where=where))
    if "database is locked" in said:
        return StoreBusy(_("Somebody else is writing to {where} and has not finished. Try again.").format(where=where))
    for pattern, sentence in _SENTENCES:
        if re.search(pattern, said, re.IGNORECASE):
            return StoreRefusal(_(sentence).format(where=where))
    return None
