"""Text in columns of letters that are all as wide: wrapped, and side by side."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

COLUMNS = 69  # of a line of a signal message
_GAPS = (2, 1)  # columns between two of a table: what is tried, in this order
_LEAST = 12  # columns: a text that is broken into less can't be read
_TALLEST = 6  # lines: a longer text is not read in a column
_WORD = re.compile(r"[^ \n]+")  # other spaces keep together what stands on both sides
_OTHER_SPACES = re.compile(r"[^\S\n]")
_NO_WIDTH = {"Mn", "Me", "Cf"}


class Cell(NamedTuple):
    """What stands in one place of a table: its lines, and how many columns of it they span."""

    lines: tuple[str, ...]
    is_right: bool = False
    span: int = 1


def wide(text: str) -> int:
    """Return how many columns `text` takes: two for a wide letter, none for an accent of its own.

    Source: Unicode Standard Annex 11.
    """
    if text.isascii():
        return len(text)
    return sum(_wide(character) for character in text)


def _wide(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, first: str = "", rest: str = "", columns: int = COLUMNS) -> Iterator[str]:
    """Yield the lines of `text`, the first behind `first`, the others behind `rest`.

    A word is broken only if it is longer than a line.
    """
    before = first
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in _WORD.findall(paragraph):
            for piece in _pieces(word, columns - max(wide(before), wide(rest))):
                taken = wide(piece)
                if line and wide(before) + used + 1 + taken > columns:
                    yield _spaced(before + line)
                    before, line, used = rest, "", 0
                line, used = (f"{line} {piece}", used + 1 + taken) if line else (piece, taken)
        yield _spaced(before + line)
        before = rest


def _pieces(word: str, columns: int) -> Iterator[str]:
    """Yield `word`, cut where it is wider than that."""
    if wide(word) <= columns:
        yield word
        return
    start = used = 0
    for number, character in enumerate(word):
        used += _wide(character)
        if used > columns:
            yield word[start:number]
            start, used = number, _wide(character)
    yield word[start:]


def _spaced(line: str) -> str:
    return _OTHER_SPACES.sub(" ", line).rstrip()


def aligned(rows: Sequence[Sequence[Cell]], narrowest: int = _LEAST) -> list[list[str]] | None:
    """Return the lines of each row, the head first, their columns one under the other.

    The widest columns are broken into lines, at words, where that makes all of them fit; None if
    that is not enough.

    Args:
        narrowest: What a column that is broken keeps at least, the head's words apart.
    """
    for gap in _GAPS:
        widths = _widths(rows, gap)
        body = _widths(rows[1:], gap)
        least = [max(_longest_word(rows, at), min(wide, narrowest)) for at, wide in enumerate(body)]
        over = sum(widths) + gap * (len(widths) - 1) - COLUMNS
        if over <= sum(max(0, has - needs) for has, needs in zip(widths, least, strict=True)):
            _narrow(widths, least, over)
            shown = [list(_row(row, widths, gap, is_head=not at)) for at, row in enumerate(rows)]
            is_legible = all(len(lines) <= _TALLEST for lines in shown)
            return shown if is_legible else None
    return None


def _narrow(widths: list[int], least: Sequence[int], over: int) -> None:
    """Take `over` columns from the widest of those that can spare some."""
    for _column in range(over):
        sparing = [at for at, has in enumerate(widths) if has > least[at]]
        widths[max(sparing, key=widths.__getitem__)] -= 1


def _widths(rows: Sequence[Sequence[Cell]], gap: int) -> list[int]:
    """Return how wide each column must be for the cells, those over several columns last."""
    placed = [
        (place, cell.span, max(map(wide, cell.lines), default=0))
        for row in rows
        for place, cell in _placed(row)
    ]
    widths = [0] * max((place + span for place, span, _taken in placed), default=0)
    for place, span, taken in sorted(placed, key=lambda one: one[1]):
        within = range(place, place + span)
        room = sum(widths[number] for number in within) + gap * (span - 1)
        widths[place] += max(0, taken - room)
    return widths


def _placed(row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    place = 0
    for cell in row:
        yield place, cell
        place += cell.span


def _longest_word(rows: Sequence[Sequence[Cell]], column: int) -> int:
    words = (
        word
        for row in rows
        for place, cell in _placed(row)
        if place == column and cell.span == 1
        for line in cell.lines
        for word in _WORD.findall(line)
    )
    return max(map(wide, words), default=0)


def _row(row: Sequence[Cell], widths: Sequence[int], gap: int, *, is_head: bool) -> Iterator[str]:
    """Yield the lines of a row; those of a cell begin at its top, but end at the foot of a head."""
    stacks = []
    for place, cell in _placed(row):
        room = sum(widths[place : place + cell.span]) + gap * (cell.span - 1)
        lines = [one for line in cell.lines for one in wrapped(line, columns=room)]
        stacks.append((room, cell.is_right, lines))
    tall = max(len(lines) for _room, _right, lines in stacks)
    for number in range(tall):
        shown = []
        for room, is_right, lines in stacks:
            at = number - (tall - len(lines)) * is_head
            text = lines[at] if 0 <= at < len(lines) else ""
            blank = " " * (room - wide(text))
            shown.append(f"{blank}{text}" if is_right else f"{text}{blank}")
        yield (" " * gap).join(shown).rstrip()
