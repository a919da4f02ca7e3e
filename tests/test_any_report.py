"""Whatever was typed, in whatever script, is found again in the text of a report."""

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.reports.fonts import visible
from exports.reports.plain_text import as_text
from exports.reports.sitrep import SECTIONS
from tests.report_content import FULL, filled

SCRIPTS = "aé ɛɔɲŋ Жй Ωω لواء ⵜⴰ বাংলা 国 <b>&amp; [x] \t\n\x07\ud83d🚁"


@settings(max_examples=60)
@given(st.text(st.sampled_from(SCRIPTS) | st.characters(exclude_categories=["Zl", "Zp", "Cc"])))
def test_every_typed_string_is_found_again_in_the_plain_text(typed):
    text = "".join(as_text(filled(FULL, lambda: typed), SECTIONS).split())

    assert "".join(visible(typed.replace("\t", " ")).split()) in text
