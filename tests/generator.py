"""Makes logbooks of any size: ten years of a busy mission, written as the acts would write it.

It goes round the acts for speed, not round the journal: every entry is chained and hashed, and
the rows are those that follow from it. `python -m tests.generator FILE N` makes one.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, insert

from db.base import stamp
from db.content import DEFAULTS
from db.creation import create_logbook
from db.journal import JOURNAL, Author, columns_of, entry_after, head
from db.models import Act
from db.projection import TABLES, rows_of
from db.search import index_all
from db.store import Logbook, open_logbook
from db.vocabulary import EventType, Status, subtypes_of

FIRST = datetime(2007, 1, 1, 6, 0, tzinfo=UTC)
YEARS = timedelta(days=3653)
BATCH = 2_000  # entries written at once
OFFICERS = (Author("Maj.", "A.", "duty officer"), Author("Capt.", "B.", "watch officer"))
PLACES = (
    ("Gao", "Gao", 16.2717, -0.0447),
    ("Kidal", "Kidal", 18.4411, 1.4078),
    ("Aguelhok", "Kidal", 19.4633, 0.8550),
    ("Ménaka", "Gao", 15.9182, 2.4022),
    ("Tombouctou", "Timbuktu", 16.7735, -3.0074),
    ("Sévaré", "Mopti", 14.5300, -4.0930),
    ("Ténenkou", "Mopti", 14.4572, -4.9169),
    (None, None, None, None),
)
STATIONS = ("GAO", "GAO", "GAO", "KDL", "TBT", "MPT")
TARGETS = ("un_military", "civilians", "national_forces", "un_contractor_or_convoy", "unknown")
GROUPS = ("AQIM", "Ansar Dine", "MUJAO", "Al-Mourabitoun", None, None, None)
WORDS = (
    *("patrol", "convoy", "checkpoint", "fire", "small", "arms", "from", "the", "north", "side"),
    *("of", "a", "road", "withdrew", "vehicle", "damaged", "device", "found", "cordon", "radio"),
    *("contact", "lost", "camp", "mortar", "rounds", "no", "casualties", "helicopter", "market"),
)


def generate(path: Path, incidents: int, seed: int = 1) -> Logbook:
    """Make a logbook of `incidents` at `path` and return it open, the same for the same `seed`."""
    book = create_logbook(
        path,
        mission="MIN",
        station="GAO",
        theatre="MLI",
        author=OFFICERS[0],
        clock=lambda: FIRST,
    )
    book.workstation = "generator"
    pooled = book.engine.raw_connection()
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
        pooled.cursor().execute(f"PRAGMA {pragma}")  # a half made one is thrown away
    pooled.close()
    with book.writing() as session, _indexed_afterwards(session.connection()):
        chain = _chained(head(session, "GAO"), incidents, random.Random(seed))
        while batch := list(islice(chain, BATCH)):
            session.execute(insert(JOURNAL), [columns_of(entry) for entry, _ended in batch])
            rows = defaultdict(list)
            for entry, ended_at in batch:
                for row in rows_of(entry, ended_at):
                    rows[row.table].append(row.columns)
            for table in TABLES:
                if rows[table]:
                    session.execute(insert(table), rows[table])
        index_all(session)
    book.close()
    return open_logbook(path)


@contextmanager
def _indexed_afterwards(connection: Connection) -> Iterator[None]:
    """Drop the indexes that refuse nothing, and make them anew in their order at the end."""
    rows = "FROM sqlite_master WHERE sql LIKE 'CREATE INDEX %' ORDER BY rowid"
    indexes = connection.exec_driver_sql(f"SELECT name, sql {rows}").all()
    for name, _statement in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _name, statement in indexes:
        connection.exec_driver_sql(statement)


def _chained(before, incidents: int, chance: random.Random) -> Iterator:
    """Yield (entry, when a later entry ends its row) along the chain."""
    serials: defaultdict[tuple[str, int], int] = defaultdict(int)
    gap_s = YEARS.total_seconds() / incidents
    at = before.recorded_at
    for _number in range(incidents):
        at += timedelta(seconds=gap_s * chance.uniform(0.2, 1.8))
        station = chance.choice(STATIONS)
        serials[station, at.year] += 1
        payload = _first(station, at.year, serials[station, at.year], _content(chance, at))
        payload["content_by"] = str(OFFICERS[0])
        acts = [(Act.LOG, payload, None), *_later(payload, chance)]
        subject = str(UUID(int=chance.getrandbits(128), version=4))
        moments = [at + timedelta(seconds=gap_s * 0.05 * place) for place in range(len(acts) + 1)]
        for place, (act, content, reason) in enumerate(acts):
            entry = entry_after(
                before,
                act,
                subject,
                content,
                station="GAO",
                author=OFFICERS[act is Act.VERIFY],
                at=moments[place],
                workstation="generator",
                reason=reason,
            )
            before = before._replace(seq=entry.seq, hash=entry.hash, recorded_at=entry.recorded_at)
            yield entry, _to_the_ms(moments[place + 1]) if place + 1 < len(acts) else None


def _first(station: str, year: int, serial: int, content: dict) -> dict:
    return {
        "number": f"MIN-{station}-{year}-{serial:04}",
        "station": station,
        "year": year,
        "serial": serial,
        "revision": 1,
        "updates": 0,
        "status": str(Status.INITIAL),
        "content": content,
    }


def _later(payload: dict, chance: random.Random) -> Iterator[tuple[Act, dict, str | None]]:
    """Yield what became of it: one in ten is amended, then one in five verified, few struck."""
    if chance.random() < 0.1:
        corrected = {**payload["content"], "damage": _sentence(chance, 8)}
        payload = {
            **payload,
            "revision": 2,
            "updates": 1,
            "status": str(Status.UPDATED),
            "content": corrected,
        }
        yield Act.AMEND, payload, "second report"
    end = chance.random()
    if end < 0.2:
        yield Act.VERIFY, _restated(payload, Status.VERIFIED), None
    elif end < 0.22:
        yield Act.STRIKE, _restated(payload, Status.STRUCK), "logged in error"


def _restated(payload: dict, status: Status) -> dict:
    return {**payload, "revision": payload["revision"] + 1, "status": str(status)}


def _content(chance: random.Random, recorded: datetime) -> dict:
    """Return content as the log keeps it, reported up to a day after it happened."""
    occurred = recorded - timedelta(minutes=chance.randrange(20, 1440))
    event_type = chance.choice(list(EventType))
    place, region, latitude, longitude = chance.choice(PLACES)
    content = {
        **DEFAULTS,
        "occurred": stamp(occurred.replace(second=0, microsecond=0)),
        "reported": stamp((recorded - timedelta(minutes=5)).replace(second=0, microsecond=0)),
        "type": str(event_type),
        "target": chance.choice(TARGETS),
        "summary": _sentence(chance, 12),
        "narrative": _sentence(chance, chance.randrange(30, 90)),
        "source": "Patrol commander, radio",
        "reliability": chance.choice("ABCDEF"),
        "credibility": chance.choice("123456"),
    }
    if subtypes := subtypes_of(event_type):
        content["subtype"] = str(chance.choice(subtypes))
    if place:
        content |= {"place": place, "region": region, "location_precision": "2"}
        content["position"] = {
            "latitude": round(latitude + chance.uniform(-0.2, 0.2), 5),
            "longitude": round(longitude + chance.uniform(-0.2, 0.2), 5),
            "digits": 10,
        }
    if group := chance.choice(GROUPS):
        content |= {"perpetrator": group, "attribution": "suspected"}
    if chance.random() < 0.25:
        content["effect"] = "casualties"
        content["casualties"] = [_casualty(chance) for _row in range(chance.randrange(1, 4))]
    return content


def _casualty(chance: random.Random) -> dict:
    best = chance.randrange(1, 6)
    return {
        "category": chance.choice(("un_contingent", "un_contractor_or_other", "civilian")),
        "nationality": chance.choice(("TCD", "SEN", "MLI", None)),
        "outcome": chance.choice(("killed", "seriously_injured", "lightly_injured")),
        "cause": "malicious_act",
        "sex": "unknown",
        "age": "unknown",
        "low": best,
        "best": best,
        "high": best + chance.randrange(2),
    }


def _sentence(chance: random.Random, words: int) -> str:
    return f"{' '.join(chance.choices(WORDS, k=words)).capitalize()}."


def _to_the_ms(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2])).close()
