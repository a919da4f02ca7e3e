"""Words for people: marked where they are declared, translated where they are shown."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "watchkeeper"
CATALOGUES = Path(__file__).parent / "locale"
_everywhere = "en"  # no ContextVar: a thread that Qt starts would not know what was set in one
# Of whoever asks: a report may speak another language than the window, on its own thread.
_LANGUAGE: ContextVar[str | None] = ContextVar("language", default=None)


def _(text: str) -> str:
    """Return `text` in the language that is spoken."""
    return _catalogue(spoken()).gettext(text) if text else ""  # "" is the catalogue's header


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of the words that goes with `number` of something."""
    return _catalogue(spoken()).ngettext(one, many, number)


def N_(text: str) -> str:
    """Return `text` as it is; the extractor sees it, `_` translates it where it is shown."""
    return text


def speak(language: str) -> None:
    """Speak a language, as in ISO 639-1, on every thread from now on: once, at the start."""
    global _everywhere
    _everywhere = language


def spoken() -> str:
    """Return the language that is spoken where this is asked."""
    return _LANGUAGE.get() or _everywhere


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language, as in ISO 639-1, until the end of the block; English without catalogue."""
    before = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue, found once: `gettext.gettext` looks on the disk with every call."""
    return gettext.translation(DOMAIN, str(CATALOGUES), [language], fallback=True)
