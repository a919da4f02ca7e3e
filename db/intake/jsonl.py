"""Incidents from JSON Lines: one object per line, its keys the names of the fields."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from db import acts
from db.content import TYPED
from db.errors import BadContent
from db.fields import Field, Kind, fields_of
from db.journal import Author
from db.models import Casualty
from db.store import Logbook
from db.words import _


class Line(NamedTuple):
    """What became of one line: logged as `number`, or refused for `reasons`; maybe doubtful."""

    place: int
    number: str = ""
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def log_lines(book: Logbook, author: Author, lines: Iterable[bytes]) -> Iterator[Line]:
    """Log each line in a transaction of its own and yield it once it is safely on disk.

    A bad line is refused whole and the rest goes on; an empty one is passed over.
    """
    for place, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line.decode("utf-8-sig" if place == 1 else "utf-8"))
        except (ValueError, RecursionError) as error:
            yield Line(place, reasons=(_("not JSON: {error}").format(error=error),))
            continue
        if not isinstance(raw, dict):
            yield Line(place, reasons=(_("not an object in braces"),))
            continue
        try:
            change = acts.log(book, author, raw)
        except BadContent as error:
            yield Line(place, reasons=_told(error.problems))
        else:
            yield Line(place, change.number, doubts=_told(change.doubts))


def described_fields() -> str:
    """Return a line for every key that an object may have: name, what it takes, label."""
    people = ", ".join(field.name for field in fields_of(Casualty))
    lines = [_described(field, people) for field in TYPED]
    return "\n".join(lines)


def _described(field: Field, people: str) -> str:
    takes = {
        Kind.TIME: _("time, e.g. 311430Z MAY 16 or 2016-05-31T14:30Z"),
        Kind.POSITION: _("MGRS or latitude and longitude"),
        Kind.CASUALTIES: _("list of objects: {people} (or count)").format(people=people),
        Kind.WORDS: _("list of words"),
    }.get(field.kind, _("text"))
    if field.choices is not None:
        takes = " | ".join(field.choices)
        if field.kind is Kind.TERMS:
            takes = _("list of {codes}").format(codes=takes)
    required = _(", required") if field.required else ""
    return f"  {field.name:20} {_(field.label)}{required}: {takes}"


def _told(problems: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}: {why}" for name, why in problems.items())
