"""The sections of an assessment: each a function (content, typesetter)."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from db.words import _
from exports.reports import sections, tabled
from exports.reports.assessment_content import (
    AssessmentContent,
    ComparedRow,
    Comparison,
    GroupRow,
    Marked,
    TypeRow,
    YearRow,
    YearTable,
)
from exports.reports.blocks import count_cell, head_row, heading, nil, notes
from exports.reports.charts import (
    DaysAxis,
    HourGrid,
    Legend,
    Marks,
    RangeAxis,
    RangeBar,
    RangeLegend,
    SquaresOfDays,
)
from exports.reports.charts_of_deaths import CumulativeChart, WindowDots
from exports.reports.content import Count, Span, Tone
from exports.reports.map import MapDrawing
from exports.reports.tables import FIRM, THIN, WIDTH, Column, Row, Stack, Table
from exports.reports.text import Typesetter

_YEARS_FROM, _YEARS_TO = 96.0, 396.0
_TYPES = ((0, 124), (128, 384), (386, 412), (414, 452), (453, WIDTH))
_COMPARED = (
    (0, 118), (120, 176), (178, 234), (236, 284), (296, 414), (416, 452), (453, WIDTH),
)  # fmt: skip
_GROUPS = (
    (0, 112), (116, 268), (270, 306), (308, 352), (354, 396), (398, 416), (417, 452), (453, WIDTH),
)  # fmt: skip
_NATIONS = ((0, 64), (66, 96), (106, WIDTH))
_METHOD = ((0, 84), (92, WIDTH))
_MAP_TALL = 236.0
_HIGHEST_WHOLE = 300.0  # points: a lower table stays on its page


def deaths(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 1: the dead since the first incident, by cause, type and year."""
    shown = content.deaths
    flowables = heading(setter, 1, _("Deaths since deployment"), shown.aside, room=190)
    if shown.chart is None:
        return [*flowables, *nil(setter, _("No death of UN personnel is in the log."))]
    flowables.append(CumulativeChart(shown.chart))
    for table in shown.tables:
        flowables += _years(table, setter)
    return [*flowables, *notes(setter, shown.notes)]


def _years(table: YearTable, setter: Typesetter) -> list[Flowable]:
    wide = (_YEARS_TO - _YEARS_FROM) / (len(table.years) + 1)
    edges = [_YEARS_FROM + wide * number for number in range(len(table.years) + 2)]
    counts = [(left + 4, right) for left, right in pairwise(edges)]
    columns = [(0, _YEARS_FROM), *counts, (_YEARS_TO + 10, WIDTH)]
    titles = (table.head, *table.years, _("Total"), _("Share"))
    head = head_row(setter, columns, titles, range(1, len(columns)))
    rows = [_year(row, row is table.rows[-1], columns, setter) for row in table.rows]
    rows.append(_year(table.total, False, columns, setter, "CellStrong"))
    return [Spacer(0, 6), Table(rows, len(rows), head)]


def _year(
    row: YearRow, last: bool, columns: Sequence[Column], setter: Typesetter, style: str = "Cell"
) -> Row:
    stacks: list[Stack] = [[setter.prose(row.label, style)]]
    counted = zip((*row.counts, row.total), columns[1:], strict=False)
    for count, column in counted:
        stacks.append([count_cell(count, setter, column, style)])
    stacks[-1] = [count_cell(row.total, setter, columns[-2])]
    stacks.append([setter.prose(row.share, "CellRight")])
    return Row(columns, stacks, THIN if last else None, pad=1.0, keep=True)


