"""Countries by their codes and in words.

Codes are of ISO 3166-1, and XK, XKX as in wide use; the short names as the United Nations write
them (UNTERM).
"""

from pathlib import Path
from typing import NamedTuple

from db.folding import fold
from db.words import spoken


class _Country(NamedTuple):
    alpha2: str
    alpha3: str
    number: str  # "" for none
    english: str
    french: str

    @property
    def in_words(self) -> str:
        return self.french if spoken() == "fr" else self.english


def _read() -> list[_Country]:
    table = Path(__file__).parent.parent / "data" / "countries.tsv"
    _heads, *lines = table.read_text("utf-8").splitlines()
    return [_Country(*line.split("\t")) for line in lines]


_COUNTRIES = _read()
_BY_CODE = {country.alpha3: country for country in _COUNTRIES}
_BY_NUMBER = {country.number: country for country in _COUNTRIES if country.number}
ALPHA3 = {country.alpha2: country.alpha3 for country in _COUNTRIES}
ISO3 = frozenset(_BY_CODE)


def country_in_words(code: str | None) -> str:
    """Return the short name of a country, given as alpha-3, in the language that is spoken.

    "" for None; a code that is no country's as it is.
    """
    known = _BY_CODE.get(code or "")
    return known.in_words if known else code or ""


def country_numbered(number: str | None, otherwise: str) -> str:
    """Return the short name of the country of that ISO number, or what else it is called."""
    known = _BY_NUMBER.get(number or "")
    return known.in_words if known else otherwise


def country_order(code: str | None) -> tuple[bool, str]:
    """Return where a country stands in the order of the names in words; None is last."""
    return code is None, fold(country_in_words(code))
