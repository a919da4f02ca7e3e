"""The log extract on paper: who kept the watch, the entries, and what the extract holds."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from db.words import _
from exports.reports.blocks import head_row, heading, height_of, nil, rows_of, text_row
from exports.reports.content import Fact
from exports.reports.log_content import Keeper, LogContent, LogEntry
from exports.reports.sections import ending
from exports.reports.tables import WIDTH, Row, Stack, Table
from exports.reports.text import Typesetter

_KEEPERS = ((0, 130), (134, 260), (264, 340), (344, 420), (424, WIDTH))
ENTRIES = ((0, 34), (40, 104), (108, 174), (178, 428), (434, WIDTH))
_TOLD = 3  # its place among the columns
_FACTS = ((0, 84), (88, WIDTH))
_SIGNED = 120.0  # points: the end of the text and the places to sign


def keepers(content: LogContent, setter: Typesetter) -> list[Flowable]:
    """Return section 1: the watches of the period."""
    flowables = heading(
        setter, 1, _("On watch"), _("Entries: of this extract, recorded during the watch.")
    )
    if not content.keepers:
        return [*flowables, *nil(setter, _("No watch was kept in the period."))]
    titles = (_("Officer"), _("Appointment"), _("From"), _("To"), _("Entries"))
    rows = (_keeper(row, setter) for row in content.keepers)
    return [*flowables, Table(rows, len(content.keepers), head_row(setter, _KEEPERS, titles, (4,)))]


def _keeper(row: Keeper, setter: Typesetter) -> Row:
    texts = (
        (row.officer, "CellStrong"),
        (row.role, "Cell"),
        (row.since, "Cell"),
        (row.until, "Cell"),
        (row.entries, "CellRight"),
    )
    return text_row(texts, _KEEPERS, setter)


def entries(content: LogContent, setter: Typesetter) -> list[Flowable]:
    """Return section 2: every entry, in the order in which it was recorded."""
    aside = _("In the order of recording. [was …]: no longer so, or struck since.")
    flowables = heading(setter, 2, _("Activity log"), aside)
    if not content.entries:
        return [*flowables, *nil(setter, _("Nothing was recorded in the period."))]
    titles = (_("No."), _("Recorded"), _("Act, incident"), _("What was recorded"), _("By, hash"))
    rows = (_entry(entry, setter) for entry in content.entries)
    head = head_row(setter, ENTRIES, titles, (0,))
    return [*flowables, Table(rows, len(content.entries), head)]


def _entry(entry: LogEntry, setter: Typesetter) -> Row:
    left, right = ENTRIES[_TOLD]
    told = [setter.cell(prose, "Cell", right - left) for prose in entry.told]
    if entry.details:
        told.append(setter.cell(entry.details, "Note", right - left))
    stacks = list(_cells(entry, setter))
    stacks.insert(_TOLD, told)
    return Row(ENTRIES, stacks)


def _cells(entry: LogEntry, setter: Typesetter) -> Iterator[Stack]:
    """Yield what stands round the text of an entry: lines, as nearly all of them are short."""
    stacks = (
        ((entry.seq, "CellRight"),),
        ((entry.recorded, "Cell"),),
        ((entry.act, "CellStrong"), (entry.incident, "Status"), (entry.state, "Status")),
        ((entry.by, "Cell"), (entry.hash, "Status")),
    )
    columns = (*ENTRIES[:_TOLD], *ENTRIES[_TOLD + 1 :])
    for stack, (left, right) in zip(stacks, columns, strict=True):
        yield [setter.cell(text, style, right - left) for text, style in stack if text]


def closing(content: LogContent, setter: Typesetter) -> list[Flowable]:
    """Return section 3, what the extract holds, and the places to sign: all on the last page."""
    rows = rows_of([_fact(fact, setter) for fact in content.held])
    pages = rows_of(
        [Row(_FACTS, ([setter.prose(_("Pages"), "Label")], [_LastPage(setter)]), None, pairs=True)]
    )
    notes = height_of([setter.prose(text, "Quiet") for text in content.end_notes])
    room = height_of([rows, pages]) + notes + _SIGNED
    return [
        *heading(setter, 3, _("This extract"), room=room),
        rows,
        pages,
        *ending(content, setter),
    ]


def _fact(fact: Fact, setter: Typesetter) -> Row:
    value = setter.prose(fact.value, "ValueStrong" if fact.strong else "Value")
    return Row(_FACTS, ([setter.prose(fact.label, "Label")], [value]), None, pad=1.1, pairs=True)


class _LastPage(Flowable):  # type: ignore[misc]
    """The number of the page that it stands on: the last one, so that is how many there are."""

    def __init__(self, setter: Typesetter) -> None:
        super().__init__()
        self._setter = setter
        self.style = setter.styles["ValueStrong"]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.style.leading
        return width, self.height

    def draw(self) -> None:
        text = str(self.canv.getPageNumber())
        line = self._setter.cell(text, self.style.name, self.width)
        line.wrap(self.width, self.height)
        line.drawOn(self.canv, 0, 0)
