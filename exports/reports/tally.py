"""How many people, as far as anybody knows: what is not known is said, and never added."""

from collections.abc import Iterable
from enum import IntEnum
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Row

from db.figures import CasualtyTotal, Death
from db.text import show_number, show_people
from db.vocabulary import Category, Cause
from db.vocabulary.countries import country_in_words, country_order
from db.words import _
from exports.reports.content import Count


class Detail(IntEnum):
    """How much is told; as much as three lines hold."""

    NATIONALITY = 3
    PLACE = 2
    CATEGORY = 1
    NUMBER = 0


class Tally(NamedTuple):
    """How many people: the sums of the best and high estimates, and whether some are unknown."""

    best: int
    high: int
    unknown: bool

    @property
    def shown(self) -> Count:
        """Return it as printed: "0", "10+" if it may be more, "6 + n/k", "n/k"."""
        best = show_number(self.best)
        if self.unknown:
            text = _("{number} + n/k").format(number=best) if self.best else _("n/k")
        else:
            text = f"{best}+" if self.high > self.best else best
        return Count(text, self.best > 0)

    def __bool__(self) -> bool:
        return self.best > 0 or self.unknown


def tally(rows: Iterable[Row[Any] | CasualtyTotal | Death]) -> Tally:
    """Return what casualty rows, or totals of such, add up to."""
    best = high = 0
    unknown = False
    for row in rows:
        if row.best is not None:
            best += row.best
            high += row.high or row.best
        unknown |= row.best is None or getattr(row, "not_known", 0) > 0
    return Tally(best, high, unknown)


def together(tallies: Iterable[Tally]) -> Tally:
    """Return what several tallies come to."""
    found = list(tallies)
    return Tally(
        sum(one.best for one in found),
        sum(one.high for one in found),
        any(one.unknown for one in found),
    )


def pair(un: Tally, others: Tally) -> Count:
    """Return UN personnel and others beside each other, "1+2"; nobody is "0"."""
    if not others:
        return un.shown
    if not (un or others.best):
        return others.shown
    return Count(f"{un.shown.text}+{others.shown.text}", un.best + others.best > 0)


def who(totals: list[CasualtyTotal], detail: Detail) -> str:
    """Return e.g. "11 UN contingent (5 Chad, 6 Togo), 1 UN police (accident)"."""
    if detail is Detail.NUMBER:
        return tally(totals).shown.text
    told = []
    for (category, cause), group in groupby(
        sorted(totals, key=lambda row: (list(Category).index(row.category), row.cause)),
        key=lambda row: (row.category, row.cause),
    ):
        rows = [row for row in group if tally([row])]
        if rows:
            told.append(_category(category, cause, rows, detail))
    return ", ".join(told)


def _category(category: Category, cause: Cause, rows: list[CasualtyTotal], detail: Detail) -> str:
    named = category.is_un and detail is Detail.NATIONALITY
    beside = [
        _nations(rows) if named else "",
        "" if cause in (Cause.MALICIOUS_ACT, Cause.UNKNOWN) else _(cause.label).lower(),
    ]
    words = show_people(tally(rows).shown.text, category)
    told = _("; ").join(part for part in beside if part)
    return f"{words} ({told})" if told else words


def _nations(rows: Iterable[CasualtyTotal]) -> str:
    """Return "5 Chad, 6 Togo", or "Chad" alone; those not reported are said only beside others."""
    named = [
        (tally(group), nation)
        for nation, group in groupby(
            sorted(rows, key=lambda row: country_order(row.nationality)),
            key=lambda row: row.nationality,
        )
    ]
    if len(named) == 1:
        return country_in_words(named[0][1])
    return ", ".join(
        f"{number.shown.text} {country_in_words(nation) or _('n/k')}" for number, nation in named
    )
