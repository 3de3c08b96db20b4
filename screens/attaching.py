"""Files of a task on the glass: kept by their paths, looked into, opened, saved, taken off. The event loop reads none of them."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from servicedesk_tui.locale import _, n_
from servicedesk_tui.looks import is_remote
from servicedesk_tui.vocabulary.errands import KeepFiles, SaveFiles, ShowFile
from servicedesk_tui.vocabulary.files import AttachFiles, DetachFile, FilePreview, FileRow, PreviewQuestion
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import Card
from servicedesk_tui.vocabulary.task_rows import TaskView

from .addresses import follow
from .asking import Asking, Speaker, outcome
from .keys import key_of
from .naming import named
from .paint import clean
from .pathline import PathPrompt

if TYPE_CHECKING:
    from textual.app import App

SHOWN = 12
"""Lines of a text that are shown under its name."""


class Host(Speaker, Protocol):
    """A screen with tasks."""

    @property
    def app(self) -> "App[int]":
        """The program."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...


class Attaching:
    """What keys do about files."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._asking = Asking(host)

    def keep(self, card: Card) -> None:
        """Ask which files, and keep them with the task."""
        prompt = PathPrompt(
            _("Keep with {task}").format(task=named([card])),
            partial(self.keep_paths, card.id),
            self._host.session.run,
            usual=_("a path, or several · https://… keeps an address · Tab completes"),
        )
        prompt.changed = self._host.repaint_prompt
        self._host.open_prompt(prompt)

    def keep_paths(self, task: int, paths: list[str]) -> str | None:
        """Read and keep them; a sentence without any."""
        if not paths:
            return _("Name a file to keep.")
        names = n_("{n} file", "{n} files", len(paths)).format(n=len(paths))
        self._host.say(_("Keeping {files} …").format(files=names))

        def took(done: Done) -> None:
            self._host.say(outcome(AttachFiles(task=task, files=()), done))
            self._host.show_done(done)

        self._host.session.run(KeepFiles(task=task, paths=tuple(paths)), took, self._refused, self._tell)
        return None

    def open(self, file: FileRow) -> None:
        """In a viewer where the person sits at this machine; else it is saved where they say. An address is followed."""
        if file.url:
            self._host.say(follow(file.url, self._host.app))
        elif is_remote(os.environ):
            self.save((file,))
        else:
            self._host.session.run(ShowFile(file=file.id), self._shown, self._refused)

    def save(self, files: tuple[FileRow, ...]) -> None:
        """Ask for a folder, and write them into it."""
        names = (
            clean(files[0].name) if len(files) == 1 else n_("{n} file", "{n} files", len(files)).format(n=len(files))
        )
        prompt = PathPrompt(
            _("Save {files} in the folder").format(files=names),
            partial(self._save_in, files),
            self._host.session.run,
            text="~/",
            folders=True,
        )
        prompt.changed = self._host.repaint_prompt
        self._host.open_prompt(prompt)

    def remove(self, view: TaskView, file: int) -> None:
        """Take it off."""
        self._asking.send(DetachFile(task=view.card.id, file=file))

    def look_into(self, file: FileRow, then: Callable[[FilePreview], None]) -> None:
        """Its first lines; of what is no text it is said what it is."""

        def take(found: FilePreview) -> None:
            if found.lines is None:
                self._host.say(
                    _("{name} is {type}: {open} opens it, {save} saves it.").format(
                        name=file.name, type=file.media_type, open=key_of("addresses"), save=key_of("save_files")
                    )
                )
            then(found)

        self._host.session.ask(
            PreviewQuestion(file=file.id, lines=SHOWN), "looked into", take, self._refused, leads=True
        )

    def _save_in(self, files: tuple[FileRow, ...], paths: list[str]) -> str | None:
        if len(paths) != 1:
            return _("Name one folder.")
        errand = SaveFiles(files=tuple(file.id for file in files), folder=paths[0])
        self._host.session.run(errand, self._saved, self._refused, self._tell)
        return None

    def _saved(self, paths: tuple[str, ...]) -> None:
        count = len(paths)
        said = n_("Saved: {paths}", "Saved {n} files, the last one as {paths}", count)
        self._host.say(said.format(n=count, paths=paths[-1] if paths else ""))

    def _shown(self, path: str) -> None:
        self._host.say(follow(path, self._host.app))

    def _tell(self, said: str) -> None:
        self._host.say(said)

    def _refused(self, refusal: Refusal) -> None:
        self._host.say(refusal.message, wrong=True)
