"""What every table shares: names of constraints, aware times, terms stored by their code."""

import enum
import json
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Dialect, Enum, MetaData, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """A moment, aware, kept as `2016-05-31T20:45:00.000Z`: sorts as text, any tool can read it."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else stamp(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


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
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,  # a term may be added without rewriting the tables
            length=64,
            values_callable=lambda terms: [term.value for term in terms],
        ),
    }
