"""The floor: a Textual application that shows one line and counts keys in it."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class EmptyApp(App[None]):
    """One Static."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("SD-0 ready")

    def on_key(self, event: Key) -> None:
        event.stop()
        self.count += 1
        self.query_one(Static).update(f"SD-{self.count} ready")


if __name__ == "__main__":
    EmptyApp().run()
