"""Reports that were issued"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table; nothing that is there is touched."""
    op.create_table(
        "issued_report",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("station", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(length=24), nullable=True),
        sa.Column("before", sa.String(length=24), nullable=True),
        sa.Column("incident_uid", sa.String(length=36), nullable=True),
        sa.Column("as_of", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("classification", sa.String(length=64), nullable=False),
        sa.Column("replaces", sa.String(length=40), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_issued_report_entry")),
        sa.ForeignKeyConstraint(
            ["incident_uid"], ["incident.uid"], name=op.f("fk_issued_report_incident_uid")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["attachment_content.sha256"], name=op.f("fk_issued_report_sha256")
        ),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_issued_report")),
        sa.UniqueConstraint("number", name=op.f("uq_issued_report_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_issued_report_uid")),
    )
    op.create_index(
        op.f("ix_issued_report_station_kind_year_serial"),
        "issued_report",
        ["station", "kind", "year", "serial"],
        unique=True,
    )
