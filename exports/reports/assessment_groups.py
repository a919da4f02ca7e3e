"""To whom the incidents of the period are laid; when in the day they fell; how deadly they were."""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from sqlalchemy import Row

from db.text import labelled
from db.vocabulary import Attribution, EventType, TimePrecision
from db.words import N_, _, ngettext
from exports.reports.assessment_content import GroupRow, Groups, Hours, Mark
from exports.reports.assessment_known import Assessed, half, share
from exports.reports.assessment_shares import targets_of
from exports.reports.content import Count
from exports.reports.days import TO
from exports.reports.sitrep_known import UN_TARGETS, serial
from exports.reports.tally import together

_MARKS = {
    Attribution.CLAIMED: Mark.FULL,
    Attribution.COMPETING: Mark.FULL,
    Attribution.CONFIRMED: Mark.FULL,
    Attribution.SUSPECTED: Mark.GREY,
    Attribution.DENIED: Mark.GREY,
}
_NO_ACT = (EventType.SAF, EventType.UOF)
_LEAST_DRAWN = 30  # incidents with an hour; fewer make a pattern by chance
_WEEKDAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday")),
    *(N_("Saturday"), N_("Sunday")),
)
_QUARTERS = tuple(f"{hour:02}{TO}{hour + 6:02}" for hour in range(0, 24, 6))


def groups(log: Assessed) -> Groups:
    """Return the incidents by group, claimed, suspected and unknown apart; unknown always last."""
    rows = log.known.period
    named: dict[str, list[Row[Any]]] = {}
    for row in rows:
        named.setdefault(_group_of(row), []).append(row)
    nobody = named.pop("", [])
    by_number = sorted(named.items(), key=lambda item: (-len(item[1]), item[0]))
    told = [_row(log, name, found) for name, found in by_number]
    told.append(_row(log, _("Unknown"), nobody))
    return Groups(
        _("Each square is one incident. A claim is not responsibility."),
        tuple(told) if rows else (),
        tuple(_legend(rows)),
        tuple(_notes(rows, nobody)),
    )


def _group_of(row: Row[Any]) -> str:
    """Return the group that claimed it or to which it is laid; "" if there is none."""
    if row.attribution is Attribution.CLAIMED:
        return row.claimed_by or row.perpetrator or _("Claimed, group not named")
    if row.perpetrator:
        return str(row.perpetrator)
    if _mark(row) is not Mark.OPEN:
        return _("Group not named")
    return ""


def _mark(row: Row[Any]) -> Mark:
    return _MARKS.get(row.attribution, Mark.OPEN)


def _row(log: Assessed, name: str, rows: Sequence[Row[Any]]) -> GroupRow:
    counted = Counter(map(_mark, rows))
    return GroupRow(
        name,
        tuple((mark, counted[mark]) for mark in Mark),
        Count.of(counted[Mark.FULL]),
        Count.of(counted[Mark.GREY]),
        Count.of(counted[Mark.OPEN]),
        Count.of(len(rows)),
        log.killed(rows, un=True).shown,
        log.killed(rows, un=False).shown,
    )


def _legend(rows: Sequence[Row[Any]]) -> Iterator[tuple[Mark, str]]:
    counted = Counter(map(_mark, rows))
    for mark, words in (
        (Mark.FULL, _("claimed {n}")),
        (Mark.GREY, _("suspected {n}")),
        (Mark.OPEN, _("unknown {n}")),
    ):
        yield mark, words.format(n=counted[mark])


