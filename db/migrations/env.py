"""Alembic's entry: run the migrations on the connection that the caller holds."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from db.search import declared


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a migration with the plain types under ours, so that it imports nothing of ours."""
    if kind == "type" and isinstance(item, sa.String):
        return f"sa.String(length={item.length})" if item.length else "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=context.config.attributes.get("batch", True),
    render_item=plain_types,
    include_name=declared,
)
with context.begin_transaction():
    context.run_migrations()
