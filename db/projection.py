"""The rows that tables and reports read, as they follow from the journal and from nothing else.

An entry holds the full new content, so its rows follow from it alone; only when a row ended
(a revision superseded, a watch closed) is said by the next entry on the same subject.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, delete, insert, null, update
from sqlalchemy.orm import Session

from db.fields import Kind, fields_of
from db.models import (
    Act,
    Attachment,
    Casualty,
    Incident,
    IncidentRevision,
    IssuedReport,
    JournalEntry,
    Link,
    LocalPlace,
    Officer,
    Remark,
    Station,
    Watch,
)
from db.search import index_all, index_incident
from db.vocabulary import (
    INJURED,
    KILLED,
    Category,
    Effect,
    Language,
    LinkKind,
    Outcome,
    PlaceKind,
    ReportKind,
    Sensitivity,
    Status,
)

REVISING = frozenset(
    {Act.LOG, Act.AMEND, Act.VERIFY, Act.CLOSE, Act.REOPEN, Act.STRIKE, Act.DUPLICATE}
)
# Children after parents, so that rows can be inserted in this order and deleted in the other.
TABLES: tuple[Table, ...] = tuple(
    model.metadata.tables[model.__tablename__]
    for model in (
        *(Station, Officer, Watch, Incident, IncidentRevision, Casualty),
        *(Remark, Attachment, Link, LocalPlace, IssuedReport),
    )
)
_STATION, _OFFICER, _WATCH, _INCIDENT, _REVISION, _CASUALTY, *_ADDED = TABLES
_REMARK, _ATTACHMENT, _LINK, _PLACE, _ISSUED = _ADDED


class Row(NamedTuple):
    """A row to be: its table and its columns, less the number that the database gives."""

    table: Table
    columns: dict[str, Any]


def project(session: Session, entry: JournalEntry) -> None:
    """Write the rows of `entry`, end the row that it supersedes, and keep the search up with it."""
    _write_rows(session, entry)
    if entry.act in REVISING or entry.act is Act.REMARK:
        index_incident(session, entry.subject)


def rebuild(session: Session, entries: Iterable[JournalEntry]) -> None:
    """Throw the rows away and write them again from the journal's `entries`."""
    for table in reversed(TABLES):
        session.execute(delete(table))
    for entry in entries:
        _write_rows(session, entry)
    index_all(session)


def ends_former(entry: JournalEntry) -> bool:
    """Whether `entry` ends the row of the entry before it on the same subject."""
    return entry.act in REVISING - {Act.LOG} or entry.act is Act.CLOSE_WATCH


def rows_of(entry: JournalEntry, ended_at: datetime | None = None) -> list[Row]:
    """Return the rows that follow from `entry`; `ended_at` is when a later entry ended them."""
    payload = json.loads(entry.payload)
    if entry.act in REVISING:
        return _incident_rows(entry, payload, ended_at)
    made = _MADE_BY.get(entry.act)
    return [] if made is None else [made(entry, payload, ended_at)]


def _write_rows(session: Session, entry: JournalEntry) -> None:
    _end_former(session, entry)
    for row in rows_of(entry):
        session.execute(insert(row.table), row.columns)


def _station_row(entry: JournalEntry, payload: dict[str, Any], _ended: datetime | None) -> Row:
    known = {name: payload[name] for name in ("mission", "theatre", "utc_offset_min")}
    where = {name: payload.get(name) for name in ("latitude", "longitude")}
    code = {"code": entry.station, "created_at": entry.recorded_at}
    return Row(_STATION, {"entry": entry.uid, **code, **known, **where})


def _officer_row(entry: JournalEntry, payload: dict[str, Any], _ended: datetime | None) -> Row:
    return Row(_OFFICER, {"entry": entry.uid, "uid": entry.subject, **_person(payload)})


def _watch_row(entry: JournalEntry, payload: dict[str, Any], ended_at: datetime | None) -> Row:
    hours = {"opened_at": entry.recorded_at, "closed_at": ended_at}
    watch = {"uid": entry.subject, "station": entry.station, **_person(payload), **hours}
    return Row(_WATCH, {"entry": entry.uid, **watch})


def _person(payload: Mapping[str, Any]) -> dict[str, str]:
    return {name: payload.get(name, "") for name in ("rank", "name", "role")}


def _remark_row(entry: JournalEntry, payload: dict[str, Any], _ended: datetime | None) -> Row:
    heard = payload.get("heard_at")
    told = {
        "text": payload["text"],
        "source": payload.get("source"),
        "heard_at": datetime.fromisoformat(heard) if heard else None,
    }
    return Row(_REMARK, {**_on_incident(entry), **told})


def _attachment_row(entry: JournalEntry, payload: dict[str, Any], _ended: datetime | None) -> Row:
    file = {name: payload[name] for name in ("uid", "name", "media_type", "size", "sha256")}
    return Row(_ATTACHMENT, {**_on_incident(entry), **file})


def _link_row(entry: JournalEntry, payload: dict[str, Any], _ended: datetime | None) -> Row:
    other = {"other_uid": payload["other"], "kind": LinkKind(payload["kind"])}
    return Row(_LINK, {**_on_incident(entry), **other})


def _place_row(entry: JournalEntry, payload: dict[str, Any], _ended: datetime | None) -> Row:
    told = ("name", "latitude", "longitude", "region", "country")
    known = {"kind": PlaceKind(payload["kind"]), **{name: payload[name] for name in told}}
    return Row(_PLACE, {**_signed(entry), "uid": entry.subject, **known})


