"""How many people, as far as anybody knows: what is not known is said, and never added."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Row

from db.figures import CasualtyTotal
from db.words import _
from exports.reports.content import Count


class Tally(NamedTuple):
    """How many people: the sums of the best and high estimates, and whether some are unknown."""

    best: int
    high: int
    unknown: bool

    @property
    def shown(self) -> Count:
        """Return it as printed: "0", "10+" if it may be more, "6 + n/k", "n/k"."""
        if self.unknown:
            text = _("{number} + n/k").format(number=self.best) if self.best else _("n/k")
        else:
            text = f"{self.best}+" if self.high > self.best else str(self.best)
        return Count(text, self.best > 0)

    def __bool__(self) -> bool:
        return self.best > 0 or self.unknown


def tally(rows: Iterable[Row[Any] | CasualtyTotal]) -> Tally:
    """Return what casualty rows, or totals of such, add up to."""
    best = high = 0
    unknown = False
    for row in rows:
        if row.best is not None:
            best += row.best
            high += row.high or row.best
        unknown |= row.best is None or getattr(row, "not_known", 0) > 0
    return Tally(best, high, unknown)


def pair(un: Tally, others: Tally) -> Count:
    """Return UN personnel and others beside each other, "1+2"; nobody is "0"."""
    if not others:
        return un.shown
    if not (un or others.best):
        return others.shown
    return Count(f"{un.shown.text}+{others.shown.text}", un.best + others.best > 0)
