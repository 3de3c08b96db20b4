"""Translations: collect the texts of the source, bring the Danish catalogue up to date, compile it, check it.

`update` writes the template, merges it into the catalogue and compiles; `check` fails when any of the three is stale,
when a text is without Danish, and when its translation has other {placeholders}.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "servicedesk_tui" / "locale"
TEMPLATE = LOCALE / "servicedesk.pot"
DANISH = LOCALE / "da" / "LC_MESSAGES" / "servicedesk.po"
COMPILED = DANISH.with_suffix(".mo")
SOURCES = ("servicedesk_tui", "screens")
KEYWORDS = {"_": 1, "N_": 1, "n_": 2}
"""What marks a text, and how many texts it takes."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def collect() -> Catalog:
    """Every text marked in the source, with the files it stands in."""
    found = Catalog(project="servicedesk-tui", charset="utf-8", fuzzy=False)
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")):
            for text in find_texts(path.read_text("utf-8")):
                # Without line numbers, which would change with every edit of the file.
                found.add(text, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return found


def find_texts(source: str) -> Iterator[str | tuple[str, ...]]:
    """The texts marked in Python source, also those within f-strings, which Babel's own search passes over."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            texts = [a.value for a in node.args[: KEYWORDS[node.func.id]] if isinstance(a, ast.Constant)]
            if len(texts) == KEYWORDS[node.func.id]:
                yield tuple(map(str, texts)) if len(texts) > 1 else str(texts[0])


def read(path: Path, locale: str | None = None) -> Catalog:
    """The catalogue kept at `path`; an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale=locale, project="servicedesk-tui", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def update() -> None:
    """Write the template, merge it into the Danish catalogue, compile that."""
    template, danish = collect(), read(DANISH, "da")
    danish.update(template, no_fuzzy_matching=True)
    danish.obsolete.clear()
    DANISH.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(_as_po(template))
    DANISH.write_bytes(_as_po(danish))
    COMPILED.write_bytes(_as_mo(read(DANISH, "da")))
    missing = sum(1 for message in danish if message.id and not _is_translated(message))
    print(f"{len(danish)} texts, {missing} without Danish")


def find_faults() -> Iterator[str]:
    """What is stale or missing, a sentence each."""
    now, template, danish = collect(), read(TEMPLATE), read(DANISH, "da")
    for name, kept in (("template", template), ("Danish catalogue", danish)):
        lost, extra = _keys(now) - _keys(kept), _keys(kept) - _keys(now)
        yield from (f"not in the {name}: {text!r}" for text in sorted(lost))
        yield from (f"in the {name}, no longer in the source: {text!r}" for text in sorted(extra))
    for message in danish:
        if message.id and not _is_translated(message):
            yield f"no Danish for {message.id!r}"
        elif message.id and not _keeps_placeholders(message):
            yield f"other placeholders in the Danish for {message.id!r}"
    if not COMPILED.exists() or COMPILED.read_bytes() != _as_mo(danish):
        yield f"{COMPILED.name} is stale"


def _keys(catalogue: Catalog) -> set[str]:
    return {"|".join(m.id) if isinstance(m.id, tuple) else str(m.id) for m in catalogue if m.id}


def _strings(message: Message) -> list[str]:
    string = message.string
    return [part or "" for part in string] if isinstance(string, (tuple, list)) else [string or ""]


def _is_translated(message: Message) -> bool:
    return not message.fuzzy and all(_strings(message))


def _keeps_placeholders(message: Message) -> bool:
    texts = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = {name for text in texts for name in _PLACEHOLDER.findall(str(text))}
    # A singular may say "one" where the plural counts.
    spare = wanted - set(_PLACEHOLDER.findall(str(texts[0])))
    return all(wanted - spare <= set(_PLACEHOLDER.findall(s)) <= wanted for s in _strings(message))


def _as_po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=False, sort_output=True, include_lineno=False)
    # Babel stamps the moment of writing; a file that changes only when its texts do merges better.
    return re.sub(rb'"(POT-Creation-Date|PO-Revision-Date): [^"]*"\n', b"", out.getvalue())


def _as_mo(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return re.sub(
        rb"(POT-Creation-Date|PO-Revision-Date): [^\n]*",
        lambda m: m.group(1).ljust(len(m.group()), b" "),
        out.getvalue(),
    )


def main(verb: str) -> int:
    """`update` or `check`; the exit status."""
    if verb == "update":
        update()
        return 0
    faults = list(find_faults())
    print("\n".join(faults) or "translations are complete", file=sys.stderr if faults else sys.stdout)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["check"]))
