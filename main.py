"""Watchkeeper's entry: read the arguments, put the parts together, start.

Messages go to standard error, results to standard output. Exit 0: done; 1: the world said no,
with a remedy; 2: the arguments are wrong.
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import LogbookError, NotUnderstood, OlderVersion
from db.words import _, speak

if TYPE_CHECKING:
    from db.position import Position
    from db.query import IncidentQuery
    from db.store import Logbook
    from db.verification import Verdict

Period = tuple[datetime, datetime]


def main(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name, or open the window; return the exit code."""
    speak(os.environ.get("WATCHKEEPER_LANGUAGE", "en"))
    commands = _commands(arguments)
    try:
        if arguments and arguments[0] in (*commands.choices, "-h", "--help"):
            known = commands.parser.parse_args(arguments)
            return int(known.run(known))
        return _window(commands.window.parse_args(arguments))
    except LogbookError as error:
        _tell(str(error))
        return 1
    except BrokenPipeError:  # whoever read our results has gone: nothing is lost by it
        sys.stderr.close()
        return 1


class _Commands:
    """The parsers: one for the window, one for every command."""

    def __init__(self) -> None:
        self.window = argparse.ArgumentParser(
            prog="main.py", description=_("Open the window, on FILE if there is one.")
        )
        self.window.add_argument("file", nargs="?", type=Path, metavar="FILE")
        self.parser = argparse.ArgumentParser(
            prog="main.py",
            description=_("Watchkeeper, the incident logbook. Without a command: the window."),
        )
        self._parsers = self.parser.add_subparsers(required=True, metavar="COMMAND")

    @property
    def choices(self) -> Sequence[str]:
        return tuple(self._parsers.choices)

    def add(
        self, name: str, run: Callable[[argparse.Namespace], int], help: str, **options: Any
    ) -> argparse.ArgumentParser:
        command = self._parsers.add_parser(name, help=help, description=help, **options)
        command.add_argument("file", type=Path, metavar="FILE")
        command.set_defaults(run=run, refuse=command.error)  # it exits with 2
        return command