def _issued_row(entry: JournalEntry, payload: dict[str, Any], _ended: datetime | None) -> Row:
    told = ("number", "year", "serial", "size", "sha256", "replaces", "incident_uid")
    moments = {
        name: datetime.fromisoformat(payload[name]) if payload[name] else None
        for name in ("since", "before", "as_of")
    }
    known = {
        "kind": ReportKind(payload["kind"]),
        "language": Language(payload["language"]),
        "classification": Sensitivity(payload["classification"]),
        **{name: payload[name] for name in told},
    }
    who = {"uid": entry.subject, "station": entry.station}
    return Row(_ISSUED, {**_signed(entry), **who, **moments, **known})


def _on_incident(entry: JournalEntry) -> dict[str, Any]:
    return {**_signed(entry), "incident_uid": entry.subject}


def _signed(entry: JournalEntry) -> dict[str, Any]:
    author = author_of(entry)
    return {"entry": entry.uid, "recorded_at": entry.recorded_at, "author": author}


_MADE_BY: dict[Act, Callable[[JournalEntry, dict[str, Any], datetime | None], Row]] = {
    Act.CREATE: _station_row,
    Act.ENROL: _officer_row,
    Act.OPEN_WATCH: _watch_row,
    Act.REMARK: _remark_row,
    Act.ATTACH: _attachment_row,
    Act.LINK: _link_row,
    Act.ADD_PLACE: _place_row,
    Act.ISSUE: _issued_row,
}


def author_of(entry: JournalEntry) -> str:
    """Return who did it, by rank and name."""
    return f"{entry.rank} {entry.officer}".strip()


def _end_former(session: Session, entry: JournalEntry) -> None:
    if not ends_former(entry):
        return
    if entry.act is Act.CLOSE_WATCH:
        session.execute(
            update(_WATCH).where(_WATCH.c.uid == entry.subject), {"closed_at": entry.recorded_at}
        )
        return
    session.execute(
        update(_REVISION).where(
            _REVISION.c.incident_uid == entry.subject, _REVISION.c.superseded_at.is_(null())
        ),
        {"superseded_at": entry.recorded_at},
    )


def _incident_rows(
    entry: JournalEntry, payload: dict[str, Any], ended_at: datetime | None
) -> list[Row]:
    content = payload["content"]
    casualties = [_casualty_columns(row) for row in content.get("casualties", ())]
    number = {name: payload[name] for name in ("number", "station", "year", "serial")}
    revision = {
        "entry": entry.uid,
        "incident_uid": entry.subject,
        "revision": payload["revision"],
        "recorded_at": entry.recorded_at,
        "superseded_at": ended_at,
        "recorded_by": author_of(entry),
        "content_by": payload["content_by"],
        "status": Status(payload["status"]),
        "updates": payload["updates"],
        "duplicate_of": payload.get("duplicate_of"),
        **number,
        **_content_columns(content),
        **totals_of(casualties, content),
    }
    rows = [Row(_REVISION, revision)]
    if entry.act is Act.LOG:
        rows.insert(0, Row(_INCIDENT, {"entry": entry.uid, "uid": entry.subject, **number}))
    for ordinal, columns in enumerate(casualties):
        rows.append(Row(_CASUALTY, {"entry": entry.uid, "ordinal": ordinal, **columns}))
    return rows


def _content_columns(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the revision's columns for `content`, None for what is not in it."""
    columns: dict[str, Any] = {}
    for field in fields_of(IncidentRevision):
        if field.section is None or field.kind is Kind.CASUALTIES:
            continue
        value = content.get(field.name)
        if field.kind is Kind.POSITION:
            point = value or {}
            columns["latitude"], columns["longitude"] = (
                point.get("latitude"),
                point.get("longitude"),
            )
            columns["grid_digits"] = point.get("digits")
        elif value is None:
            columns[field.name] = None
        elif field.kind is Kind.TIME:
            columns[field.name] = datetime.fromisoformat(value)
        elif field.kind is Kind.TERM and field.choices is not None:
            columns[field.name] = field.choices(value)
        else:
            columns[field.name] = value
    return columns


def _casualty_columns(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field.name: field.choices(row[field.name]) if field.choices else row[field.name]
        for field in fields_of(Casualty)
    }


def totals_of(
    casualties: Iterable[Mapping[str, Any]], content: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the totals of the casualty rows, best estimates; unknown numbers add nothing.

    None means not reported: no row, and no word that there was no effect. Damage alone does not
    say that nobody was hurt.
    """
    rows = list(casualties)
    said_none = content.get("effect") == Effect.NONE
    nil = 0 if rows or said_none else None

    def total(*outcomes: Outcome, un_only: bool = False) -> int | None:
        counted = (
            row["best"] or 0
            for row in rows
            if row["outcome"] in outcomes and (not un_only or Category(row["category"]).is_un)
        )
        return None if nil is None else sum(counted)

    def is_open(*outcomes: Outcome) -> bool:
        return any(row["best"] is None and row["outcome"] in outcomes for row in rows)

    totals: dict[str, Any] = {
        "killed": total(*KILLED),
        "killed_un": total(*KILLED, un_only=True),
        "injured": total(*INJURED),
        "missing": total(Outcome.MISSING),
        "abducted": total(Outcome.ABDUCTED),
        "killed_open": is_open(*KILLED),
        "injured_open": is_open(*INJURED),
    }
    return {**totals, "severity": _severity(totals, rows, content)}


def _severity(
    totals: Mapping[str, Any], rows: list[Mapping[str, Any]], content: Mapping[str, Any]
) -> int:
    """Return 3 for killed; 2 injured, missing, abducted or unknown; 1 damage; 0 no effect."""
    if totals["killed"]:
        return 3
    hurt = any(totals[name] for name in ("injured", "missing", "abducted"))
    if hurt or any(row["best"] is None for row in rows):
        return 2
    return int(content.get("effect") == Effect.DAMAGE or bool(content.get("damage")))
