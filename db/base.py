"""What every table shares: names of constraints, aware times, terms stored by their code."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase

from db.errors import Damaged
from db.vocabulary import Term
from db.words import _

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class _Kept(String):
    """Text in the database, something else in Python: made so by one call for each value."""

    def literal_processor(self, dialect: Dialect) -> Callable[[Any], str]:
        """Return what writes a value into SQL text; none of ours holds a quote."""
        bind = self.bind_processor(dialect)
        return lambda value: f"'{bind(value)}'"

    def coerce_compared_value(self, op: object, value: object) -> "_Kept":
        """Take what a column is compared with for one of its own kind, not for a plain time."""
        return self

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """Return what makes the kept text of a value."""
        raise NotImplementedError


class UtcTime(_Kept):
    """A moment, aware, kept as `2016-05-31T20:45:00.000Z`: sorts as text, any tool can read it."""

    def __init__(self) -> None:
        super().__init__(24)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """Return what stamps a moment; it refuses a naive one."""
        return lambda value: None if value is None else stamp(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Return what reads a stamp."""
        read = datetime.fromisoformat
        return lambda value: None if value is None else read(value)


class _Terms(dict[str | None, Term | None]):
    """The terms of a list by their codes."""

    def __missing__(self, code: str | None) -> Term:
        raise Damaged(
            _("A row of the log holds “{code}”, which is no term of it.").format(code=code),
            _("Verify the logbook: it names the entry. The journal keeps what was written."),
        )


class TermCode(_Kept):
    """A term, kept by its code. Unlike SQLAlchemy's Enum it reads with a look-up alone:
    a page of the table holds some two thousand of them.
    """

    def __init__(self, terms: type[Term]) -> None:
        super().__init__(64)
        self.terms = terms

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """Return what makes the code of a term; it refuses one of another list."""
        return lambda value: None if value is None else str(self.terms(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Return what finds the term of a code."""
        known: dict[str | None, Term | None] = {term.value: term for term in self.terms}
        return _Terms({**known, None: None}).__getitem__


def stamp(at: datetime) -> str:
    """Return `at` in UTC to the millisecond (ISO 8601, `Z`); a naive time raises ValueError."""
    if at.tzinfo is None:
        raise ValueError(f"naive time {at!r}: the log knows only aware ones")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def plain_json(value: Any) -> str:
    """Return `value` as JSON with every letter as it is, so that a search in the text finds it."""
    return json.dumps(value, ensure_ascii=False)


class Base(DeclarativeBase):
    """The declarative base of every model."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcTime(),
        **{terms: TermCode(terms) for terms in Term.__subclasses__()},
    }
