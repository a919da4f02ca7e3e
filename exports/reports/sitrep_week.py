"""What a weekly report counts besides: by type on each day, and by region beside earlier weeks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from db.counts import count_by
from db.dates import MONTHS
from db.regions import region_in_words
from db.words import _
from exports.reports.content import Count, Glance, GlanceColumn, GlanceRow
from exports.reports.sitrep_glance import columns
from exports.reports.sitrep_known import Known

_STRETCHES = 5  # the one reported, and as many of its length before it


def week(known: Known) -> tuple[Glance, ...]:
    """Return the incidents by type and day, and by region beside the weeks before."""
    return _by_type(known), _by_region(known)


def _by_type(known: Known) -> Glance:
    counted = Counter((_(row.type.label), known.days.place_of(row.occurred)) for row in known.rows)
    aside = _("Incidents, by time of occurrence, UTC.")
    shown = tuple(columns(known))
    return Glance(_("By type"), aside, shown, tuple(_rows(counted, len(shown))))


def _by_region(known: Known) -> Glance:
    counted: Counter[tuple[str, int]] = Counter()
    shown = []
    length = known.before - known.since
    for place in range(_STRETCHES):
        before = known.before - length * (_STRETCHES - 1 - place)
        since = before - length
        query = replace(known.query, since=since, before=before).counted()
        for region, incidents in count_by(known.session, query, "regions"):
            counted[region_in_words(region) or _("region not known"), place] += incidents
        month = MONTHS[since.month - 1]
        shown.append(GlanceColumn(month, str(since.day), since == known.since))
    aside = _("Incidents of {n} days, by their first day.").format(n=length.days)
    return Glance(_("By region"), aside, tuple(shown), tuple(_rows(counted, _STRETCHES)))


def _rows(counted: Counter[tuple[str, int]], places: int) -> Iterator[GlanceRow]:
    """Yield a row for each value, that with most incidents first."""
    totals: Counter[str] = Counter()
    for (value, _place), incidents in counted.items():
        totals[value] += incidents
    for value, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        cells = tuple(Count.of(counted[value, place]) for place in range(places))
        yield GlanceRow(value, cells, Count.of(total))
