"""Words for people: marked where they are declared, translated where they are shown."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "watchkeeper"
CATALOGUES = Path(__file__).parent / "locale"
# Of whoever asks: a report may speak another language than the window, on its own thread.
_LANGUAGE: ContextVar[str] = ContextVar("language", default="en")


def _(text: str) -> str:
    """Return `text` in the language that is spoken."""
    return _catalogue(_LANGUAGE.get()).gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of the words that goes with `number` of something."""
    return _catalogue(_LANGUAGE.get()).ngettext(one, many, number)


def N_(text: str) -> str:
    """Return `text` as it is; the extractor sees it, `_` translates it where it is shown."""
    return text


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language, as in ISO 639-1, until the end of the block; English without catalogue."""
    spoken = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(spoken)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue, found once: `gettext.gettext` looks on the disk with every call."""
    return gettext.translation(DOMAIN, str(CATALOGUES), [language], fallback=True)
