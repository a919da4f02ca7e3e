"""Places beyond those that ship with the program: the station's own, and a country file's."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.fields import Kind, field
from db.vocabulary import PlaceKind
from db.words import N_


class LocalPlace(Base):
    """A camp, checkpoint or village that the officers of this log know; degrees, WGS 84."""

    __tablename__ = "local_place"

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(
        String(200), info=field(N_("Name"), help=N_("As it is said on the radio"), required=True)
    )
    kind: Mapped[PlaceKind] = mapped_column(info=field(N_("Kind"), required=True))
    latitude: Mapped[float] = mapped_column(
        Float,
        info=field(
            N_("Position"),
            help=N_("30QZD 15836 04274, or 16.2988 N 0.0447 W"),
            kind=Kind.POSITION,
            required=True,
            name="position",
        ),
    )
    longitude: Mapped[float] = mapped_column(Float)
    region: Mapped[str | None] = mapped_column(String(120))
    country: Mapped[str | None] = mapped_column(String(3))  # ISO 3166-1 alpha-3
    recorded_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(200))


class GazetteerPlace(Base):
    """A populated place of a GeoNames country file (CC BY 4.0). Reference, not record.

    The journal says which file was loaded; a later file of the same country replaces its rows.
    """

    __tablename__ = "gazetteer_place"

    geonameid: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    alternates: Mapped[str] = mapped_column(Text)  # separated by |
    latitude: Mapped[float] = mapped_column(Float)
    longitude: Mapped[float] = mapped_column(Float)
    country: Mapped[str] = mapped_column(String(3), index=True)
    region: Mapped[str] = mapped_column(String(120))
    kind: Mapped[PlaceKind]
    population: Mapped[int]
