"""The board's columns as windows into long statuses, without a screen."""

from datetime import UTC, datetime

from screens.columns import PAGE, WINDOW, Column, Columns
from servicedesk_tui.vocabulary.enums import Category, Kind, Level, Priority
from servicedesk_tui.vocabulary.questions import PageQuestion, Toward
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, ColumnRow, StatusRow, Totals

READY = StatusRow(1, "ready", "Ready", Category.READY, 0, None)
DOING = StatusRow(2, "doing", "Doing", Category.DOING, 1, None)
COLUMN = ColumnRow(1, "Ready", Category.READY)
ROWS = 9


def a_card(number: int, status: StatusRow = READY) -> Card:
    return Card(
        id=number, number=number, title=f"task {number}", kind=Kind.INTERNAL, status_id=status.id,
        category=status.category, priority=Priority.P3, impact=Level.MEDIUM, urgency=Level.MEDIUM, key=(number,),
    )  # fmt: skip


class Store:
    """A status of many tasks that answers pages as the desk does."""

    def __init__(self, count: int) -> None:
        self.numbers = list(range(count))

    def page(self, question: PageQuestion) -> CardPage:
        at = self.numbers.index(question.key[0]) if question.key else -1
        first, size = {
            Toward.AFTER: (at + 1, question.limit),
            Toward.BEFORE: (max(0, at - question.limit), min(question.limit, at)),
            Toward.AROUND: (max(0, at - question.limit // 2), question.limit),
            Toward.END: (max(0, len(self.numbers) - question.limit), question.limit),
        }[question.toward]
        cards = tuple(a_card(number) for number in self.numbers[first : first + size])
        return CardPage(READY.id, cards, first, len(self.numbers))

    def board(self) -> BoardView:
        now = datetime.now(UTC)
        pages = (self.page(PageQuestion(column=1, limit=PAGE)), CardPage(2, (), 0, 0))
        return BoardView(
            (READY, DOING), (COLUMN, ColumnRow(2, "Doing", Category.DOING)), pages, Totals(len(self.numbers), 0), 0, now
        )


def open_columns(store: Store) -> tuple[Columns, Column]:
    columns = Columns()
    columns.load(store.board(), ROWS)
    return columns, columns.all[0]


def go_down(columns: Columns, column: Column, store: Store, steps: int) -> None:
    for _ in range(steps):
        column.put(column.cursor + 1)
        column.reveal(ROWS)
        question = column.wanted(ROWS)
        if question:
            columns.take_page(question, store.page(question))


def test_a_cursor_can_go_down_a_long_column_and_back_with_few_cards_in_hand() -> None:
    store = Store(1000)
    columns, column = open_columns(store)
    go_down(columns, column, store, 700)
    card = columns.card
    assert card is not None
    assert (card.id, column.cursor) == (700, 700)
    assert len(column.cards) <= WINDOW
    for _ in range(700):
        column.put(column.cursor - 1)
        column.reveal(ROWS)
        question = column.wanted(ROWS)
        if question:
            columns.take_page(question, store.page(question))
    assert columns.card is not None
    assert columns.card.id == 0
    assert column.top == 0


def test_reading_again_keeps_a_scrolled_column_where_it_is() -> None:
    store = Store(1000)
    columns, column = open_columns(store)
    go_down(columns, column, store, 300)
    top = column.top
    store.numbers.insert(5, 5000)
    wanted = columns.load(store.board(), ROWS)
    assert [question.toward for question in wanted] == [Toward.AROUND]
    columns.take_page(wanted[0], store.page(wanted[0]))
    assert columns.card is not None
    assert columns.card.id == 300
    assert (column.cursor, column.top) == (301, top + 1)


def test_the_cursor_takes_the_place_of_a_task_that_went() -> None:
    store = Store(10)
    columns, column = open_columns(store)
    column.put(4)
    store.numbers.remove(4)
    columns.load(store.board(), ROWS)
    assert columns.card is not None
    assert columns.card.id == 5


def test_the_last_task_going_leaves_the_cursor_on_the_one_before() -> None:
    store = Store(3)
    columns, column = open_columns(store)
    column.put(2)
    store.numbers.pop()
    columns.load(store.board(), ROWS)
    assert columns.card is not None
    assert columns.card.id == 1


def test_an_emptied_column_has_no_card() -> None:
    store = Store(1)
    columns, _column = open_columns(store)
    store.numbers.clear()
    columns.load(store.board(), ROWS)
    assert columns.card is None
    assert columns.targets() == []


def test_marks_stay_on_tasks_that_changed_and_are_what_verbs_act_on() -> None:
    columns, column = open_columns(Store(5))
    columns.mark([column.cards[1], column.cards[3]])
    assert [card.id for card in columns.targets()] == [1, 3]
    columns.mark([column.cards[1]], on=False)
    assert [card.id for card in columns.targets()] == [3]


def test_the_end_of_a_long_column_is_one_page_away() -> None:
    store = Store(1000)
    columns, column = open_columns(store)
    question = PageQuestion(column=1, toward=Toward.END, limit=PAGE)
    columns.take_page(question, store.page(question))
    column.put(column.count - 1)
    assert columns.card is not None
    assert columns.card.id == 999


def test_however_many_come_above_it_the_cursor_stays_on_its_task_and_row() -> None:
    store = Store(70)
    columns, column = open_columns(store)
    column.put(5)
    store.numbers[:0] = range(1000, 1000 + PAGE)
    wanted = columns.load(store.board(), ROWS)
    assert columns.card is not None
    assert columns.card.id == 5, "it is kept in hand until the page about it is there"
    columns.take_page(wanted[0], store.page(wanted[0]))
    assert columns.card.id == 5
    assert (column.cursor, column.top) == (PAGE + 5, PAGE)


def test_a_page_with_nothing_more_on_it_takes_nothing_away() -> None:
    store = Store(70)
    columns, column = open_columns(store)
    column.put(50)
    question = column.wanted(ROWS)
    assert question is not None
    del store.numbers[PAGE:]
    columns.take_page(question, store.page(question))
    assert columns.card is not None
    assert (columns.card.id, len(column.cards), column.count) == (50, PAGE, PAGE)
