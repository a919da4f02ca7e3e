"""Whatever was typed, in whatever script, is found again in the text of a report.

`pytest tests/test_any_report.py -n 2 --hypothesis-profile=thorough` tries 5,000 logbooks.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db import acts
from db.creation import create_logbook
from db.errors import Refused
from db.store import open_logbook
from db.vocabulary import ReportKind
from db.words import _, speaking
from exports.reports.amendments import _LONGEST
from exports.reports.columns import COLUMNS
from exports.reports.content import Dot, Span
from exports.reports.flash_page import _FITS, _LEAST_HEAD, _shortened
from exports.reports.fonts import visible
from exports.reports.make import make_report, report_text
from exports.reports.plain_text import as_text
from exports.reports.sitrep import SECTIONS
from tests.conftest import CAPTAIN, MAJOR, Clock
from tests.drawn import drawn, is_from_right, missing, parts, squeezed
from tests.random_logbook import NOW, ordered, written
from tests.report_content import FULL, filled

THOROUGH = settings().max_examples == settings.get_profile("thorough").max_examples
FEW = 8  # logbooks for each kind of report, where thoroughness was not asked for
CUTS = {_LEAST_HEAD, *(length for fit in _FITS for length in (fit.what, fit.others))}
FULL_PAGE = 900  # characters: a Flash that has fewer to tell has room for them
_BAR = re.compile(r"^ *\| ", re.MULTILINE)  # before each line of a judgement
SCRIPTS = "aé ɛɔɲŋ Жй Ωω لواء ⵜⴰ বাংলা 国 <b>&amp; [x] \t\n\x07\ud83d🚁"


@settings(max_examples=60)
@given(st.text(st.sampled_from(SCRIPTS) | st.characters(exclude_categories=["Zl", "Zp", "Cc"])))
def test_every_typed_string_is_found_again_in_the_plain_text(typed):
    text = "".join(as_text(filled(FULL, lambda: typed), SECTIONS).split())

    assert "".join(visible(typed.replace("\t", " ")).split()) in text


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The path of a logbook with two officers, and nothing else in it."""
    path = tmp_path_factory.mktemp("fresh") / "fresh.watch"
    new = create_logbook(
        path, mission="MIN", station="GAO", theatre="MLI", author=MAJOR, clock=Clock(NOW)
    )
    acts.enrol(new, CAPTAIN, by=MAJOR)
    new.close()
    return path


@pytest.mark.parametrize("kind", ReportKind)
@settings(
    max_examples=settings().max_examples // len(ReportKind) if THOROUGH else FEW,
    phases=set(Phase) - {Phase.explain},  # which takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_a_report_of_a_random_logbook_tells_all_that_was_typed(fresh, kind, data):
    book = open_logbook(shutil.copy(fresh, fresh.with_name("random.watch")), clock=Clock(NOW))
    try:
        scribe = written(data.draw, book)
        order, said, rewritten = ordered(data.draw, scribe, kind)
        made = make_report(book, order)
    except Refused:
        assert kind is ReportKind.FLASH  # of an incident that was struck
        return
    finally:
        book.close()
    with speaking(order.language):
        mark = _("{text}… (continued in the log)").format(text="")
    content = list(dict.fromkeys(strings(made.content)))
    assert [text for text in said if not is_held(text, content, mark, rewritten)] == []
    check_printed(made, kind, content, lines_of(*said, *scribe.everything()))


def is_held(text: str, content: Sequence[str], mark: str, rewritten: int) -> bool:
    """Whether the content tells a text line by line, or refers to the log for the end of it.

    Each time that it was rewritten may have set some of its words apart from the others.
    """
    ink, whole = squeezed(text), "\n".join(map(squeezed, content))
    for told in content:
        former, is_short, _rest = told.partition(mark)
        if is_short and len(former) in range(_LONGEST - 9, _LONGEST + 1):  # but for spaces
            before, found, _after = ink.partition(squeezed(former))
            ink = before + found
    return parts(ink, [whole]) <= len(lines_of(text)) + 2 * rewritten


def check_printed(made, kind, content, lines):
    """Hold the text and the pages of a report against the typed lines that are in its content."""
    read, pages = squeezed(_BAR.sub("", report_text(made.content, kind))), drawn(made.pdf)
    language = made.content.header.language
    may_cut = kind is ReportKind.FLASH and sum(map(len, content)) > FULL_PAGE
    assert kind is not ReportKind.FLASH or len(pages) == 1
    for line in lines:
        words = " ".join(line.split())
        holding = [text for text in content if words in " ".join(text.split())]
        if holding:
            told = [line, *(cut for text in holding if may_cut for cut in cuts(text, language))]
            mixed = any(map(is_from_right, holding))
            assert any(is_told(one, read) for one in told), line
            told += holding  # the line may be part of a word that is broken, which tells it as well
            assert any(not missing(one, pages, mixed=mixed) for one in told), line


def cuts(text: str, language: str) -> Iterator[str]:
    """Yield what a Flash may tell of a text, if its page has no room for it."""
    with speaking(language):
        yield from {_shortened(" ".join(text.split()), most) for most in CUTS}


def is_told(line: str, read: str) -> bool:
    """Whether a text without spaces tells the line, whole or, in a column, word after word."""
    words = [squeezed(visible(word)) for word in line.split()]
    return "".join(words) in read or any(
        follow(words, read, found.start()) for found in re.finditer(re.escape(words[0]), read)
    )


def follow(words: Sequence[str], read: str, place: int) -> bool:
    """Whether the words stand there, each no further than a line from the one before."""
    for word in words:
        found = read.find(word, place, place + COLUMNS + len(word))
        if found < 0:
            return False
        place = found + len(word)
    return True


def lines_of(*texts: str) -> list[str]:
    """Return the lines of the texts, each once, those without ink left out."""
    lines = (line for text in texts for line in normalize("NFC", text).splitlines())
    return list(dict.fromkeys(line for line in lines if squeezed(line)))


def strings(part: object) -> Iterator[str]:
    """Yield every string in the content of a report; the name of a dot has not always room."""
    if isinstance(part, Dot):
        return
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        if all(isinstance(one, Span) for one in part):
            yield "".join(one.text for one in part)  # set as one paragraph
        for one in part:
            yield from strings(one)
    elif is_dataclass(part):
        for one in fields(part):
            yield from strings(getattr(part, one.name))
