"""A field is declared once, on its mapped column; form, table, CSV and PDF read it from there."""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Integer, inspect

from db.base import Base, TermCode, UtcTime
from db.vocabulary.term import Term
from db.words import N_


class Kind(Enum):
    """What sort of value a field holds, and so how it is typed, checked and shown."""

    LINE = auto()  # one line of text
    TEXT = auto()  # paragraphs
    TERM = auto()  # one of `choices`
    TERMS = auto()  # several of `choices`, in order
    WORDS = auto()  # several words of one's own
    TIME = auto()  # a moment, UTC
    POSITION = auto()  # a point, with the digits its grid had
    COUNT = auto()  # a whole number of people, or not known
    CASUALTIES = auto()  # rows of `Casualty`


class Section(StrEnum):
    """The parts of the incident form, in its order; the value is the heading."""

    FLASH = N_("Flash")
    TIME_PLACE = N_("Time & place")
    TARGET = N_("Target & own unit")
    PERPETRATOR = N_("Perpetrator & claim")
    WEAPONS = N_("Weapons & sequence")
    AMBUSH_IED = N_("Ambush & IED")
    SHOOTING = N_("Shooting")
    OWN_ACTION = N_("Own action")
    CASEVAC = N_("CASEVAC")
    DAMAGE = N_("Damage")
    NARRATIVE = N_("Narrative & situation")
    SOURCE = N_("Source")
    ASSESSMENT = N_("Assessment")
    FOLLOW_UP = N_("Follow-up & handling")


@dataclass(frozen=True, slots=True)
class Field:
    """What people and readers need to know of one field.

    Attributes:
        name: The mapped attribute, the JSON key and the CSV column.
        label: For people, untranslated.
        help: What to type, untranslated; may be empty.
        section: Where the form shows it; None if it is not typed but follows.
        limit: Most characters of a text, most items of a list.
        due: A time that lies ahead, such as when something must be done.
    """

    name: str
    label: str
    help: str
    section: Section | None
    kind: Kind
    choices: type[Term] | None
    required: bool
    limit: int
    due: bool
    order: int


_order = count()


def field(
    label: str,
    section: Section | None = None,
    help: str = "",
    *,
    kind: Kind = Kind.LINE,
    choices: type[Term] | None = None,
    required: bool = False,
    limit: int = 200,
    due: bool = False,
    name: str = "",
) -> dict[str, Field]:
    """Declare a field: the `info` of its column. Kind and choices follow from terms and times."""
    known = Field(name, label, help, section, kind, choices, required, limit, due, next(_order))
    return {"field": known}


@cache
def fields_of(model: type[Base]) -> tuple[Field, ...]:
    """Return the fields declared on `model`, in the order of declaration."""
    mapper = inspect(model)
    columns = ((prop.key, prop.columns[0].info, prop.columns[0]) for prop in mapper.column_attrs)
    related = ((prop.key, prop.info, None) for prop in mapper.relationships)
    declared = (
        _completed(key, info["field"], column)
        for key, info, column in (*columns, *related)
        if "field" in info
    )
    return tuple(sorted(declared, key=lambda known: known.order))


def field_named(model: type[Base], name: str) -> Field:
    """Return the field of `model` called `name`; KeyError if there is none."""
    return {known.name: known for known in fields_of(model)}[name]


def _completed(key: str, declared: Field, column: ColumnElement[Any] | None) -> Field:
    """Fill in what the column itself says: its name, its terms, that it is a time or a count."""
    named = replace(declared, name=declared.name or key)
    if column is None or declared.kind is not Kind.LINE:
        return named
    if isinstance(column.type, TermCode):
        return replace(named, kind=Kind.TERM, choices=column.type.terms)
    if isinstance(column.type, UtcTime):
        return replace(named, kind=Kind.TIME)
    if isinstance(column.type, Integer):
        return replace(named, kind=Kind.COUNT)
    return named
