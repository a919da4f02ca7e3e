"""A Flash on its one page, whatever was typed.

Where there is no room for the texts, the map gets lower; then they are set smaller and it goes; at
last the longest of them are cut, and say so. The log has them whole.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, takewhile
from typing import NamedTuple

from reportlab.platypus import Flowable, HRFlowable, Spacer

from db.words import _
from exports.reports.blocks import ToFoot, beside, count_cell, height_of, rows_of
from exports.reports.content import Fact, Prose, Span, Tone
from exports.reports.flash_content import FlashCasualties, FlashContent, Item
from exports.reports.fonts import REGULAR, runs
from exports.reports.map import MapDrawing
from exports.reports.opening import opening
from exports.reports.sections import ending
from exports.reports.styles import BLACK
from exports.reports.tables import FIRM, HAIRLINE, WIDTH, Column, Row, Table
from exports.reports.text import Typesetter

_NUMBER, _LABEL, _TEXT = (0, 18), (20, 100), 103.0
_EVENT_END, _MAP = 322.0, 338.0
_COUNTS = 290.0  # where the first of them begins
_CATEGORY, _NATIONALITY = (_TEXT, 222), (226, _COUNTS)
_LEAST, _LEAST_HEAD = 12, 40  # characters that are always printed
_BETWEEN = 38.0  # the room that blocks keep between them, and before the signatures


class _Fit(NamedTuple):
    """What is given up to stay on the page.

    Attributes:
        map_tall: The height of the map in points; 0 for none.
        is_small: Whether the texts are set smaller and closer.
        what: Characters that a text of the first line may have: the summary, the last to be cut.
        others: Characters that any other text may have; those of a code, if no font has it.
    """

    map_tall: float
    is_small: bool
    what: int
    others: int

    @property
    def pad(self) -> float:
        """Return the room above and below a line of the body, in points."""
        return 1.4 if self.is_small else 3.2

    @property
    def answer(self) -> str:
        """Return the style of the answer."""
        return "Answer" if self.is_small else "FlashAnswer"

    @property
    def size(self) -> str:
        """Return the beginning of the names of its styles."""
        return "SmallFlash" if self.is_small else "Flash"


_FITS = (
    _Fit(168, False, 1_500, 1_500),  # nothing longer has room
    _Fit(120, False, 1_500, 1_500),
    _Fit(120, True, 1_500, 1_500),
    *(_Fit(0, True, 1_500, most) for most in (1_500, 900, 600, 400, 300, 240, 180, 120, 80, 50)),
    *(_Fit(0, True, most, 30) for most in (600, 500, 400, 300, 200, 100)),
    _Fit(0, True, _LEAST_HEAD, _LEAST),
)


def flash_page(content: FlashContent, setter: Typesetter) -> list[Flowable]:
    """Return all of it, no higher than its page."""
    flowables: list[Flowable] = []
    for fit in _FITS:
        flowables = _page(content, setter, fit)
        standing = [one for one in flowables if not isinstance(one, ToFoot)]
        if height_of(standing) <= setter.room - _BETWEEN:
            break
    return flowables


def _page(content: FlashContent, setter: Typesetter, fit: _Fit) -> list[Flowable]:
    missing = (
        Span(_("Not yet known: "), Tone.STRONG),
        Span(" · ".join(content.not_known) or _("NIL")),
    )
    told = content
    if fit.others == _LEAST:
        told = _shortest(content)
    number = len(content.event) + 1
    after = [
        _row(place, item, setter, WIDTH, fit)
        for place, item in enumerate(content.after, start=number + 1)
    ]
    return [
        *opening(told, setter, fit.answer, [Spacer(0, 4), setter.prose(missing, "Flash")]),
        Spacer(0, 5),
        HRFlowable(width="100%", thickness=0.5, color=BLACK, spaceBefore=0, spaceAfter=0),
        Spacer(0, 5),
        *_event(content, setter, fit),
        Spacer(0, 6),
        _casualties(number, content.casualties, setter),
        setter.prose(content.casualties.note, "Beneath"),
        rows_of(after),
        *ending(told, setter),
    ]


def _shortest(content: FlashContent) -> FlashContent:
    """Return it with an answer, a head and signatures that leave room for the rest."""
    header = replace(
        content.header,
        facts=tuple((_short(left), _short(right)) for left, right in content.header.facts),
        signatures=tuple(
            replace(
                one, who=_shortened(one.who, _LEAST_HEAD), post=_shortened(one.post, _LEAST_HEAD)
            )
            for one in content.header.signatures
        ),
    )
    return replace(content, answer=_shortened(content.answer, _LEAST_HEAD), header=header)


def _short(fact: Fact) -> Fact:
    return replace(fact, value=_shortened(fact.value, _LEAST_HEAD))


def _event(content: FlashContent, setter: Typesetter, fit: _Fit) -> list[Flowable]:
    right = _EVENT_END if fit.map_tall else WIDTH
    rows = rows_of(
        [
            _row(number, item, setter, right, fit)
            for number, item in enumerate(content.event, start=1)
        ]
    )
    if fit.map_tall:
        return beside([rows], _map(content, setter, fit), _MAP)
    return [rows, setter.prose(_("The map is left out for want of room."), "Beneath")]


def _row(number: int, item: Item, setter: Typesetter, right: float, fit: _Fit) -> Row:
    longest = fit.what if number == 1 else fit.others
    stacks = (
        [setter.prose(str(number), f"{fit.size}Number")],
        [setter.prose(item.label, f"{fit.size}Label")],
        [setter.prose(_cut(prose, longest), fit.size) for prose in item.paragraphs],
    )
    return Row((_NUMBER, _LABEL, (_TEXT, right)), stacks, None, fit.pad)


def _cut(prose: Prose, longest: int) -> Prose:
    """Return each text without line ends, cut to so many characters; one that is cut says so."""
    kept: list[Span] = []
    for span in prose:
        edges = " " * span.text.startswith(" "), " " * span.text.endswith(" ")
        text = " ".join(span.text.split()).join(edges)
        kept.append(Span(_shortened(text, longest), span.tone))
    return tuple(kept)


def _shortened(text: str, longest: int) -> str:
    if _printed(text) <= longest:
        return text
    lengths = accumulate(map(_printed, text))
    kept = sum(1 for _length in takewhile(lambda length: length <= longest, lengths))
    return _("{text}… (continued in the log)").format(text=text[:kept].rstrip())


def _printed(text: str) -> int:
    """Return how many characters stand on paper for a text."""
    return sum(len(run) for _font, run in runs(text, REGULAR, set()))


def _map(content: FlashContent, setter: Typesetter, fit: _Fit) -> list[Flowable]:
    notes = (*content.map.notes, _("Boundaries and names do not imply UN endorsement."))
    drawn = MapDrawing(content.map, WIDTH - _MAP, fit.map_tall)
    return [drawn, Spacer(0, 3), *(setter.prose(note, "Note") for note in notes)]


def _casualties(number: int, shown: FlashCasualties, setter: Typesetter) -> Table:
    wide = (WIDTH - _COUNTS) / len(shown.outcomes)
    counts = [
        (_COUNTS + wide * place, _COUNTS + wide * (place + 1))
        for place in range(len(shown.outcomes))
    ]
    columns: Sequence[Column] = (_NUMBER, _LABEL, _CATEGORY, _NATIONALITY, *counts)
    rows = [
        Row(
            columns,
            [
                [],  # the number and the label stand beside the head alone
                [],
                [setter.prose(row.category, "Cell")],
                [setter.prose(row.nationality, "Cell")],
                *(
                    [count_cell(count, setter, column)]
                    for count, column in zip(row.counts, counts, strict=True)
                ),
            ],
            HAIRLINE,
        )
        for row in shown.rows
    ]
    titles = [
        [setter.prose(str(number), "FlashNumber")],
        [setter.prose(_("Casualties"), "FlashLabel")],
        [setter.prose(_("Category"), "Head")],
        [setter.prose(_("Nationality"), "Head")],
        *([setter.prose(outcome, "HeadRight")] for outcome in shown.outcomes),
    ]
    head = Row(columns, titles, FIRM)
    return Table(rows, len(rows), head, FIRM, left=_TEXT)
