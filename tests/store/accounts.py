"""Doing something as another account of the machine, which only root can."""

import grp
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from servicedesk_tui.vocabulary.refusals import Refusal

GROUP = next(group for group in grp.getgrall() if group.gr_gid not in (0, 65_534))
"""Some group that is not root's."""
NOBODY, SOMEBODY = 65_534, 65_532


def require_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can act as other accounts")


@contextmanager
def public_folder() -> Iterator[Path]:
    """A folder that every account reaches; pytest's own ones are private."""
    folder = Path(tempfile.mkdtemp(prefix="desk-open-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def act_as(uid: int, act: Callable[[], object], groups: tuple[int, ...] = ()) -> str:
    """What `act` answered, or the refusal's sentence, carried out by a child with that uid. What it needs must have
    been imported before: the account may not be able to read the program."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        try:
            os.setgroups(groups)
            os.setgid(uid)
            os.setuid(uid)
            os.umask(0o022)
            said = str(act())
        except Refusal as refusal:
            said = f"refused: {refusal.message}"
        except BaseException as error:
            said = f"failed: {error!r}"
        os.write(writer, json.dumps(said).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return str(json.loads(text))
