"""Small logbooks of random acts, with words in every script, and what was typed into them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import normalize
from uuid import UUID

from hypothesis import strategies as st

from db import acts
from db.content import TYPED
from db.current import state_of
from db.drafts import DraftKept, keep
from db.errors import BadContent, LogbookError
from db.fields import Kind
from db.journal import Author
from db.position import Position
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.store import Logbook
from db.vocabulary import (
    Category,
    Cause,
    EventType,
    Language,
    LinkKind,
    Outcome,
    Paper,
    PlaceKind,
    ReportKind,
    subtypes_of,
)
from exports.reports.make import issue_report
from tests.conftest import CAPTAIN, MAJOR

NOW = datetime(2016, 5, 31, 15, 0, tzinfo=UTC)
WHOLE = (datetime(2012, 1, 1, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC))
WORDS = """
mortar fired gate Éléments armés à l'œuvre naïf ça grâce Noël ÀÂÉÈÊËÎÏÔÙÛÜŸÇŒÆ « oui »
kɛlɛ bɔra ɲɛ ŋana ƐƆƝŊ dɔrɔn tǝmust əɣrəm ăḍu ḷaṣ ṭeẓ ɣas šekrăš ǧanǧa ḥamada
атака Мост ёж Їжак Καλημέρα ἄνθρωπος οδός هجوم كمين لواء الجيش سيّارة في الشمال٣ ۱۲۳
ⵜⴰⵎⴰⵙⴻⵇ ⵜⴼⵏⵖ বাংলাদেশ ক্ষতি কি কে কো রাস্তা ১২ 🚁 👩🏽‍🚒 国 한 ก \ue000 \U0001f1f2
<b>bold</b> &amp; R&D =1+1 @SUM -2 +3 <br/> </para> %s {n} \\(x\\) [was] ' " x²½ 10-12 — … €
311430Z MAY 16 30Q ZC 2011 9875 12 km 3/4 A.B. e\u0301t\u0301 no\u00a0break zero\u200bwidth
""".split()  # noqa: RUF001, SIM905 - letters that look alike are the point, and a list is longer
LONG = ["x" * 150, "Ж" * 90, "بلا" * 7, "ⵜⴰ" * 40, "বা" * 40, "a-b/" * 50, "国🚁" * 12]
FREE = (Kind.LINE, Kind.TEXT)
SET_APART = ("type", "subtype", "occurred", "casualties", "position")
TIMES = (
    *("311430Z MAY 16", "300100Z MAY 16", "30 MAY 16", "29 MAY 16 night", "week of 23 MAY 16"),
    *("MAY 16", "151200Z JAN 15", "010000Z JUL 13", "3114Z MAY 16"),
)
POSITIONS = ("30QZD1583604274", "16.2 0.04", "18.44 N 1.40 E", "48.85 2.35", "14.53 -4.09")
DUE = ("010600Z JUN 16", "310600Z MAY 16")
PERIODS = ((31, 1), (30, 2), (25, 7), (18, 14), (2, 1))  # day of May 2016, days

_words = st.sampled_from([*WORDS, *LONG])
_line = st.lists(_words, min_size=1, max_size=5)
TEXTS = st.builds(str.join, st.sampled_from([" ", " ", " ", "", "  "]), _line)
PARAGRAPHS = TEXTS | st.builds(
    str.join, st.sampled_from(["\n", "\n\n", "\r\n"]), st.lists(TEXTS, min_size=2, max_size=4)
)
ODD = TEXTS | st.builds(str.__add__, TEXTS, st.sampled_from(["\x07", "\x1b[0m", "\x7f", "\x0b x"]))


@dataclass
class Scribe:
    """Keeps what was typed.

    Attributes:
        said: Every text that stands in the log, by the uid of its incident; "" for none.
        amended: How often each incident was.
        judged: Assessments that were amended since.
    """

    book: Logbook
    said: dict[str, list[str]] = field(default_factory=lambda: {"": []})
    amended: Counter[str] = field(default_factory=Counter)
    judged: set[str] = field(default_factory=set)

    def heard(self, uid: str, *texts: str) -> None:
        """Keep that these were typed."""
        self.said.setdefault(uid, []).extend(normalize("NFC", text) for text in texts)

    def everything(self) -> Iterator[str]:
        """Yield every text that stands in the log."""
        for texts in self.said.values():
            yield from texts

    def content(self, uid: str) -> Mapping[str, Any]:
        """Return what the log has of an incident."""
        with self.book.reading() as session:
            return state_of(session, uid).content

    @property
    def incidents(self) -> list[str]:
        """Uids, in the order of logging."""
        return [uid for uid in self.said if uid]


@st.composite
def casualties(draw):
    """A row of casualties as it is typed."""
    return {
        "category": draw(st.sampled_from(Category)).value,
        "outcome": draw(st.sampled_from(Outcome)).value,
        "cause": draw(st.sampled_from(Cause)).value,
        "nationality": draw(st.sampled_from(["", "TCD", "MLI", "BGD", "FRA"])),
        "count": draw(st.integers(0, 3).map(str) | st.sampled_from(["?", "12"])),
    }


def _editor(known):
    """Return what may be typed into a field."""
    if known.name == "follow_up_due":
        return st.sampled_from(DUE)
    if known.name == "place":
        return st.sampled_from(["Gao", "Aguelhok", "Sévaré"]) | TEXTS
    if known.kind is Kind.TERM:
        return st.sampled_from(known.choices).map(lambda term: term.value)
    if known.kind is Kind.TERMS:
        return st.lists(st.sampled_from(known.choices).map(lambda term: term.value), max_size=3)
    if known.kind is Kind.WORDS:
        return st.lists(TEXTS, min_size=1, max_size=3)
    if known.kind is Kind.TIME:
        return st.sampled_from(("311440Z MAY 16", "010000Z JUN 16"))
    return (PARAGRAPHS if known.kind is Kind.TEXT else TEXTS).map(lambda text: text[: known.limit])


_OPTIONAL = {known.name: _editor(known) for known in TYPED if known.name not in SET_APART}
_SUMMARY = _OPTIONAL.pop("summary")
_WHERE = {
    "position": st.sampled_from(POSITIONS),
    "casualties": st.lists(casualties(), max_size=3),
}


@st.composite
def contents(draw, *, amending=False):
    """What somebody types of an incident; of an amendment some of it."""
    names = draw(st.sets(st.sampled_from(sorted(_OPTIONAL)), min_size=1, max_size=9))
    raw = {name: draw(_OPTIONAL[name]) for name in sorted(names)}
    for name in sorted(draw(st.sets(st.sampled_from(sorted(_WHERE))))):
        raw[name] = draw(_WHERE[name])
    if amending:
        taken_back = draw(st.sets(st.sampled_from(sorted(names)), max_size=2))
        return raw | dict.fromkeys(sorted(taken_back), "")
    kind = draw(st.sampled_from(EventType))
    subtype = st.sampled_from(["", *subtypes_of(kind)]) if kind is not EventType.OTH else TEXTS
    raw |= {"type": kind.value, "subtype": draw(subtype)}
    return raw | {"occurred": draw(st.sampled_from(TIMES)), "summary": draw(_SUMMARY)}


def _free(raw):
    """Yield what was typed in words."""
    for known in TYPED:
        value = raw.get(known.name) or ""
        if known.kind in FREE and (known.name != "subtype" or raw.get("type") == "OTH"):
            yield value
        if known.kind is Kind.WORDS:
            yield from value


def _log(scribe, draw):
    raw = draw(contents())
    uid = acts.log(scribe.book, MAJOR, raw).subject
    scribe.heard(uid, *_free(raw))


def _amend(scribe, draw):
    uid, raw = draw(st.sampled_from(scribe.incidents)), draw(contents(amending=True))
    reason, former = draw(ODD), scribe.content(uid).get("assessment", "")
    acts.amend(scribe.book, CAPTAIN, uid, raw, reason)
    scribe.amended[uid] += 1
    if "assessment" in raw:
        scribe.judged.add(normalize("NFC", former))
    scribe.heard(uid, reason, *_free(raw))


def _remark(scribe, draw):
    uid, told, source = draw(st.sampled_from(scribe.incidents)), draw(PARAGRAPHS), draw(TEXTS)
    heard = draw(st.sampled_from(["", "311200Z MAY 16"]))
    acts.remark(scribe.book, MAJOR, uid, told, source, heard)
    scribe.heard(uid, told, source)


def _judge(scribe, draw):
    uid = draw(st.sampled_from(scribe.incidents))
    draw(st.sampled_from([acts.verify, acts.close]))(scribe.book, CAPTAIN, uid)


def _withdraw(scribe, draw):
    uid, reason = draw(st.sampled_from(scribe.incidents)), draw(ODD)
    draw(st.sampled_from([acts.strike, acts.reopen]))(scribe.book, CAPTAIN, uid, reason)
    scribe.heard(uid, reason)


def _belong(scribe, draw):
    one, other = draw(st.sampled_from(scribe.incidents)), draw(st.sampled_from(scribe.incidents))
    with scribe.book.reading() as session:
        number = state_of(session, other).payload["number"]
    if draw(st.booleans()):
        reason = draw(ODD)
        acts.mark_duplicate(scribe.book, CAPTAIN, one, number, reason)
        scribe.heard(one, reason)
    else:
        acts.link(scribe.book, MAJOR, one, number, draw(st.sampled_from(LinkKind)))


def _attach(scribe, draw):
    uid = draw(st.sampled_from(scribe.incidents))
    name = draw(TEXTS).replace("/", "").replace("\\", "")[:200]
    acts.attach(scribe.book, MAJOR, uid, name, b"bytes")
    scribe.heard(uid, name)


def _place(scribe, draw):
    name = " ".join(draw(TEXTS).split())[:200]
    at = Position(16.2 + draw(st.integers(0, 9)) / 10, 0.1, 10)
    acts.add_place(scribe.book, MAJOR, name, at, draw(st.sampled_from(PlaceKind)))
    scribe.heard("", name)


def _relieve(scribe, draw):
    note, officer = draw(ODD), Author("Lt.", draw(TEXTS)[:60], draw(TEXTS)[:60])
    acts.enrol(scribe.book, officer, by=MAJOR)
    scribe.heard("", officer.name, officer.role)
    acts.relieve(scribe.book, MAJOR, officer, note)
    scribe.heard("", note)
    acts.relieve(scribe.book, officer, MAJOR)


def _issue(scribe, draw):
    query = IncidentQuery(since=NOW - timedelta(days=1), before=NOW + timedelta(hours=9))
    kind = draw(st.sampled_from([ReportKind.SITREP, ReportKind.SINCREP]))
    order = ReportOrder(kind, IncidentQuery(), scribe.incidents[0])
    if kind is ReportKind.SITREP:
        order = ReportOrder(kind, query)
    issue_report(scribe.book, MAJOR, order)


def _draft(scribe, draw):
    typed = {"summary": draw(PARAGRAPHS), "place": draw(TEXTS)}
    uid = str(UUID(int=draw(st.integers(0, 99))))
    now = scribe.book.clock()
    keep(scribe.book, DraftKept(uid, None, typed, "", now, now, "Maj. A."))


ACTS = (
    *(_log, _log, _amend, _amend, _amend, _remark, _remark, _judge, _withdraw, _belong),
    *(_attach, _place, _relieve, _issue, _draft),
)


def written(draw, book: Logbook) -> Scribe:
    """Write a random log, what is refused apart, and return what stands in it."""
    scribe = Scribe(book)
    while not scribe.incidents:
        with suppress(BadContent):
            _log(scribe, draw)
    for act in draw(st.lists(st.sampled_from(ACTS), max_size=12)):
        book.clock.tick(minutes=draw(st.sampled_from([1, 7, 90, -30])))
        with suppress(LogbookError):
            act(scribe, draw)
    return scribe


def ordered(draw, scribe: Scribe, kind: ReportKind) -> tuple[ReportOrder, list[str], int]:
    """Return an order of that kind, the texts that it has to tell, how often they were amended."""
    names = ("to", "info", "reference", "approved", "answer")
    typed = {name: draw(st.just("") | ODD) for name in names}
    order = ReportOrder(
        kind,
        IncidentQuery(),
        language=draw(st.sampled_from(Language)),
        paper=draw(st.sampled_from(Paper)),
        **typed,
    )
    said, rewritten = list(typed.values()), 0
    if kind is ReportKind.LOG:
        order = replace(order, query=IncidentQuery(since=WHOLE[0], before=WHOLE[1]))
        said += scribe.everything()
    elif kind.within == "period":
        order = replace(order, query=draw(_periods()))
    elif kind.within == "incident":
        order = replace(order, incident=draw(st.sampled_from(scribe.incidents)))
    if kind is ReportKind.SINCREP:  # it tells no former assessment, not even among facts
        rewritten = scribe.amended[order.incident]
        said += [text for text in scribe.said[order.incident] if text not in scribe.judged]
    return order, said, rewritten


@st.composite
def _periods(draw):
    day, days = draw(st.sampled_from(PERIODS))
    since = datetime(2016, 5, day, tzinfo=UTC)
    as_of = draw(st.none() | st.just(NOW + timedelta(minutes=40)))
    return IncidentQuery(since=since, before=since + timedelta(days=days), as_of=as_of)
