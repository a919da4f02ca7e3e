"""What a report says as plain data, as the journal keeps it; and back."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from db.base import stamp


def plain(content: Any) -> Any:
    """Return content as plain data, for the journal."""
    if is_dataclass(content):
        return {one.name: plain(getattr(content, one.name)) for one in fields(content)}
    if isinstance(content, tuple | list):
        return [plain(one) for one in content]
    if isinstance(content, datetime):
        return stamp(content)
    return content if content is None or isinstance(content, bool | int | float) else str(content)


def read_plain(shape: Any, told: Any) -> Any:
    """Return the content of that type which was kept as plain data; what is missing as by default.

    Args:
        shape: A dataclass, a named tuple, a tuple, a union with None, or a type of plain values.
    """
    if is_dataclass(shape):
        shapes = get_type_hints(shape)
        values = {name: read_plain(shapes[name], one) for name, one in told.items()}
        return shape(**values)  # type: ignore[operator]  # a class, as told by its caller
    if get_origin(shape) in (Union, UnionType):
        others = [one for one in get_args(shape) if one is not NoneType]
        return None if told is None else read_plain(others[0], told)
    if hasattr(shape, "_fields"):
        shapes = get_type_hints(shape)
        named = zip(shape._fields, told, strict=True)
        return shape(*(read_plain(shapes[name], one) for name, one in named))
    if get_origin(shape) is tuple:
        return _tuple(get_args(shape), told)
    read: Callable[[Any], Any] = datetime.fromisoformat if shape is datetime else shape
    return read(told)


def _tuple(shapes: tuple[Any, ...], told: list[Any]) -> tuple[Any, ...]:
    if shapes[-1] is Ellipsis:
        return tuple(read_plain(shapes[0], one) for one in told)
    return tuple(read_plain(shape, one) for shape, one in zip(shapes, told, strict=True))
