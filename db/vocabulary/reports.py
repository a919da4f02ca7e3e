"""What goes out of the log on paper: kinds, precedence, languages, sizes of paper."""

from db.vocabulary.term import Term, same
from db.words import N_


class ReportKind(Term):
    """A report; its code is in its number too. `within` says what it is about."""

    FLASH = "flash", N_("Flash report"), same(within="incident")
    SINCREP = "sincrep", N_("Special incident report"), same(within="incident")
    SITREP = "sitrep", N_("Daily situation report"), same(within="period")
    WEEKLY = "weekly", N_("Weekly situation report"), same(within="period")
    CASUALTIES = "casualties", N_("Casualty list"), same(within="period")
    ASSESSMENT = "assessment", N_("Period assessment"), same(within="period")
    HANDOVER = "handover", N_("Watch handover"), same(within="watch")
    LOG = "log", N_("Log extract"), same(within="period")


class Precedence(Term):
    """How fast a message goes (ours; the names are those of military messages)."""

    ROUTINE = "routine", N_("ROUTINE")
    PRIORITY = "priority", N_("PRIORITY")
    IMMEDIATE = "immediate", N_("IMMEDIATE")
    FLASH = "flash", N_("FLASH")


class Language(Term):
    """What a report speaks: ISO 639-1, and its own name, which is not translated."""

    ENGLISH = "en", "English"
    FRENCH = "fr", "Français"


class Paper(Term):
    """A size of paper."""

    A4 = "a4", "A4"
    LETTER = "letter", "Letter"
