"""The sections that are tables: each a function (content, typesetter)."""

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from db.words import _
from exports.reports.blocks import count_cell, head_row, heading, nil, notes, text_row
from exports.reports.content import (
    CasualtyGroup,
    CasualtyRow,
    Change,
    FollowUp,
    Glance,
    GlanceRow,
    IncidentRow,
    Incidents,
    ShiftRow,
    SitrepContent,
    Span,
    Tone,
)
from exports.reports.tables import FIRM, THIN, WIDTH, Column, Row, Rule, Stack, Table
from exports.reports.text import Typesetter, plain

_DAY = 33.0  # points, the widest column of the table at a glance
_DAYS_END = 432.0
_LABEL_END, _SHORT_LABEL_END = 130.0, 118.0  # the second makes room for more than fourteen
_INCIDENTS = (
    (0, 44), (46, 104), (107, 187), (190, 291), (292, 301), (312, 402),
    (403, 423), (424, 444), (445, 466), (467, WIDTH),
)  # fmt: skip
_CATEGORY, _NATIONALITY, _OUTCOMES = (0, 108), (112, 214), 220.0
_CHANGES = ((0, 46), (50, 104), (108, 207), (213, 327), (333, 426), (430, WIDTH))
_SHIFTS = ((0, 42), (44, 152), (156, 236), (238, 279), (281, 350), (368, WIDTH))
_FOLLOW_UPS = ((0, 58), (62, 110), (114, 322), (326, 420), (424, WIDTH))


