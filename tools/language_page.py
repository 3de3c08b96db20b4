"""The page `docs/language.md`: how tasks are added and found in one line. Its tables come from the language itself."""

from collections.abc import Mapping

from servicedesk_tui.query.fields import FIELDS, NAMES, SORTS, STATES, THINGS

HEAD = """# The language

Generated; do not edit. One language for adding, finding and commanding: in the line `n`, the filter line `/`, saved
views, and the shell (`servicedesk add`, `servicedesk list FILTER`, `--filter`). It reads English and Danish dates
whichever language the screens speak.

## Adding: one line says it all

```
Boiler dead, no hot water  @ada #hvac !1 for:acme due:fri at:"thu 14:00" est:90m every:6mo // tenant home after 13
```

| piece | what it sets |
|---|---|
| `@ada`, `@me` | the owner |
| `#hvac` | a tag; it starts with a letter |
| `!1` to `!4` | impact and urgency: both high, medium and high, both medium, both low |
| `for:acme`, `for:"Nordby Skole"`, `for:22334455` | a customer, by the beginning of a word of its name or by digits of a telephone number |
| `for:+"New name" tel:22334455` | a new customer, added with the task |
| `due:fri`, `due:i morgen`, `due:"fri 14:00"` | when it is due |
| `at:"thu 14:00"` | a visit of the owner, as long as the estimate, else an hour |
| `est:90m`, `est:1.5h` | the estimate |
| `>waiting` | the status |
| `dep:412` | the task that blocks it |
| `every:6mo`, `every:week` | how often it comes again |
| `// …` | the description, after two slashes between blanks |
| `\\#`, `\\@` … | the sign itself |

What is not understood is pointed out, and stays in the title if you insist (`enter` twice; `--literal` in the shell).

## Finding

```
@me -#warranty due:<=eow
is:overdue !<=2 sort:due
status:ready,doing no:due age:>2d
for:acme (boiler or pump) -is:done
changed:<1h by:ada
```

Words beside each other must all hold; `or` stands between alternatives, parentheses group, `-` or `not` says what must
not be. Not having a value counts as not having that value: `-@ada` shows what nobody owns, too. A comma lists
alternatives of one field (`@ada,bo`). `<`, `<=`, `>`, `>=` compare, two dots make a range: `due:today..fri`,
`due:..fri`. A plain word is looked for everywhere in a task (title, description, notes, customer, tags, telephone
numbers), in any part of a word from three letters on, at the beginning of words with fewer; `"two words"` stand together.
Lists and `--filter` mean open tasks, unless the filter speaks of closed ones (`is:done`, `status:`, `done:`, `number:`) or
a list is told `--all`.

Dates: `today tomorrow fri +3d +2h eod eow 14:00 2026-12-01 1/12 "i morgen kl. 9" "uge 49" next month`. A date stands for
all of its day (week, month), in your own time zone. A length counts from now: `age:>2d` is older than two days, `due:2d`
is due within two days, `changed:<1h` within the last hour. `by:` beside `changed:` is who changed it within that time.
"""


def _table(title: str, heads: tuple[str, str], rows: Mapping[str, str]) -> list[str]:
    lines = [f"## {title}", "", f"| {heads[0]} | {heads[1]} |", "|---|---|"]
    return [*lines, *(f"| `{name}` | {said.replace('|', chr(92) + '|')} |" for name, said in rows.items()), ""]


def language_page() -> str:
    """The page's text."""
    fields = {", ".join(f"{alias}:" for alias in (name, *FIELDS[name].aliases)): FIELDS[name].help for name in NAMES}
    lines = [HEAD]
    lines += _table("Fields", ("field", "what it is"), fields)
    lines += _table("States", ("state", "what it is"), {f"is:{name}": said for name, said in STATES.items()})
    lines += _table("What a task has", ("written", "it has"), {f"has:{name}": said for name, said in THINGS.items()})
    lines += ["`no:` in its place finds the tasks that have none.", ""]
    lines += _table("Orders", ("written", "by"), {f"sort:{name}": said for name, said in SORTS.items()})
    lines += ["`sort:-due` is the other way round; `sort:priority,due` orders by one, then by the other."]
    return "\n".join(lines) + "\n"
