"""A report as it will be on paper: its pages, where one is, nearer and farther, what is found."""

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMargins,
    QModelIndex,
    QPointF,
    Qt,
)
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.words import _, ngettext
from gui.actions import key_of
from gui.buttons import Button, IconButton
from gui.keys import key_words
from gui.notices import EmptyState
from gui.theme import Theme
from gui.widgets import ElidedLabel, Label, Pane, SearchBox, empty, rule

_STEP = 1.25  # from one size to the next
_SMALLEST, _LARGEST = 0.25, 6.0
_EDGE = 16  # around the pages
_OLD = 0.6  # how strong a page still looks while the new one is made


class Preview(QWidget):
    """The pages of a PDF that lies in memory, one below the other.

    While another one is made the old one stays, paler.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pdf = b""
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self._hits = QPdfSearchModel(self)
        self._hits.countChanged.connect(self._show_hits)
        self.view = _Pages(theme, self)
        self.view.setSearchModel(self._hits)
        self.view.pageNavigator().currentPageChanged.connect(self._show_place)
        self._pale = QGraphicsOpacityEffect(self.view)
        self._pale.setOpacity(_OLD)
        self._pale.setEnabled(False)
        self.view.setGraphicsEffect(self._pale)
        self._why = QWidget()
        self._reason = QVBoxLayout(self._why)
        self._body = QStackedWidget()
        self._body.addWidget(self.view)
        self._body.addWidget(self._why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self._body, 1)
        self._show_place()

    def show_pdf(self, pdf: bytes, name: str, facts: str) -> None:
        """Show another PDF where the last one was; `facts` stand behind its name."""
        former, place = self.document, self.view.verticalScrollBar().value()
        self.pdf, self._buffer = pdf, QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)
        self.view.setDocument(self.document)
        self._hits.setDocument(self.document)
        self.view.verticalScrollBar().setValue(place)
        former.deleteLater()
        count = self.document.pageCount()
        pages = ngettext("{n} page", "{n} pages", count).format(n=count)
        self._name.setText(name)
        self._facts.setText(", ".join(filter(None, (pages, facts))))
        self._body.setCurrentWidget(self.view)
        self.set_old(False)
        self._show_place()

    def show_problem(self, title: str, text: str) -> None:
        """Say in the place of the pages why there are none."""
        empty(self._reason)
        self._reason.addWidget(EmptyState(self._theme, "file-text", title, text))
        self._body.setCurrentWidget(self._why)

    def set_old(self, is_old: bool) -> None:
        """Show the pages paler, as those of a report that is about to be another."""
        self._pale.setEnabled(is_old)

    def is_old(self) -> bool:
        """Whether the pages are not those of what is ordered."""
        return self._pale.isEnabled() or self._body.currentWidget() is not self.view

    def text(self) -> str:
        """Return all that the pages say."""
        pages = range(self.document.pageCount())
        return "\n".join(self.document.getAllText(page).text() for page in pages)

    # What the keys do, named as in `ACTIONS`.

    def page_back(self) -> None:
        """Go to the page before."""
        self._go(self.view.pageNavigator().currentPage() - 1)

    def page_on(self) -> None:
        """Go to the next page."""
        self._go(self.view.pageNavigator().currentPage() + 1)

    def nearer(self) -> None:
        """Show the pages larger."""
        self._zoom(_STEP)

    def farther(self) -> None:
        """Show the pages smaller."""
        self._zoom(1 / _STEP)

    def fit_width(self) -> None:
        """Show the pages as wide as there is room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def find_next(self) -> None:
        """Go to the line in which one types what is sought, or on to the next place found."""
        if not self._search.text():
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.selectAll()
        self._go_to_hit(1)

    def find_before(self) -> None:
        """Go to the place found before this one."""
        self._go_to_hit(-1)

    def _bar(self) -> Pane:
        theme = self._theme
        bar = Pane("surface", "bottom")
        bar.setFixedHeight(theme.px(40))
        self._name, self._facts = Label("", "strong"), ElidedLabel()
        self._search = SearchBox(theme, _("Find in the report"), key_of("find_next"))
        self._search.setFixedWidth(theme.px(180))
        self._search.textChanged.connect(self._seek)
        self._search.returnPressed.connect(lambda: self._go_to_hit(1))
        self._found = Label("", "note")
        self._place = Label("", "strong")
        fit = Button(theme, _("Fit width"), kind="quiet", small=True)
        fit.setToolTip(key_words(key_of("fit_width")))
        fit.clicked.connect(self.fit_width)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._facts, 1)
        row.addWidget(self._found)
        row.addWidget(self._search)
        row.addWidget(self._icon("chevron-left", _("Page before"), "page_back"))
        row.addWidget(self._place)
        row.addWidget(self._icon("chevron-right", _("Next page"), "page_on"))
        row.addWidget(rule(upright=True))
        row.addWidget(self._icon("zoom-out", _("Farther"), "farther"))
        row.addWidget(fit)
        row.addWidget(self._icon("zoom-in", _("Nearer"), "nearer"))
        return bar

    def _icon(self, icon: str, words: str, action: str) -> IconButton:
        button = IconButton(self._theme, icon, f"{words} ({key_words(key_of(action))})")
        button.clicked.connect(getattr(self, action))
        return button

    def _show_place(self) -> None:
        count, page = self.document.pageCount(), self.view.pageNavigator().currentPage()
        self._place.setText(_("{page} of {count}").format(page=min(page + 1, count), count=count))

    def _go(self, page: int) -> None:
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), self.view.zoomFactor())

    def _zoom(self, step: float) -> None:
        factor = self.view.width_factor() if self.view.fits() else self.view.zoomFactor()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(_SMALLEST, min(_LARGEST, factor * step)))

    def _seek(self, typed: str) -> None:
        self._hits.setSearchString(typed)
        self._show_hits()

    def _show_hits(self) -> None:
        count = self._hits.rowCount(QModelIndex())
        self.view.setCurrentSearchResultIndex(-1)
        self._found.setText(_("{n} found").format(n=count) if self._search.text() else "")

    def _go_to_hit(self, step: int) -> None:
        count = self._hits.rowCount(QModelIndex())
        if not count:
            return
        place = (self.view.currentSearchResultIndex() + step) % count
        self.view.setCurrentSearchResultIndex(place)
        link = self._hits.resultAtIndex(place)
        self.view.pageNavigator().jump(link.page(), link.location(), self.view.zoomFactor())
        self._found.setText(_("{n} of {count} found").format(n=place + 1, count=count))


class _Pages(QPdfView):
    """The pages on the ground of the theme."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("Preview"))
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setDocumentMargins(QMargins(_EDGE, _EDGE, _EDGE, _EDGE))
        self.setFrameShape(QPdfView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dress()

    def fits(self) -> bool:
        """Whether the pages are as wide as the room."""
        return self.zoomMode() is QPdfView.ZoomMode.FitToWidth

    def width_factor(self) -> float:
        """Return how much larger than on paper the pages are when they fit the width."""
        document = self.document()
        if document is None or not document.pageCount():
            return 1.0
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        inches = document.pagePointSize(0).width() / 72
        return float(room / (inches * self.logicalDpiX()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        colours = self.palette()
        if colours.color(QPalette.ColorRole.Dark) != self._theme["bg0"]:
            colours.setColor(QPalette.ColorRole.Dark, self._theme["bg0"])
            self.setPalette(colours)
