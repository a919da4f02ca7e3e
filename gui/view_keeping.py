"""Saved views in the window: choosing, saving, sharing them; the last one comes back."""

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QMenu, QWidget

from db.asked import Asked, as_data, read_asked
from db.errors import BadContent, LogbookError
from db.intake.views import import_views
from db.query import IncidentQuery
from db.views import (
    LONGEST,
    View,
    delete_view,
    keep_last,
    last_view,
    passed_over,
    rename_view,
    save_view,
    view_named,
    views_of,
)
from db.words import _, ngettext
from gui.actions import key_of
from gui.ask import AskDialog
from gui.desk import Desk
from gui.exporting import VIEWS, Exporting
from gui.keys import key_words
from gui.log_page import LogPage
from gui.settings import Settings
from gui.theme import Theme
from gui.voice import Voice

_ALL = IncidentQuery()
_NAME = "view"  # in the data of the last view: the name of the saved one that was in force


class ViewKeeping(QObject):
    """Knows which saved view is in force. Its other methods are named as in `ACTIONS`."""

    wanted = Signal()  # the log is to be seen

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        settings: Settings,
        log: LogPage,
        exporting: Exporting,
        voice: Voice,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._theme, self._desk, self._settings, self._log = theme, desk, settings, log
        self._exporting, self._voice, self._window = exporting, voice, window
        self._name = ""  # of the view in force
        self._kept: Asked | None = None  # what it asks; None until somebody looks
        self._at_first: Mapping[str, Any] = {}
        self._chip = log.result.view_chip
        menu = QMenu(self._chip)
        menu.aboutToShow.connect(partial(self._fill, menu))
        self._chip.setMenu(menu)
        self._chip.cleared.connect(log.filters.clear)
        log.filters.changed.connect(self._tell)
        log.shown.connect(self._look_up)

    def restore(self) -> None:
        """Ask what was asked when this log was shown last, or the whole log."""
        data: dict[str, Any] = {}
        try:
            with self._desk.book.reading() as session:
                data.update(last_view(session))
        except LogbookError as error:
            self._voice.error(error)
        name = str(data.pop(_NAME, ""))
        asked, passed = read_asked({"columns": self._columns(), **data})
        if passed:
            told = _("It asks for {parts}, which this version does not know.")
            self._voice.say(
                "warn",
                _("The last view can't be shown; this is the whole log."),
                told.format(parts=", ".join(passed)),
            )
            name, asked = "", replace(asked, query=_ALL, moving="")
        self._name = name
        self._log.take(asked)
        self._at_first = self._data()

    def keep(self) -> None:
        """Keep what is shown for the next start, if it is not what was shown at this one."""
        data = self._data()
        if data == self._at_first:
            return
        self._settings.columns = json.dumps(data["columns"])
        book = self._desk.book
        if not book.read_only:
            with suppress(LogbookError):  # the log is safe; for a view no window stays open
                keep_last(book, data, self._officer())

    def show(self, name: str) -> None:
        """Ask what the view of that name asks."""
        try:
            with self._desk.book.reading() as session:
                view = view_named(session, name)
        except LogbookError as error:
            self._voice.error(error)
            return
        self._voice.hush()
        asked, passed = read_asked(view.data)
        if passed:
            self._voice.say("warn", passed_over(name, passed), _("The rest of it is shown."))
        self._name, self._kept = name, asked
        self._log.take(asked)
        self.wanted.emit()

    def search_log(self) -> None:
        """Go to the search line."""
        self.wanted.emit()
        self._log.filters.search.setFocus()
        self._log.filters.search.selectAll()

    def clear_filters(self) -> None:
        """Show the whole log."""
        self._log.filters.clear()

    def open_views(self) -> None:
        """Open the menu of the views."""
        self.wanted.emit()
        self._chip.click()

    def save_view(self) -> None:
        """Ask for a name, and keep under it what is shown."""
        asked, warned = self._log.asked(), set[str]()

        def take(typed: Mapping[str, str]) -> None:
            name = typed["name"].strip()
            if name in self._names() and name not in warned:
                warned.add(name)
                told = _("There is a view of that name. Press again to replace it.")
                raise BadContent({"name": told})
            save_view(self._desk.book, View(name, as_data(asked)), self._officer())
            self._name, self._kept = name, asked
            self._voice.tell(_("View saved: {name}").format(name=name))

        dialog = AskDialog(
            self._theme,
            _("Save this view"),
            _("Its filters, order and columns are kept for everybody who opens this logbook."),
            _("Save"),
            take,
            parent=self._window,
        )
        line = QLineEdit(self._name)
        line.setMaxLength(LONGEST)
        dialog.add("name", _("Name"), line, _("e.g. IED in Gao, last 30 days"))
        line.selectAll()
        dialog.exec()
        self._tell()

    def rename_view(self) -> None:
        """Ask for another name of a view."""

        def take(typed: Mapping[str, str]) -> None:
            old, new = typed["view"], typed["name"].strip()
            rename_view(self._desk.book, old, new)
            if old == self._name:
                self._name = new
                self._tell()

        words = _("Rename a view"), _("What it asks stays the same."), _("Rename")
        self._ask_which(words, take, self._names(), with_name=True)

    def delete_view(self) -> None:
        """Ask which view is to go."""

        def take(typed: Mapping[str, str]) -> None:
            delete_view(self._desk.book, typed["view"])
            if typed["view"] == self._name:
                self._name = ""
                self._tell()

        meaning = _("It goes for everybody who opens this logbook; no incident does.")
        words = _("Delete a view"), meaning, _("Delete")
        self._ask_which(words, take, self._names(), danger=True)

    def export_views(self) -> None:
        """Ask which views, then for a file, and write them."""
        every, chosen = _("All views"), list[tuple[str, ...]]()
        names = self._names()

        def take(typed: Mapping[str, str]) -> None:
            chosen.append(names if typed["view"] == every else (typed["view"],))

        meaning = _("One file, which another logbook imports. It holds no incidents.")
        words = _("Export views"), meaning, _("Choose the file…")
        self._ask_which(words, take, (every, *names) if names else ())
        for views in chosen:
            self._exporting.write_views(views)

    def import_views(self) -> None:
        """Ask for a file with views and keep them beside those that there are."""
        kinds = _("Views") + f" (*{VIEWS})"
        start = str(self._desk.book.path.parent)
        path, _kind = QFileDialog.getOpenFileName(self._window, _("Import views"), start, kinds)
        if not path:
            return
        try:
            names = import_views(self._desk.book, Path(path), self._officer())
        except LogbookError as error:
            self._voice.error(error)
            return
        told = ngettext("{n} view imported", "{n} views imported", len(names))
        self._voice.tell(told.format(n=len(names)), ", ".join(names))

    def _ask_which(
        self,
        words: tuple[str, str, str],
        take: Callable[[Mapping[str, str]], None],
        choices: Collection[str],
        *,
        danger: bool = False,
        with_name: bool = False,
    ) -> None:
        """Ask for one of `choices`, the view in force first; `words` are title, meaning, button."""
        if not choices:
            self._voice.tell(_("No view is saved in this logbook yet"))
            return
        dialog = AskDialog(self._theme, *words, take, danger=danger, parent=self._window)
        choice = QComboBox()
        choice.addItems(list(choices))
        if self._name in choices:
            choice.setCurrentText(self._name)
        dialog.add("view", _("View"), choice)
        if with_name:
            line = QLineEdit()
            line.setMaxLength(LONGEST)
            dialog.add("name", _("New name"), line)
        dialog.exec()

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for name in self._names():
            one = menu.addAction(name.replace("&", "&&"), partial(self.show, name))
            one.setCheckable(True)
            one.setChecked(name == self._name)
        menu.addSeparator()
        for act, words in (
            (self.save_view, _("Save this view as…") + "\t" + key_words(key_of("save_view"))),
            (self.rename_view, _("Rename a view…")),
            (self.delete_view, _("Delete a view…")),
            (self.export_views, _("Export views…")),
            (self.import_views, _("Import views…")),
        ):
            menu.addAction(words, act)

    def _tell(self) -> None:
        """Show which view is in force; who clears all filters has left it."""
        now, told = self._log.asked(), self._name
        if told and self._kept is not None and now != self._kept:
            told = _("changed: {view}").format(view=told)
            if replace(now.query, order=_ALL.order) == _ALL and not now.moving:
                self._name = told = ""
        self._chip.set_value(told)

    def _look_up(self) -> None:
        """Learn what the view asks that came back at the start, now that its rows are there."""
        if self._name and self._kept is None:
            try:
                with self._desk.book.reading() as session:
                    self._kept, _passed = read_asked(view_named(session, self._name).data)
            except LogbookError:  # somebody deleted it: what is shown has no name any more
                self._name = ""
        self._tell()

    def _names(self) -> tuple[str, ...]:
        with self._desk.book.reading() as session:
            return tuple(view.name for view in views_of(session))

    def _data(self) -> dict[str, Any]:
        named = {_NAME: self._name} if self._name else {}
        return {**as_data(self._log.asked()), **named}

    def _columns(self) -> Any:
        """Return the columns that this user left last, in whatever log."""
        try:
            return json.loads(self._settings.columns or "[]")
        except ValueError:
            return []

    def _officer(self) -> str:
        return str(self._desk.author or "")
