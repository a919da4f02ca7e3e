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
from exports.reports.blocks import (
    Abreast,
    count_cell,
    head_row,
    headed,
    heading,
    height_of,
    nil,
    notes,
)
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
_LEFT, _RIGHT = (0.0, 214.0), (238.0, WIDTH)  # where two sections stand side by side
_MOST_ABREAST = 24  # nationalities; more need pages of their own
_METHOD = ((0, 84), (92, WIDTH))
_MAP_TALL = 236.0
_ROOM = 130.0  # points, for the hours of a week
_ENDING = 190.0  # points: end notes and signatures, which never stand on a page alone
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
    rows = [_type(row, content, setter) for row in kinds if row.n.nonzero]
    quiet = ", ".join(row.label for row in kinds if not row.n.nonzero)
    if quiet:
        rows.append(_quiet(quiet, _TYPES[2:], setter))
    rows[-1].rule = THIN
    rows.append(_type(whole, content, setter, "CellStrong"))
    rows[-1].rule = None
    flowables.append(Table(rows, len(rows), head))
    flowables += [Legend(shown.legend)] if shown.ticks else []
    return [*flowables, *notes(setter, shown.notes)]


def _type(row: TypeRow, content: AssessmentContent, setter: Typesetter, style: str = "Cell") -> Row:
    left, right = _TYPES[1]
    squares = SquaresOfDays(row.squares, content.types.ticks, right - left, setter.styles["Cell"])
    cells = _counts((row.n, row.un, row.others), _TYPES[2:], setter)
    stacks: list[Stack] = [[setter.prose(row.label, style)], [squares], *cells]
    return Row(_TYPES, stacks, None, keep=True)


def _quiet(labels: str, columns: Sequence[Column], setter: Typesetter) -> Row:
    """Return one row for all of which nothing was counted, with a zero in each column."""
    before = (0.0, columns[0][0] - 4)
    zeros = _counts([Count.of(0)] * len(columns), columns, setter)
    return Row((before, *columns), [[setter.prose(labels, "Cell")], *zeros], None, keep=True)


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
    loud = [row for row in shown.rows if not _is_quiet(row)]
    quiet = ", ".join(row.label for row in shown.rows if _is_quiet(row))
    room = min(_HIGHEST_WHOLE, 15.0 * len(loud) + 90)  # whole with its notes, unless it is long
    flowables = heading(setter, number, shown.title, shown.aside, room=room)
    if shown.nothing:
        return [*flowables, *nil(setter, shown.nothing), *notes(setter, shown.notes)]
    wide = _COMPARED[4][1] - _COMPARED[4][0]
    stacks: list[Stack] = [[setter.prose(shown.heads[0], "Head")]]
    stacks += [[setter.prose(words, "HeadRight")] for words in shown.heads[1:]]
    stacks.append([RangeAxis(shown.most, wide, setter.styles["Head"])])
    stacks += [[setter.prose(words, "HeadRight")] for words in (_("UN killed"), _("others"))]
    head = Row(_COMPARED, stacks, FIRM, from_below=True)
    rows = [_compared(row, shown, setter) for row in loud]
    if quiet:
        rows.insert(len(rows) - ends_in_total, _quiet(quiet, _COMPARED[5:], setter))
    if ends_in_total:
        rows[-2].rule, rows[-2].keep = THIN, True
    legend = RangeLegend(
        _("this window"),
        _("the window before"),
        _("lowest, median and highest of the windows before this one"),
    )
    return [*flowables, Table(rows, len(rows), head), legend, *notes(setter, shown.notes)]


def _is_quiet(row: ComparedRow) -> bool:
    """Whether nothing was counted in the period or in any window beside it."""
    counted = row.now.nonzero or row.before.nonzero or row.median.nonzero
    return not counted and not (row.drawn and row.drawn.highest)


def _compared(row: ComparedRow, shown: Comparison, setter: Typesetter) -> Row:
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
    return Row(_COMPARED, stacks, None, pad=1.2)


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


def when_and_whom(content: AssessmentContent, setter: Typesetter) -> list[Flowable]:
    """Return sections 8 to 10: hours and lethality, at their right the dead by nationality."""
    is_drawn, nations = bool(content.hours.rows), len(content.nations.rows)
    if nations > _MOST_ABREAST:
        parts = (part(content, setter, (0.0, WIDTH)) for part in (_hours, _lethality, _nations))
        return [block for part in parts for block in (CondPageBreak(_ROOM), *part)]
    hours = _hours(content, setter, (0.0, WIDTH) if is_drawn else _LEFT)
    left, right = _lethality(content, setter, _LEFT), _nations(content, setter, _RIGHT)
    if is_drawn:
        return [CondPageBreak(_ROOM), *hours, Abreast((_LEFT, left), (_RIGHT, right))]
    return [Abreast((_LEFT, [*hours, *left]), (_RIGHT, right))]


def _hours(content: AssessmentContent, setter: Typesetter, column: Column) -> list[Flowable]:
    """Return section 8: hour and weekday, or why they are not drawn."""
    shown = content.hours
    return [
        *headed(setter, 8, _("Hour and weekday"), shown.aside, column[1] - column[0]),
        *([HourGrid(shown.rows)] if shown.rows else []),
        setter.prose(shown.words, "Cell"),
    ]


def _lethality(content: AssessmentContent, setter: Typesetter, column: Column) -> list[Flowable]:
    """Return section 9: how deadly the attacks on the UN were."""
    head = headed(setter, 9, _("Lethality"), width=column[1] - column[0])
    return [*head, setter.prose(" ".join(content.lethality), "Cell")]


def _nations(content: AssessmentContent, setter: Typesetter, column: Column) -> list[Flowable]:
    """Return section 10: the dead by nationality, a dot each."""
    shown, wide = content.nations, column[1] - column[0]
    flowables = headed(setter, 10, _("By nationality"), shown.aside, wide)
    if not shown.rows:
        return [*flowables, *nil(setter, _("No death by malicious acts is in the log."))]
    columns = ((0.0, 56.0), (58.0, 84.0), (92.0, wide))
    most = _most(row.marks for row in shown.rows)
    rows = []
    for row in shown.rows:
        stacks: list[Stack] = [
            [setter.cell(row.label, "Cell", 56.0)],
            [count_cell(row.total, setter, columns[1])],
            [Marks(row.marks, most, wide - 92.0, setter.styles["Cell"], dot=True)],
        ]
        rows.append(Row(columns, stacks, None, pad=0.6))
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
    room = height_of([table]) + _ENDING
    return [*heading(setter, 13, _("Method and limits"), room=room), table]
