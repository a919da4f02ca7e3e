"""Full-text search of what is known now"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index and fill it from the current revisions and the remarks.

    It keeps no text of its own. Beginnings of one letter are indexed too: most words of a log
    begin with one of few letters, and they are what the first keystroke asks for.
    """
    op.execute(
        "CREATE VIRTUAL TABLE incident_text USING fts5("
        "number, summary, narrative, remarks, place, groups, tags, "
        "content='', contentless_delete=1, "
        "tokenize='unicode61 remove_diacritics 2', prefix='1')"
    )
    op.execute(
        "INSERT INTO incident_text"
        " (rowid, number, summary, narrative, remarks, place, groups, tags)"
        " SELECT id, number, summary, narrative,"
        " (SELECT group_concat(text, char(10)) FROM remark"
        " WHERE remark.incident_uid = incident_revision.incident_uid),"
        " concat_ws(char(10), place, region, route, bearing),"
        " concat_ws(char(10), perpetrator, claimed_by), tags"
        " FROM incident_revision WHERE superseded_at IS NULL"
    )
