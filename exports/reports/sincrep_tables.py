"""The special incident report on paper: casualties, what hangs on the incident, amendments."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from db.words import _
from exports.reports.amendments import Amendment, few, raised
from exports.reports.blocks import count_cell, head_row, heading, notes, text_row
from exports.reports.content import Prose, Span, Tone
from exports.reports.incident_casualties import Figure, PeopleRow
from exports.reports.sincrep_content import SincrepContent
from exports.reports.sincrep_pages import nothing_block, passage_block
from exports.reports.sincrep_record import Changed, Listed
from exports.reports.tables import HAIRLINE, THIN, WIDTH, Column, Row, Stack, Table
from exports.reports.text import Typesetter

_CASUALTIES, _FIRST_LISTED = 6, 14  # numbers of headings
_CATEGORY, _NATIONALITY, _BESIDE, _COUNTS = (0, 96), (99, 152), (155, 206), 207.0
_LISTED = ((0, 88), (94, 388), (392, WIDTH))
_CHANGED = ((0, 16), (18, 78), (82, 158), (164, 254), (260, 350), (356, 436), (440, WIDTH))


def casualties(content: SincrepContent, setter: Typesetter) -> list[Flowable]:
    """Return heading 6: a row for each group, UN personnel and others, each with their total."""
    passage, shown = content.casualties, content.people
    if not shown.rows:
        return passage_block(_CASUALTIES, passage, setter)
    aside = "".join(span.text for span in passage.margin)
    flowables = heading(setter, _CASUALTIES, passage.title, aside, room=96)
    wide = (WIDTH - _COUNTS) / len(shown.outcomes)
    counts = [
        (_COUNTS + wide * place + 2, _COUNTS + wide * (place + 1))
        for place in range(len(shown.outcomes))
    ]
    columns: list[Column] = [_CATEGORY, _NATIONALITY, _BESIDE, *counts]
    titles = (_("Category"), _("Nationality"), _("Sex, age, cause"), *shown.outcomes)
    head = head_row(setter, columns, titles, range(3, len(columns)))
    rows = (_group(row, columns, setter) for row in shown.rows)
    table = Table(rows, len(shown.rows), head)
    return [*flowables, table, *notes(setter, shown.notes), Spacer(0, 9)]


def _group(row: PeopleRow, columns: Sequence[Column], setter: Typesetter) -> Row:
    style = "CellStrong" if row.is_total else "Cell"
    stacks: list[Stack] = [
        [setter.prose(text, style)] for text in (row.category, row.nationality, row.beside)
    ]
    figures = zip(row.figures, columns[3:], strict=True)
    stacks += [[_figure(figure, row.is_struck, setter, column)] for figure, column in figures]
    rule = THIN if row.is_total else HAIRLINE
    return Row(columns, stacks, rule, pad=1.2)


def _figure(figure: Figure, is_struck: bool, setter: Typesetter, column: Column) -> Flowable:
    if not figure.was and not is_struck:
        return count_cell(figure.now, setter, column)
    shown = few(figure.was)
    apart = "\n" if len(shown) > 1 else " "
    former = [
        span
        for one in shown
        for span in (
            Span(one.text, Tone.WAS),
            Span(f"{raised(one.amendment)}{apart}", Tone.AMENDED),
        )
    ]
    tone = Tone.STRUCK if is_struck else Tone.STRONG
    return setter.prose((*former, Span(figure.now.text, tone)), "CellRight")


def record(content: SincrepContent, setter: Typesetter) -> list[Flowable]:
    """Return the lists of what hangs on the incident, numbered on from the body."""
    first = _FIRST_LISTED + bool(content.narrative)
    return [
        block
        for number, listed in enumerate(content.record, start=first)
        for block in _list(number, listed, setter)
    ]


def _list(number: int, listed: Listed, setter: Typesetter) -> list[Flowable]:
    if not listed.rows:
        return nothing_block(number, listed.title, listed.nothing, setter)
    styles = ("CellStrong", "Cell", "CellSecond")
    rows = (text_row(tuple(zip(row, styles, strict=True)), _LISTED, setter) for row in listed.rows)
    flowables = heading(setter, number, listed.title, listed.aside)
    return [*flowables, Table(rows, len(listed.rows)), Spacer(0, 5)]


def changed(content: SincrepContent, setter: Typesetter) -> list[Flowable]:
    """Return what was entered since the report before, and the amendments before that."""
    first = _FIRST_LISTED + bool(content.narrative) + len(content.record)
    return [
        block
        for number, one in enumerate(content.changed, start=first)
        for block in _changed(number, one, setter)
    ]


def _changed(number: int, shown: Changed, setter: Typesetter) -> list[Flowable]:
    if not shown.rows:
        return nothing_block(number, shown.title, shown.nothing, setter)
    flowables = heading(setter, number, shown.title, shown.aside)
    titles = ("", _("Entered"), _("Field"), _("Was"), _("Now"), _("Reason"), _("By"))
    rows = (_amendment(row, setter) for row in shown.rows)
    head = head_row(setter, _CHANGED, titles, ())
    return [*flowables, Table(rows, len(shown.rows), head), Spacer(0, 5)]


def _amendment(row: Amendment, setter: Typesetter) -> Row:
    was: str | Prose = _("n/a") if row.was is None else (Span(row.was, Tone.STRUCK),)
    number = (Span(row.number, Tone.AMENDED),)
    texts: tuple[tuple[str | Prose, str], ...] = (
        (number, "CellStrong"),
        (row.entered, "Cell"),
        (row.field, "Cell"),
        (was, "Cell"),
        (row.now, "Cell"),
        (row.reason, "Cell"),
        (row.by, "CellSecond"),
    )
    return text_row(texts, _CHANGED, setter)
