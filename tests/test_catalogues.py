"""French says all that English says: every string of the program, its commands and its reports."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from db.words import _, ngettext, speak, speaking
from tests.catalogues import (
    LANGUAGES,
    TEMPLATE,
    compiled,
    extracted,
    missing,
    mo,
    renewed,
    translated,
    written,
)

_PLACE = re.compile(r"\{[^{}]*\}")
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def _pairs(catalog):
    """Yield every text with its translation, the forms of a plural one by one."""
    for message in catalog:
        if isinstance(message.id, tuple):
            yield from zip(message.id, message.string, strict=True)
        elif message.id:
            yield message.id, message.string


def test_every_string_is_translated(language):
    """Of main.py, db, exports and gui: all that is marked in them."""
    found = missing(renewed(language, extracted()))
    assert not found, [message.id for message in found]


def test_no_string_is_stale(language):
    kept, said = translated(language), extracted()
    assert {message.id for message in kept} == {message.id for message in said}
    assert not [message.id for message in kept if message.fuzzy]
    assert not kept.obsolete


def test_files_are_what_the_command_writes(language):
    assert TEMPLATE.read_bytes() == written(extracted())
    assert mo(language).read_bytes() == compiled(renewed(language, extracted()))


def test_places_for_values_are_the_same(language):
    """The form of a number too: `{n:.1f}` stays `{n:.1f}`."""
    wrong = [
        (text, told)
        for text, told in _pairs(translated(language))
        if sorted(_PLACE.findall(text)) != sorted(_PLACE.findall(told))
    ]
    assert not wrong


def test_spaces_at_the_ends_are_the_same(language):
    """A no-break space before a French semicolon may stand for none."""
    wrong = [
        (text, told)
        for text, told in _pairs(translated(language))
        if text[-1:].isspace() != told[-1:].isspace() or (text[:1] == " " and told[:1] == "")
    ]
    assert not wrong


def test_french_signs_stand_after_a_space_that_does_not_break(language):
    """Before : ; ? ! and %, and inside « »."""
    wrong = [
        told for _text, told in _pairs(translated(language)) if re.search(r"« | [:;?!%»]", told)
    ]
    assert not wrong


def test_a_language_is_spoken_on_every_thread(language):
    """The window's tasks run on threads of their own, where no context reaches."""
    try:
        speak(language)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(_, "Killed").result() == "Tués"
        with speaking("en"):
            assert _("Killed") == "Killed"
        assert ngettext("{n} incident", "{n} incidents", 0) == "{n} incident"
    finally:
        speak("en")
    assert _("Killed") == "Killed"
    assert _("") == ""
