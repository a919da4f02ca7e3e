"""The acts that add to an incident without changing its content, and to the log as a whole."""

import hashlib
import mimetypes
from pathlib import PurePath, PureWindowsPath
from uuid import uuid4

from sqlalchemy import Select, and_, func, insert, or_, select
from sqlalchemy.orm import Session

from db.acts.record import Change, circumstances, record, require
from db.content import read_field
from db.current import state_of, station_of, uid_of
from db.errors import BadContent, NotUnderstood, Refused
from db.fields import field_named
from db.folding import fold
from db.journal import Author
from db.models import Act, AttachmentContent, Link, LocalPlace, Remark
from db.position import Position
from db.regions import region_at
from db.store import Logbook
from db.text import show_number
from db.vocabulary import LinkKind, PlaceKind
from db.words import _

MOST_BYTES = 25 * 1024 * 1024
_UNNAMED = "application/octet-stream"  # what a file is whose name does not tell
_LONGEST_NAME = 200


def remark(
    book: Logbook, author: Author, uid: str, text: str, source: str = "", heard: str = ""
) -> Change:
    """Add a remark to an incident, whatever its status; its content stays as it is.

    Args:
        source: Who said it; "" if that was not reported.
        heard: When, as a DTG is typed; "" if it was just now.

    Raises:
        BadContent: Time, source or text can't be kept as they are typed.
    """
    typed = {"heard_at": heard, "source": source, "text": text}
    with book.writing() as session:
        number = _number_of(session, uid)
        around = circumstances(book, station_of(session))
        payload, problems = {}, {}
        for name, raw in typed.items():
            known = field_named(Remark, name)
            try:
                kept = read_field(known, raw, around)
            except NotUnderstood as error:
                problems[name] = str(error)
                continue
            if kept is not None:
                payload[name] = kept
            elif known.required:
                problems[name] = _("is required")
        if problems:
            raise BadContent(problems)
        return record(book, session, Act.REMARK, uid, payload, author)._replace(number=number)


def check_size(name: str, size: int) -> None:
    """Refuse a file that can't be attached for its size in bytes, before it is read."""
    if size == 0:
        raise Refused(
            _("{name} is empty (0 bytes).").format(name=name),
            _("Check the file where it comes from. Nothing was attached."),
        )
    if size > MOST_BYTES:
        raise Refused(
            _("{name} is too large: {size} MB; at most {most} MB can be attached.").format(
                name=name, size=show_number(size / 2**20), most=MOST_BYTES // 2**20
            ),
            _("Attach a smaller copy or an extract. Nothing was attached."),
        )


def attach(book: Logbook, author: Author, uid: str, name: str, data: bytes) -> Change:
    """Attach a file to an incident, whatever its status; the logbook keeps its bytes.

    Raises:
        Refused: It is empty, has no name, or is over MOST_BYTES.
    """
    named = PureWindowsPath(name.strip()).name  # without folders, whichever way they are written
    require(named, _("The file has no name."), _("Give it one."))
    check_size(name, len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    with book.writing() as session:
        number = _number_of(session, uid)
        if session.get(AttachmentContent, sha256) is None:
            session.execute(insert(AttachmentContent), {"sha256": sha256, "data": data})
        payload = {
            "uid": str(uuid4()),
            "name": named[-_LONGEST_NAME:],
            "media_type": _media_type(named),
            "size": len(data),
            "sha256": sha256,
        }
        return record(book, session, Act.ATTACH, uid, payload, author)._replace(number=number)


def link(book: Logbook, author: Author, uid: str, other_number: str, kind: LinkKind) -> Change:
    """Say how an incident belongs to another; it is shown on both.

    Raises:
        Refused: There is no such other incident, or they are linked so already.
    """
    with book.writing() as session:
        number = _number_of(session, uid)
        other = uid_of(session, other_number)
        if other == uid:
            raise Refused(
                _("{number} is this incident itself.").format(number=number),
                _("Give the number of the other one."),
            )
        other_number = _number_of(session, other)
        if session.scalar(_linked_so(uid, other, kind)):
            raise Refused(
                _("{one} and {other} are linked so already.").format(
                    one=number, other=other_number
                ),
                _("Nothing was changed."),
            )
        payload = {"other": other, "other_number": other_number, "kind": str(kind)}
        return record(book, session, Act.LINK, uid, payload, author)._replace(number=number)


def add_place(
    book: Logbook, author: Author, name: str, position: Position, kind: PlaceKind
) -> Change:
    """Add a place that this log's officers know by that name; its region follows.

    Raises:
        Refused: It has no name, or this log has a place of that name already.
    """
    named = " ".join(name.split())
    require(named, _("The place has no name."), _("Give it as it is said on the radio."))
    if len(named) > _LONGEST_NAME:
        raise Refused(_("The name of the place is too long."), _("Give it as it is said."))
    area = region_at(position.latitude, position.longitude)
    with book.writing() as session:
        if any(fold(known) == fold(named) for known in session.scalars(select(LocalPlace.name))):
            raise Refused(
                _("This log has a place {name} already.").format(name=named),
                _("Give it a name of its own, e.g. {name} 2.").format(name=named),
            )
        payload = {
            "name": named,
            "kind": str(kind),
            "latitude": position.latitude,
            "longitude": position.longitude,
            "region": area.name if area else None,
            "country": area.country if area else None,
        }
        change = record(book, session, Act.ADD_PLACE, str(uuid4()), payload, author)
    book.gazetteer = None  # made anew, with this place, when it is next wanted
    return change


def _media_type(name: str) -> str:
    """Return what the ending of a name says; the name itself could pass for an address."""
    return mimetypes.guess_type(f"file{PurePath(name).suffix}")[0] or _UNNAMED


def _linked_so(uid: str, other: str, kind: LinkKind) -> Select[int]:
    """Return how many links of that kind there are; one that reads the same both ways is one."""
    way = and_(Link.incident_uid == uid, Link.other_uid == other)
    back = and_(Link.incident_uid == other, Link.other_uid == uid)
    ways = or_(way, back) if kind.inverse == kind.label else way
    return select(func.count(Link.entry)).where(Link.kind == kind, ways)


def _number_of(session: Session, uid: str) -> str:
    return str(state_of(session, uid).payload["number"])
