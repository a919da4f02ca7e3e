"""Plain text set quickly: every word once, in order, broken where ReportLab would break it."""

from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from exports.reports.flowing import flowing
from exports.reports.fonts import REGULAR, SEMIBOLD
from exports.reports.styles import Styles

STYLE = Styles()["Cell"]
WIDTH = 120.0
WORDS = st.text("abcdefgéèœŋɛ.,;0123456789", min_size=1, max_size=9)


def lines_of(*pieces):
    return ["".join(run for run, _font in line) for line in flowing(pieces, STYLE, WIDTH)._shown]


@given(st.lists(WORDS, min_size=1, max_size=60))
def test_lines_break_where_a_paragraph_breaks(words):
    text = " ".join(words)
    paragraph = Paragraph(text, ParagraphStyle("plain", STYLE, spaceShrinkage=0))
    paragraph.wrap(WIDTH, 1e6)
    broken = [" ".join(line[1]) for line in paragraph.blPara.lines]
    assert lines_of((text, REGULAR)) == broken


@given(st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=1, max_size=6))
def test_no_word_is_lost_between_fonts_and_line_ends(parts):
    pieces = [
        (f"{' '.join(words)} ", SEMIBOLD if number % 2 else REGULAR)
        for number, words in enumerate(parts)
    ]
    shown = " ".join(lines_of(*pieces)).split()
    assert shown == [word for words in parts for word in words]


def test_pieces_that_touch_stay_one_word():
    assert lines_of(("Damage", SEMIBOLD), (": none", REGULAR)) == ["Damage: none"]


def test_line_ends_and_spaces_that_keep_together_are_kept():
    assert lines_of(("first\n\nlast", REGULAR)) == ["first", "", "last"]
    assert all("311430Z\u00a0MAY\u00a016" in "".join(lines_of((text, REGULAR))) for text in (
        "x" * 10 + " 311430Z\u00a0MAY\u00a016", "at 311430Z\u00a0MAY\u00a016",
    ))  # fmt: skip


def test_what_it_can_not_set_is_left_to_the_paragraph():
    assert flowing([("هجوم", REGULAR)], STYLE, WIDTH) is None
    assert flowing([("x" * 200, REGULAR)], STYLE, WIDTH) is None
    assert flowing([("", REGULAR)], STYLE, WIDTH) is None


def test_a_paragraph_splits_with_two_lines_on_either_page():
    text = "\n".join(str(number) for number in range(10))
    above, below = flowing([(text, REGULAR)], STYLE, WIDTH).split(WIDTH, 9.5 * STYLE.leading)
    assert (len(above._shown), len(below._shown)) == (8, 2)
    assert flowing([("1\n2\n3", REGULAR)], STYLE, WIDTH).split(WIDTH, 2 * STYLE.leading) == []
