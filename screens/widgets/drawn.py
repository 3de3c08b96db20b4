"""A widget that draws its own lines, in the theme in force."""

from textual.widget import Widget


class Drawn(Widget):
    """Knows how to look as the theme wants it now; one that keeps what it drew forgets it first."""

    def restyle(self) -> None:
        """Paint everything anew: the theme is another."""
        self.refresh()
