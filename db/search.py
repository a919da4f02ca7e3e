"""Full-text search: what somebody types is understood, and found in the index of the log.

The index is SQLite's FTS5, blind to accents and case, one row per incident as it is known now; it
keeps no text. What SQLite alone understands stays here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    Text,
    cast,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from db.base import Base
from db.folding import fold
from db.models import IncidentRevision, Remark
from db.words import _

INDEX = "incident_text"
# Of a search, in words and letters: more is pasted by mistake, and SQLite has limits of its own.
MOST_WORDS, LONGEST = 40, 1000
_REVISION = Base.metadata.tables[IncidentRevision.__tablename__].c
_REMARK = Base.metadata.tables[Remark.__tablename__].c
_PLACES = (_REVISION.place, _REVISION.region, _REVISION.route, _REVISION.bearing)
_GROUPS = (_REVISION.perpetrator, _REVISION.claimed_by)
_TEXTS = (
    _REVISION.number,
    _REVISION.summary,
    _REVISION.narrative,
    *_PLACES,
    *_GROUPS,
    cast(_REVISION.tags, Text),
)
_NEW_LINE = "\n"
_INDEXED: dict[str, Any] = {
    "rowid": _REVISION.id,
    "number": _REVISION.number,
    "summary": _REVISION.summary,
    "narrative": _REVISION.narrative,
    "remarks": select(func.group_concat(_REMARK.text, _NEW_LINE))
    .where(_REMARK.incident_uid == _REVISION.incident_uid)
    .correlate(_REVISION.id.table)
    .scalar_subquery(),
    "place": func.concat_ws(_NEW_LINE, *_PLACES),
    "groups": func.concat_ws(_NEW_LINE, *_GROUPS),
    "tags": _REVISION.tags,
}
_INDEX = table(INDEX, *map(column, _INDEXED))

_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+))')
_SPELT = str.maketrans(
    {"\0": " ", **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("\u2013\u2212", "-")}
)
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")  # with accents that stand apart from letters
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SERIAL = re.compile(r"(?:([A-Za-z]+)-)?(\d{1,4})")  # GAO-0147, 147: a number less mission and year


class Term(NamedTuple):
    """What is looked for in one piece: a word, or a phrase of several.

    Attributes:
        text: Without a quote or a NUL, from a letter or digit to the last one.
        is_open: Its last word may go on: `mine` finds mines. A phrase is, until its quotes close.
    """

    text: str
    is_open: bool

    def __str__(self) -> str:
        return self.text if self.is_open and " " not in self.text else f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Search:
    """What was understood of a search.

    Attributes:
        sought: Every one must be found; of the terms of one, any.
        without: None of these may be found.
    """

    sought: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def match(self) -> str:
        """The FTS5 expression; "" if there is nothing to be found."""
        found = " AND ".join(f"({_any_of(terms)})" for terms in self.sought)
        return f"{found} NOT ({_any_of(self.without)})" if found and self.without else found

    @property
    def words(self) -> str:
        """It in words for people: `mine OR IED, without "training"`; plain words as they are."""
        groups = [" OR ".join(map(str, terms)) for terms in self.sought]
        if len(groups) > 1:
            groups = [
                f"({words})" if len(terms) > 1 else words
                for words, terms in zip(groups, self.sought, strict=True)
            ]
        sought, barred = " ".join(groups), ", ".join(map(str, self.without))
        if not barred:
            return sought
        without = _("without {words}").format(words=barred)
        return f"{sought}, {without}" if sought else without

    @property
    def marks(self) -> tuple[Term, ...]:
        """What is to be marked where it is shown."""
        return tuple(term for terms in self.sought for term in terms)


def understand_search(text: str) -> Search:
    """Return what `text` looks for; whatever is typed, something or nothing is understood.

    Every word must be found, by its beginning; `"in quotes"` a phrase as it stands; one of two
    around OR; none with a `-` before it. A serial finds its number: `GAO-0147`, `147`.
    """
    sought: list[tuple[Term, ...]] = []
    without: list[Term] = []
    joins = False  # the next one to the one before, by an OR between them
    for part in islice(_PART.finditer(_spelt(text)), MOST_WORDS):
        if part[0] == "OR":
            joins = bool(sought)
            continue
        term = Term(_bare(part["phrase"] or part["word"] or ""), not part["closed"])
        if not term.text:
            continue
        if part["minus"]:
            without.append(term)
        elif joins:
            sought[-1] += (term,)
        else:
            sought.append((term,))
        joins = False
    return Search(tuple(sought), tuple(without))


def marked_in(text: str, marks: Iterable[Term]) -> list[tuple[int, int]]:
    """Return where in `text` the words stand that the marks find: (start, end) of each hit."""
    words = [(found.span(), fold(found[0])) for found in _WORD.finditer(text)]
    spans = []
    for mark in marks:
        wanted = [fold(found[0]) for found in _WORD.finditer(mark.text)]
        for place in range(len(words) - len(wanted) + 1):
            beside = words[place : place + len(wanted)]
            if _agree([word for _span, word in beside], wanted, mark.is_open):
                spans.append((beside[0][0][0], beside[-1][0][1]))
    return _apart(spans)


def mentions(search: Search, as_of: datetime | None) -> Iterator[ColumnElement[bool]]:
    """Yield what a revision known then must satisfy; the index knows only what is known now."""
    if as_of is not None:
        for terms in search.sought:
            yield or_(*(_stands(term, as_of) for term in terms))
        for term in search.without:
            yield not_(_stands(term, as_of))
    elif search.match:
        # The bare id would be looked up for every hit and the hits sorted; the sum, which no index
        # holds, leaves the walk along the order, which is what is quick where many are found.
        yield (_REVISION.id + 0).in_(_matching(search.match))
    elif search.without:
        yield _REVISION.id.not_in(_matching(_any_of(search.without)))


def count_hits(session: Session, match: str) -> int:
    """Return how many incidents, as known now, answer the FTS5 expression."""
    hits = select(func.count()).select_from(_INDEX)
    return session.scalar(hits.where(_matches(match))) or 0


def declared(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether Alembic can compare it with a model: not the index, for which there is none."""
    return kind != "table" or not (name or "").startswith(INDEX)


