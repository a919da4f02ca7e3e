"""What was corrected in an incident: beside the new value in the text, and one by one in a table.

Nothing is erased: the former value stands struck in brackets, with the number under which the
table says who corrected it, when and why.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, takewhile
from typing import Any, NamedTuple, TypeVar

from db.current import PastEntry
from db.fields import Field, Kind
from db.history import FieldChange, Happened
from db.models import Act
from db.position import spaced_mgrs, write_latlon
from db.projection import REVISING
from db.text import as_position, as_time, show, show_casualty, show_occurred, show_status
from db.time import write_dtg
from db.vocabulary import Status, TimePrecision
from db.words import _
from exports.reports.content import Prose, Span, Tone

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_FORMER = 3  # values that stand in the text before the one that holds; the table has all
_LONGEST = 600  # characters of a former text; the log has it whole
_Former = TypeVar("_Former")
_PIECES = re.compile(r"\s*\S+|\s+\Z")


class Amended(NamedTuple):
    """A field that an amendment changed, by the number that marks it in the text."""

    number: int
    entry: PastEntry
    change: FieldChange

    @property
    def raised(self) -> Span:
        """The number as it stands behind a former value."""
        return Span(raised(self.number), Tone.AMENDED)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A row of the table of what was entered after the first report.

    Attributes:
        number: That which marks it in the text; "" for a change of status, which has no mark.
        was: None where nothing was told before.
    """

    number: str
    entered: str
    field: str
    was: str | None
    now: str
    reason: str
    by: str


def amended_in(past: Iterable[Happened]) -> tuple[Amended, ...]:
    """Return every field that was amended, numbered from 1 in order of time."""
    numbers = count(1)
    return tuple(
        Amended(next(numbers), happened.entry, change)
        for happened in past
        for change in happened.changes
    )


def raised(number: int) -> str:
    """Return a number in the small figures that stand high: they stay high in a copy too."""
    return str(number).translate(_RAISED)


def shown(field: Field, content: Mapping[str, Any]) -> str:
    """Return a field's value as a report prints it; "" if it was not told."""
    value = content.get(field.name)
    if value is None:
        return ""
    if field.name in ("occurred", "occurred_to"):
        return show_occurred(as_time(value), TimePrecision(content["time_precision"]))
    if field.name == "position":
        point = as_position(value)
        return f"{spaced_mgrs(point)} ({write_latlon(point)})"
    return show(field, value)


def marked(field: Field, content: Mapping[str, Any], amended: Iterable[Amended]) -> Prose:
    """Return the value that holds, behind it what it was; n/k if nothing is told any more."""
    value = shown(field, content)
    own = [one for one in amended if one.change.field.name == field.name]
    if not own:
        return (Span(value or _("n/k")),)
    if _is_written(field):
        return _rewritten(value, own)
    former: list[Span] = []
    for one in few(own):
        former += Span(_was(one), Tone.WAS), one.raised, Span(" ")
    return (*former, Span(value or _("n/k"), Tone.STRONG))


def _is_written(field: Field) -> bool:
    """Whether it is somebody's own words; a subtype is mostly one of a list."""
    return field.kind in (Kind.LINE, Kind.TEXT) and field.name != "subtype"


def _was(one: Amended) -> str:
    return show(one.change.field, one.change.was) or _("not reported")


def few(former: Sequence[_Former]) -> Sequence[_Former]:
    """Return the first and the latest of many former values: the table has all of them."""
    if len(former) <= _MOST_FORMER:
        return former
    return [former[0], *former[1 - _MOST_FORMER :]]


def _rewritten(value: str, own: list[Amended]) -> Prose:
    """Return a text with the words that the latest amendment took out, and those it put in."""
    before, was, now, after = _difference(own[-1].change.was or "", value)
    numbers = Span(" ".join(raised(one.number) for one in few(own)), Tone.AMENDED)
    former = (Span(_short(was) or _("not reported"), Tone.WAS),) if was or not before else ()
    holds = now or ("" if before or after else _("n/k"))
    spans = (
        Span(before),
        *former,
        numbers,
        Span(" " if holds else ""),
        Span(holds, Tone.STRONG),
        Span(after),
    )
    return tuple(span for span in spans if span.text)


def _difference(was: str, now: str) -> tuple[str, str, str, str]:
    """Return what both begin with, what was between, what is, and what both end with."""
    old, new = _PIECES.findall(was), _PIECES.findall(now)
    before = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
    rest = min(len(old), len(new)) - before
    backwards = zip(reversed(old[-rest:]), reversed(new[-rest:]), strict=False) if rest else ()
    after = len(list(takewhile(lambda pair: pair[0] == pair[1], backwards)))
    middle = ("".join(one[before : len(one) - after]) for one in (old, new))
    old_middle, new_middle = middle
    spaced = old_middle[:1].isspace() or new_middle[:1].isspace()
    return (
        "".join(new[:before]) + " " * spaced,
        old_middle.strip(),
        new_middle.lstrip(),
        "".join(new[len(new) - after :]),
    )


def amendment(one: Amended, where: Mapping[str, int]) -> Amendment:
    """Return a row of the table; `where` says under which number of the body a field stands."""
    field, entry = one.change.field, one.entry
    was, now = _both(one.change)
    place = where.get(field.name)
    label = _(field.label)
    return Amendment(
        str(one.number),
        write_dtg(entry.recorded_at),
        f"{place} {label}" if place else label,
        was,
        now or _("not reported"),
        entry.reason or _("n/a"),
        str(entry.author),
    )


def _both(change: FieldChange) -> tuple[str | None, str]:
    """Return what was and what is, no more of it than is needed to see the difference."""
    field = change.field
    if field.name == "assessment":  # a judgement is never told among facts
        told = _("a judgement, told apart")
        return change.was and told, told if change.now else ""
    if field.kind is Kind.CASUALTIES:
        old, new = (Counter(map(show_casualty, rows or ())) for rows in (change.was, change.now))
        was, now = (_("; ").join(one.elements()) for one in (old - new, new - old))
        return _short(was) or None, _short(now) or _("nothing else")
    if _is_written(field) and change.was and change.now:
        _before, was, now, _after = _difference(change.was, change.now)
        return _short(was) or None, _short(now)
    return show(field, change.was) or None, show(field, change.now)


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return _("{text}… (continued in the log)").format(text=text[:_LONGEST].rstrip())


def status_changes(
    past: Iterable[Happened], since: datetime | None = None
) -> tuple[Amendment, ...]:
    """Return the changes of status that are no amendments, all or those after a moment."""
    rows, former = [], ""
    for happened in past:
        entry = happened.entry
        if entry.act not in REVISING:
            continue
        status = _status(entry)
        is_told = since is None or entry.recorded_at > since
        if is_told and entry.act not in (Act.LOG, Act.AMEND):
            rows.append(
                Amendment(
                    "",
                    write_dtg(entry.recorded_at),
                    _("Status"),
                    former,
                    status,
                    entry.reason or _("n/a"),
                    str(entry.author),
                )
            )
        former = status
    return tuple(rows)


def _status(entry: PastEntry) -> str:
    payload = entry.payload
    return show_status(
        Status(payload["status"]), payload["updates"], payload.get("duplicate_of")
    ).upper()