def _commands(arguments: Sequence[str]) -> _Commands:
    commands = _Commands()
    new = commands.add("new", _new, _("Make a new logbook."))
    for option in ("mission", "station", "theatre", "officer"):
        new.add_argument(f"--{option}", required=True)
    new.add_argument("--role", default=_("duty officer"))
    new.add_argument("--utc-offset", type=int, default=0, metavar="MINUTES")
    new.add_argument("--position", type=_place, metavar="GRID", help=_("where the station stands"))
    new.add_argument("--encrypted", action="store_true", help=_("with a passphrase, asked twice"))
    commands.add("sample", _sample, _("Make the sample: Mali, May 2016."))
    log = commands.add(
        "log",
        _log,
        _("Log incidents, one JSON object per line; print each number once it is on disk."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    log.add_argument("jsonl", nargs="?", default="-", metavar="JSONL")
    if "log" in arguments[:1]:  # the fields are read only where they are shown
        from db.intake.jsonl import described_fields

        log.epilog = described_fields()
    places = commands.add("places", _places, _("Load the places of a GeoNames country file."))
    places.add_argument("geonames", type=Path, metavar="GEONAMES.txt|zip")
    report = _add_outputs(commands, arguments)
    for command in (log, places, report):
        command.add_argument("--officer", help=_("who writes, if not the officer on watch"))
    commands.add("verify", _verify, _("Prove that the log is as it was written."))
    commands.add("rebuild", _rebuild, _("Write the rows anew from the journal, if it is whole."))
    encrypt = commands.add("encrypt", _encrypt, _("Write an encrypted copy; FILE stays as it is."))
    encrypt.add_argument("out", type=Path, metavar="OUT.watch")
    return commands


def _add_outputs(commands: _Commands, arguments: Sequence[str]) -> argparse.ArgumentParser:
    report = commands.add("report", _report, _("Write a report as PDF, or as plain text."))
    if "report" in arguments[:1]:  # what can be ordered is read only where it is shown
        from exports.ordering import add_options

        add_options(report)
    export = commands.add("export", _export, _("Write incidents as CSV."))
    export.add_argument("out", type=Path, metavar="OUT.csv")
    figures = commands.add("figures", _figures, _("Print the figures of a period."))
    figures.add_argument("--json", action="store_true", help=_("as one JSON object"))
    report.set_defaults(view=None)  # a report is on all that happened, not on a part of it
    for command in (export, figures):
        command.add_argument("--view", metavar="NAME", help=_("what that saved view asks"))
    for command in (report, export, figures):
        command.add_argument(
            "--period",
            type=_period,
            metavar="DAY|FROM/TO",
            help=_("both days included, UTC"),
        )
        command.add_argument("--as-of", type=_moment, metavar="TIME", help=_("as known then"))
    return report


def _new(known: argparse.Namespace) -> int:
    from db.creation import create_logbook
    from db.journal import Author
    from db.passphrase import new_passphrase

    rank, _space, name = known.officer.strip().rpartition(" ")
    create_logbook(
        known.file,
        mission=known.mission,
        station=known.station,
        theatre=known.theatre,
        author=Author(rank, name, known.role),
        utc_offset_min=known.utc_offset,
        position=known.position,
        passphrase=new_passphrase(known.file) if known.encrypted else None,
    ).close()
    _tell(_("Made {path}.").format(path=known.file))
    return 0


def _sample(known: argparse.Namespace) -> int:
    from db.sample import create_sample

    create_sample(known.file).close()
    _tell(_("Made {path}.").format(path=known.file))
    return 0


def _log(known: argparse.Namespace) -> int:
    from db.current import author_named
    from db.intake.jsonl import log_lines

    book = _open(known.file)
    author = author_named(book, known.officer)
    refused = 0
    with _lines(known.jsonl) as lines:
        for line in log_lines(book, author, lines):
            for doubt in line.doubts:
                _tell(_("line {place}: doubtful: {doubt}").format(place=line.place, doubt=doubt))
            for reason in line.reasons:
                _tell(_("line {place}: refused: {reason}").format(place=line.place, reason=reason))
            if line.number:
                _print(line.number)
            else:
                refused += 1
    if refused:
        _tell(_("{n} lines were refused and not logged. Mend and log them.").format(n=refused))
    return 1 if refused else 0


def _lines(source: str) -> Any:
    if source == "-":
        return sys.stdin.buffer
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise LogbookError(
            _("{path} can't be read: {reason}.").format(path=source, reason=error.strerror),
            _("Check the path. Nothing was logged."),
        ) from error


def _report(known: argparse.Namespace) -> int:
    from db.reports import issued_missing, missing_told
    from exports.ordering import order_of, wrong_use

    if reason := wrong_use(known):
        known.refuse(reason)
    book = _open(known.file)
    order = order_of(book, _query(known, book), known)
    if known.issue:
        from db.current import author_named
        from exports.reports.make import issue_report, write_issued

        number = issue_report(book, author_named(book, known.officer), order)
        _print(number)  # it is issued, whether the file can be written or not
        write_issued(book, number, known.out)
        with book.reading() as session:
            missing = issued_missing(session, number)
    else:
        from exports.reports.make import write_report

        missing = write_report(book, order, known.out).missing
        _print(str(known.out))
    if missing:
        _tell(missing_told(missing))
    return 0


def _places(known: argparse.Namespace) -> int:
    from db.current import author_named
    from db.intake.geonames import load_places

    book = _open(known.file)
    count = load_places(book, author_named(book, known.officer), known.geonames)
    _print(_("{n} places loaded").format(n=count))
    return 0


def _export(known: argparse.Namespace) -> int:
    from exports.csv import write_csv

    book = _open(known.file)
    count = write_csv(book, _query(known, book), known.out)
    _print(_("{n} incidents in {path}").format(n=count, path=known.out))
    return 0


def _figures(known: argparse.Namespace) -> int:
    from db.figures import figures
    from exports.figures import as_json, as_text

    if known.period is None and known.view is None:
        known.refuse(_("needs its --period or a --view"))
    book = _open(known.file)
    query = _query(known, book)
    with book.reading() as session:
        found = figures(session, query)
    if known.json:
        _print(json.dumps(as_json(found, query), ensure_ascii=False, indent=2))
    else:
        _print(as_text(found, query))
    return 0


def _verify(known: argparse.Namespace) -> int:
    from db.verification import verify

    return _whole(verify(_open(known.file)))


def _rebuild(known: argparse.Namespace) -> int:
    from db.verification import rebuild_rows, verify

    book = _open(known.file)
    rebuilt = rebuild_rows(book)
    return _whole(rebuilt if rebuilt.problem else verify(book))


def _encrypt(known: argparse.Namespace) -> int:
    from db.encryption import encrypted_copy
    from db.passphrase import new_passphrase, passphrase_of

    present = passphrase_of(known.file)
    passphrase = new_passphrase(known.out, may_be_set=present is None)
    try:
        encrypted_copy(known.file, known.out, passphrase, present, _tell_how_far)
    except KeyboardInterrupt:
        raise LogbookError(
            _("Stopped."), _("Nothing was made; {path} is as it was.").format(path=known.file)
        ) from None
    _tell(_("Made {path}, encrypted and the same row by row.").format(path=known.out))
    _tell(_("{path} is as it was: delete it yourself, and its copies.").format(path=known.file))
    return 0


def _whole(verdict: "Verdict") -> int:
    """Print that the log is whole, or raise what is not."""
    if verdict.problem:
        raise LogbookError(verdict.problem, verdict.remedy)
    _print(
        _("{n} entries, chain and rows whole; head {head}").format(
            n=verdict.entries, head=verdict.head[:12]
        )
    )
    return 0


def _open(path: Path) -> "Logbook":
    """Open a logbook, upgraded first if an older program made it."""
    from db.passphrase import passphrase_of
    from db.store import open_logbook

    passphrase = passphrase_of(path)
    try:
        return open_logbook(path, passphrase=passphrase)
    except OlderVersion as older:
        from db.upgrade import upgrade_logbook

        _tell(_("{what} It is upgraded now.").format(what=older.what))
        kept = upgrade_logbook(path, passphrase=passphrase)
        _tell(_("The old file is kept as {path}.").format(path=kept))
        return open_logbook(path, passphrase=passphrase)


def _query(known: argparse.Namespace, book: "Logbook") -> "IncidentQuery":
    """Return what is asked: by the view, if one is named, with the period and moment given."""
    from db.query import IncidentQuery

    query = IncidentQuery(as_of=known.as_of)
    if known.view is not None:
        query = _viewed(book, known.view, known.as_of)
    if known.period:
        query = replace(query, since=known.period[0], before=known.period[1])
    return query


def _viewed(book: "Logbook", name: str, as_of: datetime | None) -> "IncidentQuery":
    from db.views import question_of

    with book.reading() as session:
        return replace(question_of(session, name, as_of or book.clock()), as_of=as_of)


def _window(known: argparse.Namespace) -> int:
    from gui.system import why_no_window

    reason = why_no_window()
    if reason:
        _tell(reason)
        return 1
    gc.disable()  # what is imported stays, and the window collects when it has the time
    from exports import exporters
    from gui.app import run

    return run(known.file, exporters())


def _period(text: str) -> Period:
    from db.time import read_period

    try:
        return read_period(text)
    except NotUnderstood as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _moment(text: str) -> datetime:
    from db.store import now
    from db.time import read_dtg

    try:
        return read_dtg(text, now()).at
    except NotUnderstood as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _place(text: str) -> "Position":
    from db.position import read_position

    try:
        return read_position(text)
    except NotUnderstood as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()  # a number printed is a number kept, and the reader may be waiting


def _tell_how_far(done: int, of: int) -> None:
    """Say on one line of a terminal how far something is; in a file it would only be noise."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done * 100 // of} %\r")
        sys.stderr.flush()


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
