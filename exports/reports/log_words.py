"""What an entry of the journal says, in words: everything that was typed, and what it changed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from db.content import TYPED
from db.extract import Recorded
from db.fields import Field, Kind
from db.history import changes_between
from db.models import Act
from db.position import Position, spaced_mgrs
from db.text import as_time, show, show_occurred, show_size, show_status
from db.time import write_dtg
from db.vocabulary import LinkKind, PlaceKind, ReportKind, Status, TimePrecision
from db.words import _, ngettext
from exports.reports.content import Prose, Span, Tone

_BETWEEN = " · "  # what was told in a word or two


def told(entry: Recorded) -> tuple[Prose, ...]:
    """Return what the entry says, a paragraph each.

    What was logged of an incident that was struck since reads as no longer true.
    """
    said = tuple(_SAID[entry.act](entry))
    if entry.is_struck and entry.act in (Act.LOG, Act.AMEND):
        said = tuple(_struck(prose) for prose in said)
    return (*said, *_reason(entry), *_clock(entry))


def details(entry: Recorded) -> Prose:
    """Return what was logged in a word or two, field by field; () of any other act."""
    if entry.act is not Act.LOG:
        return ()
    content, words = entry.payload["content"], _("{label}: {value}")
    short = (
        words.format(label=_(field.label), value=_shown(field, content))
        for field in TYPED
        if field.name in content and field.name != "summary" and not _is_long(field)
    )
    prose = (Span(_BETWEEN.join(short)),)
    return _struck(prose) if entry.is_struck else prose


def _struck(prose: Prose) -> Prose:
    return (Span("".join(span.text for span in prose), Tone.WAS),)


def _reason(entry: Recorded) -> Iterator[Prose]:
    if entry.reason:
        yield _labelled(_("Reason"), entry.reason)


def _clock(entry: Recorded) -> Iterator[Prose]:
    """Yield what the machine's clock said, where it was behind the newest entry."""
    if "clock" in entry.payload:
        at = write_dtg(datetime.fromisoformat(entry.payload["clock"]))
        yield (Span(_("The machine's clock said {dtg}.").format(dtg=at)),)


def _labelled(label: str, text: str) -> Prose:
    return (Span(_("{label}: ").format(label=label), Tone.STRONG), Span(text))


def _logged(entry: Recorded) -> Iterator[Prose]:
    """Yield the summary, then each longer text."""
    content = entry.payload["content"]
    yield (Span(content["summary"]),)
    for field in TYPED:
        if field.name in content and _is_long(field):
            yield _labelled(_(field.label), _shown(field, content))


def _is_long(field: Field) -> bool:
    return field.kind in (Kind.TEXT, Kind.CASUALTIES)


def _shown(field: Field, content: Mapping[str, Any]) -> str:
    """Return what was told of a field, no more exactly than it is known; "" if nothing was."""
    value = content.get(field.name)
    if field.name == "occurred" and value is not None:
        precision = TimePrecision(content.get("time_precision", TimePrecision.MINUTE))
        return show_occurred(as_time(value), precision)
    return show(field, value)


def _amended(entry: Recorded) -> Iterator[Prose]:
    """Yield every field that was changed, with what it said before."""
    former = (entry.former or {}).get("content", {})
    content = entry.payload["content"]
    for change in changes_between(former, content):
        was, now = _shown(change.field, former), _shown(change.field, content)
        loud = change.field.kind is not Kind.TEXT  # pages of semibold are hard to read
        yield _changed(_(change.field.label), was, now, Tone.STRONG if loud else Tone.PLAIN)


def _changed(label: str, was: str, now: str, tone: Tone = Tone.STRONG) -> Prose:
    return (
        Span(_("{label}: ").format(label=label), Tone.STRONG),
        Span(was or _("not reported"), Tone.WAS),
        Span(" "),
        Span(now or _("not reported"), tone),
    )


