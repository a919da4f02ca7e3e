"""The handover of a watch on paper: its lists, and the places where both officers sign."""

from reportlab.platypus import Flowable

from exports.reports.blocks import head_row, heading, nil, text_row
from exports.reports.handover_content import HandoverContent, Listing
from exports.reports.tables import WIDTH, Column, Table
from exports.reports.text import Typesetter

_SIX = ((0, 56), (60, 130), (134, 238), (242, 260), (264, 286), (292, WIDTH))
_FOUR = ((0, 72), (76, 146), (150, 220), (224, WIDTH))
_THREE = ((0, 56), (60, 130), (134, WIDTH))
_COLUMNS: dict[int, tuple[Column, ...]] = {
    len(columns): columns for columns in (_SIX, _FOUR, _THREE)
}


def lists(content: HandoverContent, setter: Typesetter) -> list[Flowable]:
    """Return the sections, numbered, each a table or NIL in words."""
    return [
        block
        for number, listing in enumerate(content.listings, start=1)
        for block in _list(number, listing, setter)
    ]


def _list(number: int, listing: Listing, setter: Typesetter) -> list[Flowable]:
    flowables = heading(setter, number, listing.title, listing.aside)
    if not listing.rows:
        return [*flowables, *nil(setter, listing.nothing)]
    columns = _COLUMNS[len(listing.heads)]
    head = head_row(setter, columns, listing.heads, ())
    styles = ("CellStrong", *("Cell" for _column in columns[1:]))
    rows = (text_row(tuple(zip(row, styles, strict=True)), columns, setter) for row in listing.rows)
    return [*flowables, Table(rows, len(listing.rows), head)]