def _notes(rows: Sequence[Row[Any]], nobody: Sequence[Row[Any]]) -> Iterator[str]:
    if not rows:
        return
    yield _("Unknown: {share} of the incidents.").format(share=share(len(nobody), len(rows)))
    kinds = Counter(row.attribution for row in rows)
    for kind, words in (
        (Attribution.COMPETING, _("With competing claims, among those claimed: {n}.")),
        (Attribution.CONFIRMED, _("Confirmed, among those claimed: {n}.")),
        (Attribution.DENIED, _("Denied by the group, among those suspected: {n}.")),
    ):
        if kinds[kind]:
            yield words.format(n=kinds[kind])
    bases = Counter(
        row.attribution_basis for row in rows if _mark(row) is Mark.GREY and row.attribution_basis
    )
    unsaid = sum(_mark(row) is Mark.GREY for row in rows) - bases.total()
    told = [f"{basis} {n}" for basis, n in bases.most_common()]
    told += [_("not said {n}").format(n=unsaid)] if unsaid else []
    if told:
        yield _("Whose suspicion: {bases}.").format(bases=", ".join(told))


def hours(log: Assessed) -> Hours:
    """Return the incidents by weekday and hour, or why they are not drawn, with the counts."""
    rows = log.known.period
    exact = (TimePrecision.MINUTE, TimePrecision.HOUR)
    timed = [row for row in rows if row.time_precision in exact]
    aside = _("Time known to the hour: {n} of {whole}. UTC.").format(n=len(timed), whole=len(rows))
    quarters = Counter(row.occurred.hour // 6 for row in timed)
    by_quarter = _("; ").join(
        labelled(name, str(quarters[place])) for place, name in enumerate(_QUARTERS)
    )
    told = _("By quarter of the day (Z): {quarters}.").format(quarters=by_quarter)
    if len(timed) < _LEAST_DRAWN:
        words = ngettext(
            "Not drawn: the time of {n} of {whole} incident is known to the hour; the rule asks for"
            " {least}. {quarters} No pattern is claimed.",
            "Not drawn: the time of {n} of {whole} incidents is known to the hour; the rule asks"
            " for {least}. {quarters} No pattern is claimed.",
            len(rows),
        )
        return Hours(
            aside,
            words.format(n=len(timed), whole=len(rows), least=_LEAST_DRAWN, quarters=told),
        )
    counted = Counter((row.occurred.weekday(), row.occurred.hour) for row in timed)
    return Hours(
        aside,
        told,
        tuple(
            (_(name), tuple(counted[day, hour] for hour in range(24)))
            for day, name in enumerate(_WEEKDAYS)
        ),
    )


def lethality(log: Assessed) -> tuple[str, ...]:
    """Return how deadly the attacks on the UN were, with and without the deadliest one."""
    rows = [
        row
        for row in log.known.period
        if row.type not in _NO_ACT and (targets_of(row) & UN_TARGETS or log.killed([row], un=True))
    ]
    if not rows:
        return (_("No incident on UN personnel, sites or convoys."),)
    by_incident = sorted(
        ((log.killed([row], un=True), row) for row in rows), key=lambda item: -item[0].best
    )
    deadly = [str(killed.best) for killed, _row in by_incident if killed.best]
    told = ngettext(
        "Of {n} incident on UN personnel, sites or convoys, {deadly} killed UN personnel: {each}.",
        "Of {n} incidents on UN personnel, sites or convoys, {deadly} killed UN personnel: {each}.",
        len(rows),
    ).format(n=len(rows), deadly=len(deadly), each=", ".join(deadly[:12]) or _("NIL"))
    median_ = half(median(killed.best for killed, _row in by_incident))
    sentences = [told, _("Median per incident {median}.").format(median=median_)]
    if deadly:
        largest = by_incident[0][1]
        rest = together(killed for killed, _row in by_incident[1:])
        sentences.append(
            ngettext(
                "All: {killed} killed; without the largest ({which}): {rest} in {n} incident.",
                "All: {killed} killed; without the largest ({which}): {rest} in {n} incidents.",
                len(rows) - 1,
            ).format(
                killed=together(killed for killed, _row in by_incident).shown.text,
                which=serial(largest.number),
                rest=rest.shown.text,
                n=len(rows) - 1,
            )
        )
    silent = sum(row.killed is None for row in rows)
    if silent:
        sentences.append(_("Casualties not reported: {n}.").format(n=silent))
    return tuple(sentences)
