"""What an officer wrote before, to be offered again: never filled in by itself."""

from collections import Counter

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from db.models import IncidentRevision

_LOOKED_AT = 400  # of the officer's newest revisions
_WITHIN = 20_000  # of the newest of all: of somebody who wrote none lately nothing is offered


def last_used(
    session: Session, officer: str, names: tuple[str, ...], limit: int = 8
) -> dict[str, tuple[str, ...]]:
    """Return by field the values that the officer used last, each once, the newest first.

    What somebody else wrote in an incident that the officer amended is not among them.

    Args:
        officer: Rank and name, as revisions are signed.
        names: Fields of one line each.
        limit: Most values of one field.
    """
    former = aliased(IncidentRevision)
    told = [getattr(IncidentRevision, name) for name in names]
    before = [getattr(former, name) for name in names]
    oldest = select(func.max(IncidentRevision.id) - _WITHIN).scalar_subquery()
    rows = session.execute(
        select(*told, *before)
        .outerjoin(
            former,
            and_(
                former.incident_uid == IncidentRevision.incident_uid,
                former.revision == IncidentRevision.revision - 1,
            ),
        )
        .where(IncidentRevision.content_by == officer, IncidentRevision.id > oldest)
        .order_by(IncidentRevision.id.desc())
        .limit(_LOOKED_AT)
    ).all()
    used = {
        name: dict.fromkeys(row[at] for row in rows if row[at] != row[at + len(names)])
        for at, name in enumerate(names)
    }
    return {name: tuple(filter(None, values))[:limit] for name, values in used.items()}


def tags_in_use(session: Session, limit: int = 200) -> tuple[str, ...]:
    """Return the tags of the newest incidents that have any, those used most first."""
    held = IncidentRevision.tags
    current = IncidentRevision.superseded_at.is_(None)
    oldest = select(func.max(IncidentRevision.id) - _WITHIN).scalar_subquery()
    lists = session.scalars(
        select(held).where(current, held.is_not(None), IncidentRevision.id > oldest)
    )
    counted = Counter(tag for tags in lists for tag in tags or ())
    return tuple(tag for tag, _number in counted.most_common(limit))


def names_in(session: Session, column: str) -> tuple[str, ...]:
    """Return each text that stands in the column now, in order: "perpetrator" or "station".

    It leaps along the column's index of the current rows, however many rows there are.
    """
    held, names = getattr(IncidentRevision, column), [""]
    current = IncidentRevision.superseded_at.is_(None)
    while name := session.scalar(select(func.min(held)).where(current, held > names[-1])):
        names.append(name)
    return tuple(names[1:])
