"""Every script of the field stands on paper, in running text, table cell, heading and header."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exports.reports.content import Fact, FollowUp, FollowUps, Significant, Span
from exports.reports.fonts import _FOLDER
from exports.reports.make import set_report
from exports.reports.shaping import syllables
from exports.reports.sitrep import SECTIONS
from tests.drawn import drawn, missing
from tests.report_content import EMPTY

BENGALI = str(_FOLDER / "NotoSansBengali-Regular.ttf")
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
    "joined Bengali": "ক্ষি স্ত্রী র্ক কো হাঁস র\u200d্যাব ক্\u200cষ হামলা।",
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

    assert not missing(text, pages, mixed="Arabic" in script)
    assert made.missing == (("U+56FD", "U+1F681") if script == "unknown" else ())


@pytest.mark.parametrize("place", PLACES)
def test_arabic_is_joined_and_runs_from_right_to_left(place):
    pages = PdfReader(BytesIO(set_report(PLACES[place]("لواء"), SECTIONS).pdf)).pages
    copied = "".join(page.extract_text() for page in pages)

    assert "\ufedf\ufeee\ufe8d\ufe80" in copied  # lam that begins, waw that ends, alef, hamza


def test_what_no_font_has_is_shown_by_its_code():
    made = set_report(PLACES["cell"]("camion 🚁"), SECTIONS)

    assert any("camion⟨U+1F681⟩" in page for page in drawn(made.pdf))
    assert made.missing == ("U+1F681",)


def shaped(letters):
    """The one syllable that the letters make."""
    (syllable,) = syllables(BENGALI, letters)
    return syllable


def test_a_vowel_sign_of_bengali_stands_before_the_letter_that_it_follows():
    (sign, *_at), (letter, after, _up) = shaped("কি").glyphs

    assert letter == shaped("ক").glyphs[0][0] != sign
    assert after > 0


def test_letters_of_bengali_join_but_not_where_they_are_kept_apart():
    assert len(shaped("ক্ষ").glyphs) == 1
    assert outlines("ক্\u200cষ") != outlines("ক্ষ")
    assert outlines("র\u200d্য") != outlines("র্য")


def outlines(word):
    """The glyphs of the word, without those of joiners, which are empty."""
    return [glyph for one in syllables(BENGALI, word) for glyph, *_at in one.glyphs]


def test_a_copy_of_bengali_gives_what_was_typed_and_latin_has_no_ligature():
    text = "office ক্ষি স্ত্রী র\u200d্যাব fin"
    (page, *_others) = PdfReader(BytesIO(set_report(PLACES["paragraph"](text), SECTIONS).pdf)).pages

    assert text in page.extract_text()


def test_a_bengali_narrative_breaks_into_lines_word_by_word():
    words = [f"ক্ষতি{number}স্ত্রী" for number in range(300)]
    pages = PdfReader(BytesIO(set_report(PLACES["paragraph"](" ".join(words)), SECTIONS).pdf)).pages

    assert re.findall(r"ক্ষতি\d+স্ত্রী", " ".join(page.extract_text() for page in pages)) == words


@pytest.mark.parametrize("place", PLACES)
def test_a_bengali_word_wider_than_its_line_goes_on_in_another_font(place):
    text = "বা" * 40 + "国"

    assert not missing(text, drawn(set_report(PLACES[place](text), SECTIONS).pdf))


def test_more_syllables_than_one_font_holds_are_all_there():
    letters = [chr(code) for code in range(0x0995, 0x09A9)]
    typed = "".join(letter + sign for letter in letters for sign in "ািীুূৃেৈোৌ")

    assert not missing(typed, drawn(set_report(PLACES["paragraph"](typed), SECTIONS).pdf))


def test_bengali_gives_the_same_bytes_whatever_was_set_before_and_in_another_process():
    first = bengali_digest()
    set_report(PLACES["paragraph"]("হামলা ক্ষি ন্ত্র"), SECTIONS)
    told = subprocess.run(
        [sys.executable, "-m", "tests.test_scripts"],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert bengali_digest() == first == told.stdout.strip()


def bengali_digest():
    made = set_report(PLACES["paragraph"](SCRIPTS["joined Bengali"]), SECTIONS)
    return sha256(made.pdf).hexdigest()


if __name__ == "__main__":
    print(bengali_digest())  # noqa: T201
