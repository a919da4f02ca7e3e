"""The answer of a Flash: what happened to whom, and what nobody knows yet; from the facts alone."""

from collections.abc import Iterable, Iterator

from db.figures import CasualtyTotal
from db.regions import region_in_words
from db.vocabulary import INJURED, KILLED, Effect, EventType, Means, Outcome, TimePrecision
from db.words import _
from exports.reports.incident_told import Told
from exports.reports.tally import Detail, tally, who

_LONGEST = 210  # characters, three lines
_HARMLESS = frozenset({EventType.SAF, EventType.UOF})  # nobody did it to us
_UNARMED = frozenset({*_HARMLESS, EventType.UNR, EventType.OBS, EventType.CRM, EventType.OTH})


def answer(told: Told) -> str:
    """Return what happened in words, in three lines if it can be said in them."""
    wide = told.lines["D"]
    narrow = told.content.get("place") or region_in_words(told.content.get("region")) or wide
    said = ""
    for where, detail, most in (
        (wide, Detail.NATIONALITY, 80),
        (narrow, Detail.NATIONALITY, 60),
        (narrow, Detail.CATEGORY, 60),
        (narrow, Detail.NUMBER, 30),
    ):
        what = f"{_short(told.lines['C'], most)}, {_short(where, most)}, {told.lines['B']}."
        said = " ".join((what, *_harm(told, detail)))
        if len(said) <= _LONGEST:
            break
    return said


def _short(text: str, most: int) -> str:
    """Return enough of a text for the answer, in so many characters; the body has the rest."""
    return text if len(text) <= most else f"{text[:most]}…"


def _harm(told: Told, detail: Detail) -> Iterator[str]:
    """Yield a sentence for each thing that happened to people; the gravest only if that is long."""
    if not told.people:
        yield _("No casualties.") if told.harmed_nobody else _("Casualties not yet known.")
    rest = False
    for outcomes, word in _harms():
        rows = [row for row in told.people if row.outcome in outcomes]
        if rows and detail is Detail.NUMBER and outcomes not in (KILLED, INJURED):
            rest = True
        elif rows:
            yield _sentence(rows, word, detail)
    if rest:
        yield _("More under Casualties.")


def _sentence(rows: list[CasualtyTotal], harmed: str, detail: Detail) -> str:
    """Return who was harmed, and how many as far as anybody knows."""
    counted = [row for row in rows if row.best is not None]
    uncounted = [row for row in rows if row.best is None]
    if tally(counted):
        more = _(", others not yet counted") if uncounted else ""
        return _("{who} {harmed}{more}.").format(
            who=_who(counted, detail), harmed=harmed, more=more
        )
    if uncounted:
        return _("{who} {harmed}, number not yet known.").format(
            who=_whoever(uncounted, detail), harmed=harmed
        )
    return _("None {harmed}.").format(harmed=harmed)


def _harms() -> Iterator[tuple[tuple[Outcome, ...], str]]:
    """Yield the outcomes that are told together, with their word."""
    yield KILLED, _("killed")
    yield INJURED, _("injured")
    for outcome in Outcome:
        if outcome not in (*KILLED, *INJURED):
            yield (outcome,), _(outcome.label).lower()


def _who(rows: list[CasualtyTotal], detail: Detail) -> str:
    """Return how many of whom; UN personnel and others are never one number."""
    if detail is not Detail.NUMBER:
        return who(rows, detail)
    sides = (
        (_("{n} UN personnel"), [row for row in rows if row.category.is_un]),
        (_("{n} others"), [row for row in rows if not row.category.is_un]),
    )
    return ", ".join(words.format(n=tally(side).shown.text) for words, side in sides if side)


def _whoever(rows: Iterable[CasualtyTotal], detail: Detail) -> str:
    """Return of which categories they are, or whether they are UN personnel, if that is long."""
    if detail is not Detail.NUMBER:
        return ", ".join(dict.fromkeys(_(row.category.label) for row in rows))
    sides = {row.category.is_un for row in rows}
    return ", ".join(
        words
        for words, is_un in ((_("UN personnel"), True), (_("Others"), False))
        if is_un in sides
    )


def not_known(told: Told) -> Iterator[str]:
    """Yield what a reader of a Flash asks for and the log can't say."""
    content = told.content
    if content["time_precision"] != TimePrecision.MINUTE:
        yield _("exact time")
    if not told.is_plotted:
        yield _("exact place")
    if told.type not in _UNARMED and content.get("means", Means.UNKNOWN) == Means.UNKNOWN:
        yield _("weapon")
    if told.type not in _HARMLESS and not content.get("perpetrator"):
        yield _("perpetrator")
    if not told.harmed_nobody:
        for outcomes, words in (
            (KILLED, _("number of killed")),
            (INJURED, _("number of injured")),
        ):
            rows = [row for row in told.people if row.outcome in outcomes]
            if not rows or tally(rows).unknown:
                yield words
    if not content.get("damage") and content.get("effect") != Effect.NONE:
        yield _("extent of damage")
