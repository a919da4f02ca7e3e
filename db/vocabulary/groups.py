"""Perpetrator groups: an open list, each with the years in which it went by that name.

Names and dates after public reporting; any other name may be typed.
"""

from datetime import date
from typing import NamedTuple

from db.vocabulary.judgement import GroupType


class Group(NamedTuple):
    """A group by its name; `since` and `until` bound when the name may be offered."""

    name: str
    kind: GroupType
    countries: frozenset[str]
    since: date
    until: date | None = None


_SAHEL = frozenset({"MLI", "NER", "BFA", "DZA", "MRT"})
_MALI = frozenset({"MLI"})
_OTHER, _SIGNED = GroupType.OTHER_ARMED_GROUP, GroupType.SIGNATORY

GROUPS = (
    Group("AQIM", _OTHER, _SAHEL, date(2007, 1, 1)),
    Group("Ansar Dine", _OTHER, _MALI, date(2012, 3, 1), date(2017, 3, 1)),
    Group("MUJAO", _OTHER, _SAHEL, date(2011, 10, 1), date(2013, 8, 31)),
    Group("Al-Mourabitoun", _OTHER, _SAHEL, date(2013, 8, 22), date(2017, 3, 1)),
    Group("Katiba Macina", _OTHER, _SAHEL, date(2015, 1, 1)),
    Group("ISGS", _OTHER, _SAHEL, date(2015, 5, 1)),
    Group("JNIM", _OTHER, _SAHEL, date(2017, 3, 2)),
    Group("MNLA", _SIGNED, _MALI, date(2011, 10, 1)),
    Group("HCUA", _SIGNED, _MALI, date(2013, 5, 1)),
    Group("MAA", _SIGNED, _MALI, date(2012, 4, 1)),
    Group("GATIA", _SIGNED, _MALI, date(2014, 8, 1)),
    Group("CMA", _SIGNED, _MALI, date(2014, 10, 1)),
    Group("Platform", _SIGNED, _MALI, date(2014, 6, 1)),
)


def groups_on(day: date, countries: frozenset[str]) -> tuple[Group, ...]:
    """Return the groups that went by their name on `day` in any of `countries`, by name."""
    known = (
        group
        for group in GROUPS
        if group.countries & countries
        and group.since <= day
        and (group.until is None or day <= group.until)
    )
    return tuple(sorted(known))
