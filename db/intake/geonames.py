"""Places from a GeoNames country file: tab-separated text as geonames.org gives it, plain or .zip.

The 19 columns are those of the readme at download.geonames.org/export/dump; GeoNames is CC BY 4.0.
Nothing is written unless every line can be read.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from sqlalchemy import delete, insert

from db import acts
from db.errors import LogbookError, NoSuchFile, NotUnderstood, Progress
from db.journal import Author
from db.models import Act, GazetteerPlace
from db.place_list import kind_by_population
from db.regions import region_at
from db.store import Logbook
from db.text import show_number
from db.vocabulary import PlaceKind
from db.vocabulary.countries import ALPHA3
from db.words import _

_COLUMNS = 19
_POPULATED = "P"  # the feature class of cities, towns and villages
_NOT_LIVED_IN = {"PPLCH", "PPLH", "PPLQ", "PPLW", "PPLX"}  # former, abandoned, or part of a town
_CAPITALS = {"PPLC": PlaceKind.CITY, "PPLA": PlaceKind.TOWN}  # if nobody counted the people
_LONGEST_LINE = 100_000  # bytes; the alternates alone may be 10,000 letters
_LONGEST_NAME = 200
_MOST_BYTES = 500_000_000  # of text; the largest country, the United States, has 300 MB
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_STEP = 500  # lines between two reports of progress


class NotGeoNames(LogbookError):
    """The file is no whole country file of GeoNames."""


def load_places(book: Logbook, author: Author, path: Path, progress: Progress | None = None) -> int:
    """Put the populated places of a country file into the logbook, for those it had of there.

    Args:
        book: Where to; the journal keeps the name, SHA-256, country and count of the file.
        author: Who does it.
        path: The text itself, or a zip that holds it.
        progress: Told how many bytes are read, of how many; may raise Stopped.

    Returns:
        How many places were loaded.

    Raises:
        NoSuchFile: The file can't be opened.
        NotGeoNames: With the line and the reason; nothing was written.
    """
    try:
        rows = list(_places(path, progress))
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NoSuchFile(
            _("{path} can't be read: {reason}.").format(path=path, reason=error.strerror),
            _("Check the name and the medium. Nothing was loaded."),
        ) from None
    if not rows:
        raise _refused(_("{name} holds no populated place.").format(name=path.name))
    country = rows[0]["country"]
    told = {"name": path.name, "sha256": digest, "country": country, "count": len(rows)}
    with book.writing() as session:
        session.execute(delete(GazetteerPlace).where(GazetteerPlace.country == country))
        # A place that changed hands may still stand under its former country.
        session.execute(insert(GazetteerPlace).prefix_with("OR REPLACE"), rows)
        acts.record(book, session, Act.LOAD_PLACES, str(uuid4()), told, author)
    book.gazetteer = None  # made anew, with these places, when it is next wanted
    return len(rows)


def _places(path: Path, progress: Progress | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of all populated places; raises NotGeoNames with the line and the reason."""
    known: dict[int, int] = {}  # the line that holds each id
    country, read = "", 0
    with _opened(path) as (file, size):
        if size > _MOST_BYTES:
            raise _refused(
                _("{name} is too large for one country: {n} MB.").format(
                    name=path.name, n=show_number(size / 1e6)
                )
            )
        for number, line in enumerate(_lines(file, path), start=1):
            try:
                columns = _columns(line, country)
                country = columns[8]
                place = _place(columns) if columns[6] == _POPULATED else None
                if place and known.setdefault(place["geonameid"], number) != number:
                    raise NotUnderstood(
                        _("its place stands in line {n} too").format(n=known[place["geonameid"]])
                    )
            except NotUnderstood as error:
                raise _refused(
                    _("Line {n} of {name} can't be read: {reason}.").format(
                        n=number, name=path.name, reason=error
                    )
                ) from None
            if place:
                yield place
            read += len(line)
            if progress and number % _STEP == 0:
                progress(read, size)
        if progress:
            progress(size, size)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Yield the text of a country file as bytes, and how many there are."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            file.seek(0)
            yield file, path.stat().st_size
            return
        try:
            with zipfile.ZipFile(file) as archive:
                member = _member(archive, path)
                with archive.open(member) as text:
                    yield text, member.file_size
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            # RuntimeError is what the library says to a password or a method it does not know.
            raise _refused(
                _("{name} can't be unpacked: {reason}.").format(name=path.name, reason=error)
            ) from None


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Return the one text of a zip besides GeoNames' own readme."""
    found = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".txt") and "readme" not in member.filename.lower()
    ]
    if len(found) != 1:
        raise _refused(_("{name} holds {n} texts, not one.").format(name=path.name, n=len(found)))
    if found[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(_("it is not packed as GeoNames does"))
    return found[0]


def _lines(file: IO[bytes], path: Path) -> Iterator[bytes]:
    """Yield the lines of a text; of one without an end to its lines only the beginning."""
    line = file.readline(_LONGEST_LINE)
    if not line:
        raise _refused(_("{name} is empty.").format(name=path.name))
    while line:
        yield line
        line = file.readline(_LONGEST_LINE)


def _columns(line: bytes, country: str) -> list[str]:
    """Return the columns of a line that belongs to `country`, or to any one if that is empty."""
    try:
        columns = line.decode("utf-8-sig" if not country else "utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        raise NotUnderstood(_("it is not UTF-8 text")) from None
    if len(columns) != _COLUMNS:
        raise NotUnderstood(_("it has {n} columns, not {all}").format(n=len(columns), all=_COLUMNS))
    if not _DATE.fullmatch(columns[18]):
        raise NotUnderstood(_("it does not end with a date; was the file cut off?"))
    if columns[8] not in ALPHA3:
        raise NotUnderstood(_("there is no country {code}").format(code=columns[8] or "?"))
    if country and columns[8] != country:
        raise NotUnderstood(
            _("it is of {code}, the lines before it of {country}").format(
                code=columns[8], country=country
            )
        )
    return columns


def _place(columns: list[str]) -> dict[str, Any]:
    """Return the row of a populated place."""
    name = " ".join(columns[1].split())[:_LONGEST_NAME]
    if not name:
        raise NotUnderstood(_("the place has no name"))
    latitude, longitude = _angle(columns[4], 90), _angle(columns[5], 180)
    country, population = ALPHA3[columns[8]], _whole(columns[14] or "0")
    area = region_at(latitude, longitude)
    return {
        "geonameid": _whole(columns[0]),
        "name": name,
        "alternates": _alternates(columns),
        "latitude": latitude,
        "longitude": longitude,
        "country": country,
        "region": area.name if area and area.country == country else "",
        "kind": _kind(columns[7], population),
        "population": population,
    }


def _alternates(columns: list[str]) -> str:
    """Return the other names, the name in plain letters among them, with | between."""
    told = (columns[2], *columns[3].split(","))
    names = dict.fromkeys(" ".join(name.replace("|", " ").split()) for name in told)
    return "|".join(name for name in names if name and name != columns[1])


def _kind(feature: str, population: int) -> PlaceKind:
    """Return what sort of place a feature code of GeoNames and the inhabitants make it (ours)."""
    if feature in _NOT_LIVED_IN:
        return PlaceKind.PLACE
    if population:
        return kind_by_population(population)
    return _CAPITALS.get(feature, PlaceKind.VILLAGE)


def _angle(text: str, most: int) -> float:
    try:
        angle = float(text)
    except ValueError:
        raise NotUnderstood(_("{text} is no angle in degrees").format(text=text or "?")) from None
    if not -most <= angle <= most:
        raise NotUnderstood(_("{text} is no angle in degrees").format(text=text))
    return angle


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise NotUnderstood(_("{text} is no whole number").format(text=text or "?"))
    return int(text)


def _refused(what: str) -> NotGeoNames:
    return NotGeoNames(
        what,
        _("Nothing was loaded. Get the country file of GeoNames once more, e.g. ML.zip."),
    )
