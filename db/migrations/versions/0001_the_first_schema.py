"""The first schema"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


CURRENT = sa.text("superseded_at IS NULL")


def upgrade() -> None:
    """Make every table, and the triggers that keep the journal as it was written."""
    _journal()
    _incident()
    _officer()
    _station()
    _watch()
    _incident_revision()
    _remark()
    _casualty()
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER journal_refuses_{verb.lower()} BEFORE {verb} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END"
        )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("station", sa.String(length=8), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=36), nullable=False),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("officer", sa.String(length=80), nullable=False),
        sa.Column("rank", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("workstation", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("station", "seq", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_recorded_at", "journal", ["recorded_at"])
    op.create_index("ix_journal_subject", "journal", ["subject"])
    op.create_index("ix_journal_uid", "journal", ["uid"], unique=True)


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_incident_entry")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_incident")),
        sa.UniqueConstraint("number", name=op.f("uq_incident_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_incident_uid")),
    )
    op.create_index(
        "ix_incident_station_year_serial", "incident", ["station", "year", "serial"], unique=True
    )


def _officer() -> None:
    op.create_table(
        "officer",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("rank", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_officer_entry")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_officer")),
        sa.UniqueConstraint("uid", name=op.f("uq_officer_uid")),
    )
    op.create_index("ix_officer_rank_name", "officer", ["rank", "name"], unique=True)


def _station() -> None:
    op.create_table(
        "station",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("mission", sa.String(length=8), nullable=False),
        sa.Column("theatre", sa.String(length=80), nullable=False),
        sa.Column("utc_offset_min", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_station_entry")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_station")),
        sa.UniqueConstraint("code", name=op.f("uq_station_code")),
    )


def _watch() -> None:
    op.create_table(
        "watch",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("station", sa.String(length=8), nullable=False),
        sa.Column("rank", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("closed_at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_watch_entry")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_watch")),
        sa.UniqueConstraint("uid", name=op.f("uq_watch_uid")),
    )
    op.create_index("ix_watch_opened_at", "watch", ["opened_at"])


def _incident_revision() -> None:
    op.create_table(
        "incident_revision",
        *_identity(),
        *_what_and_where(),
        *_how_and_what_came_of_it(),
        sa.ForeignKeyConstraint(
            ["entry"], ["journal.uid"], name=op.f("fk_incident_revision_entry")
        ),
        sa.ForeignKeyConstraint(
            ["incident_uid"], ["incident.uid"], name=op.f("fk_incident_revision_incident_uid")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_revision")),
        sa.UniqueConstraint("entry", name=op.f("uq_incident_revision_entry")),
    )
    _revision_indexes()


def _revision_indexes() -> None:
    for name, columns in {
        "follow_up_due": ["follow_up_due"],
        "grade": ["reliability", "credibility"],
        "injured": ["injured", "injured_open"],
        "killed": ["killed", "killed_open"],
        "number": ["station", "year", "serial"],
        "occurred": ["occurred"],
        "attribution": ["attribution"],
        "perpetrator": ["perpetrator"],
        "position": ["latitude", "longitude"],
        "place": ["place"],
        "recorded_at": ["recorded_at"],
        "region": ["region"],
        "reported": ["reported"],
        "status": ["status"],
        "summary": ["summary"],
        "target": ["target"],
        "type": ["type"],
    }.items():
        op.create_index(f"ix_current_{name}", "incident_revision", columns, sqlite_where=CURRENT)
    op.create_index(
        "ix_incident_revision_incident_uid_revision",
        "incident_revision",
        ["incident_uid", "revision"],
        unique=True,
    )
    op.create_index(
        "ix_revision_known",
        "incident_revision",
        ["occurred", "recorded_at", "superseded_at"],
    )


def _identity() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("incident_uid", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("superseded_at", sa.String(length=24), nullable=True),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("content_by", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("occurred", sa.String(length=24), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
    ]


def _what_and_where() -> list[sa.Column[Any]]:
    return [
        sa.Column("subtype", sa.String(length=200), nullable=True),
        sa.Column("target", sa.String(length=64), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("grid_digits", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("occurred_to", sa.String(length=24), nullable=True),
        sa.Column("time_precision", sa.String(length=64), nullable=False),
        sa.Column("reported", sa.String(length=24), nullable=True),
        sa.Column("region", sa.String(length=120), nullable=True),
        sa.Column("location_precision", sa.String(length=64), nullable=True),
        sa.Column("place_type", sa.String(length=64), nullable=True),
        sa.Column("route", sa.String(length=120), nullable=True),
        sa.Column("bearing", sa.String(length=120), nullable=True),
        sa.Column("further_targets", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("intent", sa.String(length=64), nullable=True),
        sa.Column("context", sa.String(length=64), nullable=True),
        sa.Column("own_unit", sa.String(length=200), nullable=True),
        sa.Column("own_task", sa.String(length=200), nullable=True),
        sa.Column("attribution", sa.String(length=64), nullable=True),
        sa.Column("perpetrator", sa.String(length=120), nullable=True),
    ]


def _how_and_what_came_of_it() -> list[sa.Column[Any]]:
    return [
        sa.Column("group_type", sa.String(length=64), nullable=True),
        sa.Column("attribution_basis", sa.String(length=200), nullable=True),
        sa.Column("claimed_by", sa.String(length=120), nullable=True),
        sa.Column("claim_channel", sa.String(length=120), nullable=True),
        sa.Column("claimed_at", sa.String(length=24), nullable=True),
        sa.Column("means", sa.String(length=64), nullable=True),
        sa.Column("effect", sa.String(length=64), nullable=True),
        sa.Column("sequence", sa.Text(), nullable=True),
        sa.Column("own_action", sa.Text(), nullable=True),
        sa.Column("use_of_force", sa.Text(), nullable=True),
        sa.Column("casevac", sa.Text(), nullable=True),
        sa.Column("damage", sa.Text(), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("reliability", sa.String(length=64), nullable=False),
        sa.Column("credibility", sa.String(length=64), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("follow_up_due", sa.String(length=24), nullable=True),
        sa.Column("sensitivity", sa.String(length=64), nullable=False),
        sa.Column("tags", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("updates", sa.Integer(), nullable=False),
        sa.Column("duplicate_of", sa.String(length=32), nullable=True),
        sa.Column("killed", sa.Integer(), nullable=True),
        sa.Column("killed_un", sa.Integer(), nullable=True),
        sa.Column("injured", sa.Integer(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=True),
        sa.Column("abducted", sa.Integer(), nullable=True),
        sa.Column("killed_open", sa.Boolean(), nullable=False),
        sa.Column("injured_open", sa.Boolean(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
    ]


def _remark() -> None:
    op.create_table(
        "remark",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("incident_uid", sa.String(length=36), nullable=False),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.uid"], name=op.f("fk_remark_entry")),
        sa.ForeignKeyConstraint(
            ["incident_uid"], ["incident.uid"], name=op.f("fk_remark_incident_uid")
        ),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_remark")),
    )
    op.create_index("ix_remark_incident_uid", "remark", ["incident_uid"])


def _casualty() -> None:
    op.create_table(
        "casualty",
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("nationality", sa.String(length=3), nullable=True),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("sex", sa.String(length=64), nullable=False),
        sa.Column("age", sa.String(length=64), nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("best", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "low >= 0 AND low <= best AND best <= high", name=op.f("ck_casualty_low_best_high")
        ),
        sa.ForeignKeyConstraint(
            ["entry"], ["incident_revision.entry"], name=op.f("fk_casualty_entry")
        ),
        sa.PrimaryKeyConstraint("entry", "ordinal", name=op.f("pk_casualty")),
        sqlite_with_rowid=False,
    )
