"""What a Flash says of one incident: plain data, each fact as the log has it now.

Body after the special incident report of UN military observers, less its assessment: a Flash
carries fact only, so there is no such line, not even an empty one. What nobody reported is n/k,
and never nil.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.content import TYPED
from db.errors import Progress, Refused
from db.figures import CasualtyTotal
from db.reporting import watch_at
from db.text import as_time, one_stop, show
from db.time import write_dtg
from db.vocabulary import (
    COUNTS_NOWHERE,
    INJURED,
    KILLED,
    Category,
    LocationPrecision,
    Outcome,
    Precedence,
    Sensitivity,
    TimePrecision,
)
from db.vocabulary.countries import country_in_words
from db.words import _
from exports.reports.content import (
    CasualtyRow,
    Count,
    Fact,
    Header,
    Map,
    Prose,
    Span,
    Tone,
)
from exports.reports.flash_answer import answer, not_known
from exports.reports.header import (
    clock_in_words,
    header_of,
    number_of,
    reference,
    sent,
    signature,
)
from exports.reports.incident_casualties import head_of
from exports.reports.incident_lines import graded, map_of, no_proof, status_in_words
from exports.reports.incident_told import DETAILS, Told, told_of
from exports.reports.reading import Reading
from exports.reports.tally import tally

_ALWAYS = (KILLED, *((one,) for one in (*INJURED, Outcome.MISSING)))  # killed in one column
_MOST_GROUPS = 4  # rows of UN personnel, and of others; with more, they are told less apart


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered line of the body: what it is about, and what is known of it."""

    label: str
    paragraphs: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class FlashCasualties:
    """A row for each category and nationality; `outcomes` are the heads of the counts."""

    outcomes: tuple[str, ...]
    rows: tuple[CasualtyRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class FlashContent:
    """A Flash, a `Report`.

    Attributes:
        not_known: What a reader would ask for and nobody knows yet.
        event: What, when, where, who and how: they stand beside the map.
        after: What follows the casualties, from damage to the next report.
    """

    header: Header
    answer: str
    not_known: tuple[str, ...]
    event: tuple[Item, ...]
    map: Map
    casualties: FlashCasualties
    after: tuple[Item, ...]
    end_notes: tuple[str, ...] = ()


def content(reading: Reading, _progress: Progress | None = None) -> FlashContent:
    """Return the Flash on an incident as the log knew it at the moment of the order.

    Raises:
        Refused: There is no such incident, it was not in the log yet, or it counts nowhere.
    """
    told = told_of(reading)
    if told.state.status in COUNTS_NOWHERE:
        raise Refused(
            _("{number} is struck or a duplicate.").format(number=told.number),
            _("Write the Flash of the incident that stands. No file was written."),
        )
    return FlashContent(
        header=_header(reading, told),
        answer=reading.order.answer or answer(told),
        not_known=tuple(not_known(told)),
        event=tuple(_event(told)),
        map=map_of(told),
        casualties=_casualties(told),
        after=tuple(_after(told)),
    )


def _header(reading: Reading, told: Told) -> Header:
    sender, to, info = sent(reading)
    incident = f"{told.number} · {status_in_words(told.state).upper()}"
    return header_of(
        reading,
        title=_("Flash report"),
        beside=write_dtg(reading.now),
        classification=Sensitivity(told.content["sensitivity"]),
        precedence=Precedence.FLASH,
        facts=(
            (sender, Fact(_("Report no."), number_of(reading), strong=True)),
            (to, Fact(_("Incident"), incident, strong=True)),
            (info, reference(reading)),
        ),
        signatures=(
            signature(_("Prepared"), watch_at(reading.session, reading.at)),
            signature(_("Released to addressees"), named=reading.order.approved),
            signature(_("Received")),
        ),
    )


def _event(told: Told) -> Iterator[Item]:
    what = (Span(f"{told.lines['C']}.", Tone.STRONG),)
    yield Item(_("What"), (what, (Span(told.lines["H"]),)))
    yield Item(_("When"), (_when(told),))
    yield Item(_("Where"), _where(told))
    yield _item(_("Who"), _responsible(told))
    yield _item(_("How"), _how(told))


def _when(told: Told) -> Prose:
    precision = _(TimePrecision(told.content["time_precision"]).label).lower()
    heard = told.content.get("reported")
    reported = write_dtg(as_time(heard)) if heard else _("n/k")
    return (
        Span(_("Occurred ")),
        Span(told.lines["B"], Tone.STRONG),
        Span(
            _(" ({precision}); {clock}. ").format(
                precision=precision, clock=clock_in_words(told.home)
            )
        ),
        Span(one_stop(_("Reported {dtg}.").format(dtg=reported))),
    )


def _where(told: Told) -> tuple[Prose, ...]:
    known = told.content.get("location_precision")
    degree = _(LocationPrecision(known).label) if known else _("n/k")
    grid = told.lines["E"] if "position" in told.content else _("Grid n/k")
    return (
        (Span(told.lines["D"]),),
        (Span(grid, Tone.STRONG),),
        (Span(_("Precision: {degree}").format(degree=degree)),),
    )


def _responsible(told: Told) -> str:
    """Return target and perpetrator, which is n/k where nobody said a word of it."""
    said = told.lines["F"]
    if "attribution" not in told.content and not told.content.get("perpetrator"):
        said = _("; ").join((said, _("perpetrator n/k")))
    if told.content.get("claimed_by"):
        said = f"{said}. {no_proof()}"
    return said


def _how(told: Told) -> str:
    """Return the means, the sequence and what only such an incident has; n/k if none is known."""
    parts = [
        _("{label}: {value}").format(
            label=_(field.label), value=show(field, told.content[field.name])
        )
        for field in TYPED
        if field.section in DETAILS and field.name != "effect" and field.name in told.content
    ]
    return _("; ").join(parts) or _("n/k")


def _after(told: Told) -> Iterator[Item]:
    """Yield what follows the casualties. There is no assessment: a Flash carries fact only."""
    force = (Span(_("Use of force: ")), Span(told.text("use_of_force"), Tone.STRONG))
    due = told.content.get("follow_up_due")
    yield _item(_("Damage"), told.content.get("damage") or told.no_damage)
    yield Item(_("Own action"), ((Span(told.text("own_action")),), force))
    yield _item(_("CASEVAC"), told.text("casevac"))
    yield _item(_("Situation now"), told.text("situation"))
    source = one_stop(f"{told.text('source')}.")
    yield Item(_("Source"), ((Span(f"{source} "), *graded(told)),))
    next_one = _("n/k: no time was set.")
    if due:
        dtg = write_dtg(as_time(due))
        next_one = _("n/k: no time was set. Follow-up due {dtg}.").format(dtg=dtg)
    yield _item(_("Next report at"), next_one)


def _item(label: str, text: str) -> Item:
    return Item(label, ((Span(text),),))


def _casualties(told: Told) -> FlashCasualties:
    """Return the table. An outcome that nobody spoke of is n/k: a Flash calls nothing nil."""
    occurring = {row.outcome for row in told.people}
    outcomes: list[tuple[Outcome, ...]] = list(_ALWAYS)
    named = {one for together in outcomes for one in together}
    outcomes += [(one,) for one in Outcome if one in occurring - named]
    rows: list[CasualtyRow] = []
    for label, is_un in ((_("UN personnel"), True), (_("Others"), False)):
        side = [row for row in told.people if row.category.is_un is is_un]
        for names, group in _groups(side, label).items():
            counts = tuple(_count(told, group, together) for together in outcomes)
            rows.append(CasualtyRow(*names, counts))
    note = _("n/k = not known at this time; it is not zero. Killed includes died of wounds.")
    heads = tuple(head_of(together[0]) for together in outcomes)
    return FlashCasualties(heads, tuple(rows), note)


def _groups(
    people: Sequence[CasualtyTotal], everybody: str
) -> dict[tuple[str, str], list[CasualtyTotal]]:
    """Return the people by category and nationality; by category, or as one, if that is too many.

    Nobody at all is one group too.
    """
    by_nation: dict[tuple[str, str], list[CasualtyTotal]] = defaultdict(list)
    by_category: dict[tuple[str, str], list[CasualtyTotal]] = defaultdict(list)
    for row in sorted(people, key=lambda row: list(Category).index(row.category)):
        by_nation[_(row.category.label), country_in_words(row.nationality) or _("n/k")].append(row)
        by_category[_(row.category.label), _("several")].append(row)
    together = {(everybody, _("several") if people else ""): list(people)}
    fitting = (one for one in (by_nation, by_category) if 0 < len(one) <= _MOST_GROUPS)
    return next(fitting, together)


def _count(told: Told, group: Sequence[CasualtyTotal], outcomes: tuple[Outcome, ...]) -> Count:
    rows = [row for row in group if row.outcome in outcomes]
    return tally(rows).shown if rows else Count.of(0 if told.harmed_nobody else None)
