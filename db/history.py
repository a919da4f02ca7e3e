"""What changed, when and why: the chronology of an incident."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from db.content import TYPED
from db.current import PastEntry, history_of
from db.fields import Field
from db.models import Act
from db.projection import REVISING


class FieldChange(NamedTuple):
    """One field of an amendment: its kept value before and after, None where it was not told."""

    field: Field
    was: Any
    now: Any


class Happened(NamedTuple):
    """One line of a chronology: an act, and for an amendment what it changed."""

    entry: PastEntry
    changes: tuple[FieldChange, ...]


def chronology(session: Session, uid: str, as_of: datetime | None = None) -> tuple[Happened, ...]:
    """Return every act on the incident in order of time, with old and new values."""
    told: list[Happened] = []
    content: Mapping[str, Any] = {}
    for entry in history_of(session, uid, as_of):
        changes: tuple[FieldChange, ...] = ()
        if entry.act in REVISING:
            if entry.act is Act.AMEND:
                changes = changes_between(content, entry.payload["content"])
            content = entry.payload["content"]
        told.append(Happened(entry, changes))
    return tuple(told)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in the order of the form."""
    return tuple(
        FieldChange(field, before.get(field.name), after.get(field.name))
        for field in TYPED
        if before.get(field.name) != after.get(field.name)
    )
