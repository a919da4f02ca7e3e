"""The history of an incident: who did what when and why, old values struck, new ones strong."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from db.history import FieldChange, Happened
from db.models import Act
from db.search import Term
from db.text import as_time, show, show_size
from db.time import write_dtg
from db.vocabulary import LinkKind
from db.words import _
from gui.buttons import Segmented
from gui.sections import SectionHeader
from gui.theme import MARK, Theme
from gui.widgets import IconLabel, Label, WrapLabel, mark_words

LONGEST = 240  # characters of a changed value; the whole text stands in the tooltip
_ICONS = {
    Act.LOG: ("radio", "text2"),
    Act.AMEND: ("pencil-line", "warn"),
    Act.REMARK: ("message-square", "text2"),
    Act.VERIFY: ("check-check", "ok"),
    Act.CLOSE: ("lock", "text2"),
    Act.REOPEN: ("lock-open", "text2"),
    Act.STRIKE: ("strikethrough", "err"),
    Act.DUPLICATE: ("copy", "text2"),
    Act.ATTACH: ("paperclip", "text2"),
    Act.LINK: ("link", "text2"),
    Act.REPORT: ("send", "text2"),
}
_SHOWN = {
    "all": frozenset(Act),
    "remarks": frozenset({Act.REMARK, Act.ATTACH, Act.LINK}),
    "amendments": frozenset({Act.AMEND, Act.STRIKE, Act.DUPLICATE}),
}


class Chronology(QWidget):
    """Newest first, as in the design; remarks or amendments alone on demand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told: tuple[Happened, ...] = ()
        self._marks: tuple[Term, ...] = ()
        self._choice = Segmented(
            _("Chronology"),
            [("all", _("All")), ("remarks", _("Remarks")), ("amendments", _("Amendments"))],
        )
        self._choice.choose("all")
        self._choice.changed.connect(lambda _value: self._refresh())
        self._list = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(SectionHeader(_("Chronology")))
        layout.addWidget(self._choice)
        layout.addWidget(self._list)

    def show_chronology(self, told: tuple[Happened, ...], marks: tuple[Term, ...] = ()) -> None:
        """Show the acts on one incident, what was searched for marked."""
        self._told, self._marks = told, marks
        self._refresh()

    def _refresh(self) -> None:
        wanted = _SHOWN[self._choice.value()]
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(10)
        items = [happened for happened in reversed(self._told) if happened.entry.act in wanted]
        for happened in items:
            column.addWidget(_item(self._theme, happened))
        if not items:
            column.addWidget(Label(_("NIL"), "note"))
        mark_words(fresh, self._marks, self._theme[MARK])
        self.layout().replaceWidget(self._list, fresh)  # type: ignore[union-attr]
        self._list.hide()
        self._list.deleteLater()
        self._list = fresh


def _item(theme: Theme, happened: Happened) -> QWidget:
    """Return one act: icon, moment and officer, then what it said."""
    entry = happened.entry
    item = QWidget()
    grid = QGridLayout(item)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    grid.addWidget(IconLabel(theme, *_ICONS[entry.act], 15), 0, 0)
    head = Label("", "meta")
    head.setTextFormat(Qt.TextFormat.RichText)
    head.setText(
        f"<b>{escape(write_dtg(entry.recorded_at))}</b>&nbsp; {escape(entry.author.in_full())}"
    )
    grid.addWidget(head, 0, 1)
    words = _words(happened)
    if words:
        grid.addWidget(WrapLabel(words, "fact"), 1, 1)
    if heard := _heard(entry.payload):
        grid.addWidget(WrapLabel(heard, "note"), 2, 1)
    if happened.changes:
        grid.addWidget(_amendment(happened), 2, 1)
    return item


def _words(happened: Happened) -> str:
    entry = happened.entry
    telling = _TELLING.get(entry.act)
    if telling is not None:
        return telling(entry.payload)
    if entry.act is Act.DUPLICATE:
        of = _("Duplicate of {number}.").format(number=entry.payload["duplicate_of"])
        return f"{of} {entry.reason or ''}".strip()
    return f"{_(entry.act.label)}. {entry.reason or ''}".strip()


def _heard(payload: Mapping[str, Any]) -> str:
    """Return when and from whom a remark was heard; "" if nothing was said of it."""
    heard, source = payload.get("heard_at"), payload.get("source")
    told = [_("Heard {dtg}").format(dtg=write_dtg(as_time(heard)))] if heard else []
    told += [_("Source: {source}").format(source=source)] if source else []
    return ". ".join(told)


def _attached(payload: Mapping[str, Any]) -> str:
    return _("Attached {name}, {size}").format(
        name=payload["name"], size=show_size(payload["size"])
    )


def _linked(payload: Mapping[str, Any]) -> str:
    return f"{_(LinkKind(payload['kind']).label)} {payload['other_number']}"


# What an act says by its payload alone; the rest give their reason.
_TELLING: dict[Act, Callable[[Mapping[str, Any]], str]] = {
    Act.REMARK: lambda payload: str(payload["text"]),
    Act.AMEND: lambda _payload: "",
    Act.LOG: lambda payload: _("First report: {summary}").format(
        summary=payload["content"]["summary"]
    ),
    Act.ATTACH: _attached,
    Act.LINK: _linked,
    Act.REPORT: lambda payload: _("Report written: {name}").format(name=payload["name"]),
}


def _amendment(happened: Happened) -> QFrame:
    """Return the box with every changed field and the reason beneath."""
    box = QFrame()
    box.setProperty("amendment", True)
    column = QVBoxLayout(box)
    column.setContentsMargins(9, 5, 8, 6)
    column.setSpacing(3)
    for change in happened.changes:
        column.addWidget(_change(change))
    column.addWidget(WrapLabel(happened.entry.reason or "", "note"))
    return box


def _change(change: FieldChange) -> WrapLabel:
    was, now = show(change.field, change.was), show(change.field, change.now)
    label = WrapLabel("", "fact")
    label.setTextFormat(Qt.TextFormat.RichText)
    told = _("not reported")
    label.setText(
        f"{escape(_(change.field.label))}&nbsp; <s>{_short(was) or told}</s>"
        f" &rarr; <b>{_short(now) or told}</b>"
    )
    if max(len(was), len(now)) > LONGEST:
        label.setToolTip(escape(f"{was}\n→ {now}"))
    label.setAccessibleName(
        _("{field} was {was}, is {now}").format(
            field=_(change.field.label), was=was or told, now=now or told
        )
    )
    return label


def _short(text: str) -> str:
    return escape(text if len(text) <= LONGEST else f"{text[:LONGEST]}…").replace("\n", "<br>")
