"""The first page's head: who reports what to whom, and the answer."""

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from db.words import _
from exports.reports.blocks import rows_of
from exports.reports.content import Fact, Report, Span, Tone
from exports.reports.tables import WIDTH, Row, Rule
from exports.reports.text import Typesetter

_HALVES = ((0, 300), (310, WIDTH))
_BETWEEN = 12.0  # points from title to what stands beside it
_FACTS = ((0, 56), (58, 292), (300, 356), (358, WIDTH))
_TITLE = Rule(1.1)
_ANSWER = Rule(0.5)


def opening(
    content: Report, setter: Typesetter, style: str = "Answer", below: Sequence[Flowable] = ()
) -> list[Flowable]:
    """Return mission, title, answer in `style` with what stands `below` it, and header block."""
    answer = [setter.prose(content.answer, style), *below]
    return [
        title_block(content, setter),
        rows_of([Row(((0, WIDTH),), (answer,), _ANSWER, pad=8.5)]),
        Spacer(0, 5),
        rows_of([_facts(*pair, setter) for pair in content.header.facts]),
    ]


def title_block(content: Report, setter: Typesetter) -> Flowable:
    """Return mission and precedence, and under them the title and what stands large beside it."""
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
    style = setter.styles["Number"]
    right = WIDTH - stringWidth(header.beside, style.fontName, style.fontSize) - 1
    halves = ((0, max(right, WIDTH / 2) - _BETWEEN), (max(right, WIDTH / 2), WIDTH))
    return rows_of([Row(_HALVES, top, None, pad=0), Row(halves, title, _TITLE, pad=1)])


def fact_cells(fact: Fact, setter: Typesetter) -> list[list[Flowable]]:
    """Return label and value of a line of the header block, a cell each."""
    strong = "ValueStrong" if fact.strong else "Value"
    return [
        [setter.prose(fact.label, "Label")],
        [setter.prose(fact.value or _("NIL"), strong)],
    ]


def _facts(left: Fact, right: Fact, setter: Typesetter) -> Row:
    cells = [*fact_cells(left, setter), *fact_cells(right, setter)]
    return Row(_FACTS, cells, None, pad=1.1, pairs=True)
