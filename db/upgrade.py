"""Make the tables of a logbook by its migrations, the one description of every schema."""

from pathlib import Path

from sqlalchemy import Engine

from db.store import APPLICATION_ID

MIGRATIONS = Path(__file__).parent / "migrations"


def create_schema(engine: Engine) -> None:
    """Bring an empty file to the newest schema and mark it as a logbook."""
    from alembic.command import upgrade  # heavy, and only a new logbook needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        config.attributes["connection"] = connection
        upgrade(config, "head")