def _judged(entry: Recorded) -> Iterator[Prose]:
    """Yield what became of the incident: its status before and after."""
    was = _status(entry.former) if entry.former else ""
    yield _changed(_("Status"), was, _status(entry.payload))


def _status(payload: Mapping[str, Any]) -> str:
    return show_status(Status(payload["status"]), payload["updates"], payload.get("duplicate_of"))


def _created(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    words = _("Mission {mission}, station {station}, theatre {theatre}.")
    yield (
        Span(
            words.format(
                mission=payload["mission"],
                station=entry.station,
                theatre=payload["theatre"],
            )
        ),
    )
    minutes = payload["utc_offset_min"]
    ahead = ngettext(
        "Local time {n} minute ahead of UTC.", "Local time {n} minutes ahead of UTC.", minutes
    )
    yield (Span(ahead.format(n=minutes)),)


def _person(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    named = f"{payload.get('rank', '')} {payload.get('name', '')}".strip()
    yield (Span(_BETWEEN.join(filter(None, (named, payload.get("role", ""))))),)


def _left(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    if payload.get("relief"):
        yield (Span(_("Properly relieved by {officer}.").format(officer=payload["relief"])),)
    if payload.get("note"):
        yield _labelled(_("Note for the relief"), payload["note"])


def _remarked(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    yield (Span(payload["text"]),)
    if payload.get("heard_at"):
        yield _labelled(_("Heard"), write_dtg(datetime.fromisoformat(payload["heard_at"])))
    if payload.get("source"):
        yield _labelled(_("Source"), payload["source"])


def _attached(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    yield (Span(_BETWEEN.join((payload["name"], show_size(payload["size"])))),)
    yield _labelled("SHA-256", payload["sha256"])


def _linked(entry: Recorded) -> Iterator[Prose]:
    kind = _(LinkKind(entry.payload["kind"]).label)
    yield (Span(_BETWEEN.join((kind, entry.payload["other_number"]))),)


def _place(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    where = spaced_mgrs(Position(payload["latitude"], payload["longitude"], 10))
    kind = _(PlaceKind(payload["kind"]).label)
    parts = (payload["name"], kind, where, payload["region"] or "", payload["country"] or "")
    yield (Span(_BETWEEN.join(filter(None, parts))),)


def _places(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    number = payload["count"]
    words = ngettext("{n} place", "{n} places", number).format(n=number)
    yield (Span(_BETWEEN.join((payload["name"], payload["country"], words))),)
    yield _labelled("SHA-256", payload["sha256"])


def _written(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    label = next((_(kind.label) for kind in ReportKind if kind == payload["kind"]), payload["kind"])
    yield (Span(_BETWEEN.join((label, payload["name"]))),)
    yield _labelled("SHA-256", payload["sha256"])


def _issued(entry: Recorded) -> Iterator[Prose]:
    payload = entry.payload
    yield (Span(_BETWEEN.join((_(ReportKind(payload["kind"]).label), payload["number"]))),)
    if payload["replaces"]:
        yield _labelled(_("Corrects and replaces"), payload["replaces"])
    yield _labelled("SHA-256", payload["sha256"])


_SAID: dict[Act, Callable[[Recorded], Iterator[Prose]]] = {
    Act.CREATE: _created,
    Act.ENROL: _person,
    Act.OPEN_WATCH: _person,
    Act.CLOSE_WATCH: _left,
    Act.LOG: _logged,
    Act.AMEND: _amended,
    Act.REMARK: _remarked,
    Act.VERIFY: _judged,
    Act.CLOSE: _judged,
    Act.REOPEN: _judged,
    Act.STRIKE: _judged,
    Act.DUPLICATE: _judged,
    Act.ATTACH: _attached,
    Act.LINK: _linked,
    Act.ADD_PLACE: _place,
    Act.LOAD_PLACES: _places,
    Act.REPORT: _written,
    Act.ISSUE: _issued,
}
