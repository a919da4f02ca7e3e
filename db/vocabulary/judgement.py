"""What is believed, and how far: attribution, grading, status, sensitivity."""

from db.vocabulary.term import Term
from db.words import N_


class GroupType(Term):
    """What sort of group the perpetrator is (ours)."""

    SIGNATORY = "signatory_armed_group", N_("Signatory armed group")
    OTHER_ARMED_GROUP = "other_armed_group", N_("Other armed group")
    NATIONAL_FORCES = "national_forces", N_("National forces")
    INTERNATIONAL_FORCE = "international_force", N_("International force")
    SELF_DEFENCE = "self_defence_group", N_("Self-defence group")
    CRIMINAL = "criminal_group", N_("Criminal group")
    CROWD = "crowd", N_("Crowd")
    INDIVIDUAL = "individual", N_("Individual")
    UNKNOWN = "unknown", N_("Unknown")


class Attribution(Term):
    """How far the perpetrator is known. A claim is not responsibility."""

    UNKNOWN = "unknown", N_("Unknown")
    SUSPECTED = "suspected", N_("Suspected")
    CLAIMED = "claimed", N_("Claimed")
    COMPETING = "competing_claims", N_("Competing claims")
    DENIED = "denied", N_("Denied")
    CONFIRMED = "confirmed", N_("Confirmed")


class Reliability(Term):
    """Admiralty grading of the source, judged apart from the information."""

    A = "A", N_("Completely reliable")
    B = "B", N_("Usually reliable")
    C = "C", N_("Fairly reliable")
    D = "D", N_("Not usually reliable")
    E = "E", N_("Unreliable")
    F = "F", N_("Reliability cannot be judged")


class Credibility(Term):
    """Admiralty grading of the information, judged apart from the source."""

    CONFIRMED = "1", N_("Confirmed")
    PROBABLY_TRUE = "2", N_("Probably true")
    POSSIBLY_TRUE = "3", N_("Possibly true")
    DOUBTFUL = "4", N_("Doubtful")
    IMPROBABLE = "5", N_("Improbable")
    CANNOT_BE_JUDGED = "6", N_("Truth cannot be judged")


class Status(Term):
    """Where an incident stands in the log."""

    INITIAL = "initial", N_("Initial")
    UPDATED = "updated", N_("Updated")
    VERIFIED = "verified", N_("Verified")
    CLOSED = "closed", N_("Closed")
    REOPENED = "reopened", N_("Reopened")
    STRUCK = "struck", N_("Struck")
    DUPLICATE = "duplicate", N_("Duplicate")


COUNTS_NOWHERE = (Status.STRUCK, Status.DUPLICATE)
DONE = (*COUNTS_NOWHERE, Status.CLOSED)  # nothing more is to be done about these


class Sensitivity(Term):
    """Classification, after ST/SGB/2007/6."""

    UNCLASSIFIED = "unclassified", N_("Unclassified")
    CONFIDENTIAL = "confidential", N_("Confidential")
    STRICTLY_CONFIDENTIAL = "strictly_confidential", N_("Strictly confidential")


class YesNo(Term):
    """Whether something was so; nobody knows is an answer, and no answer is another."""

    YES = "yes", N_("Yes")
    NO = "no", N_("No")
    UNKNOWN = "unknown", N_("Unknown")
