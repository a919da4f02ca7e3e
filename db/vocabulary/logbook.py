"""The closed lists of what stands beside the incidents: places of one's own, and links."""

from db.vocabulary.term import Term
from db.words import N_


class PlaceKind(Term):
    """What sort of place a name stands for (ours)."""

    CITY = "city", N_("City")
    TOWN = "town", N_("Town")
    VILLAGE = "village", N_("Village")
    CAMP = "camp", N_("Camp")
    CHECKPOINT = "checkpoint", N_("Checkpoint")
    PLACE = "place", N_("Place")


class LinkKind(Term):
    """How one incident belongs to another (ours)."""

    RELATED = "related", N_("Related to")
    FOLLOWS = "follows", N_("Follows from")
    PART_OF = "part_of", N_("Part of")
    POSSIBLY_SAME = "possibly_same", N_("Possibly the same as")

    @property
    def inverse(self) -> str:
        """What the link is called on the other incident, untranslated."""
        return _INVERSE.get(self, self.label)


_INVERSE = {LinkKind.FOLLOWS: N_("Followed by"), LinkKind.PART_OF: N_("Includes")}
