"""Who was meant and who was hurt: targets, casualties, nationalities.

Personnel types and causes carry the spelling of the UN peacekeeping fatalities data.
"""

from db.vocabulary.term import Term, same
from db.words import N_


class TargetClass(Term):
    """Whom or what the act was against (ours)."""

    UN_MILITARY = "un_military", N_("UN military")
    UN_POLICE = "un_police", N_("UN police")
    UN_CIVILIAN_STAFF = "un_civilian_staff", N_("UN civilian staff")
    UN_CONTRACTOR = "un_contractor_or_convoy", N_("UN contractor or convoy")
    NATIONAL_FORCES = "national_forces", N_("National forces")
    INTERNATIONAL_FORCE = "international_force", N_("International force")
    SIGNATORY = "signatory_armed_group", N_("Signatory armed group")
    OTHER_ARMED_GROUP = "other_armed_group", N_("Other armed group")
    CIVILIANS = "civilians", N_("Civilians")
    AID = "aid_organisation", N_("Aid organisation")
    INFRASTRUCTURE = "infrastructure", N_("Infrastructure")
    UNKNOWN = "unknown", N_("Unknown")


class Intent(Term):
    """Whether the target was meant."""

    DELIBERATE = "deliberate", N_("Deliberate")
    COLLATERAL = "collateral", N_("Collateral")
    UNKNOWN = "unknown", N_("Unknown")


class Category(Term):
    """Whose casualty; `un` is the UN personnel type, None outside that data."""

    UN_CONTINGENT = "un_contingent", N_("UN contingent"), same(un=N_("Military"))
    UN_OBSERVER = (
        "un_military_observer_or_staff_officer",
        N_("UN military observer or staff officer"),
        same(un=N_("Military Observer")),
    )
    UN_POLICE = "un_police", N_("UN police"), same(un=N_("Police"))
    UN_INTERNATIONAL = (
        "un_international_civilian",
        N_("UN international civilian"),
        same(un=N_("International Civilian")),
    )
    UN_NATIONAL = "un_national_staff", N_("UN national staff"), same(un=N_("Local"))
    UN_CONTRACTOR = "un_contractor_or_other", N_("UN contractor or other"), same(un=N_("Other"))
    NATIONAL_FORCES = "national_forces", N_("National forces")
    INTERNATIONAL_FORCE = "international_force", N_("International force")
    SIGNATORY = "signatory_group", N_("Signatory group")
    OTHER_ARMED_GROUP = "other_armed_group", N_("Other armed group")
    CIVILIAN = "civilian", N_("Civilian")
    AID_WORKER = "aid_worker", N_("Aid worker")
    UNKNOWN = "unknown", N_("Unknown")

    @property
    def is_un(self) -> bool:
        """Whether the UN counts them as its own personnel."""
        return self.un is not None


class Outcome(Term):
    """What became of them. Died of wounds counts as killed, on the incident's date."""

    KILLED = "killed", N_("Killed")
    DIED_OF_WOUNDS = "died_of_wounds", N_("Died of wounds")
    SERIOUSLY_INJURED = "seriously_injured", N_("Seriously injured")
    LIGHTLY_INJURED = "lightly_injured", N_("Lightly injured")
    MISSING = "missing", N_("Missing")
    ABDUCTED = "abducted", N_("Abducted")
    RELEASED = "released", N_("Released")
    DETAINED = "detained", N_("Detained")


KILLED = (Outcome.KILLED, Outcome.DIED_OF_WOUNDS)
INJURED = (Outcome.SERIOUSLY_INJURED, Outcome.LIGHTLY_INJURED)


class Harm(Term):
    """What an incident did to people, as a question asks for it (ours)."""

    ANY = "any", N_("Any casualties")
    UN_KILLED = "un_killed", N_("UN killed")
    ABDUCTED = "abducted", N_("Abducted")


class Cause(Term):
    """Type of incident in the UN fatalities data."""

    MALICIOUS_ACT = "malicious_act", N_("Malicious act"), same(un="Malicious Act")
    ACCIDENT = "accident", N_("Accident"), same(un="Accident")
    ILLNESS = "illness", N_("Illness"), same(un="Illness")
    SELF_INFLICTED = "self_inflicted", N_("Self-inflicted"), same(un="Self-Inflicted")
    TO_BE_DETERMINED = "to_be_determined", N_("To be determined"), same(un="To Be Determined")
    UNKNOWN = "unknown", N_("Unknown"), same(un="Unknown")


class Sex(Term):
    """Sex, as far as reported."""

    MALE = "male", N_("Male")
    FEMALE = "female", N_("Female")
    UNKNOWN = "unknown", N_("Unknown")


class Age(Term):
    """Adult or child, as far as reported."""

    ADULT = "adult", N_("Adult")
    CHILD = "child", N_("Child")
    UNKNOWN = "unknown", N_("Unknown")
