"""The small map shows where a position lies, drawn from the land around it and nothing else."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor

from db.basemap import Box, layer, outlines_in
from db.gazetteer import Place
from gui.place_map import Mark, PlaceMap
from gui.style import apply

GAO = 16.2988, -0.0447
WIDE, TALL = 316, 178


@pytest.fixture
def small_map(qtbot, theme):
    """A shown map, 24 km across, with a ring of 5 km."""
    made = PlaceMap(theme, 24.0, 5.0)
    made.setFixedSize(WIDE, TALL)
    qtbot.addWidget(made)
    made.show()
    return made


def colours(widget, centre, radius):
    """The colours within a square of the drawing around a point, in pixels."""
    image = widget.grab().toImage()
    part = QRect(centre - QPoint(radius, radius), centre + QPoint(radius, radius)) & image.rect()
    across, down = range(part.left(), part.right() + 1), range(part.top(), part.bottom() + 1)
    return {QColor(rgb).name() for rgb in {image.pixel(x, y) for x in across for y in down}}


def whole(widget):
    return colours(widget, QPoint(WIDE // 2, TALL // 2), WIDE)


def draws(qtbot, widget, colour, centre, radius):
    """Wait until the land is read and `colour` stands there."""
    qtbot.waitUntil(lambda: colour in colours(widget, centre, radius), timeout=5000)


MIDDLE = QPoint(WIDE // 2, TALL // 2)


def test_the_river_runs_through_gao(qtbot, theme, small_map):
    small_map.show_at(*GAO, 2)
    draws(qtbot, small_map, theme["water"].name(), MIDDLE, WIDE)
    assert theme["sea"].name() not in whole(small_map)


def test_at_sea_there_is_no_land(qtbot, theme, small_map):
    small_map.show_at(0.0, 0.0, 0)
    draws(qtbot, small_map, theme["sea"].name(), QPoint(20, 20), 3)
    assert theme["land"].name() not in colours(small_map, QPoint(WIDE - 20, 20), 8)


@pytest.mark.parametrize("severity", [0, 1, 2, 3])
def test_the_mark_in_the_middle_has_the_colour_of_the_severity(theme, small_map, severity):
    small_map.show_at(*GAO, severity)
    seen = colours(small_map, MIDDLE, 5)
    assert [n for n in range(4) if theme[f"sev{n}"].name() in seen] == [severity]


def test_another_incident_stands_where_it_was_to_scale(theme, small_map):
    """Five kilometres north are 5/24 of the width up: on the ring."""
    small_map.show_at(*GAO, 2, [Mark(GAO[0] + 5 / 111.195, GAO[1], 3, "0146")])
    on_ring = MIDDLE - QPoint(0, round(5 / 24 * WIDE))
    assert theme["sev3"].name() in colours(small_map, on_ring, 2)
    assert theme["sev3"].name() not in colours(small_map, MIDDLE, 20)
    assert "0146" in small_map.accessibleDescription()


def test_names_nearby_are_told_to_who_cannot_see_them_too(small_map):
    small_map.show_at(*GAO, 2, places=[Place("Gao", 16.2717, -0.0447, "MLI", "Gao", 86_633)])
    assert small_map.accessibleDescription() == "Gao"


def test_without_a_position_there_is_a_quiet_line(theme, small_map):
    small_map.show_at(*GAO, 3)
    small_map.clear()
    assert small_map.accessibleDescription() == "No position yet"
    assert theme["sev3"].name() not in whole(small_map)
    assert theme["land"].name() not in whole(small_map)


def test_a_position_cleared_while_its_land_was_read_stays_cleared(qtbot, theme, small_map):
    layer.cache_clear()  # reading takes a while again
    small_map.show_at(*GAO, 3)
    task = small_map._asked
    small_map.clear()
    with qtbot.waitSignal(task.done):
        pass
    assert theme["water"].name() not in whole(small_map)


def test_another_theme_is_followed_at_once(qapp, theme, small_map):
    small_map.show_at(*GAO, 3)
    assert QColor("#A4161A").name() in whole(small_map)
    theme.use("dark")
    apply(qapp, theme)
    assert QColor("#A4161A").name() not in whole(small_map)
    assert QColor("#FF6F61").name() in whole(small_map)


def test_a_map_that_goes_while_it_reads_waits_for_the_reading(qtbot, theme):
    layer.cache_clear()
    made = PlaceMap(theme, 24.0)
    made.resize(WIDE, TALL)
    made.show_at(*GAO, 3)
    gone = []
    made.destroyed.connect(lambda: gone.append(True))
    made.deleteLater()
    qtbot.waitUntil(lambda: gone == [True])


@pytest.mark.parametrize("place", [(0, 0), (16.3, -0.04), (12.6, -8.0), (5.35, -4.0), (13.1, 14.3)])
def test_outlines_end_beyond_the_box_and_not_far_from_it(place):
    latitude, longitude = place
    outlines = outlines_in(Box(longitude - 1, latitude - 1, longitude + 1, latitude + 1))
    points = [point for lines in outlines for line in lines for point in line]
    assert all(
        abs(x - longitude) <= 1.2 + 1e-9 and abs(y - latitude) <= 1.2 + 1e-9 for x, y in points
    )
    assert all(line for lines in outlines for line in lines)


def test_every_feature_of_the_files_is_read():
    counts = {name: len(layer(name).told) for name in ("countries", "admin1", "rivers", "lakes")}
    assert counts == {"countries": 240, "admin1": 1226, "rivers": 173, "lakes": 78}
    assert layer("admin1").told[0]["country"] == "CYP"
    for name, count in counts.items():
        assert len(layer(name).shapes.geometries) == count
