"""A report as plain text says what its pages say, in lines that any radio operator can send."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.platypus import Flowable, Spacer

from db import acts
from db.current import uid_of
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.time import read_period
from db.vocabulary import Language, Outcome, ReportKind
from exports.reports.columns import COLUMNS, Cell, aligned, wide, wrapped
from exports.reports.content import Significant, Span, Tone
from exports.reports.kept import plain, read_plain
from exports.reports.make import issue_report, make_report, report_text, write_issued, write_report
from exports.reports.plain_text import as_text
from exports.reports.sitrep import SECTIONS
from main import main
from tests.conftest import AMBUSH, MAJOR
from tests.report_content import EMPTY, FULL

SINCE, BEFORE = read_period("2016-05-18/2016-05-31")
THEN = datetime(2016, 6, 1, 12, 0, tzinfo=UTC)
NOW = datetime(2016, 6, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def log(sample):
    sample.clock = lambda: NOW
    return sample


def ordered(log, kind, as_of=None, **order):
    query, incident = IncidentQuery(as_of=as_of), ""
    if kind.within == "period":
        query = replace(query, since=SINCE, before=BEFORE)
    if kind.within == "incident":
        with log.reading() as session:
            incident = uid_of(session, "MIN-GAO-2016-0021")
    return ReportOrder(kind, query, incident, **order)


def words(text):
    return " ".join(text.split())


def sitrep(content):
    return as_text(content, SECTIONS)


def told(*spans):
    """The text of a SITREP with one incident, told in those spans."""
    significant = Significant("Gao", (spans,), "GAO-0001", "INITIAL", ())
    return sitrep(replace(EMPTY, significant=(significant,)))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ReportKind)
def test_no_line_of_any_report_is_wider_than_69_columns(log, tmp_path, kind, language):
    path = tmp_path / "report.txt"
    write_report(log, ordered(log, kind, language=language), path)

    data = path.read_bytes()
    lines = data.decode().splitlines()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert max(map(wide, lines)) <= COLUMNS
    assert lines[0].strip() == lines[-1].strip() != ""
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize(
    ("as_of", "contingent", "contractors"),
    [(THEN, 11, 2), (NOW, 12, 1)],
)
def test_the_check_figures_come_out_at_both_moments(log, as_of, contingent, contractors):
    made = make_report(log, ordered(log, ReportKind.SITREP, as_of))
    pages = "".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)
    killed = rf"killed: {contingent} UN contingent( \([^)]*\))?, {contractors} UN contractor"

    for told in (report_text(made.content, ReportKind.SITREP), pages):
        assert re.search(killed, words(told))
        assert words(made.content.answer) in words(told)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_word_of_the_pages_is_in_the_text(log, kind):
    made = make_report(log, ordered(log, kind))
    squeezed = "".join(report_text(made.content, kind).split())
    pages = [page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages]
    around = words(f"Page of {len(pages)} {made.content.header.running}").split()

    wanting = {word for page in pages for word in page.split() if word not in squeezed}
    assert wanting - set(around) == set()


def test_what_no_longer_holds_is_told_as_such():
    text = told(Span("killed: "), Span("2", Tone.WAS), Span(" "), Span("5", Tone.STRUCK))

    assert "killed: [was 2] [was 5]" in text


def test_markup_and_line_ends_arrive_as_they_were_typed():
    assert "<b>R&D</b> &amp; x\nsecond line\n" in told(Span("<b>R&D</b> &amp; x\r\nsecond line"))


def test_a_control_character_cannot_reach_the_radio():
    assert "bell ⟨U+0007⟩ half ⟨U+D83D⟩" in told(Span("bell \a half \ud83d"))


def test_a_table_that_fits_has_its_numbers_below_each_other(log):
    lines = report_text(
        make_report(log, ordered(log, ReportKind.SITREP)).content, ReportKind.SITREP
    ).splitlines()
    head = next(line for line in lines if "MAY 18" in line)
    row = next(line for line in lines if line.startswith("Incidents "))

    assert len(head) == len(row)
    assert head.endswith(" Total")
    assert row.split()[1:] == [*"10101100111204", "13"]


@pytest.mark.parametrize("language", Language)
def test_the_numbers_of_a_wide_table_stay_below_each_other(log, language):
    """Its widest columns stand below each row instead, behind their heads."""
    made = make_report(log, ordered(log, ReportKind.SITREP, language=language))
    lines = iter(report_text(made.content, ReportKind.SITREP).splitlines())
    head = next(line for line in lines if line.split()[-4:-1] in (["K", "S", "L"], ["T", "G", "L"]))
    table = list(takewhile(bool, lines))
    rows = [line for line in table if line.startswith("GAO-")]
    assert len(rows) == 13
    assert {len(row) for row in rows} == {len(head)}
    assert any(re.match("  (Where, region|Où, région) ?: ", line) for line in table)


@pytest.mark.parametrize("language", Language)
def test_the_numbers_of_a_flash_stay_below_each_other_however_many_they_are(book, language):
    hurt = {"category": "un_contractor_or_other", "nationality": "MLI", "count": 1}
    people = [{**hurt, "outcome": str(outcome)} for outcome in Outcome]
    uid = acts.log(book, MAJOR, {**AMBUSH, "casualties": people}).subject
    order = ReportOrder(ReportKind.FLASH, incident=uid, language=language)
    lines = report_text(make_report(book, order).content, ReportKind.FLASH).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("6 "))

    assert re.search(r"( +\d){6}$", lines[at + 1])
    assert len(lines[at]) == len(lines[at + 1])


def test_what_stands_across_a_wide_table_is_told_with_the_heads_of_its_numbers(log):
    made = make_report(log, ordered(log, ReportKind.CASUALTIES))
    text = report_text(made.content, ReportKind.CASUALTIES)
    assert re.search(r"^  Killed\s+Number: 13$", text, re.M)


def test_judgement_stands_behind_a_bar():
    assert any(line.startswith("| ") for line in sitrep(FULL).splitlines())


def test_a_drawing_tells_its_labels():
    class Drawing(Flowable):
        def wrap(self, width, height):
            return 10, 10

        def draw(self):
            self.canv.drawString(0, 0, "Gao")
            self.canv.drawRightString(0, 0, "100 km")

    assert "[Drawn: Gao · 100 km]" in as_text(EMPTY, [lambda _c, _s: [Drawing(), Spacer(0, 9)]])


def test_an_issued_report_is_written_as_text_as_it_went_out(log, tmp_path):
    number = issue_report(log, MAJOR, ordered(log, ReportKind.SITREP))
    first, later = tmp_path / "first.txt", tmp_path / "later.TXT"
    write_issued(log, number, first)
    acts.remark(log, MAJOR, ordered(log, ReportKind.FLASH).incident, "Heard later.")
    log.clock = lambda: datetime(2016, 7, 1, tzinfo=UTC)
    write_issued(log, number, later)

    assert first.read_text() == later.read_text()
    assert number in first.read_text()
    assert "DRAFT" not in first.read_text()


@pytest.mark.parametrize("kind", ReportKind)
def test_content_comes_back_from_the_journal_as_it_was(log, kind):
    content = make_report(log, ordered(log, kind)).content

    assert read_plain(type(content), plain(content)) == content


def test_the_command_writes_text_by_the_name_of_the_file(log, tmp_path, capsys):
    out = tmp_path / "sitrep.txt"
    log.close()

    period = ["--period", "2016-05-31"]
    assert main(["report", str(log.path), "sitrep", str(out), *period]) == 0
    assert "Situation report" in words(out.read_text()) or "situation report" in out.read_text()
    assert main(["report", str(log.path), "sitrep", str(out), *period, "--issue"]) == 0
    assert capsys.readouterr().out.split()[-1] in out.read_text()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "12  ", "| "]))
def test_wrapping_loses_no_letter_and_keeps_within_the_line(text, before):
    lines = list(wrapped(text, before, " " * len(before)))

    assert max(map(wide, lines)) <= COLUMNS
    assert "".join("".join(lines).split()) == "".join((before + text).split())


def test_a_word_is_cut_only_if_it_is_longer_than_a_line():
    assert list(wrapped("a " + "x" * 69)) == ["a", "x" * 69]
    assert list(wrapped("x" * 70)) == ["x" * 69, "x"]
    assert list(wrapped("国" * 35)) == ["国" * 34, "国"]
    assert list(wrapped("e\u0301" * 69)) == ["e\u0301" * 69]


def test_columns_that_do_not_fit_even_in_lines_are_refused():
    long = tuple(Cell(("x" * 40,)) for _column in range(2))
    assert aligned([long, long]) is None
    rows = [(Cell(("a",)), Cell(("b", "c"), is_right=True))] * 2
    assert aligned(rows) == [["   b", "a  c"], ["a  b", "   c"]]


def test_a_french_label_has_a_space_before_its_colon(log):
    made = make_report(log, ordered(log, ReportKind.SITREP, language=Language.FRENCH))
    told = report_text(made.content, ReportKind.SITREP)
    assert "\nDe : " in told
    assert "  Motif : " in told
    assert not re.search(r"^(De|À|Info|Référence|Période|  Motif|  Faits|Échéance):", told, re.M)


def test_a_word_behind_a_long_label_stays_within_the_line():
    assert [*wrapped("x" * 60, "A label of this : ", " " * 10)] == [
        "A label of this : " + "x" * 51,
        " " * 10 + "x" * 9,
    ]
