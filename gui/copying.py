"""Rows of the table in the clipboard: as text, as CSV, and as a table for Word and Excel."""

import csv
import io
from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData
from sqlalchemy import Row

from db.spreadsheet import harmless
from db.vocabulary import COUNTS_NOWHERE
from db.words import _
from gui.columns import Column

MOST = 1000  # rows at a time; they are read while the window waits
# Shown or not: a struck incident must not be read as a fact where it is pasted.
ALWAYS = frozenset({"number", "status"})
_AS_TEXT = "mso-number-format:'\\@'"  # or Excel makes a date or a number of what looks like one


def clipboard_data(columns: Sequence[Column], rows: Sequence[Row[Any]]) -> QMimeData:
    """Return those rows in three forms, with a head; struck ones are struck in the table too."""
    head = [_(column.label) for column in columns]
    cells = [[harmless(column.text(row)) for column in columns] for row in rows]
    struck = [row.status in COUNTS_NOWHERE for row in rows]
    data = QMimeData()
    data.setText("\n".join("\t".join(map(_one_line, line)) for line in (head, *cells)))
    data.setData("text/csv", _csv([head, *cells]).encode())
    data.setHtml(_table(head, cells, struck))
    return data


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _csv(lines: Sequence[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(lines)
    return file.getvalue()


def _table(head: Sequence[str], cells: Sequence[Sequence[str]], struck: Sequence[bool]) -> str:
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = (
        "".join(f'<td style="{_AS_TEXT}">{_html(cell, is_struck)}</td>' for cell in line)
        for line, is_struck in zip(cells, struck, strict=True)
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def _html(cell: str, is_struck: bool) -> str:
    words = "<br>".join(escape(cell).splitlines())
    return f"<s>{words}</s>" if is_struck and words else words
