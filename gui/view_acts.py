"""What the main window does to its own looks: columns, order, panels, appearance, text size."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu

from db.vocabulary import Language
from db.words import _, ngettext
from gui.actions import key_of
from gui.copying import ALWAYS, MOST, clipboard_data
from gui.keys import key_words
from gui.log_page import LogPage
from gui.settings import Settings
from gui.theme import SCALES, Theme
from gui.voice import Voice


class ViewActs:
    """Methods are named as in `ACTIONS`."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        log: LogPage,
        voice: Voice,
        restyle: Callable[[], None],
    ) -> None:
        self._theme, self._settings = theme, settings
        self._log, self._view = log, log.view
        self._voice, self._restyle = voice, restyle
        log.want_facets(settings.panel("facets"))
        log.want_timeline(bool(settings.panel("timeline")))

    def choose_columns(self) -> None:
        """Offer every column with a tick."""
        header, menu = self._view.header, self._passing_menu()
        for place, column in enumerate(self._view.incidents.columns):
            if not column.label:
                continue
            action = menu.addAction(_(column.label))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.toggled.connect(
                lambda shown, place=place: self._view.setColumnHidden(place, not shown)
            )
        menu.exec(QCursor.pos())

    def sort_menu(self) -> None:
        """Offer every order, and every second key, for those without a mouse."""
        header, menu = self._view.header, self._passing_menu()
        then = QMenu(_("Then by"), menu)
        for column in self._view.incidents.columns:
            if column.order:
                menu.addAction(_(column.label), partial(header.sort_by, column.order))
                then.addAction(_(column.label), partial(header.sort_by, column.order, add=True))
        menu.addSeparator()
        menu.addMenu(then)
        menu.exec(self._view.mapToGlobal(self._view.rect().topLeft()))

    def copy_rows(self) -> None:
        """Put the selected rows into the clipboard, for a text, a letter or a spreadsheet."""
        if self._view.count_selected() and not self.are_too_many():
            rows = self._view.selected_rows()
            columns = self._view.shown_columns(ALWAYS)
            data = clipboard_data(columns, [self._view.incidents.row(row) for row in rows])
            QGuiApplication.clipboard().setMimeData(data)
            told = ngettext("{n} row copied", "{n} rows copied", len(rows))
            self._voice.tell(told.format(n=len(rows)))

    def are_too_many(self) -> bool:
        """Whether more rows are selected than can be acted on at once; if so, say what to do."""
        count = self._view.count_selected()
        if count > MOST:
            self._voice.say(
                "warn",
                _("{n} rows are selected; {most} at most at a time.").format(n=count, most=MOST),
                _("Narrow the table with the filters, or export all of it with {key}.").format(
                    key=key_words(key_of("write_csv"))
                ),
            )
        return count > MOST

    def toggle_detail(self) -> None:
        """Show or hide the detail pane."""
        self._log.detail.setVisible(not self._log.detail.isVisible())

    def toggle_facets(self) -> None:
        """Show or hide the counts beside the table, from now on."""
        shown = self._log.facets.isHidden()
        self._settings.keep_panel("facets", shown)
        self._log.want_facets(shown)

    def toggle_timeline(self) -> None:
        """Show or hide the timeline above the table, from now on."""
        shown = self._log.timeline.isHidden()
        self._settings.keep_panel("timeline", shown)
        self._log.want_timeline(shown)

    def toggle_appearance(self) -> None:
        """Change between light and dark."""
        self._settings.appearance = "light" if self._theme.name == "dark" else "dark"
        self._restyle()

    def enlarge_text(self) -> None:
        """Take the next text size, and the first after the last."""
        sizes = sorted(SCALES)
        place = sizes.index(self._settings.text_scale) + 1
        size = self._settings.text_scale = sizes[place % len(sizes)]
        self._voice.tell(_("Text size {size} % from the next start").format(size=size))

    def change_language(self) -> None:
        """Take the next language, and the first after the last."""
        languages = list(Language)
        place = languages.index(self._settings.language) + 1
        language = self._settings.language = languages[place % len(languages)]
        told = _("{language} from the next start").format(language=language.label)
        self._voice.tell(told)

    def _passing_menu(self) -> QMenu:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu
