"""Annexes, places and drafts; fields of ambushes and shootings"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables and columns; nothing that is there is touched."""
    _attachments()
    _links()
    _places()
    _draft()
    op.add_column("remark", sa.Column("heard_at", sa.String(length=24), nullable=True))
    op.add_column("remark", sa.Column("source", sa.String(length=200), nullable=True))
    for name in ("latitude", "longitude"):
        op.add_column("station", sa.Column(name, sa.Float(), nullable=True))
    for name, length in {
        "convoy": 200,
        "position_hit": 120,
        "initiation": 64,
        "crater": 120,
        "ecm": 64,
        "secondary_device": 64,
        "eod": 64,
        "fire_direction": 120,
        "fire_distance": 120,
        "weapons": 200,
        "rounds_incoming": 120,
        "rounds_own": 120,
    }.items():
        op.add_column("incident_revision", sa.Column(name, sa.String(length=length), nullable=True))


def _attachments() -> None:
    op.create_table(
        "attachment_content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment_content")),
    )
    op.create_table(
        "attachment",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("incident_uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_attachment_entry")),
        sa.ForeignKeyConstraint(
            ["incident_uid"], ["incident.uid"], name=op.f("fk_attachment_incident_uid")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["attachment_content.sha256"], name=op.f("fk_attachment_sha256")
        ),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uid", name=op.f("uq_attachment_uid")),
    )
    op.create_index("ix_attachment_incident_uid", "attachment", ["incident_uid"])


def _links() -> None:
    op.create_table(
        "link",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("incident_uid", sa.String(length=36), nullable=False),
        sa.Column("other_uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_link_entry")),
        sa.ForeignKeyConstraint(
            ["incident_uid"], ["incident.uid"], name=op.f("fk_link_incident_uid")
        ),
        sa.ForeignKeyConstraint(["other_uid"], ["incident.uid"], name=op.f("fk_link_other_uid")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_link")),
    )
    for name in ("incident_uid", "other_uid"):
        op.create_index(f"ix_link_{name}", "link", [name])


def _places() -> None:
    op.create_table(
        "local_place",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("region", sa.String(length=120), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_local_place_entry")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_local_place")),
        sa.UniqueConstraint("uid", name=op.f("uq_local_place_uid")),
    )
    op.create_table(
        "gazetteer_place",
        sa.Column("geonameid", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("alternates", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("region", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("geonameid", name=op.f("pk_gazetteer_place")),
    )
    op.create_index("ix_gazetteer_place_country", "gazetteer_place", ["country"])


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=36), nullable=True),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.String(length=24), nullable=False),
        sa.Column("saved_at", sa.String(length=24), nullable=False),
        sa.Column("officer", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_draft")),
    )
