"""A PDF on a printer: its dialog, then page after page at the printer's resolution."""

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from db.errors import Refused
from db.words import _

FINEST = 600  # dots per inch: finer is not seen, and takes 140 MB of memory a page


def ask_to_print(document: QPdfDocument, name: str, window: QWidget) -> bool:
    """Ask for printer and pages, and print; whether it was printed.

    Raises:
        Refused: The printer can't be had.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, window)
    dialog.setMinMax(1, document.pageCount())
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
    print_pages(document, printer, range(first - 1, last))
    return True


def print_pages(document: QPdfDocument, printer: QPrinter, pages: range) -> None:
    """Print these pages, counted from 0, each on a sheet of its own size.

    Raises:
        Refused: The printer can't be had.
    """
    size = document.pagePointSize(pages[0])
    sheet = QPageSize(QSizeF(size.width(), size.height()), QPageSize.Unit.Point)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(sheet, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setResolution(min(printer.resolution(), FINEST))
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused(_("The printer can't be had."), _("Choose another, or save as PDF."))
    for page in pages:
        if page != pages[0]:
            printer.newPage()
        size = document.pagePointSize(page)
        dots = printer.resolution() / 72
        whole = QSize(round(size.width() * dots), round(size.height() * dots))
        image = document.render(page, whole)
        painter.drawImage(QRectF(0, 0, whole.width(), whole.height()), image)
    painter.end()
