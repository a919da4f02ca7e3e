"""Who may write, and who has the watch."""

from uuid import uuid4

from sqlalchemy import func, select

from db.acts.record import Change, record
from db.current import open_watch_of
from db.errors import Refused
from db.journal import Author
from db.models import Act, Officer
from db.store import Logbook
from db.words import _


def enrol(book: Logbook, officer: Author, *, by: Author | None = None) -> Change:
    """Let an officer write in the log, once; Refused if already enrolled or without a name."""
    if not officer.name.strip():
        raise Refused(_("The officer has no name."), _("Give rank and name, e.g. Maj. A."))
    with book.writing() as session:
        known = select(func.count(Officer.uid)).where(
            Officer.rank == officer.rank, Officer.name == officer.name
        )
        if session.scalar(known):
            raise Refused(
                _("{officer} is enrolled already.").format(officer=officer),
                _("Choose the name from the list."),
            )
        return record(book, session, Act.ENROL, str(uuid4()), officer._asdict(), by or officer)


def open_watch(book: Logbook, author: Author) -> Change:
    """Assume the watch; Refused while another watch is open."""
    with book.writing() as session:
        running = open_watch_of(session)
        if running is not None:
            raise Refused(
                _("{officer} has the watch.").format(officer=running.author),
                _("Close that watch first."),
            )
        return record(book, session, Act.OPEN_WATCH, str(uuid4()), author._asdict(), author)


def relieve(book: Logbook, relieved: Author, relief: Author, note: str = "") -> Change:
    """Hand the watch over: the former officer closes it and the relief assumes it, as one.

    What the former officer has to say to the relief, `note`, stands with the closing.
    Refused if `relieved` does not have the watch, or would relieve himself.
    """
    if str(relief) == str(relieved):
        raise Refused(
            _("{officer} has the watch.").format(officer=relieved),
            _("Choose or enrol another officer."),
        )
    with book.writing() as session:
        running = open_watch_of(session)
        if running is None or running.author != relieved:
            raise Refused(
                _("{officer} does not have the watch.").format(officer=relieved),
                _("Assume it without a relief."),
            )
        told = {"relief": str(relief), "note": note.strip()}
        record(book, session, Act.CLOSE_WATCH, running.uid, told, relieved)
        return record(book, session, Act.OPEN_WATCH, str(uuid4()), relief._asdict(), relief)


def close_watch(book: Logbook, author: Author) -> Change:
    """Close the open watch; Refused if none is open."""
    with book.writing() as session:
        running = open_watch_of(session)
        if running is None:
            raise Refused(_("No watch is open."), _("Assume the watch first."))
        return record(book, session, Act.CLOSE_WATCH, running.uid, {}, author)
