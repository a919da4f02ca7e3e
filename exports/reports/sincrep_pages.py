"""The special incident report on paper: its head, its series, and the numbered text."""

from collections.abc import Sequence

from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, HRFlowable, Indenter, Spacer

from db.words import _
from exports.reports.blocks import (
    MAIN,
    MARGIN_AT,
    OutlineEntry,
    beside,
    heading,
    hung,
    rows_of,
)
from exports.reports.content import Prose, Span, Tone
from exports.reports.fonts import REGULAR, SEMIBOLD
from exports.reports.map import MapDrawing
from exports.reports.opening import fact_cells, title_block
from exports.reports.sections import judgement
from exports.reports.sincrep_body import Passage
from exports.reports.sincrep_content import SincrepContent
from exports.reports.sincrep_series import Place, Step
from exports.reports.styles import BLACK, DARK
from exports.reports.tables import WIDTH, Row
from exports.reports.text import Typesetter

_FACT = ((0, 56), (58, MAIN))
_MAP_TALL = 170.0
_PARTICULAR = ((0, 66), (70, WIDTH - MARGIN_AT))
_AFTER_CASUALTIES = 7  # the number of the heading that follows them


def opening(content: SincrepContent, setter: Typesetter) -> list[Flowable]:
    """Return mission and title; then answer and header block, the map at their right."""
    facts = [fact for side in zip(*content.header.facts, strict=True) for fact in side]
    main = [
        setter.prose(content.answer, "Answer"),
        Spacer(0, 6),
        rows_of(
            [Row(_FACT, fact_cells(fact, setter), None, pad=1.1, pairs=True) for fact in facts]
        ),
    ]
    shown = content.map
    notes = (*shown.notes, _("Boundaries and names do not imply UN endorsement."))
    drawn = [MapDrawing(shown, WIDTH - MARGIN_AT, _MAP_TALL), Spacer(0, 3)]
    drawn += [setter.prose(note, "Note") for note in notes]
    return [title_block(content, setter), Spacer(0, 9), *beside(main, drawn), Spacer(0, 5)]


class _Line(Flowable):  # type: ignore[misc]
    """The reports of the series along a line: a dot each, a ring for this one."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self._steps = steps

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = 22.0
        return WIDTH, self.height

    def draw(self) -> None:
        wide, y = WIDTH / len(self._steps), self.height / 2
        for number, step in enumerate(self._steps):
            x = number * wide + 4
            mark = SEMIBOLD if step.place is Place.THIS else REGULAR
            end = x + 8 + stringWidth(step.mark, mark, 7.6) + 5
            self.canv.setFillColor(BLACK)
            self.canv.setFont(mark, 7.6)
            self.canv.drawString(x + 8, y - 2.6, step.mark)
            self.canv.setFillColor(DARK)
            self.canv.setFont(REGULAR, 7.6)
            self.canv.drawString(end, y - 2.6, step.aside)
            end += stringWidth(step.aside, REGULAR, 7.6) + 5
            if number + 1 < len(self._steps):
                self._join(end, (number + 1) * wide, y, self._steps[number + 1])
            self._dot(x, y, step)

    def _join(self, start: float, end: float, y: float, following: Step) -> None:
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(0.8)
        self.canv.setDash((0.8, 2) if following.place is Place.TO_COME else ())
        if end > start:
            self.canv.line(start, y, end, y)
        self.canv.setDash()

    def _dot(self, x: float, y: float, step: Step) -> None:
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(0.8)
        self.canv.setFillColor(white if step.place is Place.TO_COME else BLACK)
        self.canv.circle(x, y, 2.2, fill=1)
        if step.place is Place.THIS:
            self.canv.circle(x, y, 4, fill=0)


def series(content: SincrepContent, setter: Typesetter) -> list[Flowable]:
    """Return the line of reports to which this one belongs, between two rules."""

    def rule() -> Flowable:
        return HRFlowable(width="100%", thickness=0.5, color=BLACK, spaceBefore=0, spaceAfter=0)

    head = setter.prose(_("Grade · entered"), "Quiet")
    return [
        rule(),
        _Line(content.series),
        rule(),
        Spacer(0, 4),
        Indenter(left=MARGIN_AT),
        head,
        Indenter(left=-MARGIN_AT),
    ]


def event(content: SincrepContent, setter: Typesetter) -> list[Flowable]:
    """Return headings 1 to 5."""
    return [
        block
        for number, passage in enumerate(content.event, start=1)
        for block in passage_block(number, passage, setter)
    ]


def after(content: SincrepContent, setter: Typesetter) -> list[Flowable]:
    """Return headings 7 to 13, the assessment apart; then the narrative, if it is long."""
    flowables: list[Flowable] = []
    number = _AFTER_CASUALTIES
    for number, passage in enumerate(content.after, start=_AFTER_CASUALTIES):
        flowables += passage_block(number, passage, setter)
    title = _("Assessment")
    if content.assessment:
        flowables += heading(setter, number + 1, title, _("Judgement, not reported fact."))
        flowables += [*judgement(content.assessment, setter), Spacer(0, 9)]
    else:
        flowables += nothing_block(number + 1, title, _("No assessment was entered."), setter)
    flowables += passage_block(number + 2, content.follow_up, setter)
    if content.narrative:
        flowables += passage_block(number + 3, content.narrative, setter)
    return flowables


def passage_block(number: int, passage: Passage, setter: Typesetter) -> list[Flowable]:
    """Return a heading that runs into its text, its number and its grade on either side."""
    title = Span(_("{title}. ").format(title=passage.title), Tone.STRONG)
    first, *others = passage.paragraphs or ((),)
    paragraphs: list[Prose] = [(title, *first), *others]
    entry = OutlineEntry(f"{number}  {passage.title}", 0)
    text = [setter.prose(one, "Body") for one in paragraphs]
    margin: list[Flowable] = [setter.prose(passage.margin, "Note")]
    if passage.particulars:
        margin += [Spacer(0, 5), _particulars(passage, setter)]
    main = [entry, *hung(setter.prose(str(number), "SubHeading"), text)]
    return [*beside(main, margin), Spacer(0, 5)]


def nothing_block(number: int, title: str, words: str, setter: Typesetter) -> list[Flowable]:
    """Return a heading under which there is nothing, on one line with the words that say so."""
    told = (Span(f"{_('NIL')}. {words}"),)
    return passage_block(number, Passage(title, (told,), ()), setter)


def _particulars(passage: Passage, setter: Typesetter) -> Flowable:
    """Return the labels and values that stand in the margin."""
    return rows_of(
        [
            Row(
                _PARTICULAR,
                ([setter.prose(label, "Note")], [setter.prose(value, "Note")]),
                None,
                pad=0.5,
                pairs=True,
            )
            for label, value in passage.particulars
        ]
    )