def windows(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 2: in words, the last windows in a table, every window death by death."""
    shown = content.windows
    chart = WindowDots(shown.chart) if shown.chart else None
    flowables = heading(setter, 2, shown.title, shown.aside)
    flowables += [setter.prose(words, "Cell") for words in shown.words]
    flowables.append(CondPageBreak(15.0 * len(shown.table.rows) + 30))
    flowables += tabled.side_by_side(shown.table, setter)
    if chart:
        flowables += [Spacer(0, 8), chart]
    else:
        flowables += nil(setter, _("No death by malicious acts is in the log."))
    return [*flowables, *notes(setter, shown.notes)]


def types(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 3: every incident of the period, a square each."""
    shown = content.types
    flowables = heading(setter, 3, shown.title, shown.aside)
    if not shown.rows:
        return [*flowables, *nil(setter, _("No incident occurred in the period."))]
    wide = _TYPES[1][1] - _TYPES[1][0]
    axis: Stack = [DaysAxis(shown.group, shown.ticks, wide, setter.styles["Head"])]
    titles = (_("n"), _("UN killed"), _("others"))
    stacks: list[Stack] = [[], axis]
    stacks += [[setter.prose(title, "HeadRight")] for title in titles]
    head = Row(_TYPES, stacks, FIRM, from_below=True)
    *kinds, whole = shown.rows
    rows = [_type(row, row is kinds[-1], content, setter) for row in kinds]
    rows.append(_type(whole, False, content, setter, "CellStrong"))
    flowables.append(Table(rows, len(rows), head))
    flowables += [Legend(shown.legend)] if shown.ticks else []
    return [*flowables, *notes(setter, shown.notes)]


def _type(
    row: TypeRow, last: bool, content: AssessmentContent, setter: Typesetter, style: str = "Cell"
) -> Row:
    left, right = _TYPES[1]
    squares = SquaresOfDays(row.squares, content.types.ticks, right - left, setter.styles["Cell"])
    cells = _counts((row.n, row.un, row.others), _TYPES[2:], setter)
    stacks: list[Stack] = [[setter.prose(row.label, style)], [squares], *cells]
    return Row(_TYPES, stacks, THIN if last else None, keep=True)


def _counts(
    counts: Sequence[Count], columns: Sequence[Column], setter: Typesetter
) -> list[list[Flowable]]:
    return [
        [count_cell(count, setter, column)] for count, column in zip(counts, columns, strict=True)
    ]


def regions(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 4: the regions, each beside what is usual there."""
    return _comparison(4, content.regions, True, setter)


def targets(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 5: the target classes, likewise."""
    return _comparison(5, content.targets, False, setter)


def _comparison(
    number: int, shown: Comparison, ends_in_total: bool, setter: Typesetter
) -> list[Flowable]:
    flowables = heading(setter, number, shown.title, shown.aside, room=_room(shown))
    if shown.nothing:
        return [*flowables, *nil(setter, shown.nothing), *notes(setter, shown.notes)]
    wide = _COMPARED[4][1] - _COMPARED[4][0]
    stacks: list[Stack] = [[setter.prose(shown.heads[0], "Head")]]
    stacks += [[setter.prose(words, "HeadRight")] for words in shown.heads[1:]]
    stacks.append([RangeAxis(shown.most, wide, setter.styles["Head"])])
    stacks += [[setter.prose(words, "HeadRight")] for words in (_("UN killed"), _("others"))]
    head = Row(_COMPARED, stacks, FIRM, from_below=True)
    rows = []
    for place, row in enumerate(shown.rows, start=1 + ends_in_total):
        rows.append(_compared(row, shown, place == len(shown.rows), setter))
    legend = RangeLegend(
        _("this window"),
        _("the window before"),
        _("lowest, median and highest of the windows before this one"),
    )
    return [*flowables, Table(rows, len(rows), head), legend, *notes(setter, shown.notes)]


def _room(shown: Comparison) -> float:
    """Return how high a table stands with its notes, or enough of it to begin a page with."""
    return min(_HIGHEST_WHOLE, 15.0 * len(shown.rows) + 75)


def _compared(row: ComparedRow, shown: Comparison, last: bool, setter: Typesetter) -> Row:
    left, right = _COMPARED[4]
    drawn: list[Flowable] = []
    if row.drawn and max(row.drawn.highest, row.drawn.now) <= shown.most:
        drawn = [RangeBar(row.drawn, shown.most, right - left, setter.styles["Cell"])]
    stacks: list[Stack] = [
        [setter.cell(row.label, "Cell", _COMPARED[0][1])],
        *_counts((row.now,), _COMPARED[1:2], setter),
        [count_cell(row.before, setter, _COMPARED[2], "Cell")],
        [count_cell(row.median, setter, _COMPARED[3], "Cell")],
        drawn,
        *_counts((row.un, row.others), _COMPARED[5:], setter),
    ]
    return Row(_COMPARED, stacks, THIN if last else None, pad=1.2, keep=last)


def groups(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 6: to whom the incidents are laid, and how surely."""
    shown = content.groups
    flowables = heading(setter, 6, _("By group: claimed, suspected, unknown"), shown.aside)
    if not shown.rows:
        return [*flowables, *nil(setter, _("No incident occurred in the period."))]
    titles = (
        _("Group"), "", _("claimed"), _("suspected"), _("unknown"), _("n"), _("UN killed"),
        _("others"),
    )  # fmt: skip
    head = head_row(setter, _GROUPS, titles, range(2, len(titles)))
    most = _most(row.marks for row in shown.rows)
    rows = [_group(row, most, setter) for row in shown.rows]
    table = Table(rows, len(rows), head)
    return [*flowables, table, Legend(shown.legend), *notes(setter, shown.notes)]


def _most(rows: Iterable[Marked]) -> int:
    """Return how many marks the longest row has."""
    return max(sum(number for _mark, number in marks) for marks in rows)


def _group(row: GroupRow, most: int, setter: Typesetter) -> Row:
    left, right = _GROUPS[1]
    counts = (row.claimed, row.suspected, row.unknown, row.n, row.un, row.others)
    stacks: list[Stack] = [
        [setter.cell(row.label, "Cell", _GROUPS[0][1])],
        [Marks(row.marks, most, right - left, setter.styles["Cell"])],
        *_counts(counts, _GROUPS[2:], setter),
    ]
    return Row(_GROUPS, stacks, None)


def where(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 7: the map, and what it leaves out."""
    shown = content.map
    flowables = heading(setter, 7, _("Where"), shown.within, room=_MAP_TALL + 30)
    texts = (
        *shown.notes,
        _("Boundaries and names do not imply UN endorsement. Base: Natural Earth."),
    )
    return [*flowables, MapDrawing(shown, WIDTH, _MAP_TALL), *notes(setter, texts)]


def hours(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 8: hour and weekday, or why they are not drawn."""
    shown = content.hours
    grid = [HourGrid(shown.rows)] if shown.rows else []
    return [
        *heading(setter, 8, _("Hour and weekday"), shown.aside, room=110 if grid else 30),
        *grid,
        setter.prose(shown.words, "Cell"),
    ]


def lethality(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 9: how deadly the attacks on the UN were."""
    words = " ".join(content.lethality)
    return [*heading(setter, 9, _("Lethality"), room=30), setter.prose(words, "Cell")]


def nations(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 10: the dead by nationality, a dot each."""
    shown = content.nations
    flowables = heading(setter, 10, _("By nationality"), shown.aside)
    if not shown.rows:
        return [*flowables, *nil(setter, _("No death by malicious acts is in the log."))]
    left, right = _NATIONS[2]
    most = _most(row.marks for row in shown.rows)
    rows = []
    for row in shown.rows:
        stacks: list[Stack] = [
            [setter.cell(row.label, "Cell", _NATIONS[0][1])],
            [count_cell(row.total, setter, _NATIONS[1])],
            [Marks(row.marks, most, right - left, setter.styles["Cell"], dot=True)],
        ]
        rows.append(Row(_NATIONS, stacks, None, pad=0.6))
    return [*flowables, Table(rows, len(rows), None, None)]


def assessment(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 11: judgement, apart from fact."""
    return sections.judgements(11, content.assessments, setter)


def annex(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 12: every incident that was counted."""
    return tabled.incident_section(12, _("Annex: all incidents counted"), content.incidents, setter)


def method(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return section 13: how it was counted, and what it can't say."""
    rows = []
    for told in content.method:
        subject = (Span(told.subject, Tone.STRONG),)
        stacks: list[Stack] = [[setter.prose(subject, "Note")], [setter.prose(told.words, "Note")]]
        rows.append(Row(_METHOD, stacks, None, pad=0.8))
    table = Table(rows, len(rows), None, None)
    return [*heading(setter, 13, _("Method and limits")), table]
