"""Casualty rows as they are typed, into rows as they are kept."""

from collections.abc import Mapping
from typing import Any

from db.casualty_words import read_quick
from db.errors import NotUnderstood
from db.fields import Kind, fields_of
from db.models import Casualty
from db.vocabulary import Age, Cause, Sex, read_term
from db.vocabulary.countries import ISO3
from db.words import _

MOST = 100_000  # a higher number of people is a slip of the hand
NOT_KNOWN = ("?", "unknown", "n/k")
_DEFAULTS = {"cause": Cause.UNKNOWN, "sex": Sex.UNKNOWN, "age": Age.UNKNOWN}
_COUNTS = ("low", "best", "high")


def read_casualties(rows: list[Any]) -> list[dict[str, Any]]:
    """Return the rows as kept, each with every column; NotUnderstood names row and column.

    A row is a mapping by column name; `count` stands for `best`. `best` is required: a number,
    or "?" where nobody knows it yet (kept as None). `low` and `high` default to it [UCDP]. A text
    instead of a row is a quick line, such as `un mil 2li 1k`, and becomes one row or several.
    """
    given = [
        row for told in rows for row in (read_quick(told) if isinstance(told, str) else [told])
    ]
    return [_read_row(row, place) for place, row in enumerate(given, start=1)]


def _read_row(row: object, place: int) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise NotUnderstood(_("row {place} is not a row").format(place=place))
    given = {("best" if name == "count" else name): value for name, value in row.items()}
    columns = {field.name: field for field in fields_of(Casualty)}
    for name in given:
        if name not in columns:
            raise NotUnderstood(_("row {place}: no column “{name}”").format(place=place, name=name))
    kept: dict[str, Any] = {}
    for name, field in columns.items():
        try:
            if field.kind is Kind.TERM and field.choices:
                kept[name] = _term(field.choices, given.get(name), _DEFAULTS.get(name))
            elif field.kind is Kind.COUNT:
                kept[name] = _count(given.get(name))
            else:
                kept[name] = _nationality(given.get(name))
        except NotUnderstood as error:
            raise NotUnderstood(
                _("row {place}, {name}: {reason}").format(place=place, name=name, reason=error)
            ) from None
    _check_range(kept, given, place)
    return kept


def _term(choices: Any, raw: object, default: str | None) -> str:
    if raw in (None, "") and default is not None:
        return default
    if raw in (None, ""):
        raise NotUnderstood(_("is required"))
    return str(read_term(choices, str(raw)))


def _count(raw: object) -> int | None:
    text = "" if raw is None else str(raw).strip().casefold()
    if text in ("", *NOT_KNOWN):
        return None
    if not (text.isascii() and text.isdigit()):
        raise NotUnderstood(
            _("“{raw}” is not a number of people (0 or more, or ?)").format(raw=raw)
        )
    if len(text) > len(str(MOST)) or int(text) > MOST:
        raise NotUnderstood(_("{raw} is more than {most}").format(raw=raw, most=MOST))
    return int(text)


def _nationality(raw: object) -> str | None:
    text = str(raw).strip().upper() if raw is not None else ""
    if text in ("", "UNKNOWN"):
        return None
    if text not in ISO3:
        raise NotUnderstood(
            _("“{raw}” is not an ISO code of three letters, such as TCD").format(raw=raw)
        )
    return text


def _check_range(kept: dict[str, Any], given: Mapping[str, Any], place: int) -> None:
    """Require a number or a "?", default low and high to it, and hold low <= best <= high."""
    if given.get("best", "") == "":
        raise NotUnderstood(_("row {place}, best: is required").format(place=place))
    for name in ("low", "high"):
        if kept[name] is None:
            kept[name] = kept["best"]
    known = [kept[name] for name in _COUNTS if kept[name] is not None]
    if known != sorted(known):
        low, best, high = ("?" if kept[name] is None else kept[name] for name in _COUNTS)
        raise NotUnderstood(
            _("row {place}: low {low}, best {best}, high {high} are not in order").format(
                place=place, low=low, best=best, high=high
            )
        )
