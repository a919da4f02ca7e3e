"""The first page's head: who reports what to whom, and the answer."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from db.words import _
from exports.reports.blocks import rows_of
from exports.reports.content import Fact, Report, Span, Tone
from exports.reports.tables import WIDTH, Row, Rule
from exports.reports.text import Typesetter

_HALVES = ((0, 300), (310, WIDTH))
_FACTS = ((0, 56), (58, 292), (300, 356), (358, WIDTH))
_TITLE = Rule(1.1)
_ANSWER = Rule(0.5)


def opening(
    content: Report, setter: Typesetter, style: str = "Answer", below: Sequence[Flowable] = ()
) -> list[Flowable]:
    """Return mission, title, answer in `style` with what stands `below` it, and header block."""
    header = content.header
    precedence = (Span(f"{_('Precedence')}  "), Span(header.precedence, Tone.STRONG))
    top = (
        [setter.prose(header.mission, "Mission")],
        [setter.prose(precedence, "MissionRight")],
    )
    title = (
        [setter.prose(header.title, "Title")],
        [setter.prose(header.beside, "NumberRight")],
    )
    heads = [Row(_HALVES, top, None, pad=0), Row(_HALVES, title, _TITLE, pad=1)]
    answer = [setter.prose(content.answer, style), *below]
    return [
        rows_of(heads),
        rows_of([Row(((0, WIDTH),), (answer,), _ANSWER, pad=8.5)]),
        Spacer(0, 5),
        rows_of([_facts(*pair, setter) for pair in header.facts]),
    ]


def _facts(left: Fact, right: Fact, setter: Typesetter) -> Row:
    cells = [
        [setter.prose(text, style)]
        for fact in (left, right)
        for text, style in (
            (fact.label, "Label"),
            (fact.value or _("NIL"), "ValueStrong" if fact.strong else "Value"),
        )
    ]
    return Row(_FACTS, cells, None, pad=1.1)
