"""The body of a special incident report: its numbered text, with what was corrected in it.

Fields stand with their own labels, so that no sentence is glued from parts. Under each heading is
said how its source was graded and when the last of it was entered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from db.content import SECTION_TYPES, TYPED
from db.time import write_dtg
from db.words import _
from exports.reports.amendments import Amended, marked
from exports.reports.content import Prose, Span, Tone
from exports.reports.header import clock_in_words
from exports.reports.incident_lines import graded, no_proof
from exports.reports.incident_told import DETAILS, Told

LONG = 250  # words of a narrative that no longer stand within the body
_FIELDS = {field.name: field for field in TYPED}
_OWN = ("target", "further_targets", "own_unit", "own_task", "intent")
_LAID_TO = (
    *("attribution", "perpetrator", "group_type", "attribution_basis"),
    *("claimed_by", "claim_channel", "claimed_at"),
)
_HOW = tuple(field.name for field in TYPED if field.section in DETAILS)
_WHERE = (
    *("place", "bearing", "position", "region", "route"),
    *("place_type", "location_precision"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered heading of the body and what stands under it.

    Attributes:
        fields: By name, whose amendments are marked in it.
        margin: The grade of the source, and when the last of it was entered.
        particulars: Beside the text, a label and a value each.
    """

    title: str
    paragraphs: tuple[Prose, ...]
    fields: tuple[str, ...]
    margin: Prose = ()
    particulars: tuple[tuple[str, Prose], ...] = ()


class Teller(NamedTuple):
    """The incident, and its amendments by which values are marked."""

    told: Told
    amended: tuple[Amended, ...]

    def value(self, name: str) -> Prose:
        """Return a field's value with what it was; n/k if nothing was told."""
        return marked(_FIELDS[name], self.told.content, self.amended)

    def is_told(self, name: str) -> bool:
        """Whether there is or was a value."""
        return name in self.told.content or any(
            one.change.field.name == name for one in self.amended
        )

    def labelled(self, names: Iterable[str], asked: Iterable[str] = ()) -> Prose:
        """Return the fields that were told, and those asked for at any rate, with their labels."""
        spans: list[Span] = []
        for name in names:
            if name in asked or self.is_told(name):
                label = _("{label}: ").format(label=_(_FIELDS[name].label))
                spans += Span(_("; ") if spans else ""), Span(label), *self.value(name)
        return tuple(span for span in spans if span.text)

    def texts(self, name: str, label: str = "") -> tuple[Prose, ...]:
        """Return a long text in the paragraphs of its author; n/k if nothing was told."""
        prose = self.value(name)
        if label:
            prose = (Span(_("{label}: ").format(label=label)), *prose)
        return tuple(paragraphs_of(prose))

    def passage(
        self,
        title: str,
        fields: tuple[str, ...],
        paragraphs: Iterable[Prose],
        particulars: tuple[tuple[str, Prose], ...] = (),
    ) -> Passage:
        """Return a heading with the grade of what was entered last under it."""
        entry = self.told.entered(fields)
        known = entry.payload["content"]
        margin = (
            Span(f"{known['reliability']}{known['credibility']}", Tone.STRONG),
            Span(f" · {write_dtg(entry.recorded_at)}"),
        )
        body = tuple(one for one in paragraphs if one)
        return Passage(title, body, fields, margin, particulars)


def paragraphs_of(prose: Prose) -> Iterator[Prose]:
    """Yield running text in its author's paragraphs, which an empty line ends."""
    paragraph: list[Span] = []
    for span in prose:
        first, *others = span.text.split("\n\n")
        paragraph.append(replace(span, text=first))
        for other in others:
            yield tuple(one for one in paragraph if one.text)
            paragraph = [replace(span, text=other.lstrip("\n"))]
    yield tuple(one for one in paragraph if one.text)


