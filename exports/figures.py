"""Figures as one JSON object for programs, and as a short text for people."""

from typing import Any

from db.figures import UNKNOWN, CasualtyTotal, Figures
from db.query import IncidentQuery
from db.text import show_number
from db.time import iso
from db.wording import in_words
from db.words import _


def as_json(found: Figures, query: IncidentQuery) -> dict[str, Any]:
    """Return the figures as plain data; `not_known` stands only where a number is not known."""
    return {
        "period": _period(query),
        "as_of": iso(query.as_of) if query.as_of else None,
        "asked": in_words(query),
        "incidents": {
            "total": found.total,
            "by_type": found.by_type,
            "by_region": found.by_region,
            "by_target": found.by_target,
            "by_status": found.by_status,
        },
        "casualties": [_casualty(total) for total in found.casualties],
        "left_out": {"struck": found.struck, "duplicate": found.duplicate},
    }


def as_text(found: Figures, query: IncidentQuery) -> str:
    """Return the figures in a few lines."""
    lines = [
        _("{total} incidents, {asked}; left out: {struck} struck, {duplicate} duplicate").format(
            total=show_number(found.total),
            asked=_asked(query),
            struck=found.struck,
            duplicate=found.duplicate,
        )
    ]
    for total in found.casualties:
        number = "?" if total.best is None else show_number(total.best)
        who = f"{_(total.category.label)} ({total.nationality or _('nationality unknown')})"
        lines.append(f"{number:>6}  {who}, {_(total.outcome.label)}, {_(total.cause.label)}")
    return "\n".join(lines)


def _asked(query: IncidentQuery) -> str:
    """Return the days of the question if it asks for nothing else, or all of it in words."""
    days = IncidentQuery(since=query.since, before=query.before, as_of=query.as_of)
    if query != days or not (query.since and query.before):
        return in_words(query)
    period = _period(query)
    return _("{since} to {until}").format(since=period["from"], until=period["to"])


def _period(query: IncidentQuery) -> dict[str, str | None]:
    """Return the first and the last day of the question, both included."""
    last = query.last_day
    return {
        "from": query.since.date().isoformat() if query.since else None,
        "to": last.isoformat() if last else None,
    }


def _casualty(total: CasualtyTotal) -> dict[str, Any]:
    counted = {
        "category": total.category,
        "nationality": total.nationality or UNKNOWN,
        "outcome": total.outcome,
        "cause": total.cause,
        "low": total.low,
        "best": total.best,
        "high": total.high,
    }
    return {**counted, "not_known": total.not_known} if total.not_known else counted
