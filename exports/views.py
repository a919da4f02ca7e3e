"""Saved views as one JSON file, which another logbook imports: see `db.intake.views`."""

import json
from collections.abc import Collection
from pathlib import Path

from db.intake.views import KIND
from db.store import Logbook
from db.views import views_of
from exports.files import replacing


def write_views(book: Logbook, names: Collection[str], path: Path) -> int:
    """Write the views of those names and return how many there are; LogbookError if it can't."""
    with book.reading() as session:
        views = [view for view in views_of(session) if view.name in names]
    listed = [{"name": view.name, "asked": view.data} for view in views]
    with replacing(path) as part:
        text = json.dumps({"kind": KIND, "views": listed}, ensure_ascii=False, indent=2)
        part.write_text(f"{text}\n", encoding="utf-8")
    return len(views)
