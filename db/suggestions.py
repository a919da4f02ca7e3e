"""What an officer wrote before, to be offered again: never filled in by itself."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import IncidentRevision

_LOOKED_AT = 400  # of the officer's newest revisions
_WITHIN = 20_000  # of the newest of all: of somebody who wrote none lately nothing is offered


def last_used(
    session: Session, officer: str, names: tuple[str, ...], limit: int = 8
) -> dict[str, tuple[str, ...]]:
    """Return by field the values that the officer used last, each once, the newest first.

    Args:
        officer: Rank and name, as revisions are signed.
        names: Fields of one line each.
        limit: Most values of one field.
    """
    columns = [getattr(IncidentRevision, name) for name in names]
    oldest = select(func.max(IncidentRevision.id) - _WITHIN).scalar_subquery()
    rows = session.execute(
        select(*columns)
        .where(IncidentRevision.content_by == officer, IncidentRevision.id > oldest)
        .order_by(IncidentRevision.id.desc())
        .limit(_LOOKED_AT)
    ).all()
    used = {name: dict.fromkeys(row[place] for row in rows) for place, name in enumerate(names)}
    return {name: tuple(filter(None, values))[:limit] for name, values in used.items()}
