"""A line for tags, separated by commas: the one being typed is completed from those in use."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from gui.list_popup import ListPopup


class TagsBox(QLineEdit):
    """Offers the tags in use for the word behind the last comma."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__()
        finder = _LastWord(QStringListModel(list(known), self), self)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        ListPopup(finder)
        self.setCompleter(finder)


class _LastWord(QCompleter):
    """Completes what stands behind the last comma, and leaves what stands before it."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        line = self.widget()
        before, comma, _last = (
            line.text().rpartition(",") if isinstance(line, QLineEdit) else [""] * 3
        )
        return f"{before}{comma} {index.data()}" if comma else str(index.data())
