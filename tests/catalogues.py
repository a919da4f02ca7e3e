"""Bring the catalogues up to date with the words in the code: `python -m tests.catalogues`.

It extracts every string for people into `db/locale/watchkeeper.pot`, brings each `.po` in line
with it (what is new stays empty, what is gone goes) and compiles it. The same code gives the same
bytes: sorted, without dates or line numbers. `--missing` lists what is untranslated, and changes
nothing.
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from db.words import CATALOGUES, DOMAIN

ROOT = Path(__file__).parent.parent
SOURCES = ("main.py", "db", "exports", "gui")
MARKED = {"_": 1, "N_": 1, "ngettext": 2}  # how many of the arguments are words
LANGUAGES = ("fr",)
TEMPLATE = CATALOGUES / f"{DOMAIN}.pot"


def extracted() -> Catalog:
    """Return the template: every string that the code marks, with the files that say it."""
    catalog = Catalog(project="Watchkeeper", charset="utf-8", fuzzy=False)
    for path in _files():
        for words in _words_in(ast.parse(path.read_bytes())):
            catalog.add(words, locations=[(path.relative_to(ROOT).as_posix(), None)])
    return catalog


def translated(language: str) -> Catalog:
    """Return the catalogue of a language as it lies in the tree."""
    with _po(language).open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str, template: Catalog) -> Catalog:
    """Return the catalogue with the strings of `template`, no more and no less."""
    former, catalog = translated(language), Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in _messages(template):
        known = former.get(message.id)
        words = known.string if known is not None and _forms(known) == _forms(message) else None
        catalog.add(message.id, words, locations=message.locations)
    return catalog


def written(catalog: Catalog) -> bytes:
    """Return a catalogue as a `.po`, without the header's dates."""
    out = BytesIO()
    write_po(out, catalog, sort_output=True, omit_header=True, include_lineno=False, width=100)
    return _head(catalog) + out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as the `.mo` that the program reads."""
    out = BytesIO()
    plain = read_po(BytesIO(written(catalog)), locale=catalog.locale)
    plain.creation_date = plain.revision_date = datetime(1970, 1, 1, tzinfo=UTC)  # no clock in it
    write_mo(out, plain)
    return out.getvalue()


def mo(language: str) -> Path:
    """Return where the compiled catalogue lies."""
    return _po(language).with_suffix(".mo")


def missing(catalog: Catalog) -> list[Message]:
    """Return the messages that have no words yet, or not in every form."""
    return [one for one in _messages(catalog) if not all(_strings(one))]


def _words_in(tree: ast.AST) -> Iterator[str | tuple[str, ...]]:
    """Yield what is marked. Babel's own reader does not look into f-strings."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in MARKED:
            said = call.args[: MARKED[call.func.id]]
            words = tuple(one.value for one in said if isinstance(one, ast.Constant))
            if words and len(words) == len(said):
                yield words if len(words) > 1 else words[0]


def _head(catalog: Catalog) -> bytes:
    plural = f'"Plural-Forms: {catalog.plural_forms}\\n"\n' if catalog.locale else ""
    language = f'"Language: {catalog.locale}\\n"\n' if catalog.locale else ""
    kind = '"Content-Type: text/plain; charset=utf-8\\n"\n'
    return f'msgid ""\nmsgstr ""\n{language}{kind}{plural}\n'.encode()


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _forms(message: Message) -> int:
    return len(message.id) if isinstance(message.id, tuple) else 0


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _files() -> Iterator[Path]:
    for name in SOURCES:
        path = ROOT / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else (path,)


def _po(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def main(arguments: list[str]) -> int:
    """Bring every catalogue up to date; return 1 if a string is untranslated."""
    template, untranslated = extracted(), 0
    for language in LANGUAGES:
        catalog = renewed(language, template)
        for message in missing(catalog):
            untranslated += 1
            print(f"{language}: {message.id!r}")  # noqa: T201 - the command's answer
        if "--missing" not in arguments:
            _po(language).write_bytes(written(catalog))
            mo(language).write_bytes(compiled(catalog))
    if "--missing" not in arguments:
        TEMPLATE.write_bytes(written(template))
    return 1 if untranslated else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
