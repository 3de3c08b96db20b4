"""Saved views: mine and everybody's, kept, changed, let go, and taken back."""

from typing import Any

import pytest

from servicedesk_tui.desk import Desk
from servicedesk_tui.query.faults import BadQuery
from servicedesk_tui.vocabulary.commands import Undo
from servicedesk_tui.vocabulary.desk_commands import EditView, RemoveView, SaveView
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.questions import ViewsQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed
from servicedesk_tui.vocabulary.rows import Layout, ViewRow

from ..conftest import OpenDesk


def views(desk: object) -> list[tuple[str, str, str, bool]]:
    found: tuple[ViewRow, ...] = desk.ask(ViewsQuestion())  # type: ignore[attr-defined]
    return [(view.name, view.letter, view.query, view.mine) for view in found]


def test_mine_are_mine_and_everybodys_everybodys(open_desk: OpenDesk) -> None:
    anna, bo = open_desk("anna"), open_desk("bo")
    anna.do(SaveView(name="Mine", query="@me is:open", letter="m"))
    anna.do(SaveView(name="Hot", query="!1", shared=True))
    assert views(anna) == [("Mine", "m", "@me is:open", True), ("Hot", "", "!1", False)]
    assert views(bo) == [("Hot", "", "!1", False)]


def test_the_same_name_changes_it_and_undo_takes_that_back(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    bo.do(SaveView(name="Mine", query="@me", letter="m"))
    bo.do(SaveView(name="Mine", query="@me is:open"))
    assert views(bo) == [("Mine", "m", "@me is:open", True)]
    bo.do(Undo())
    assert views(bo) == [("Mine", "m", "@me", True)]
    bo.do(RemoveView(view=bo.ask(ViewsQuestion())[0].id))
    assert views(bo) == []
    bo.do(Undo())
    assert views(bo) == [("Mine", "m", "@me", True)]


def test_rights_over_views(open_desk: OpenDesk) -> None:
    anna, bo, lars = open_desk("anna"), open_desk("bo"), open_desk("lars")
    vera = open_desk("vera")
    vera.do(SaveView(name="What I look at", query="is:open"))
    with pytest.raises(NotAllowed):
        bo.do(SaveView(name="For all", query="is:open", shared=True))
    lars.do(SaveView(name="For all", query="is:open", shared=True))
    shared = next(view for view in bo.ask(ViewsQuestion()) if view.name == "For all")
    with pytest.raises(NotAllowed):
        bo.do(EditView(view=shared.id, fields={"query": "is:done"}))
    hers = vera.ask(ViewsQuestion())[0]
    with pytest.raises(NotAllowed):
        anna.do(RemoveView(view=hers.id))


def test_what_cannot_be_read_or_is_taken_is_refused(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    bo.do(SaveView(name="A", query="@me", letter="a"))
    with pytest.raises(BadQuery):
        bo.do(SaveView(name="B", query="(@me"))
    with pytest.raises(Invalid, match="is the letter of"):
        bo.do(SaveView(name="B", query="@me", letter="a"))
    with pytest.raises(Invalid):
        bo.do(SaveView(name="B", query="@me", letter="ab"))
    with pytest.raises(Invalid):
        bo.do(SaveView(name=" ", query="@me"))
    bo.do(SaveView(name="B", query="is:open"))
    b = next(view for view in bo.ask(ViewsQuestion()) if view.name == "B")
    with pytest.raises(Invalid, match="already a view"):
        bo.do(EditView(view=b.id, fields={"name": "A"}))
    assert [view[0] for view in views(bo)] == ["A", "B"]


def test_a_view_keeps_how_its_board_is_laid_out(open_desk: OpenDesk) -> None:
    desk = open_desk("bo")
    layout = Layout(by=Grouping.OWNER, density=1, hidden=frozenset({3, 7}), collapsed=frozenset({0}))
    desk.do(SaveView(name="mine", query="is:open", layout=layout))
    assert only(desk).layout == layout
    desk.do(SaveView(name="mine", query="is:overdue"))
    assert (only(desk).layout, only(desk).query) == (layout, "is:overdue")
    other = Layout(by=Grouping.PRIORITY)
    desk.do(EditView(view=only(desk).id, fields={"layout": other}))
    assert only(desk).layout == other
    assert desk.do(EditView(view=only(desk).id, fields={"layout": other})).batch is None
    assert desk.do(SaveView(name="mine", query="is:overdue", layout=other)).batch is None
    desk.do(Undo())
    assert only(desk).layout == layout
    desk.do(SaveView(name="mine", query="is:overdue", layout=Layout()))
    assert only(desk).layout == Layout()
    desk.do(RemoveView(view=only(desk).id))
    desk.do(Undo())
    desk.do(Undo())
    assert only(desk).layout == layout


@pytest.mark.parametrize(
    ("layout", "why"),
    [
        (Layout(density=4), "density is 1, 2 or 3"),
        (Layout(by="colour"), "no columns by colour"),  # type: ignore[arg-type]
        (Layout(hidden=frozenset({"doing"})), "by their keys"),  # type: ignore[arg-type]
        (Layout(collapsed=frozenset({-1})), "by their keys"),
        ({"by": "owner"}, "A layout says"),
    ],
)
def test_a_layout_that_no_board_can_have_is_refused(open_desk: OpenDesk, layout: Any, why: str) -> None:
    desk = open_desk("bo")
    with pytest.raises(Invalid, match=why):
        desk.do(SaveView(name="mine", query="", layout=layout))
    desk.do(SaveView(name="mine", query=""))
    with pytest.raises(Invalid, match=why):
        desk.do(EditView(view=only(desk).id, fields={"layout": layout}))


def only(desk: Desk) -> ViewRow:
    [row] = [row for row in desk.ask(ViewsQuestion()) if row.name == "mine"]
    assert isinstance(row, ViewRow)
    return row
