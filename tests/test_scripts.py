"""Every script of the field stands on paper, in running text, table cell, heading and header."""

from dataclasses import replace

import pytest

from exports.reports.content import Fact, FollowUp, FollowUps, Significant, Span
from exports.reports.make import set_report
from exports.reports.sitrep import SECTIONS
from tests.drawn import drawn, on_paper
from tests.report_content import EMPTY

SCRIPTS = {
    "French": "Éléments armés à l'œuvre, naïf, Noël, où ça ? ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸ",
    "Bambara": "kɛlɛ bɔra ɲɛ ŋana ƐƆƝŊ",
    "Tamasheq": "tǝmust əɣrəm ăḍu ḷaṣ ṭeẓ šekrăš ǧanǧa ḥamada",  # noqa: RUF001 - gamma
    "Cyrillic": "Атака на мост, ёж",
    "Greek": "Καλημέρα ἄνθρωπος",
    "Arabic": "هجوم على لواء الجيش",
    "Arabic in French": "Le groupe لواء الجيش a attaqué",
    "Tifinagh": "ⵜⴰⵎⴰⵙⴻⵇ ⵜⴼⵏⵖ",
    "Bengali": "বাংলাদেশ রাস্তা",
    "unknown": "camion 🚁 国",
}
PLACES = {
    "answer": lambda text: replace(EMPTY, answer=text),
    "heading": lambda text: told(text, "-"),
    "paragraph": lambda text: told("-", text),
    "cell": lambda text: replace(
        EMPTY, follow_ups=FollowUps("", (FollowUp("-", "-", text, "-", "-"),))
    ),
    "header list": lambda text: replace(
        EMPTY,
        header=replace(EMPTY.header, facts=((Fact("To", text), Fact("Info", text)),)),
    ),
}


def told(heading, text):
    significant = Significant(heading, ((Span(text),),), "GAO-0001", "INITIAL", ())
    return replace(EMPTY, significant=(significant,))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_drawn_whole_wherever_it_stands(script, place):
    text = SCRIPTS[script]
    made = set_report(PLACES[place](text), SECTIONS)
    pages = drawn(made.pdf)

    for piece in on_paper(text, pieced="Arabic" in script):
        assert any(piece in page for page in pages)
    assert made.missing == (("U+56FD", "U+1F681") if script == "unknown" else ())


def test_arabic_is_joined_and_runs_from_right_to_left():
    (page, *_others) = drawn(set_report(PLACES["answer"]("لواء"), SECTIONS).pdf)

    assert "\ufe80\ufe8d\ufeee\ufedf" in page  # hamza, alef, waw at the end of lam: as drawn


def test_what_no_font_has_is_shown_by_its_code():
    made = set_report(PLACES["cell"]("camion 🚁"), SECTIONS)

    assert any("camion⟨U+1F681⟩" in page for page in drawn(made.pdf))
    assert made.missing == ("U+1F681",)