def glance(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 1: the days before, beside the period, which stands in a frame."""
    shown = content.glance
    flowables = [*heading(setter, 1, shown.title, shown.aside), *side_by_side(shown, setter)]
    for one in content.further:
        title = (Span(one.title, Tone.STRONG), Span(f"  {one.aside}"))
        head = [Spacer(0, 8), CondPageBreak(90), setter.prose(title, "Cell"), Spacer(0, 3)]
        flowables += [*head, *side_by_side(one, setter)]
    return flowables


def side_by_side(shown: Glance, setter: Typesetter) -> list[Flowable]:
    """Return days or weeks as columns, those of the period in a frame, and the notes."""
    if not shown.rows:
        return nil(setter, _("No incident occurred in these days."))
    label = _LABEL_END if len(shown.columns) <= 14 else _SHORT_LABEL_END
    widths = _day_widths(shown, _DAYS_END - label, setter)
    first = _DAYS_END - sum(widths)
    edges = list(accumulate(widths, initial=first))
    gap = min(widths, default=0) / 8
    days = [(left, right - gap) for left, right in pairwise(edges)]
    columns = [(0, first - 2), *days, (_DAYS_END + 6, WIDTH)]
    within = [day for day, column in zip(days, shown.columns, strict=True) if column.in_period]
    frame = (within[0][0], within[-1][1] + 1.4 * gap) if within else None
    rows = [_glance_row(row, shown, columns, setter) for row in shown.rows]
    table = Table(rows, len(rows), _glance_head(shown, columns, setter), FIRM, frame)
    return [table, *notes(setter, shown.notes)]


def _day_widths(shown: Glance, room: float, setter: Typesetter) -> list[float]:
    """Return equal widths for the days, but a wider one where a count would break on two lines."""
    style = setter.styles["CellStrong"]
    by_day = zip(*(row.counts for row in shown.rows), strict=True)
    needed = [
        1.35 * max(stringWidth(one.text, style.fontName, style.fontSize) for one in counts)
        for counts in by_day
    ]
    if sum(needed) > room:
        return [room / len(needed)] * len(needed)
    wide = _DAY
    for place, one in enumerate(sorted(needed, reverse=True)):
        wide = min(_DAY, room / (len(needed) - place))
        if one <= wide:
            break
        room -= one
    return [max(one, wide) for one in needed]


def _glance_head(shown: Glance, columns: Sequence[Column], setter: Typesetter) -> Row:
    group = shown.columns[0].group if shown.columns else ""
    stacks: list[Stack] = [[setter.prose(group, "HeadRight")]]
    for column in shown.columns:
        labels = [column.label] if column.group == group else [column.group, column.label]
        group = column.group
        style = "HeadStrongRight" if column.in_period else "HeadRight"
        stacks.append([setter.prose(label, style) for label in labels])
    stacks.append([setter.prose(_("Total"), "HeadRight")])
    return Row(columns, stacks, FIRM, from_below=True)


def _glance_row(
    row: GlanceRow, shown: Glance, columns: Sequence[Column], setter: Typesetter
) -> Row:
    stacks: list[Stack] = [[setter.prose(row.label, "Part" if row.part else "Cell")]]
    counted = zip(row.counts, shown.columns, columns[1:], strict=False)
    for count, day, column in counted:
        plain = "CellStrong" if day.in_period else "Cell"
        stacks.append([count_cell(count, setter, column, plain)])
    stacks.append([count_cell(row.total, setter, columns[-1])])
    return Row(columns, stacks, None, pad=1.9)


def incidents(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 3: every incident of the period in a row, then the late entries."""
    told = {one.serial for one in content.significant}
    title = _("Incidents in the period")
    return incident_section(3, title, content.incidents, setter, told)


def incident_section(
    number: int, title: str, shown: Incidents, setter: Typesetter, told: Collection[str] = ()
) -> list[Flowable]:
    """Return incidents in rows, then the late entries, under that heading.

    Args:
        told: Serials of those that this report tells in full: their rows are links to that.
    """
    flowables = heading(setter, number, title, shown.aside)
    if not shown.rows:
        flowables += nil(setter, _("No incident occurred in the period."))
    titles = (
        _("Serial"), _("Occurred"), _("What"), _("Where, region"), _("P"),
        _("Target, attributed to"), _("K"), _("S"), _("L"), _("Grade"),
    )  # fmt: skip
    head = head_row(setter, _INCIDENTS, titles, (4, 6, 7, 8, 9))
    weight = len(shown.rows) + bool(shown.late) + len(shown.late)
    table = [Table(_incident_rows(shown, setter, told), weight, head)] if weight else []
    return [*flowables, *table, *notes(setter, shown.notes)]


def _incident_rows(shown: Incidents, setter: Typesetter, told: Collection[str]) -> Iterator[Row]:
    for row in shown.rows:
        yield _incident(row, setter, told)
    words = _("Late entries: occurred earlier, entered in this period")
    for number, row in enumerate(shown.late):
        if not number:
            yield Row(((0, WIDTH),), [[setter.prose(words, "CellStrong")]], None, keep=True)
        yield _incident(row, setter, told)


def _incident(row: IncidentRow, setter: Typesetter, told: Collection[str]) -> Row:
    texts = (
        ((row.serial, "CellStrong"), (row.status, "Status")),
        ((row.occurred, "Cell"),),
        ((row.what, "Cell"),),
        ((row.place, "Cell"), (row.region, "CellSecond")),
        ((row.precision, "CellRight"),),
        ((row.target, "Cell"), (row.attributed, "CellSecond")),
    )
    stacks: list[Stack] = [
        [setter.cell(text, style, right - left) for text, style in stack]
        for stack, (left, right) in zip(texts, _INCIDENTS, strict=False)
    ]
    counts = zip((row.killed, row.serious, row.light), _INCIDENTS[6:9], strict=True)
    stacks += [[count_cell(count, setter, column)] for count, column in counts]
    stacks.append([setter.cell(row.grade, "CellRight", WIDTH - _INCIDENTS[9][0])])
    link = plain(row.serial) if row.serial in told else ""
    return Row(_INCIDENTS, stacks, pad=1.6, link=link)


def casualties(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 4: UN personnel and others, never in one number."""
    shown = content.casualties
    wide = (WIDTH - _OUTCOMES) / max(1, len(shown.outcomes))
    counts = [
        (_OUTCOMES + wide * number + 10, _OUTCOMES + wide * (number + 1))
        for number in range(len(shown.outcomes))
    ]
    columns = [_CATEGORY, _NATIONALITY, *counts]
    titles = (_("Category"), _("Nationality"), *shown.outcomes)
    head = head_row(setter, columns, titles, range(2, len(columns)))
    rows = [row for group in shown.groups for row in _group(group, columns, setter)]
    flowables = heading(setter, 4, _("Casualties"), shown.aside)
    flowables += [Table(rows, len(rows), head)] if rows else nil(setter)
    return [*flowables, Spacer(0, 3), *(setter.prose(one, "Cell") for one in shown.summary)]


def _group(group: CasualtyGroup, columns: Sequence[Column], setter: Typesetter) -> Iterator[Row]:
    for row in group.rows:
        rule = THIN if row is group.rows[-1] else None
        yield _casualty(row, columns, setter, rule, keep=bool(rule))
    cells: list[Stack] = [[setter.prose(group.subtotal, "CellStrong")]]
    cells += [
        [count_cell(count, setter, column)]
        for count, column in zip(group.totals, columns[2:], strict=True)
    ]
    whole = (columns[0][0], columns[1][1])
    yield Row([whole, *columns[2:]], cells, THIN, pad=1.2)


def _casualty(
    row: CasualtyRow, columns: Sequence[Column], setter: Typesetter, rule: Rule | None, keep: bool
) -> Row:
    known = (
        setter.prose(row.nationality, "Cell")
        if row.nationality
        else setter.prose(_("NIL"), "CellStrong")
    )
    stacks: list[Stack] = [[setter.prose(row.category, "Cell")], [known]]
    stacks += [
        [count_cell(count, setter, column)]
        for count, column in zip(row.counts, columns[2:], strict=True)
    ]
    return Row(columns, stacks, rule, pad=1.2, keep=keep)


def changes(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 5: what has been entered since the last report, old and new."""
    shown = content.changes
    flowables = heading(setter, 5, shown.title, shown.aside)
    if not shown.rows:
        return [*flowables, *nil(setter, _("Nothing that was reported has changed."))]
    titles = (_("Serial"), _("Field"), shown.was_head, _("Now"), _("Reason"), _("Entered"))
    rows = (_change(row, setter) for row in shown.rows)
    return [*flowables, Table(rows, len(shown.rows), head_row(setter, _CHANGES, titles, (5,)))]


def _change(row: Change, setter: Typesetter) -> Row:
    was = (Span(row.was, Tone.STRUCK),) if row.was is not None else _("n/a")
    texts = (
        (row.serial, "CellStrong"),
        (row.field, "Cell"),
        (was, "Cell"),
        (row.now, "Cell"),
        (row.reason, "Cell"),
        (row.entered, "CellRight"),
    )
    return text_row(texts, _CHANGES, setter)


def shift(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 8: who kept the watch."""
    shown = content.shift
    flowables = heading(setter, 8, _("Shift"), shown.aside)
    if not shown.rows:
        return [*flowables, *nil(setter, _("No watch was entered."))]
    titles = (
        _("Watch"), _("From, to"), _("Watchkeeper"), _("Entries"), _("Open actions"), _("Relief"),
    )  # fmt: skip
    rows = (_shift(row, setter) for row in shown.rows)
    return [*flowables, Table(rows, len(shown.rows), head_row(setter, _SHIFTS, titles, (3, 4)))]


def _shift(row: ShiftRow, setter: Typesetter) -> Row:
    texts = (
        (row.watch, "Cell"),
        (row.since_until, "Cell"),
        (row.officer, "Cell"),
        (row.entries, "CellRight"),
        (row.open_actions, "CellRight"),
        (row.relief, "Cell"),
    )
    return text_row(texts, _SHIFTS, setter)


def follow_ups(content: SitrepContent, setter: Typesetter) -> list[Flowable]:
    """Return section 9: what is still to be done; what is overdue is bold."""
    shown = content.follow_ups
    flowables = heading(setter, 9, _("Follow-ups"), shown.aside)
    if not shown.rows:
        return [*flowables, *nil(setter, _("No follow-up is open."))]
    titles = (_("Due"), _("Serial"), _("Action"), _("Owner"), _("State"))
    rows = (_follow_up(row, setter) for row in shown.rows)
    return [*flowables, Table(rows, len(shown.rows), head_row(setter, _FOLLOW_UPS, titles, (4,)))]


def _follow_up(row: FollowUp, setter: Typesetter) -> Row:
    loud = "CellStrong" if row.overdue else "Cell"
    texts = (
        (row.due, loud),
        (row.serial, "Cell"),
        (row.action, "Cell"),
        (row.owner, "Cell"),
        (row.state, f"{loud}Right"),
    )
    return text_row(texts, _FOLLOW_UPS, setter)
