"""The casualty list on paper."""

from collections.abc import Iterator, Mapping

from reportlab.platypus import Flowable

from db.words import _
from exports.reports.blocks import count_cell, head_row, heading, nil, text_row
from exports.reports.casualties_content import (
    CasualtiesContent,
    CasualtyAmendment,
    CasualtyIncident,
    CasualtyLine,
    CasualtyTable,
    CountRow,
    CountTable,
)
from exports.reports.content import Span, Tone
from exports.reports.tables import HAIRLINE, THIN, WIDTH, Column, Row, Stack, Table
from exports.reports.text import Typesetter, plain

_COUNTS = 150.0  # points: where the counts begin
_LINES = (
    (0, 38), (40, 132), (134, 182), (184, 207), (209, 231),
    (233, 302), (304, 385), (386, 427), (432, WIDTH),
)  # fmt: skip
_NUMBER = 7  # its place among the columns
_AMENDED = ((0, 44), (48, 112), (116, 236), (240, 360), (364, WIDTH))


def counts(content: CasualtiesContent, setter: Typesetter) -> list[Flowable]:
    """Return the sections that count UN personnel: by nationality, by type and cause."""
    return [
        block
        for number, table in enumerate(content.counts, start=1)
        for block in _counted(number, table, setter)
    ]


def _counted(number: int, shown: CountTable, setter: Typesetter) -> list[Flowable]:
    flowables = heading(setter, number, shown.title, shown.aside)
    if not shown.rows:
        return [*flowables, *nil(setter, shown.nothing)]
    wide = (WIDTH - _COUNTS) / (len(shown.heads) - 1)
    columns = [(0.0, _COUNTS - 4)]
    columns += [
        (_COUNTS + wide * place + 6, _COUNTS + wide * (place + 1))
        for place in range(len(shown.heads) - 1)
    ]
    head = head_row(setter, columns, shown.heads, range(1, len(shown.heads)))
    rows = [_count_row(row, columns, setter, "Cell") for row in shown.rows]
    rows[-1].rule = THIN
    rows[-1].keep = True
    rows.append(_count_row(shown.total, columns, setter, "CellStrong"))
    return [*flowables, Table(rows, len(rows), head)]


def _count_row(row: CountRow, columns: list[Column], setter: Typesetter, style: str) -> Row:
    cells: list[Stack] = [[setter.cell(row.label, style, columns[0][1])]]
    counted = zip(row.counts, columns[1:], strict=True)
    cells += [[count_cell(count, setter, column)] for count, column in counted]
    return Row(columns, cells)


def tables(content: CasualtiesContent, setter: Typesetter) -> list[Flowable]:
    """Return the sections that list casualties by incident: UN fatalities first."""
    first = _first_told(content)
    return [
        block
        for number, table in _numbered(content)
        for block in _listed(number, table, first, setter)
    ]


def _numbered(content: CasualtiesContent) -> Iterator[tuple[int, CasualtyTable]]:
    """Yield the lists with the numbers of their sections."""
    return enumerate(content.tables, start=len(content.counts) + 1)


def _first_told(content: CasualtiesContent) -> dict[str, str]:
    """Return the entry of each incident where it is listed first, by its serial."""
    entries: dict[str, str] = {}
    for number, table in _numbered(content):
        for incident in table.incidents:
            entries.setdefault(incident.serial, _entry(number, incident))
    return entries


def _entry(number: int, incident: CasualtyIncident) -> str:
    return plain(f"{number} {incident.serial}")


def _listed(
    number: int, shown: CasualtyTable, first: Mapping[str, str], setter: Typesetter
) -> list[Flowable]:
    flowables = heading(setter, number, shown.title, shown.aside)
    if not shown.incidents:
        return [*flowables, *nil(setter, shown.nothing)]
    titles = (
        _("Line"), _("Personnel type"), _("Nationality"), _("Sex"), _("Age"),
        _("Type of casualty"), _("Type of incident"), _("Number"), _("Last update"),
    )  # fmt: skip
    weight = sum(1 + len(incident.lines) for incident in shown.incidents) + len(shown.subtotals)
    head = head_row(setter, _LINES, titles, (_NUMBER,))
    return [*flowables, Table(_rows(number, shown, first, setter), weight, head)]


def _rows(
    number: int, shown: CasualtyTable, first: Mapping[str, str], setter: Typesetter
) -> Iterator[Row]:
    """Yield the lines below their incidents, linked to them; those to where they stood first."""
    for incident in shown.incidents:
        entry = _entry(number, incident)
        told = first[incident.serial]
        yield _incident(incident, setter, entry, told if told != entry else "")
        last = shown.subtotals and incident is shown.incidents[-1]
        for line in incident.lines:
            rule = last and line is incident.lines[-1]
            yield _line(line, setter, entry, is_last=bool(rule))
    for row in shown.subtotals:
        yield _subtotal(row, setter)


def _incident(incident: CasualtyIncident, setter: Typesetter, entry: str, link: str) -> Row:
    told = (
        Span(f"{incident.serial}  {incident.occurred}  {incident.what}", Tone.STRONG),
        Span(f"  {incident.state}"),
    )
    cell = [setter.cell(told, "Cell", WIDTH)]
    return Row(((0, WIDTH),), [cell], None, pad=2.4, keep=True, link=link, entry=entry)


def _line(line: CasualtyLine, setter: Typesetter, link: str, is_last: bool) -> Row:
    texts = (
        line.line, line.personnel, line.nationality, line.sex, line.age, line.outcome, line.cause,
    )  # fmt: skip
    cells: list[Stack] = [
        [setter.cell(text, "Cell", right - left)]
        for text, (left, right) in zip(texts, _LINES, strict=False)
    ]
    cells.append([count_cell(line.number, setter, _LINES[_NUMBER])])
    left, right = _LINES[-1]
    cells.append([setter.cell(line.updated, "Status", right - left)])
    return Row(_LINES, cells, THIN if is_last else HAIRLINE, keep=is_last, link=link)


def _subtotal(row: CountRow, setter: Typesetter) -> Row:
    left = (0.0, _LINES[_NUMBER][0] - 4)
    columns = (left, _LINES[_NUMBER])
    cells: list[Stack] = [[setter.cell(row.label, "CellStrong", left[1])]]
    cells.append([count_cell(row.counts[0], setter, columns[1])])
    return Row(columns, cells)


def amendments(content: CasualtiesContent, setter: Typesetter) -> list[Flowable]:
    """Return the section of corrections: what was said before of those listed."""
    number = len(content.counts) + len(content.tables) + 1
    aside = _("Of the incidents listed, since they were first logged.")
    flowables = heading(setter, number, _("Amendments of casualties"), aside)
    if not content.amendments:
        return [*flowables, *nil(setter, _("No casualty was reported otherwise before."))]
    titles = (_("Serial"), _("Entered"), _("Was"), _("Now"), _("Reason"))
    first = _first_told(content)
    rows = (_amendment(row, setter, first.get(row.serial, "")) for row in content.amendments)
    head = head_row(setter, _AMENDED, titles, ())
    return [*flowables, Table(rows, len(content.amendments), head)]


def _amendment(row: CasualtyAmendment, setter: Typesetter, link: str) -> Row:
    was = (Span(row.was, Tone.STRUCK),) if row.was else _("not reported")
    texts = (
        (row.serial, "CellStrong"),
        (row.entered, "Cell"),
        (was, "Cell"),
        (row.now, "Cell"),
        (row.reason, "Cell"),
    )
    return text_row(texts, _AMENDED, setter, link)
