"""Values in the words that people read: on the screen, in the chronology and on paper."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.fields import Field, Kind
from db.gazetteer import Nearby
from db.position import Position, spaced_mgrs
from db.regions import region_in_words
from db.time import write_dtg
from db.vocabulary import Age, Category, Cause, Outcome, Sex, Status, Subtype, TimePrecision
from db.vocabulary.countries import country_in_words
from db.words import N_, _, ngettext

# An example: what stands between 1 and 5 is the decimal mark of the language.
_DECIMAL = N_("1.5")
# People counted within a sentence; a label stands at the head of a row, and begins with a capital.
_COUNTED = {
    Category.UN_CONTINGENT: N_("{n} UN contingent"),
    Category.UN_OBSERVER: N_("{n} UN military observer or staff officer"),
    Category.UN_POLICE: N_("{n} UN police"),
    Category.UN_INTERNATIONAL: N_("{n} UN international civilian"),
    Category.UN_NATIONAL: N_("{n} UN national staff"),
    Category.UN_CONTRACTOR: N_("{n} UN contractor or other"),
    Category.NATIONAL_FORCES: N_("{n} national forces"),
    Category.INTERNATIONAL_FORCE: N_("{n} international force"),
    Category.SIGNATORY: N_("{n} signatory group"),
    Category.OTHER_ARMED_GROUP: N_("{n} other armed group"),
    Category.CIVILIAN: N_("{n} civilian"),
    Category.AID_WORKER: N_("{n} aid worker"),
    Category.UNKNOWN: N_("{n} of unknown category"),
}
_THIN = "\N{NARROW NO-BREAK SPACE}"  # between thousands, in every language


def show(field: Field, value: Any) -> str:
    """Return a field's value, as kept in the journal or read from its column; "" for None."""
    if value is None:
        return ""
    if field.name == "subtype":
        return show_subtype(value)
    if field.name == "region":
        return region_in_words(value)
    if field.kind is Kind.TERM and field.choices is not None:
        return _(field.choices(value).label)
    if field.kind is Kind.TERMS and field.choices is not None:
        return ", ".join(_(field.choices(code).label) for code in value)
    if field.kind is Kind.WORDS:
        return ", ".join(value)
    if field.kind is Kind.TIME:
        return write_dtg(as_time(value))
    if field.kind is Kind.POSITION:
        return spaced_mgrs(as_position(value))
    if field.kind is Kind.CASUALTIES:
        return _("; ").join(show_casualty(row) for row in value)
    return str(value)


def show_number(value: float, places: int = 0) -> str:
    """Return a number as it is written in the language: "0.73", "1,5"; thousands apart."""
    whole, mark, rest = f"{value:,.{places}f}".partition(".")
    return f"{whole.replace(',', _THIN)}{mark and _(_DECIMAL)[1]}{rest}"


def as_time(value: datetime | str) -> datetime:
    """Return a kept time as a datetime."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def as_position(value: Position | Mapping[str, Any]) -> Position:
    """Return a kept position as a Position."""
    if isinstance(value, Position):
        return value
    return Position(value["latitude"], value["longitude"], value.get("digits") or 10)


def show_near(near: Nearby) -> str:
    """Return where a position lies as seen from a place: "3 km N of Gao", or "Gao" within 1 km."""
    if near.distance_km < 1:
        return near.place.name
    return _("{km} km {compass} of {place}").format(
        km=show_number(near.distance_km), compass=near.compass, place=near.place.name
    )


def show_subtype(code: str | None) -> str:
    """Return the label of a subtype's code; free text as it is; "" for None."""
    try:
        return _(Subtype(code or "").label)
    except ValueError:
        return code or ""


def show_occurred(at: datetime, precision: TimePrecision) -> str:
    """Return when it happened, no more exactly than it is known; "~" before a time to the hour.

    `1815Z MAY 16` would be read as a clock time by anybody in a hurry.
    """
    return f"~{write_dtg(at)}" if precision is TimePrecision.HOUR else write_dtg(at, precision)


def show_status(status: Status, updates: int, duplicate_of: str | None = None) -> str:
    """Return the status as its word, e.g. "Updated 2"."""
    if status is Status.UPDATED:
        return _("Updated {n}").format(n=updates)
    if status is Status.DUPLICATE and duplicate_of:
        return _("Duplicate of {number}").format(number=duplicate_of)
    return _(status.label)


def show_count(best: int | None, *, is_open: bool = False) -> str:
    """Return a total: "" not reported, "?" not known, "6+" six and some not known yet."""
    if is_open:
        return f"{show_number(best)}+" if best else "?"
    return "" if best is None else show_number(best)


def labelled(label: str, value: str) -> str:
    """Return a value behind its label and the colon of the language."""
    return _("{label}: ").format(label=label) + value


def one_stop(sentence: str) -> str:
    """Return a sentence without the second stop after an abbreviation that ends it: "n.c.."."""
    doubled = sentence.endswith("..") and not sentence.endswith("...")
    return sentence.removesuffix(".") if doubled else sentence


def show_people(number: str, category: Category) -> str:
    """Return how many of whom within a sentence, e.g. "6 UN contingent"."""
    return _(_COUNTED[category]).format(n=number)


def show_casualty(row: Mapping[str, Any]) -> str:
    """Return one casualty row in words, e.g. "about 10 (10-12) UN contingent lightly injured"."""
    low, best, high = row["low"], row["best"], row["high"]
    number = show_count(best, is_open=best is None)
    if best is not None and (low, high) != (best, best):
        number = _("about {best} ({low}-{high})").format(
            best=number, low=show_number(low), high=show_number(high)
        )
    who = show_people(number, Category(row["category"]))
    if row["nationality"]:
        who = f"{who} ({country_in_words(row['nationality'])})"
    told = [
        _(term(row[name]).label).lower()
        for name, term in (("sex", Sex), ("age", Age))
        if row[name] != "unknown"
    ]
    if row["cause"] not in (Cause.MALICIOUS_ACT, Cause.UNKNOWN):
        told.append(_(Cause(row["cause"]).label).lower())
    words = f"{who} {_(Outcome(row['outcome']).label).lower()}"
    return f"{words} ({', '.join(told)})" if told else words


def show_size(size: int) -> str:
    """Return the size of a file, given in bytes, as people say it: "2.1 MB", "340 KB"."""
    if size < 1024:
        return ngettext("{n} byte", "{n} bytes", size).format(n=show_number(size))
    kilobytes = round(size / 1024)
    if kilobytes < 1024:
        return _("{n} KB").format(n=kilobytes)
    return _("{n} MB").format(n=show_number(size / (1024 * 1024), 1))
