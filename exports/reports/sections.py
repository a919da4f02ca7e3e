"""The sections that are text, map or lists: each a function (content, typesetter)."""

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Spacer

from db.words import _
from exports.reports.blocks import (
    MAIN,
    ROOM,
    Barred,
    EndOfText,
    OutlineEntry,
    ToFoot,
    beside,
    heading,
    height_of,
    nil,
    rows_of,
)
from exports.reports.content import (
    Assessment,
    Prose,
    Report,
    Return,
    Signature,
    Significant,
    SitrepContent,
    Span,
    Tone,
)
from exports.reports.map import MapDrawing
from exports.reports.styles import BLACK
from exports.reports.tables import WIDTH, Row
from exports.reports.text import Typesetter

_MAP_TALL = 186.0
_RETURNS = ((0, 148), (150, 200), (226, 338), (340, WIDTH))
_BETWEEN_SIGNED = 20.0


def significant(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 2: incidents told in full, source and grade beside them; then the map."""
    told = [block for one in content.significant for block in _told(one, setter)]
    first = told[0].height if told and isinstance(told[0], CondPageBreak) else 0
    flowables = heading(setter, 2, _("Significant incidents"), room=max(ROOM, first))
    if not told:
        flowables += nil(setter, _("No significant incident in the period."))
    return [*flowables, *told, *_where(content, setter)]


def _told(told: Significant, setter: Typesetter) -> list[Flowable]:
    main = [OutlineEntry(told.serial), setter.prose(told.heading, "SubHeading")]
    main += [setter.prose(paragraph, "Body") for paragraph in told.paragraphs]
    first = (Span(told.serial, Tone.STRONG), Span(f" · {told.status}"))
    margin = [setter.prose(line, "Note") for line in (first, *told.margin)]
    return [*beside(main, margin), Spacer(0, 7)]


def _where(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return the map, with what it leaves out beside it."""
    shown = content.map
    lines: list[str | Prose] = [(Span(_("Where"), Tone.STRONG),), f"● {shown.within}"]
    lines += [f"○ {shown.before}"] if shown.before else []
    lines += shown.notes
    lines.append(_("Boundaries and names do not imply UN endorsement. Base: Natural Earth."))
    margin = [setter.prose(line, "NoteApart") for line in lines]
    return [Spacer(0, 5), *beside([MapDrawing(shown, MAIN, _MAP_TALL)], margin)]


def returns(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 6: every heading answered, in two columns."""
    aside = _("Every heading is answered. NIL = asked and none reported.")
    flowables = heading(setter, 6, _("Returns"), aside)
    half = (len(content.returns) + 1) // 2
    rows = []
    for number in range(half):
        pair = content.returns[number::half]
        cells = [cell for answered in pair for cell in _return(answered, setter)]
        rows.append(Row(_RETURNS[: len(cells)], cells, pad=1.3, pairs=True))
    return [*flowables, rows_of(rows)] if rows else [*flowables, *nil(setter)]


def _return(answered: Return, setter: Typesetter) -> tuple[list[Flowable], list[Flowable]]:
    answer = setter.prose(answered.answer or _("NIL"), "ValueStrong")
    return [setter.prose(answered.heading, "Value")], [answer]


def assessment(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 7: judgement apart from fact, behind a bar, with author and basis."""
    return judgements(7, content.assessments, setter)


def judgements(number: int, shown: tuple[Assessment, ...], setter: Typesetter) -> list[Flowable]:
    """Return judgements under a heading of that number, each with author and basis."""
    flowables = heading(setter, number, _("Assessment"), _("Judgement, not reported fact."))
    if not shown:
        flowables += nil(setter, _("No assessment was entered."))
    for judged in shown:
        flowables += judgement(judged, setter)
    return flowables


def judgement(judged: Assessment, setter: Typesetter) -> list[Flowable]:
    """Return one assessment behind its bar, then who wrote it and how sure they are."""
    flowables = [Barred(setter.prose(text, "Assessment")) for text in judged.paragraphs]
    basis = [Span(judged.basis)]
    if judged.confidence:
        words = _("Confidence: {degree}.").format(degree=judged.confidence)
        basis = [Span(words, Tone.STRONG), Span(f" {judged.basis}")]
    return [*flowables, Barred(setter.prose(tuple(basis), "Note"), after=0), Spacer(0, 7)]


def ending(content: Report, setter: Typesetter) -> list[Flowable]:
    """Return what was left out, "End of text", and the places to sign at the foot of the page."""
    notes = [setter.prose(text, "Quiet") for text in content.end_notes]
    end = EndOfText(setter.prose(_("End of text"), "QuietMiddle"))
    signed = content.header.signatures
    if not signed:
        return [Spacer(0, 10), *notes, end]
    wide = (WIDTH + _BETWEEN_SIGNED) / len(signed)
    columns = [
        (number * wide, (number + 1) * wide - _BETWEEN_SIGNED) for number in range(len(signed))
    ]
    row = Row(columns, [_signature(one, setter) for one in signed], None)
    return [
        CondPageBreak(min(height_of(notes) + row.height + 36, 400)),
        Spacer(0, 10),
        *notes,
        end,
        ToFoot(row.height + 1),
        rows_of([row]),
    ]


def _signature(signed: Signature, setter: Typesetter) -> list[Flowable]:
    return [
        setter.prose(signed.part, "CellStrong"),
        Spacer(0, 26),
        HRFlowable(width="100%", thickness=0.5, color=BLACK, spaceBefore=0, spaceAfter=0),
        setter.prose(signed.who, "Cell"),
        setter.prose(signed.post, "CellSecond"),
        setter.prose(signed.dtg, "CellSecond"),
    ]
