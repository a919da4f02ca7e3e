"""The first page's head: who reports what to whom, and the answer."""

from reportlab.platypus import Flowable, Spacer

from db.words import _
from exports.reports.blocks import rows_of
from exports.reports.content import SitrepContent, Span, Tone
from exports.reports.tables import WIDTH, Row, Rule
from exports.reports.text import Typesetter

_HALVES = ((0, 360), (370, WIDTH))
_FACTS = ((0, 56), (58, 292), (300, 356), (358, WIDTH))
_TITLE = Rule(1.1)
_ANSWER = Rule(0.5)


def opening(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return mission, title, answer and the header block."""
    header = content.header
    precedence = (Span(f"{_('Precedence')}  "), Span(header.precedence, Tone.STRONG))
    top = (
        [setter.prose(header.mission, "Mission")],
        [setter.prose(precedence, "MissionRight")],
    )
    title = (
        [setter.prose(header.title, "Title")],
        [setter.prose(header.short_number, "NumberRight")],
    )
    heads = [Row(_HALVES, top, None, pad=0), Row(_HALVES, title, _TITLE, pad=1)]
    answer = Row(((0, WIDTH),), ([setter.prose(content.answer, "Answer")],), _ANSWER, pad=8.5)
    return [rows_of(heads), rows_of([answer]), Spacer(0, 5), _facts(content, setter)]


def _facts(content: SitrepContent, setter: Typesetter) -> Flowable:
    header = content.header
    pairs = (
        (_("From"), header.sender, "Value", _("DTG"), header.dtg, "ValueStrong"),
        (_("To"), header.to, "Value", _("Report no."), header.number, "Value"),
        (_("Info"), header.info, "Value", _("Last report"), header.last_report, "Value"),
        (_("Period"), header.period, "ValueStrong", _("Reference"), header.reference, "Value"),
    )
    rows = [
        Row(
            _FACTS,
            (
                [setter.prose(label, "Label")],
                [setter.prose(value or _("NIL"), style)],
                [setter.prose(second_label, "Label")],
                [setter.prose(second or _("NIL"), second_style)],
            ),
            None,
            pad=1.1,
        )
        for label, value, style, second_label, second, second_style in pairs
    ]
    return rows_of(rows)
