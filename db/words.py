"""Words for people: marked where they are declared, translated where they are shown."""

import gettext
from functools import cache

DOMAIN = "watchkeeper"


def _(text: str) -> str:
    """Return `text` in the language of the program."""
    return _catalogue().gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of the words that goes with `number` of something."""
    return _catalogue().ngettext(one, many, number)


def N_(text: str) -> str:
    """Return `text` as it is; the extractor sees it, `_` translates it where it is shown."""
    return text


@cache
def _catalogue() -> gettext.NullTranslations:
    """Return the catalogue, found once: `gettext.gettext` looks on the disk with every call."""
    return gettext.translation(DOMAIN, fallback=True)
