"""The order of a report in the words of a command line."""

import argparse
from pathlib import Path
from typing import Any

from db.current import uid_of
from db.errors import NotUnderstood
from db.query import IncidentQuery
from db.reports import ReportOrder, read_update
from db.store import Logbook
from db.vocabulary import Language, Paper, Precedence, ReportKind, Sensitivity, Term
from db.words import N_, _

_TERMS: dict[str, type[Term]] = {
    "language": Language,
    "paper": Paper,
    "classification": Sensitivity,
    "precedence": Precedence,
}
_WORDS = {
    "to": N_("who acts on it"),
    "info": N_("who is to know"),
    "reference": N_("what it answers"),
    "approved": N_("rank, name and appointment of who approves it"),
    "answer": N_("what stands at its head, in your own words"),
    "update": N_("FLASH, UPDATE n or FINAL, of a SINCREP, if not what the ones before say"),
    "replaces": N_("the number of the issued report that it corrects"),
    "since": N_("the number of the issued report since which changes are told"),
}
_WITH_CHANGES = (ReportKind.SINCREP, ReportKind.SITREP, ReportKind.WEEKLY)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let `parser` understand what `order_of` reads; period and moment are its own."""
    parser.add_argument("kind", choices=[str(kind) for kind in ReportKind])
    parser.add_argument("out", type=Path, metavar="OUT.pdf|txt")
    parser.add_argument("--incident", metavar="NUMBER", help=_("of a flash or sincrep"))
    for name, terms in _TERMS.items():
        parser.add_argument(f"--{name}", choices=[str(term) for term in terms])
    for name, told in _WORDS.items():
        read = _update if name == "update" else str.strip
        parser.add_argument(f"--{name}", default="", type=read, metavar="TEXT", help=_(told))
    parser.add_argument("--issue", action="store_true", help=_("number it and keep it in the log"))


def wrong_use(known: argparse.Namespace) -> str:
    """Return what of the command line does not go together; "" if it does."""
    kind = ReportKind(known.kind)
    if known.out.suffix.lower() not in (".pdf", ".txt"):
        return _("{name} ends neither in .pdf nor in .txt").format(name=known.out.name)
    if kind.within == "period" and known.period is None:
        return _("a {kind} needs its --period").format(kind=kind)
    if kind.within != "period" and known.period is not None:
        return _("a {kind} has no --period").format(kind=kind)
    if (kind.within == "incident") != (known.incident is not None):
        return _("a flash or sincrep, and nothing else, needs its --incident")
    if known.update and kind is not ReportKind.SINCREP:
        return _("a {kind} has no --update").format(kind=kind)
    if known.since and kind not in _WITH_CHANGES:
        return _("a {kind} has no --since").format(kind=kind)
    if kind.within == "watch" and known.as_of is not None:
        return _("a handover is of now: it has no --as-of")
    return ""


def order_of(book: Logbook, query: IncidentQuery, known: argparse.Namespace) -> ReportOrder:
    """Return the order of a report; `query` has its period and moment.

    Raises:
        Refused: No incident has that number.
    """
    incident = ""
    if known.incident:
        with book.reading() as session:
            incident = uid_of(session, known.incident)
    chosen: dict[str, Any] = {
        name: terms(value)
        for name, terms in _TERMS.items()
        if (value := getattr(known, name)) is not None
    }
    said: dict[str, Any] = {name: getattr(known, name) for name in _WORDS}
    return ReportOrder(ReportKind(known.kind), query, incident, **chosen, **said)


def _update(text: str) -> str:
    try:
        return read_update(text)
    except NotUnderstood as error:
        raise argparse.ArgumentTypeError(str(error)) from None
