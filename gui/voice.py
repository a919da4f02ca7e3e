"""The one place where a window speaks by itself: a banner under the top bar, and the toast."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.acts import Change
from db.errors import LogbookError
from db.models import Act
from db.words import N_, _
from gui.buttons import Button
from gui.notices import Banner, Kind, Toast
from gui.theme import Theme

# What is said when an act is done; a report is told of when its file is written.
_DONE = {
    Act.LOG: N_("Saved as {number}"),
    Act.AMEND: N_("Amended {number}"),
    Act.REMARK: N_("Remark added to {number}"),
    Act.ATTACH: N_("Attached to {number}"),
    Act.LINK: N_("Linked {number}"),
    Act.VERIFY: N_("Verified {number}"),
    Act.CLOSE: N_("Closed {number}"),
    Act.REOPEN: N_("Reopened {number}"),
    Act.STRIKE: N_("Struck {number}"),
    Act.DUPLICATE: N_("Marked {number} as a duplicate"),
    Act.OPEN_WATCH: N_("Watch assumed"),
    Act.CLOSE_WATCH: N_("Watch closed"),
    Act.ENROL: N_("Officer enrolled"),
    Act.ADD_PLACE: N_("Place added"),
}


class Voice(QWidget):
    """The room for banners, one at a time, the newest; toasts stand on the page below it."""

    def __init__(self, theme: Theme, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._page = theme, page
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def banner(self) -> Banner | None:
        """The banner that stands there now."""
        item = self._column.itemAt(0)
        shown = item.widget() if item is not None else None
        return shown if isinstance(shown, Banner) else None

    def error(self, error: LogbookError) -> None:
        """Say what the world said, with its remedy."""
        self.say("err", error.what, error.remedy)

    def say(self, kind: Kind, title: str, text: str, buttons: Sequence[QPushButton] = ()) -> None:
        """Put up a banner; without buttons of its own it gets one that closes it."""
        self.hush()
        if not buttons:
            close = Button(self._theme, _("Close"), small=True)
            close.clicked.connect(self.hush)
            buttons = (close,)
        self._column.addWidget(Banner(self._theme, kind, title, text, buttons))
        self.show()

    def hush(self) -> None:
        """Take the banner away."""
        banner = self.banner
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.hide()

    def tell(
        self, text: str, detail: str = "", action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Say for a few seconds that something is done, with a button that goes on from there."""

        def show() -> None:
            toast = Toast(self._theme, self._page, text, detail, action)
            if act is not None:
                toast.acted.connect(act)

        # Only then is the page to which the toast belongs on top.
        QTimer.singleShot(0, self, show)

    def tell_done(self, change: Change) -> None:
        """Say that an act is done, in place of what was said before."""
        self.hush()
        if change.act in _DONE:
            self.tell(_(_DONE[change.act]).format(number=change.number))

    def tell_written(self, path: Path, detail: str = "") -> None:
        """Say that a file was written, and offer to open it."""
        self.tell(
            _("Written: {name}").format(name=path.name),
            detail,
            _("Open"),
            lambda: open_file(path),
        )


def open_file(path: Path) -> None:
    """Show a file in whatever the system opens such files with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
