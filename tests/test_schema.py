"""Models, migrations and saved logbooks agree; SQLite itself guards the journal."""

import ast
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from db.base import Base
from db.search import INDEX, declared
from db.store import SCHEMA, open_logbook
from db.upgrade import MIGRATIONS, upgrade_logbook
from db.verification import verify

SAVED = Path(__file__).parent / "logbooks"


def test_migrations_make_what_the_models_say(book):
    with book.engine.connect() as connection:
        opts = {"compare_server_default": True, "include_name": declared}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_what_is_in_the_file_and_no_model_is_the_search_index(book):
    """Its shadow tables are FTS5's own; its columns are those that the search fills."""
    found = inspect(book.engine)
    shadows = {f"{INDEX}_{part}" for part in ("config", "data", "docsize", "idx")}
    assert set(found.get_table_names()) - set(Base.metadata.tables) == {
        *("alembic_version", INDEX),
        *shadows,
    }
    columns = [column["name"] for column in found.get_columns(INDEX)]
    assert columns == ["number", "summary", "narrative", "remarks", "place", "groups", "tags"]
    with closing(sqlite3.connect(book.path)) as other:
        sql = other.execute("SELECT sql FROM sqlite_master WHERE name = ?", [INDEX]).fetchone()[0]
    assert "content='', contentless_delete=1" in sql
    assert "remove_diacritics 2" in sql


def test_migrations_make_the_triggers_and_the_checks(book):
    """What Alembic doesn't compare: triggers, checks, partial indexes, tables without rowid."""
    with closing(sqlite3.connect(book.path)) as other:
        made = dict(other.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    assert {"journal_refuses_update", "journal_refuses_delete"} <= set(made)
    for table in Base.metadata.sorted_tables:
        without_rowid = table.dialect_options["sqlite"]["with_rowid"] is False
        assert ("WITHOUT ROWID" in made[table.name]) == without_rowid
        for index in table.indexes:
            where = index.dialect_options["sqlite"]["where"]
            assert (" WHERE " in made[index.name]) == (where is not None)
    assert "ck_casualty_low_best_high" in made["casualty"]


def test_program_knows_the_newest_migration():
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA


def test_every_constraint_has_a_name(book):
    found = inspect(book.engine)
    for table in Base.metadata.tables:
        assert found.get_pk_constraint(table)["name"]
        assert all(key["name"] for key in found.get_foreign_keys(table))
        assert all(key["name"] for key in found.get_unique_constraints(table))


@pytest.mark.parametrize(
    "path", sorted((MIGRATIONS / "versions").glob("*.py")), ids=lambda path: path.stem
)
def test_migrations_import_nothing_of_ours(path):
    """Else a change to a model would change what an old migration makes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [name.name for name in node.names] if isinstance(node, ast.Import) else []
        assert not {name.split(".")[0] for name in names} & {"db", "gui", "exports", "main"}


def test_every_released_schema_has_its_saved_logbook():
    released = {found.revision for found in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    assert {path.stem for path in SAVED.glob("*.watch")} == released


@pytest.mark.parametrize("path", sorted(SAVED.glob("*.watch")), ids=lambda path: path.stem)
def test_saved_logbook_of_every_schema_opens_and_verifies(path, tmp_path):
    copy = Path(shutil.copy(path, tmp_path / path.name))
    if path.stem != SCHEMA:
        upgrade_logbook(copy)
    book = open_logbook(copy)
    verdict = verify(book)
    book.close()
    assert verdict.problem == ""
    assert verdict.entries >= 60
