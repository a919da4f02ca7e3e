"""One index for everything that counts, and the views that officers keep"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add an index and a table; nothing that is there is touched."""
    op.create_index(
        "ix_current_facts",
        "incident_revision",
        [
            *("occurred", "type", "region", "target", "status", "station", "severity"),
            *("killed", "killed_un", "injured", "killed_open", "injured_open"),
            *("location_precision", "latitude", "longitude", "superseded_at"),
        ],
        sqlite_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "saved_view",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.String(length=24), nullable=False),
        sa.Column("officer", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_saved_view")),
    )
