"""Saved views: questions that officers keep under a name, in the logbook that they are asked of.

They are not journalled, for they say nothing that happened. They lie in the logbook and nowhere
else, because the words somebody searches for are as secret as the log; on a medium that can only
be read nothing is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.asked import read_asked
from db.base import Base
from db.errors import BadContent, Refused
from db.models import SavedView
from db.query import IncidentQuery
from db.store import Logbook
from db.words import _

LONGEST = 80  # characters of a name
_LAST = ""  # the name, which nobody can give, of the view that was left at the end
_VIEW = Base.metadata.tables[SavedView.__tablename__]


class View(NamedTuple):
    """A view as it is kept: its data may ask for more than this version knows, see `db.asked`."""

    name: str
    data: Mapping[str, Any]


def views_of(session: Session) -> tuple[View, ...]:
    """Return every view that has a name, in the order of the names."""
    rows = session.execute(select(_VIEW.c.name, _VIEW.c.asked).where(_VIEW.c.name != _LAST))
    return tuple(sorted((View(*row) for row in rows), key=lambda view: view.name.casefold()))


def view_named(session: Session, name: str) -> View:
    """Return the view of that name; Refused if there is none, with the names that there are."""
    known = {view.name: view for view in views_of(session)}
    if name not in known:
        raise Refused(
            _("There is no view “{name}” in this logbook.").format(name=name),
            _("Its views: {names}.").format(names=", ".join(known) or _("none")),
        )
    return known[name]


def name_problem(name: str) -> str:
    """Return why a view can't have that name; "" if it can."""
    if not name.strip():
        return _("a view needs a name")
    if len(name) > LONGEST or not name.isprintable():
        return _("at most {n} characters, in one line").format(n=LONGEST)
    return ""


def save_view(book: Logbook, view: View, officer: str) -> None:
    """Keep the view, in place of one of the same name.

    Args:
        officer: Who saves it, by rank and name; "" if nobody has the watch.

    Raises:
        BadContent: A view can't have that name.
        LogbookError: It can't be written.
    """
    _check(view.name)
    _keep(book, (view,), officer)


def add_views(book: Logbook, views: Sequence[View], officer: str) -> tuple[str, ...]:
    """Keep all of them beside those that there are, and return the names they got."""
    with book.reading() as session:
        taken = {view.name for view in views_of(session)}
    added = []
    for view in views:
        free = _free(view.name, taken)
        taken.add(free)
        added.append(view._replace(name=free))
    _keep(book, added, officer)
    return tuple(view.name for view in added)


def rename_view(book: Logbook, name: str, new: str) -> None:
    """Give a view another name; BadContent if it can't have it."""
    _check(new)
    with book.writing() as session:
        if new != name and new in {view.name for view in views_of(session)}:
            raise BadContent({"name": _("another view has that name")})
        session.execute(update(_VIEW).where(_VIEW.c.name == name).values(name=new))


def delete_view(book: Logbook, name: str) -> None:
    """Throw a view away; nothing if there is none."""
    with book.writing() as session:
        session.execute(delete(_VIEW).where(_VIEW.c.name == name))


def last_view(session: Session) -> Mapping[str, Any]:
    """Return the data of the view that was left when the log was shown last; {} if none was."""
    return session.scalar(select(_VIEW.c.asked).where(_VIEW.c.name == _LAST)) or {}


def keep_last(book: Logbook, data: Mapping[str, Any], officer: str) -> None:
    """Keep what is shown, for the next start."""
    _keep(book, (View(_LAST, data),), officer)


def question_of(session: Session, name: str, at: datetime) -> IncidentQuery:
    """Return the question of a view as it is asked at that moment, for what is printed of it.

    Raises:
        Refused: There is no such view, it asks for more than this version knows, or its period
            can't begin.
    """
    asked, passed = read_asked(view_named(session, name).data)
    if passed:
        raise Refused(passed_over(name, passed), _("Use the version that saved it."))
    return asked.question(session, at)


def passed_over(name: str, parts: Iterable[str]) -> str:
    """Return what is said of the parts of a view that this version does not know."""
    told = _("The view “{name}” also asks for {parts}, which this version does not know.")
    return told.format(name=name, parts=", ".join(parts))


def _check(name: str) -> None:
    if problem := name_problem(name):
        raise BadContent({"name": problem})


def _keep(book: Logbook, views: Sequence[View], officer: str) -> None:
    with book.writing() as session:
        for view in views:
            asked = dict(view.data)
            row = SavedView(name=view.name, asked=asked, saved_at=book.clock(), officer=officer)
            session.merge(row)


def _free(name: str, taken: set[str]) -> str:
    """Return the name, with a number behind it if there is such a view already."""
    free, number = name, 2
    while free in taken:
        ending = f" ({number})"
        free, number = name[: LONGEST - len(ending)] + ending, number + 1
    return free
