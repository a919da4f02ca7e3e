"""One entry of a closed list: its code, its label, and what other data sets call it."""

from enum import StrEnum
from typing import Any, Self

from db.errors import NotUnderstood
from db.words import _


class Term(StrEnum):
    """A word of the field. The member is its code; `label` is for people, untranslated.

    Attributes:
        label: What people read; pass it through gettext where it is shown.
        acled: ACLED event_type and sub_event_type, or None if it is not exported there.
        awsd: Aid Worker Security Database, means of attack or attack context.
        un: UN peacekeeping fatalities data, its own spelling.
        within: The code of the wider term, such as a subtype's event type.
    """

    label: str
    acled: tuple[str, str] | None
    awsd: str | None
    un: str | None
    within: str | None

    def __new__(cls, code: str, label: str = "", equivalents: dict[str, Any] | None = None) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        known = equivalents or {}
        member.acled, member.awsd = known.get("acled"), known.get("awsd")
        member.un, member.within = known.get("un"), known.get("within")
        return member


def same(**equivalents: Any) -> dict[str, Any]:
    """Name what other data sets call a term: `acled=`, `awsd=`, `un=`, and its `within=`."""
    return equivalents


def read_term(choices: type[Term], text: str) -> Term:
    """Return the term whose code is `text`, whatever its case; NotUnderstood lists the codes."""
    for term in choices:
        if term.casefold() == text.casefold():
            return term
    raise NotUnderstood(
        _("“{text}” is not one of {codes}").format(text=text, codes=", ".join(choices))
    )