def index_incident(session: Session, uid: str) -> None:
    """Write the incident's row anew, as its current revision and its remarks have it now."""
    revisions = select(_REVISION.id).where(_REVISION.incident_uid == uid)
    session.execute(delete(_INDEX).where(_INDEX.c.rowid.in_(revisions)))
    session.execute(_filling(_current().where(_REVISION.incident_uid == uid)))


def index_all(session: Session) -> None:
    """Write the whole index anew from the current revisions and the remarks."""
    session.connection().exec_driver_sql(f"INSERT INTO {INDEX}({INDEX}) VALUES ('delete-all')")
    session.execute(_filling(_current()))


def index_gaps(session: Session) -> int:
    """Return how many incidents the index lacks, or has though the log does not.

    It keeps no text, so what it says of an incident can't be compared with the log; that its
    pages are sound is part of SQLite's own check of the file.
    """
    current = select(_REVISION.id).where(_REVISION.superseded_at.is_(None))
    lacking = select(func.count()).where(
        _REVISION.superseded_at.is_(None), _REVISION.id.not_in(select(_INDEX.c.rowid))
    )
    left_over = select(func.count()).where(_INDEX.c.rowid.not_in(current))
    return sum(session.scalar(gap) or 0 for gap in (lacking, left_over))


def _current() -> Select[Any]:
    return select(*_INDEXED.values()).where(_REVISION.superseded_at.is_(None))


def _filling(rows: Select[Any]) -> Insert:
    return insert(_INDEX).from_select(list(_INDEXED), rows)


def _matches(match: str) -> ColumnElement[bool]:
    return literal_column(INDEX).op("MATCH", is_comparison=True)(match)


def _matching(match: str) -> Select[Any]:
    return select(_INDEX.c.rowid).where(_matches(match))


def _any_of(terms: Iterable[Term]) -> str:
    return " OR ".join(map(_expression, terms))


def _expression(term: Term) -> str:
    if not term.is_open:
        return str(term)
    words = f'"{term.text}"*'
    serial = _SERIAL.fullmatch(term.text)
    if serial is None:
        return words
    parts = " AND ".join(f'"{part}"' for part in _of_number(serial))
    return f"{words} OR number : ({parts})"


def _of_number(serial: re.Match[str]) -> list[str]:
    """Return the parts of a number that are told, the serial as it is written: with zeros."""
    return [part for part in (serial[1], serial[2].zfill(4)) if part]


def _stands(term: Term, as_of: datetime) -> ColumnElement[bool]:
    """Whether the term stood somewhere in an incident, be it as a part of a word."""

    def has(text: ColumnElement[Any]) -> ColumnElement[bool]:
        return func.coalesce(text, "").icontains(term.text, autoescape=True)

    remarked = exists().where(
        _REMARK.incident_uid == _REVISION.incident_uid,
        _REMARK.recorded_at <= as_of,
        has(_REMARK.text),
    )
    serial = _SERIAL.fullmatch(term.text) if term.is_open else None
    numbered = (
        () if serial is None else (_REVISION.number.ilike("%-".join(["", *_of_number(serial)])),)
    )
    return or_(*map(has, _TEXTS), remarked, *numbered)


def _spelt(text: str) -> str:
    """Return `text` with one kind of quote and of dash, and without what can't be stored."""
    return text[:LONGEST].encode("utf-8", "replace").decode().translate(_SPELT)


def _bare(text: str) -> str:
    return " ".join(_EDGES.sub("", text).split())


def _agree(words: list[str], wanted: list[str], is_open: bool) -> bool:
    """Whether the words are those wanted; the last may go on where it `is_open`."""
    last = words[-1][: len(wanted[-1])] if is_open else words[-1]
    return [*words[:-1], last] == wanted


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that overlap made one."""
    apart: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if apart and begin < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((begin, end))
    return apart
