"""What follows from a place that is chosen in the form: its region, or a place to be added."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.gazetteer import Place
from gui.add_place import ask_for_place
from gui.desk import Desk
from gui.finding import FindBox
from gui.form_cell import Cell
from gui.place_box import PlaceBox
from gui.theme import Theme


class FormPlaces(QObject):
    """Listens to the line of the place. No grid is ever made up from a name."""

    broke = Signal(object)  # a fault of ours while the gazetteer was read

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        cells: dict[str, Cell],
        may_write: Callable[[], bool],
        window: QWidget,
    ) -> None:
        """`may_write` asks who is typing where that is not known, and says whether it is now."""
        super().__init__(window)
        self._theme, self._desk, self._cells = theme, desk, cells
        self._may_write, self._window = may_write, window
        self._region = ""  # of a place that was chosen among several of its name
        place = cells["place"].editor
        if isinstance(place, PlaceBox):
            place.taken.connect(self._take_region)
            place.textEdited.connect(self._drop_region)
            place.adding.connect(lambda name: self._add(place, name))
            place.broke.connect(self.broke)

    def _take_region(self, place: Place) -> None:
        """Write down which of several places of one name was chosen, unless a region stands."""
        gazetteer = self._desk.circumstances().gazetteer
        regions = {one.region for one in gazetteer.named(place.name)} if gazetteer else set()
        if len(regions) > 1 and place.region and not self._cells["region"].input.typed():
            self._region = place.region
            self._write_region(place.region)

    def _drop_region(self) -> None:
        """Take the region back that came with a place, once another is typed."""
        if self._region and self._cells["region"].input.typed() == self._region:
            self._write_region("")
        self._region = ""

    def _write_region(self, region: str) -> None:
        box = self._cells["region"].editor
        if isinstance(box, FindBox):
            box.take(region)

    def _add(self, box: PlaceBox, name: str) -> None:
        """Ask for a place that the gazetteer lacks, and write it into the line once it is there."""
        if not self._may_write():
            return
        position = self._cells["position"].words()
        place = ask_for_place(self._theme, self._desk, self._window, name, position)
        if place:
            box.take(place)
