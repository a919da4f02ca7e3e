"""Saved views from the file of another logbook; `exports.views` writes it."""

import json
from pathlib import Path
from typing import Any

from db.base import plain_json
from db.errors import LogbookError
from db.store import Logbook
from db.views import View, add_views, name_problem
from db.words import _

KIND = "watchkeeper views"  # what the file says of itself
MOST_BYTES = 1_000_000  # with more incidents chosen by hand than fit in it nothing can be asked


def import_views(book: Logbook, path: Path, officer: str) -> tuple[str, ...]:
    """Keep the views in the file beside those that there are, and return the names they got.

    One of which the name is taken gets a number behind it.

    Raises:
        LogbookError: The file can't be read or is not right, and where; nothing was imported.
    """
    return add_views(book, read_views(path), officer)


def read_views(path: Path) -> tuple[View, ...]:
    """Return the views in the file; LogbookError if it can't be read or is not right."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _bad(path, str(error.strerror)) from error
    if len(raw) > MOST_BYTES:
        raise _bad(path, _("it is larger than {n} bytes").format(n=MOST_BYTES))
    try:
        held = json.loads(raw.decode("utf-8-sig"))
        plain_json(held).encode()  # half of a surrogate pair can't be kept
    except (ValueError, RecursionError) as error:
        raise _bad(path, _("not JSON: {error}").format(error=error)) from error
    if not isinstance(held, dict) or held.get("kind") != KIND:
        raise _bad(path, _("it holds no views of Watchkeeper"))
    listed = held.get("views")
    if not isinstance(listed, list):
        raise _bad(path, _("“views” is no list"))
    return tuple(_view(path, place, one) for place, one in enumerate(listed, start=1))


def _view(path: Path, place: int, held: Any) -> View:
    problem = _("it needs a “name” and what is “asked”")
    match held:
        case {"name": str(name), "asked": dict(asked)}:
            problem = name_problem(name)
            if not problem:
                return View(name, asked)
    raise _bad(path, _("view {place}: {problem}").format(place=place, problem=problem))


def _bad(path: Path, reason: str) -> LogbookError:
    return LogbookError(
        _("{name} can't be imported: {reason}.").format(name=path.name, reason=reason),
        _("Export the views again where they come from. Nothing was imported."),
    )