def event(teller: Teller) -> Iterator[Passage]:
    """Yield headings 1 to 5: what, when, where, who, how."""
    told = teller.told
    fields: tuple[str, ...] = ("type", "subtype", "summary", "context", "effect")
    yield teller.passage(_("What"), fields, _what(teller))
    fields = ("occurred", "occurred_to", "time_precision", "reported")
    when = teller.labelled(fields, ("occurred", "time_precision", "reported"))
    clock = clock_in_words(told.home)
    yield teller.passage(_("When"), fields, ((*when, Span(_("; ") + f"{clock}.")),))
    yield teller.passage(_("Where"), _WHERE, _where(teller))
    yield teller.passage(_("Who"), (*_OWN, *_LAID_TO), _who(teller))
    means = tuple(name for name in _HOW if name not in ("effect", "sequence"))
    how = [teller.labelled(("means",), ("means",)), *teller.texts("sequence", _("Sequence"))]
    within = () if is_long(told) else ("narrative",)
    if within and teller.is_told("narrative"):
        how += teller.texts("narrative")
    yield teller.passage(
        _("How"), (*means, "sequence", *within), how, tuple(_particulars(teller, means))
    )


def _what(teller: Teller) -> Iterator[Prose]:
    kinds = [
        replace(span, tone=Tone.STRONG) if span.tone is Tone.PLAIN else span
        for name in ("type", "subtype")
        if teller.is_told(name)
        for span in (Span(_(": ")), *teller.value(name))
    ]
    yield (*kinds[1:], Span("."))
    yield from teller.texts("summary")
    yield teller.labelled(("context", "effect"))


def _where(teller: Teller) -> Iterator[Prose]:
    yield teller.labelled(_WHERE, ("place", "position", "location_precision"))
    content = teller.told.content
    if teller.told.near and not content.get("bearing"):
        yield (Span(_("The position lies: {where}.").format(where=teller.told.near)),)


def _who(teller: Teller) -> Iterator[Prose]:
    yield teller.labelled(_OWN, ("own_unit", "own_task"))
    yield teller.labelled(_LAID_TO, ("perpetrator", "attribution"))
    if teller.is_told("claimed_by") or teller.told.content.get("attribution") == "claimed":
        yield (Span(no_proof()),)


def _particulars(teller: Teller, names: Iterable[str]) -> Iterator[tuple[str, Prose]]:
    """Yield what only an ambush, a device or a shooting has; n/k where nobody told it."""
    for name in names:
        section = _FIELDS[name].section
        asked = section in SECTION_TYPES and teller.told.type in SECTION_TYPES[section]
        if name != "means" and (asked or teller.is_told(name)):
            yield _(_FIELDS[name].label), teller.value(name)


def is_long(told: Told) -> bool:
    """Whether the narrative stands under a number of its own."""
    return len(told.content.get("narrative", "").split()) > LONG


def narrative(teller: Teller) -> Passage:
    """Return the narrative whole, under a number of its own."""
    return teller.passage(_("Narrative in full"), ("narrative",), teller.texts("narrative"))


def nobody(told: Told) -> Prose:
    """Return what is said of casualties where there is no row."""
    if told.people:
        return ()
    if told.harmed_nobody:
        return (Span(_("NIL"), Tone.STRONG),)
    return (Span(_("n/k: nobody reported whether anybody was hurt.")),)


def after(teller: Teller) -> Iterator[Passage]:
    """Yield headings 7 to 11: damage, own action, evacuation, situation, source."""
    told = teller.told
    damage = teller.texts("damage") if teller.is_told("damage") else ((Span(told.no_damage),),)
    yield teller.passage(_("Damage"), ("damage",), damage)
    own = (*teller.texts("own_action"), *teller.texts("use_of_force", _("Use of force")))
    yield teller.passage(_("Own action"), ("own_action", "use_of_force"), own)
    yield teller.passage(_("CASEVAC"), ("casevac",), teller.texts("casevac"))
    yield teller.passage(_("Current situation"), ("situation",), teller.texts("situation"))
    judged = teller.labelled(("reliability", "credibility"), ("reliability", "credibility"))
    apart = _("The two are judged apart; F6: neither can be judged.")
    source = (teller.value("source"), judged, (*graded(told), Span(f" {apart}")))
    yield teller.passage(_("Source"), ("source", "reliability", "credibility"), source)


def follow_up(teller: Teller) -> Passage:
    """Return heading 13: what is due, and how the report is to be handled."""
    due = teller.value("follow_up_due") if teller.is_told("follow_up_due") else None
    handling = teller.labelled(("sensitivity", "tags"))
    return teller.passage(
        _("Follow-up due"),
        ("follow_up_due", "sensitivity", "tags"),
        (due or (Span(_("NIL: no time was set.")),), handling),
    )
