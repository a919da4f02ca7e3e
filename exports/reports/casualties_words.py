"""The answer of a casualty list, and how its numbers are to be read."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Row

from db.text import one_stop
from db.vocabulary import KILLED, Cause, Outcome, Status
from db.words import _, ngettext
from exports.reports.casualties_known import Hurt
from exports.reports.sitrep_known import serials
from exports.reports.tally import tally


def answer(hurt: Hurt) -> str:
    """Return who was hurt: UN personnel, then others, then how much of it is provisional."""
    if not hurt.hurting:
        return " ".join((_("NIL. No casualty is known in the period."), *_silence(hurt)))
    return " ".join(map(one_stop, _sentences(hurt)))


def _sentences(hurt: Hurt) -> Iterator[str]:
    un, others = (
        [one for one in hurt.everybody if one.category.is_un is is_un] for is_un in (True, False)
    )
    yield _("UN personnel: {counted}.").format(counted=_counted(un) or _("none known"))
    dead = [one for one in un if one.outcome in KILLED]
    if dead:
        yield _("Killed, by cause: {causes}.").format(causes=_causes(dead))
    yield _("Not UN, as far as known: {counted}.").format(counted=_counted(others) or _("none"))
    unsure = sum(map(hurt.is_provisional, hurt.hurting))
    if unsure:
        yield ngettext(
            "Provisional: {unsure} of {n} incident.",
            "Provisional: {unsure} of {n} incidents.",
            len(hurt.hurting),
        ).format(unsure=unsure, n=len(hurt.hurting))
    yield from _silence(hurt)


def _counted(people: Iterable[Row[Any]]) -> str:
    """Return e.g. "13 killed, 10+ lightly injured", outcome by outcome."""
    rows = list(people)
    return ", ".join(
        _("{n} {outcome}").format(n=number.shown.text, outcome=_(outcome.label).lower())
        for outcome in Outcome
        if (number := tally(one for one in rows if one.outcome is outcome))
    )


def _causes(dead: list[Row[Any]]) -> str:
    return ", ".join(
        _("{cause} {n}").format(cause=_(cause.label).lower(), n=number.shown.text)
        for cause in Cause
        if (number := tally(one for one in dead if one.cause is cause))
    )


def _silence(hurt: Hurt) -> Iterator[str]:
    """Yield of how many incidents nobody said whether anybody was hurt: that is never nil."""
    number = len(hurt.silent)
    if number:
        yield ngettext(
            "Casualties of {n} incident not reported.",
            "Casualties of {n} incidents not reported.",
            number,
        ).format(n=number)


def end_notes(hurt: Hurt) -> tuple[str, ...]:
    """Return how the numbers are to be read, and what is in none of them."""
    notes = [
        _(
            "No personal names. A line is a group of people with one outcome; its number is the"
            " best estimate, with the lowest and highest beside it where they differ. n/k: not"
            " known, never added. Died of wounds counts as killed, on the day of the incident."
        ),
        _("Provisional: logged after the period had ended (LATE), or not verified by a second."),
    ]
    struck = [row for row in hurt.left_out if row.status is Status.STRUCK]
    twice = [row for row in hurt.left_out if row.status is Status.DUPLICATE]
    for found, words in (
        (struck, _("Struck, counted nowhere: {n}, {which}.")),
        (twice, _("Duplicates, counted nowhere: {n}, {which}.")),
        (hurt.silent, _("Casualties not reported: {n}, {which}.")),
        (hurt.earlier, _("Entered in the period, but of earlier days: {n}, {which}.")),
    ):
        if found:
            notes.append(words.format(n=len(found), which=serials(found)))
    if hurt.reading.at < hurt.before:
        notes.append(_("The period had not ended at the moment of which this is the knowledge."))
    return tuple(notes)
