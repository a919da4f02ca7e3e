"""Nothing that a chart writes hangs over the margin, however long its words are."""

from io import BytesIO

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from exports.reports.assessment_content import Cumulative, Curve
from exports.reports.charts_of_deaths import CumulativeChart
from exports.reports.content import Count
from exports.reports.fonts import register
from exports.reports.tables import WIDTH


class Ruler(Canvas):
    """A page that knows how far right it was written on."""

    furthest = 0.0

    def drawString(self, x, y, text, *how, **more):
        wide = stringWidth(text, self._fontname, self._fontsize)
        self.furthest = max(self.furthest, x + wide)


def test_the_name_of_a_curve_ends_within_the_margin():
    register()
    curve = Curve("Acte de malveillance, à déterminer", Count("68", True), ((0.5, 40), (0.9, 68)))
    chart = CumulativeChart(Cumulative((curve,), (), (), (0.9, 1.0)))
    page = Ruler(BytesIO())
    chart.wrap(WIDTH, 800)
    chart.drawOn(page, 0, 0)
    assert 0 < page.furthest <= WIDTH + 0.1
